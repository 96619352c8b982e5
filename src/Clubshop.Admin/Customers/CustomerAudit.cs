using System.Text.Json;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Customers.Help;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Customers;

/// <summary>Audit actions and labels of customers. Entries carry the customer's number and never personal data.</summary>
internal static class CustomerAudit
{
    public const string Kind = RegistryStaffService.Kind;
    public const string Reveal = "reveal";
    public const string Export = "export-personal-data";
    public const string RefuseReveal = "refuse-reveal";
    public const string RefuseExport = "refuse-export-personal-data";
    public const string Asked = AuditAttributes.AskMark;

    public const string Refused = "refuse-";

    private static readonly Dictionary<CustomerAction, (string Name, string Past, string Infinitive, string Asked, string Refused)> Actions = new()
    {
        [CustomerAction.ResendConfirmation] = (
            "resend-confirmation", L.Later("sent the confirmation again to"), L.Later("send the confirmation again to"),
            L.Later("asked to send the confirmation again to"), L.Later("could not send the confirmation again to")),
        [CustomerAction.ResetPassword] = (
            "reset-password", L.Later("reset the password of"), L.Later("reset the password of"),
            L.Later("asked to reset the password of"), L.Later("could not reset the password of")),
        [CustomerAction.Enable] = ("enable", L.Later("enabled"), L.Later("enable"), L.Later("asked to enable"), L.Later("could not enable")),
        [CustomerAction.Disable] = ("disable", L.Later("disabled"), L.Later("disable"), L.Later("asked to disable"), L.Later("could not disable")),
        [CustomerAction.SignOut] = (
            "sign-out-everywhere", L.Later("signed out everywhere"), L.Later("sign out everywhere"),
            L.Later("asked to sign out everywhere"), L.Later("could not sign out everywhere")),
        [CustomerAction.ResetAuthenticator] = (
            "reset-authenticator", L.Later("reset the authenticator of"), L.Later("reset the authenticator of"),
            L.Later("asked to reset the authenticator of"), L.Later("could not reset the authenticator of")),
        [CustomerAction.CorrectEmail] = (
            "correct-email", L.Later("corrected the email of"), L.Later("correct the email of"),
            L.Later("asked to correct the email of"), L.Later("could not correct the email of")),
        [CustomerAction.CorrectPhone] = (
            "correct-phone", L.Later("corrected the number of"), L.Later("correct the number of"),
            L.Later("asked to correct the number of"), L.Later("could not correct the number of")),
        [CustomerAction.Erase] = ("erase", L.Later("erased"), L.Later("erase"), L.Later("asked to erase"), L.Later("could not erase")),
    };

    /// <summary>The kind, for the audit page.</summary>
    public static AuditKind Labels { get; } = new()
    {
        Kind = Kind,
        Label = L.Later("Customer"),
        Pronoun = L.Later("them"),
        Href = CustomerUrls.Of,
        Attributes = new Dictionary<string, AuditLabel>(StringComparer.Ordinal)
        {
            ["optOuts"] = new(L.Later("Turned off"), ChannelsOff),
            ["devices"] = new(L.Later("Phones"), Phones),
            [RegistryStaffService.PhoneCorrectedAt] = new(L.Later("Number for SMS corrected")),
        },
        Actions = Texts().ToDictionary(StringComparer.Ordinal),
    };

    /// <summary>The action's name in the log.</summary>
    public static string NameOf(CustomerAction action) => Actions[action].Name;

    /// <summary>The action before its object: "reset the password of".</summary>
    public static string InfinitiveOf(CustomerAction action) => Actions[action].Infinitive;

    /// <summary>An entry about a customer.</summary>
    public static AuditDraft Draft(string action, string sub, string? note) => new(action, Kind, sub, CustomerLabels.NumberOf(sub)) { Note = note };

    // The app's ids of devices mean nothing to people, so only their number is shown.
    private static string Phones(JsonElement value) => value.ValueKind == JsonValueKind.Array ? Ui.Format.Count(value.GetArrayLength(), "phone", "phones") : value.ToString();

    private static string ChannelsOff(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? string.Join(", ", value.EnumerateArray().Select(channel =>
            Enum.TryParse<Channel>(channel.GetString(), ignoreCase: true, out var known) ? CustomerLabels.Of(known) : channel.GetString()))
        : value.ToString();

    private static IEnumerable<KeyValuePair<string, string>> Texts()
    {
        foreach (var (name, past, _, asked, refused) in Actions.Values)
        {
            yield return new(name, past);
            yield return new(Asked + name, asked);
            yield return new(Refused + name, refused);
        }

        yield return new(Reveal, L.Later("looked at a detail of"));
        yield return new(RefuseReveal, L.Later("reached the limit and was refused a detail of"));
        yield return new(RefuseExport, L.Later("reached the limit and was refused the personal data of"));
        yield return new(Export, L.Later("exported the personal data of"));
        yield return new(RegistryStaffService.Erase, L.Later("erased devices and follows of"));
        yield return new(RegistryStaffService.OptOut, L.Later("changed the opt-outs of"));
        yield return new(RegistryStaffService.RemoveDevice, L.Later("removed a phone of"));
    }
}
