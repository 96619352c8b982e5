using Clubshop.Admin.Catalog.Codes;
using Clubshop.Admin.Common;
using Clubshop.Admin.Import;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Registry;

/// <summary>A valid row of a file of customers.</summary>
internal sealed record RegistryRow(long Line, string Sub, ProfileUpdate Profile, IReadOnlyList<Channel> OptOuts, IReadOnlyList<Follow> Follows, DeviceUpdate? Device);

/// <summary>Reads rows of a file of customers, and resolves the codes of what they follow.</summary>
internal sealed class RegistryRows(IEnumerable<(string Code, string Id)> clubs, IEnumerable<(string Code, string Id)> shops, IEnumerable<(string Code, string Id)> categories)
{
    private readonly (string Column, FollowKind Kind, CodeLookup Codes)[] _follows =
    [
        ("clubs", FollowKind.Club, LookupOf("club", clubs)),
        ("shops", FollowKind.Shop, LookupOf("shop", shops)),
        ("categories", FollowKind.Category, LookupOf("category", categories)),
    ];

    /// <summary>The row, or why it is refused.</summary>
    public (RegistryRow? Row, RegistryRowRefused? Refused) Read(CsvTable table, CsvRow row)
    {
        if (table.Wrong(row) is var (column, reason))
            return (null, new(row.Line, column, reason));

        string Cell(string name) => table.Cell(row, name).Trim();
        (RegistryRow?, RegistryRowRefused?) Refuse(string? at, string why) => (null, new(row.Line, at, why));

        var sub = Cell("sub");
        if (RegistryRules.CheckSub(sub) is { } wrongSub)
            return Refuse("sub", wrongSub.Message);

        // An empty cell becomes null, which leaves the value unchanged (ProfileUpdate).
        var profile = new ProfileUpdate(Text(Cell("city")), Text(Cell("language")), Text(Cell("phone")));
        if (RegistryRules.CheckProfile(profile) is [var wrong, ..])
            return Refuse(wrong.Field, wrong.Message);

        List<Channel> optOuts = [];
        foreach (var name in Parts(Cell("opt_outs")))
        {
            if (EnumReader.Read<Channel>(name) is not { } channel)
                return Refuse("opt_outs", "Opt-outs are push and sms, joined by |.");
            optOuts.Add(channel);
        }

        List<Follow> follows = [];
        foreach (var (name, kind, codes) in _follows)
        {
            foreach (var code in Parts(Cell(name)))
            {
                if (codes.Find(code) is not { } found)
                    return Refuse(name, $"No {kind.ToString().ToLowerInvariant()} has one of these codes. Import the catalog first.");
                follows.Add(new(kind, found.Id));
            }
        }

        var (device, at, why) = DeviceOf(Cell("device_id"), Cell("platform"), Cell("token"), Cell("app_version"));
        return why is null ? (new(row.Line, sub, profile, optOuts, [.. follows.Distinct()], device), null) : Refuse(at, why);
    }

    private static (DeviceUpdate? Device, string? Column, string? Reason) DeviceOf(string id, string platform, string token, string version)
    {
        if (id.Length == 0 && platform.Length == 0 && token.Length == 0)
            return (null, null, null);
        if (Platforms.Parse(platform) is not { } known)
            return (null, "platform", "A platform is android, ios, ios-sandbox or amazon.");

        var device = new DeviceUpdate(id, token, known, version);
        return RegistryRules.CheckDevice(device) is [var wrong, ..]
            ? (null, wrong.Field switch { "deviceId" => "device_id", "appVersion" => "app_version", var field => field }, wrong.Message)
            : (device, null, null);
    }

    // Only the indexes are searched: an import of customers refers to an existing catalog.
    private static CodeLookup LookupOf(string one, IEnumerable<(string Code, string Id)> rows) => new(
        one, [.. rows.Where(row => row.Code.Length > 0).DistinctBy(row => row.Code).Select(row => (row.Code, new CodeEntry(row.Id, "", IsDeleted: false)))],
        (_, _) => Task.FromResult<IReadOnlyCollection<(string Code, CodeEntry Entry)>>([]));

    private static string[] Parts(string text) => text.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string? Text(string cell) => cell.Length == 0 ? null : cell;
}
