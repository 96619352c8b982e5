namespace Clubshop.LocalAws.Pinpoint;

/// <summary>What the service answers for one address.</summary>
/// <param name="Status">A DeliveryStatus, such as <c>SUCCESSFUL</c>.</param>
/// <param name="Code">The code of the downstream service.</param>
/// <param name="Text">Its text; null for the text of a success.</param>
/// <param name="UpdatedToken">The token that took the address's place; only GCM.</param>
internal sealed record DeliveryOutcome(string Status, int Code, string? Text, string? UpdatedToken = null)
{
    /// <summary>Every status that the API reference names, with what comes along.</summary>
    private static readonly Dictionary<string, DeliveryOutcome> Known = new DeliveryOutcome[]
    {
        new("SUCCESSFUL", 200, null),
        new("THROTTLED", 429, "Rate exceeded"),
        new("TEMPORARY_FAILURE", 503, "The downstream service is unavailable"),
        new("PERMANENT_FAILURE", 410, "The device token or phone number is no longer registered"),
        new("UNKNOWN_FAILURE", 500, "Unknown error"),
        new("OPT_OUT", 400, "The recipient has opted out"),
        new("DUPLICATE", 400, "The address is a duplicate of another one"),
        new("TIMEOUT", 504, "The message could not be sent within the timeout period"),
    }.ToDictionary(outcome => outcome.Status, StringComparer.Ordinal);

    /// <summary>The names that <see cref="Of"/> takes.</summary>
    public static IReadOnlyCollection<string> Names => Known.Keys;

    public bool IsSuccess => Status == "SUCCESSFUL";

    public static DeliveryOutcome Sent => Known["SUCCESSFUL"];

    /// <summary>The outcome of this status. An unknown name is passed on as it is: callers have to live with new ones.</summary>
    public static DeliveryOutcome Of(string status) => Known.GetValueOrDefault(status) ?? new(status, 500, status);

    public static DeliveryOutcome Refused(int code, string text) => new("PERMANENT_FAILURE", code, text);
}

/// <summary>
/// Addresses that always have the same outcome, so that each status can be seen without preparation. Push: a token that begins with the
/// status in lower case and a hyphen, such as <c>opt-out-1</c> (<c>throttled-</c>, <c>temporary-failure-</c>, <c>permanent-failure-</c>,
/// <c>unknown-failure-</c>, <c>duplicate-</c>, <c>timeout-</c>), or with <c>updated-token-</c>: sent, and the token has changed. SMS:
/// <c>+915550000001</c> to <c>+915550000007</c> in that order (Indian mobile numbers begin with 6 to 9, so these belong to nobody).
/// </summary>
internal static class MagicAddresses
{
    private const string Renewed = "updated-token-";
    private const string Numbers = "+91555000000";

    private static readonly string[] InOrder =
        ["THROTTLED", "TEMPORARY_FAILURE", "PERMANENT_FAILURE", "UNKNOWN_FAILURE", "OPT_OUT", "DUPLICATE", "TIMEOUT"];

    /// <summary>The outcome of a magic address; null for any other.</summary>
    public static DeliveryOutcome? Find(string address, string channel)
    {
        if (channel == "SMS")
        {
            var last = address.Length == Numbers.Length + 1 && address.StartsWith(Numbers, StringComparison.Ordinal) ? address[^1] - '1' : -1;
            return last >= 0 && last < InOrder.Length ? DeliveryOutcome.Of(InOrder[last]) : null;
        }
        if (address.StartsWith(Renewed, StringComparison.Ordinal))
            return channel == "GCM" ? DeliveryOutcome.Sent with { UpdatedToken = "renewed-" + address[Renewed.Length..] } : null;
        return InOrder.FirstOrDefault(status => address.StartsWith(Prefix(status), StringComparison.Ordinal)) is { } found ? DeliveryOutcome.Of(found) : null;
    }

    private static string Prefix(string status) =>
        string.Create(status.Length + 1, status, (text, name) =>
        {
            for (var i = 0; i < name.Length; i++) text[i] = name[i] == '_' ? '-' : char.ToLowerInvariant(name[i]);
            text[^1] = '-';
        });
}
