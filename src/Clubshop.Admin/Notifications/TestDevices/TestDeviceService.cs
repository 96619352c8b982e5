using System.Text.Json;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Storage.Sealing;

namespace Clubshop.Admin.Notifications.TestDevices;

/// <summary>A phone of one's own, for tests.</summary>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Platform">What the token belongs to; null for SMS.</param>
/// <param name="Address">Token, or phone number (E.164). Personal.</param>
public sealed record TestDevice(string Name, Platform? Platform, string Address)
{
    /// <summary>The channel it is for.</summary>
    public Channel Channel => Platform is null ? Channel.Sms : Channel.Push;

    // A record's own text would name the address in any log that prints it.
    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append("Name = ").Append(Name);
        return true;
    }
}

/// <summary>Each sender's own phones for tests. Nobody sees or uses another's.</summary>
public sealed class TestDeviceService
{
    /// <summary>Phones that one person may keep.</summary>
    public const int Most = 10;

    internal const string Kind = "test-devices", Names = "devices";
    private const string Sealed = "_sealed";

    private readonly TableReader _reader;
    private readonly WriteUnit _writes;
    private readonly FieldSealer _sealer;
    private readonly TimeProvider _time;

    internal TestDeviceService(TableReader reader, WriteUnit writes, FieldSealer sealer, TimeProvider time) => (_reader, _writes, _sealer, _time) = (reader, writes, sealer, time);

    /// <summary>One's own.</summary>
    public async Task<Result<ItemList<TestDevice>>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SendNotifications) is { } refused)
            return refused;

        return new ItemList<TestDevice>(await ReadAsync(actor, await _reader.ReadAsync(Key(actor), cancellationToken), cancellationToken));
    }

    /// <summary>Keeps a further one; one of the same address takes its place.</summary>
    /// <param name="actor">Whose.</param>
    /// <param name="name">What they call it.</param>
    /// <param name="platform">What the token belongs to; null for a phone number.</param>
    /// <param name="address">The token or phone number, as typed.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<Result<ItemList<TestDevice>>> AddAsync(Actor actor, string name, Platform? platform, string address, CancellationToken cancellationToken)
    {
        var called = PlainText.Line(name);
        List<Problem> problems = [];
        if (called.Length > 60 || !VisibleText.CanBeSeen(called) || VisibleText.Wrong(called) is not null)
            problems.Add(new("required", "Give it a name of up to 60 characters, such as My Pixel.", "Name"));

        var known = platform is null ? PhoneReader.E164(address) : address.Trim();
        if (platform is null && known is null)
            problems.Add(new("phone", "This is not a phone number. Write ten digits, or the number with its country: +91 98765 43210.", "Address"));
        else if (platform is { } kind && RegistryRules.Token(known, kind) is { } wrong)
            problems.Add(wrong with { Field = "Address" });
        return problems.Count > 0
            ? Result<ItemList<TestDevice>>.Refused(problems)
            : await ChangeAsync(actor, devices => [.. devices.Where(one => one.Address != known), new(called, platform, known!)], cancellationToken);
    }

    /// <summary>Forgets one.</summary>
    public Task<Result<ItemList<TestDevice>>> RemoveAsync(Actor actor, TestDevice device, CancellationToken cancellationToken) =>
        ChangeAsync(actor, devices => [.. devices.Where(one => one.Address != device.Address)], cancellationToken);

    private async Task<Result<ItemList<TestDevice>>> ChangeAsync(Actor actor, Func<IReadOnlyList<TestDevice>, IReadOnlyList<TestDevice>> change, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SendNotifications) is { } refused)
            return refused;

        for (var attempt = 0; attempt < 5; attempt++)
        {
            var before = await _reader.ReadAsync(Key(actor), cancellationToken);
            var devices = change(await ReadAsync(actor, before, cancellationToken));
            if (devices.Count > Most)
                return new Problem("too-many", $"You can keep {Most} phones for tests. Remove one first.");

            var after = (before?.Copy() ?? new Item(Key(actor).Pk)).SetStrings(Names, devices.Select(one => one.Name))
                .Set(Sealed, await _sealer.SealAsync(JsonSerializer.Serialize(devices), Place(actor), cancellationToken));
            var outcome = await _writes.CommitAsync(
                new()
                {
                    Actor = actor,
                    Token = Ids.New(_time),
                    Audit = new(before is null ? AuditActions.Create : AuditActions.Change, Kind, actor.Id, "Test devices of " + actor.Name),
                    Entity = new(Table.Notifications, before, after),
                },
                cancellationToken);
            if (outcome is CommitOutcome.Saved or CommitOutcome.Unchanged)
                return new ItemList<TestDevice>(devices);
        }

        return new Problem(Problem.Conflict, "Your phones are being changed elsewhere. Try again.");
    }

    // What cannot be opened any more is as if it had never been kept: its owner adds the phone again.
    private async Task<List<TestDevice>> ReadAsync(Actor actor, Item? item, CancellationToken cancellationToken) =>
        item is not null && await _sealer.OpenAsync(item.GetString(Sealed), Place(actor), cancellationToken) is { } devices
            ? [.. (JsonSerializer.Deserialize<List<TestDevice>>(devices) ?? []).Select(AsRead)] : [];

    // A number kept in another spelling is met as it is read today.
    private static TestDevice AsRead(TestDevice device) =>
        device.Platform is null && PhoneReader.E164(device.Address) is { } number ? device with { Address = number } : device;

    private static FieldPlace Place(Actor actor) => new(Table.Notifications, "TESTS#" + actor.Id, Names);

    private static ItemKey Key(Actor actor) => new(Table.Notifications, "TESTS#" + actor.Id);
}
