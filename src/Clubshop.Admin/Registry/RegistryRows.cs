using Clubshop.Admin.Catalog.Codes;
using Clubshop.Admin.Common;
using Clubshop.Admin.Import;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Registry;

/// <summary>A row of a file of customers, as far as it could be read: whatever it says can be told.</summary>
internal sealed record RegistryRow(long Line, string Sub, ProfileTold Profile, IReadOnlyList<Channel> OptOuts, IReadOnlyList<Follow> Follows, DeviceTold? Device);

/// <summary>Reads rows, with the codes of what can be followed.</summary>
internal sealed class RegistryRows(IEnumerable<(string Code, string Id)> clubs, IEnumerable<(string Code, string Id)> shops, IEnumerable<(string Code, string Id)> categories)
{
    private readonly (string Column, FollowKind Kind, CodeLookup Codes)[] _follows =
    [
        ("clubs", FollowKind.Club, Book("club", clubs)), ("shops", FollowKind.Shop, Book("shop", shops)), ("categories", FollowKind.Category, Book("category", categories)),
    ];

    /// <summary>The row, or why it cannot be taken.</summary>
    public (RegistryRow? Row, RegistryRowRefused? Refused) Read(CsvTable table, CsvRow row)
    {
        if (table.Wrong(row) is var (column, reason))
            return (null, new(row.Line, column, reason));

        string Cell(string name) => table.Cell(row, name).Trim();
        (RegistryRow?, RegistryRowRefused?) No(string? at, string why) => (null, new(row.Line, at, why));

        var sub = Cell("sub");
        if (RegistryRules.Sub(sub) is { } wrongSub)
            return No("sub", wrongSub.Message);

        // An empty cell leaves what is there: null, as in ProfileTold.
        var profile = new ProfileTold(Text(Cell("city")), Text(Cell("language")), Text(Cell("phone")));
        if (RegistryRules.Profile(profile) is [var wrong, ..])
            return No(wrong.Field, wrong.Message);

        List<Channel> optOuts = [];
        foreach (var name in Parts(Cell("opt_outs")))
        {
            if (EnumReader.Read<Channel>(name) is not { } channel)
                return No("opt_outs", "What can be opted out of is push and sms, joined by |.");
            optOuts.Add(channel);
        }

        List<Follow> follows = [];
        foreach (var (name, kind, codes) in _follows)
        {
            foreach (var code in Parts(Cell(name)))
            {
                if (codes.Find(code) is not { } found)
                    return No(name, $"No {kind.ToString().ToLowerInvariant()} has one of these codes. Import the catalog first.");
                follows.Add(new(kind, found.Id));
            }
        }

        var (device, at, why) = DeviceOf(Cell("device_id"), Cell("platform"), Cell("token"), Cell("app_version"));
        return why is null ? (new(row.Line, sub, profile, optOuts, [.. follows.Distinct()], device), null) : No(at, why);
    }

    private static (DeviceTold? Device, string? Column, string? Reason) DeviceOf(string id, string platform, string token, string version)
    {
        if (id.Length == 0 && platform.Length == 0 && token.Length == 0)
            return (null, null, null);
        if (Platforms.Parse(platform) is not { } known)
            return (null, "platform", "A platform is android, ios, ios-sandbox or amazon.");

        var device = new DeviceTold(id, token, known, version);
        return RegistryRules.Device(device) is [var wrong, ..]
            ? (null, wrong.Field switch { "deviceId" => "device_id", "appVersion" => "app_version", var field => field }, wrong.Message)
            : (device, null, null);
    }

    // What is imported is in the catalog: nothing is looked up beyond what the indexes know.
    private static CodeLookup Book(string one, IEnumerable<(string Code, string Id)> rows) => new(
        one, [.. rows.Where(row => row.Code.Length > 0).DistinctBy(row => row.Code).Select(row => (row.Code, new CodeEntry(row.Id, "", IsDeleted: false)))],
        (_, _) => Task.FromResult<IReadOnlyCollection<(string Code, CodeEntry Entry)>>([]));

    private static string[] Parts(string text) => text.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string? Text(string cell) => cell.Length == 0 ? null : cell;
}
