using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Registry;

/// <summary>
/// What staff do to a customer's registration: each is a change, with its audit entry of kind <see cref="Kind"/> under the customer's
/// <c>sub</c>. The actor needs <see cref="Permission.HelpCustomers"/>.
/// </summary>
public sealed class RegistryCare
{
    /// <summary>The kind of the audit entries: the customer's own history shows them.</summary>
    public const string Kind = "customer";

    /// <summary>Action: everything the registry kept of a customer was taken away.</summary>
    public const string Erase = "erase-registration";

    /// <summary>Action: a channel was switched off or on again for a customer.</summary>
    public const string OptOut = "set-opt-out";

    /// <summary>Action: a device was taken off.</summary>
    public const string RemoveDevice = "remove-device";

    /// <summary>Attribute: when staff last corrected the number.</summary>
    public const string PhoneCorrectedAt = "phoneCorrectedAt";

    private const int Tries = 5;
    // Steps of one change; the rest of what a customer follows goes after it.
    private const int StepsAtOnce = 60;

    private readonly RegistryStore _store;
    private readonly TableReader _reader;
    private readonly WriteUnit _writes;
    private readonly UnauditedWriter _unaudited;
    private readonly TimeProvider _time;

    internal RegistryCare(RegistryStore store, TableReader reader, WriteUnit writes, UnauditedWriter unaudited, TimeProvider time) =>
        (_store, _reader, _writes, _unaudited, _time) = (store, reader, writes, unaudited, time);

    /// <summary>Switches a channel off or on again for a customer.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="who">The customer, as the audit log names them.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="optedOut">Whether the customer wants nothing there.</param>
    /// <param name="reason">Why, for the audit log; never a contact.</param>
    /// <param name="token">The submit's token.</param>
    /// <param name="cancellationToken">Heeded until it is sent.</param>
    public Task<Result<Registration>> SetOptOutAsync(
        Actor actor, CustomerNamed who, Channel channel, bool optedOut, string? reason, string token, CancellationToken cancellationToken) =>
        CommitAsync(actor, who, OptOut, reason, token, known => RegistryService.WithOptOut(known, channel, optedOut), cancellationToken);

    /// <summary>Takes a device off a customer.</summary>
    public Task<Result<Registration>> RemoveDeviceAsync(
        Actor actor, CustomerNamed who, string deviceId, string? reason, string token, CancellationToken cancellationToken) =>
        CommitAsync(actor, who, RemoveDevice, reason, token, known => known with { Devices = [.. known.Devices.Where(device => device.Id != deviceId)] }, cancellationToken);

    /// <summary>
    /// Puts the number that staff corrected in Cognito in the place of the one kept here. The entry is the whole correction's: action and token
    /// are the caller's. A customer whom the registry does not know stays unknown.
    /// </summary>
    /// <returns>The registration when it was written, and its entry with it; a problem where the registry has this number already, or knows no such customer.</returns>
    public async Task<Result<Registration>> CorrectPhoneAsync(
        Actor actor, CustomerNamed who, string phone, string action, string? reason, string token, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.HelpCustomers) is { } refused)
            return refused;
        if (await _store.LoadAsync(who.Sub, cancellationToken) is not { Exists: true, Erased: false } known || known.Registration.Phone == phone)
            return new Problem("unchanged", "The registry has nothing to change.");

        return await CommitAsync(actor, who, action, reason, token, registration => registration with { Phone = phone }, cancellationToken, corrected: true);
    }

    /// <summary>
    /// Takes away all that the registry keeps of a customer. For 90 days nothing told late brings them back; then the registry knows nothing.
    /// May be repeated, and finishes what was cut off.
    /// </summary>
    /// <returns>Null when done; else why not.</returns>
    public async Task<Problem?> EraseAsync(Actor actor, CustomerNamed who, string? reason, string token, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.HelpCustomers) is { } refused)
            return refused;

        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var before = await _store.LoadAsync(who.Sub, cancellationToken);
            var keys = await CompanionsAsync(who.Sub, cancellationToken);
            if (before.Exists)
            {
                keys = [.. _store.LeftBehind(before, null).Concat(_store.TokensLeft(before, null)).Concat(keys).Distinct()];
                var bare = new Item(RegistryKeys.Pk(who.Sub), RegistryKeys.Registration);
                var change = new Change
                {
                    Actor = actor,
                    Token = token,
                    Audit = new(Erase, Kind, who.Sub, who.Name) { Note = reason },
                    Entity = new(Table.Customers, before.Item, bare) { Deleted = true },
                    Steps = [.. keys.Take(StepsAtOnce).Select(key => new ChangeStep.Remove(key))],
                };
                if (await _writes.CommitAsync(change, cancellationToken) is not CommitOutcome.Saved)
                    continue;

                keys = [.. keys.Skip(StepsAtOnce)];
            }

            foreach (var key in keys)
                await _unaudited.DeleteAsync(key, null, cancellationToken);
            return null;
        }

        throw new CommitBusyException("Other writers keep this customer's registration busy. Nothing was erased.", null);
    }

    private async Task<Result<Registration>> CommitAsync(
        Actor actor, CustomerNamed who, string action, string? reason, string token, Func<Registration, Registration> edit, CancellationToken cancellationToken, bool corrected = false)
    {
        if (actor.Refuse(Permission.HelpCustomers) is { } refused)
            return refused;

        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var before = await _store.LoadAsync(who.Sub, cancellationToken);
            if (before.Erased)
                return new Problem("erased", "This customer was erased; nothing more is kept of them.");

            var after = edit(before.Registration);
            var item = await _store.ToItemAsync(after, before.Item, cancellationToken);
            if (corrected) // the number itself is sealed, and no field that a change could be seen by
                item.Set(PhoneCorrectedAt, _time.GetUtcNow());
            var change = new Change
            {
                Actor = actor,
                Token = token,
                Audit = new(action, Kind, who.Sub, who.Name) { Note = reason },
                Entity = new(Table.Customers, before.Item, item),
                Steps = [.. RegistryStore.Companions(before, after, item).Select(put => new ChangeStep.Put(put.Table, put.Item))],
            };
            switch (await _writes.CommitAsync(change, cancellationToken))
            {
                case CommitOutcome.Saved saved:
                    foreach (var key in _store.LeftBehind(before, after))
                        await _unaudited.DeleteAsync(key, null, cancellationToken);
                    foreach (var key in _store.TokensLeft(before, after))
                        await _store.DropTokenAsync(key, who.Sub, cancellationToken);
                    return await _store.ToRecordAsync(saved.Item, cancellationToken);
                case CommitOutcome.Unchanged unchanged:
                    return await _store.ToRecordAsync(unchanged.Item, cancellationToken);
            }
        }

        throw new CommitBusyException("Other writers keep this customer's registration busy. Nothing was written.", null);
    }

    private async Task<IReadOnlyList<ItemKey>> CompanionsAsync(string sub, CancellationToken cancellationToken)
    {
        List<ItemKey> keys = [];
        foreach (var prefix in (string[])[RegistryKeys.InPrefix, RegistryKeys.FollowPrefix])
        {
            await foreach (var item in _reader.QueryAllAsync(new(Table.Customers, RegistryKeys.Pk(sub)) { Prefix = prefix, Consistent = true }, cancellationToken))
                keys.Add(new(Table.Customers, item.Pk, item.Sk));
        }

        return keys;
    }
}

/// <summary>A customer, and how the audit log names them: never by a contact.</summary>
public sealed record CustomerNamed(string Sub, string Name);
