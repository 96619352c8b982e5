using System.Text.Json;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Storage.Sealing;

namespace Clubshop.Admin.Notifications.TestDevices;

/// <summary>A sender's own phone, for tests.</summary>
/// <param name="Name">The name its owner gave it.</param>
/// <param name="Platform">The platform of the token; null for SMS.</param>
/// <param name="Address">Token, or phone number (E.164). Personal.</param>
public sealed record TestDevice(string Name, Platform? Platform, string Address)
{
    /// <summary>The channel it is for.</summary>
    public Channel Channel => Platform is null ? Channel.Sms : Channel.Push;

    // The generated text would expose the address in any log that prints it.
    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append("Name = ").Append(Name);
        return true;
    }
}

/// <summary>Each sender's own phones for tests. Nobody sees or uses another person's.</summary>
public sealed class TestDeviceService
{
    /// <summary>Maximum number of phones per person.</summary>
    public const int MaxDevices = 10;

    internal const string Kind = "test-devices", Names = "devices";
    private const string Sealed = "_sealed";

    private readonly TableReader _reader;
    private readonly WriteUnit _writes;
    private readonly FieldSealer _sealer;
    private readonly TimeProvider _time;

    internal TestDeviceService(TableReader reader, WriteUnit writes, FieldSealer sealer, TimeProvider time) => (_reader, _writes, _sealer, _time) = (reader, writes, sealer, time);

    /// <summary>The person's own phones.</summary>
    public async Task<Result<ItemList<TestDevice>>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SendNotifications) is { } refused)
            return refused;

        return new ItemList<TestDevice>(await ReadAsync(actor, await _reader.ReadAsync(Key(actor), cancellationToken), cancellationToken));
    }

    /// <summary>Adds a phone; replaces one with the same address.</summary>
    /// <param name="actor">The owner.</param>
    /// <param name="name">Its name.</param>
    /// <param name="platform">The platform of the token; null for a phone number.</param>
    /// <param name="address">The token or phone number, as typed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Result<ItemList<TestDevice>>> AddAsync(Actor actor, string name, Platform? platform, string address, CancellationToken cancellationToken)
    {
        var called = PlainText.Line(name);
        List<Problem> problems = [];
        if (called.Length > 60 || !VisibleText.CanBeSeen(called) || VisibleText.Wrong(called) is not null)
            problems.Add(new("required", L["Enter a name of up to 60 characters, such as My Pixel."], "Name"));

        var known = platform is null ? PhoneReader.E164(address) : address.Trim();
        if (platform is null && known is null)
            problems.Add(new("phone", L["This is not a phone number. Enter ten digits, or the number with its country code: +91 98765 43210."], "Address"));
        else if (platform is { } kind && RegistryRules.CheckToken(known, kind) is { } wrong)
            problems.Add(wrong with { Field = "Address" });
        return problems.Count > 0
            ? Result<ItemList<TestDevice>>.Refused(problems)
            : await ChangeAsync(actor, devices => [.. devices.Where(one => one.Address != known), new(called, platform, known!)], cancellationToken);
    }

    /// <summary>Removes a phone.</summary>
    public Task<Result<ItemList<TestDevice>>> RemoveAsync(Actor actor, TestDevice device, CancellationToken cancellationToken) =>
        ChangeAsync(actor, devices => [.. devices.Where(one => one.Address != device.Address)], cancellationToken);

    private async Task<Result<ItemList<TestDevice>>> ChangeAsync(
        Actor actor, Func<IReadOnlyList<TestDevice>, IReadOnlyList<TestDevice>> change, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SendNotifications) is { } refused)
            return refused;

        for (var attempt = 0; attempt < 5; attempt++)
        {
            var before = await _reader.ReadAsync(Key(actor), cancellationToken);
            var devices = change(await ReadAsync(actor, before, cancellationToken));
            if (devices.Count > MaxDevices)
                return new Problem("too-many", L[$"You can keep {MaxDevices} phones for tests. Remove one first."]);

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

        return new Problem(Problem.Conflict, L["Your phones are being changed elsewhere. Try again."]);
    }

    // An entry that can no longer be decrypted is ignored; its owner adds the phone again.
    private async Task<List<TestDevice>> ReadAsync(Actor actor, Item? item, CancellationToken cancellationToken) =>
        item is not null && await _sealer.OpenAsync(item.GetString(Sealed), Place(actor), cancellationToken) is { } devices
            ? [.. (JsonSerializer.Deserialize<List<TestDevice>>(devices) ?? []).Select(AsRead)] : [];

    // Normalises numbers stored by an earlier version.
    private static TestDevice AsRead(TestDevice device) =>
        device.Platform is null && PhoneReader.E164(device.Address) is { } number ? device with { Address = number } : device;

    private static FieldPlace Place(Actor actor) => new(Table.Notifications, "TESTS#" + actor.Id, Names);

    private static ItemKey Key(Actor actor) => new(Table.Notifications, "TESTS#" + actor.Id);
}
