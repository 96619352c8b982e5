using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Registry;

/// <summary>
/// Changes that staff make to a customer's registration. Each has an audit entry of kind <see cref="Kind"/> under the customer's <c>sub</c>. The
/// actor needs <see cref="Permission.HelpCustomers"/>.
/// </summary>
public sealed class RegistryStaffService
{
    /// <summary>The kind of the audit entries, so that the customer's history shows them.</summary>
    public const string Kind = "customer";

    /// <summary>Action: everything the registry kept about a customer was erased.</summary>
    public const string Erase = "erase-registration";

    /// <summary>Action: a channel was turned off or on for a customer.</summary>
    public const string OptOut = "set-opt-out";

    /// <summary>Action: a device was removed.</summary>
    public const string RemoveDevice = "remove-device";

    /// <summary>Attribute: when staff last corrected the phone number.</summary>
    public const string PhoneCorrectedAt = "phoneCorrectedAt";

    private const int Tries = 5;
    // Steps in one transaction; further follows are deleted after it.
    private const int StepsAtOnce = 60;

    private readonly RegistryStore _store;
    private readonly TableReader _reader;
    private readonly WriteUnit _writes;
    private readonly UnauditedWriter _unaudited;
    private readonly TimeProvider _time;

    internal RegistryStaffService(RegistryStore store, TableReader reader, WriteUnit writes, UnauditedWriter unaudited, TimeProvider time) =>
        (_store, _reader, _writes, _unaudited, _time) = (store, reader, writes, unaudited, time);

    /// <summary>Turns a channel off or on for a customer.</summary>
    /// <param name="actor">Who does it.</param>
    /// <param name="who">The customer, as the audit log names them.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="optedOut">Whether the customer opts out.</param>
    /// <param name="reason">The reason for the audit log; without personal data.</param>
    /// <param name="token">The token of this submit.</param>
    /// <param name="cancellationToken">Observed until the write is sent.</param>
    public Task<Result<Registration>> SetOptOutAsync(
        Actor actor, CustomerNamed who, Channel channel, bool optedOut, string? reason, string token, CancellationToken cancellationToken) =>
        CommitAsync(actor, who, OptOut, reason, token, known => RegistryService.WithOptOut(known, channel, optedOut), cancellationToken);

    /// <summary>Removes a customer's device.</summary>
    public Task<Result<Registration>> RemoveDeviceAsync(
        Actor actor, CustomerNamed who, string deviceId, string? reason, string token, CancellationToken cancellationToken) =>
        CommitAsync(actor, who, RemoveDevice, reason, token, known => known with { Devices = [.. known.Devices.Where(device => device.Id != deviceId)] }, cancellationToken);

    /// <summary>
    /// Replaces the phone number after staff corrected it in Cognito. The audit entry covers the whole correction, so its action and token come
    /// from the caller. A customer whom the registry does not know stays unknown.
    /// </summary>
    /// <returns>The registration if it was written together with the entry; a problem if the registry already has this number or does not know the customer.</returns>
    public async Task<Result<Registration>> CorrectPhoneAsync(
        Actor actor, CustomerNamed who, string phone, string action, string? reason, string token, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.HelpCustomers) is { } refused)
            return refused;
        if (await _store.LoadAsync(who.Sub, cancellationToken) is not { Exists: true, Erased: false } known || known.Registration.Phone == phone)
            return new Problem("unchanged", L["The registry has nothing to change."]);

        return await CommitAsync(actor, who, action, reason, token, registration => registration with { Phone = phone }, cancellationToken, corrected: true);
    }

    /// <summary>
    /// Erases everything the registry keeps about a customer. For 90 days a tombstone stops late reports from bringing them back. May be repeated,
    /// which completes an interrupted erasure.
    /// </summary>
    /// <returns>Null when it is done; otherwise why not.</returns>
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
                keys = [.. _store.StaleCompanions(before, null).Concat(_store.StaleTokens(before, null)).Concat(keys).Distinct()];
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

        throw new CommitBusyException("This customer's registration is being changed by others. Nothing was erased.", null);
    }

    private async Task<Result<Registration>> CommitAsync(
        Actor actor, CustomerNamed who, string action, string? reason, string token,
        Func<Registration, Registration> edit, CancellationToken cancellationToken, bool corrected = false)
    {
        if (actor.Refuse(Permission.HelpCustomers) is { } refused)
            return refused;

        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var before = await _store.LoadAsync(who.Sub, cancellationToken);
            if (before.Erased)
                return new Problem("erased", L["This customer was erased. Nothing more is stored about them."]);

            var after = edit(before.Registration);
            var item = await _store.ToItemAsync(after, before.Item, cancellationToken);
            if (corrected) // the number itself is sealed, so this makes the change visible in the audit log
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
                    foreach (var key in _store.StaleCompanions(before, after))
                        await _unaudited.DeleteAsync(key, null, cancellationToken);
                    foreach (var key in _store.StaleTokens(before, after))
                        await _store.DropTokenAsync(key, who.Sub, cancellationToken);
                    return await _store.ToRecordAsync(saved.Item, cancellationToken);
                case CommitOutcome.Unchanged unchanged:
                    return await _store.ToRecordAsync(unchanged.Item, cancellationToken);
            }
        }

        throw new CommitBusyException("This customer's registration is being changed by others. Nothing was written.", null);
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

/// <summary>A customer and their name in the audit log, which never contains personal data.</summary>
/// <param name="Sub">The customer's <c>sub</c>.</param>
/// <param name="Name">Their name in the audit log.</param>
public sealed record CustomerNamed(string Sub, string Name);
