using System.Collections.Concurrent;
using System.Security.Cryptography;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Registry;

/// <summary>
/// Stores what the app's servers report about customers, and what sending reveals about their devices. Every method is idempotent. A customer is in
/// the registry from the first report on.
/// </summary>
public sealed class RegistryService
{
    private const int Tries = 8;

    private readonly RegistryStore _store;
    private readonly UnauditedWriter _unaudited;
    private readonly RegistryReader _reader;
    private readonly RegistryAudit _audit;
    private readonly FollowTargets _targets;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, bool> _cities = new(StringComparer.Ordinal);

    internal RegistryService(RegistryStore store, UnauditedWriter unaudited, RegistryReader reader, RegistryAudit audit, FollowTargets targets, TimeProvider time) =>
        (_store, _unaudited, _reader, _audit, _targets, _time) = (store, unaudited, reader, audit, targets, time);

    /// <summary>
    /// Registers or refreshes a device. A token belongs to one device of one customer. Reported for another one, it moves there, because the phone
    /// did (sold, or used by somebody else), and the result says so.
    /// </summary>
    public async Task<Result<DeviceResult>> RegisterDeviceAsync(RegistrySource source, string sub, DeviceUpdate device, CancellationToken cancellationToken)
    {
        if (RegistryRules.CheckSub(sub) is { } wrong)
            return wrong;
        if (RegistryRules.CheckDevice(device) is { Count: > 0 } problems)
            return Result<DeviceResult>.Refused(problems);

        return await ChangeAsync<DeviceResult>(source, sub, async (before, now) =>
        {
            var told = new Device(device.Id, device.Token, device.Platform, device.AppVersion, HourOf(now), null);
            var old = before.Registration.Devices.FirstOrDefault(known => known.Id == told.Id);
            if (old == told)
                return new(new DeviceResult { Registration = before.Registration }, null);

            var (after, kept) = Place(before.Registration, told);
            var others = await PreviousOwnersAsync(sub, told.Token, cancellationToken);
            return new(kept with { Registration = after, Created = old is null, Moved = others.Count > 0 }, after) { Others = others };
        }, cancellationToken);
    }

    /// <summary>Removes a device; succeeds if there is none.</summary>
    public Task<Result<Registration>> RemoveDeviceAsync(RegistrySource source, string sub, string deviceId, CancellationToken cancellationToken) =>
        EditAsync(source, sub, known => known with { Devices = [.. known.Devices.Where(device => device.Id != deviceId)] }, cancellationToken);

    /// <summary>Marks a device as dead, because the push service rejected its token.</summary>
    /// <param name="sub">The customer.</param>
    /// <param name="deviceId">The device.</param>
    /// <param name="token">The token that was used: a device that has another token by now is left alone.</param>
    /// <param name="reason">The service's delivery status.</param>
    /// <param name="cancellationToken">Cancels between tries.</param>
    /// <returns>Whether it was marked.</returns>
    public Task<bool> RetireDeviceAsync(string sub, string deviceId, string token, string reason, CancellationToken cancellationToken) =>
        UpdateDeviceAsync(sub, deviceId, token, (device, now) => device with { Dead = new(reason, now) }, cancellationToken);

    /// <summary>Replaces a token by the one that the push service returned.</summary>
    /// <returns>Whether it was replaced; false if the device has another token by now or the new token is invalid.</returns>
    public Task<bool> ReplaceTokenAsync(string sub, string deviceId, string token, string newToken, CancellationToken cancellationToken) =>
        UpdateDeviceAsync(
            sub, deviceId, token, (device, _) => RegistryRules.CheckToken(newToken, device.Platform) is null ? device with { Token = newToken } : device, cancellationToken);

    /// <summary>Adds a club, shop or category to what a customer follows.</summary>
    public async Task<Result<Registration>> FollowAsync(RegistrySource source, string sub, Follow follow, CancellationToken cancellationToken)
    {
        if ((RegistryRules.CheckSub(sub) ?? _targets.Refuse(follow)) is { } wrong)
            return wrong;

        var follows = await _reader.FollowsAsync(sub, cancellationToken);
        if (follows.Contains(follow))
            return await KnownAsync(sub, cancellationToken);
        if (follows.Count >= RegistryRules.MaxFollows)
            return new Problem("too-many-follows", $"A customer can follow up to {RegistryRules.MaxFollows} items. Remove one first.");

        return await ChangeAsync<Registration>(source, sub, (before, now) =>
        {
            var more = new RowPut(Table.Customers, RegistryStore.FollowItem(sub, follow, now));
            return Task.FromResult(new Edit<Registration>(before.Registration, before.Registration) { More = [more] });
        }, cancellationToken);
    }

    /// <summary>Removes a follow; succeeds if there is none.</summary>
    public async Task<Result<Registration>> UnfollowAsync(RegistrySource source, string sub, Follow follow, CancellationToken cancellationToken)
    {
        if (RegistryRules.CheckSub(sub) is { } wrong)
            return wrong;

        await _audit.EnsureHourlyEntryAsync(source, cancellationToken);
        await _unaudited.DeleteAsync(RegistryKeys.Of(sub, follow), null, cancellationToken);
        return await KnownAsync(sub, cancellationToken);
    }

    /// <summary>Opts a customer out of a channel, or in again.</summary>
    public Task<Result<Registration>> SetOptOutAsync(RegistrySource source, string sub, Channel channel, bool optedOut, CancellationToken cancellationToken) =>
        EditAsync(source, sub, known => known.Wants(channel) != optedOut ? known : WithOptOut(known, channel, optedOut), cancellationToken);

    /// <summary>Stores city, language and phone number.</summary>
    public async Task<Result<Registration>> SetProfileAsync(RegistrySource source, string sub, ProfileUpdate profile, CancellationToken cancellationToken)
    {
        if (RegistryRules.CheckProfile(profile) is { Count: > 0 } problems)
            return Result<Registration>.Refused(problems);

        var result = await EditAsync(source, sub, known => WithProfile(known, profile), cancellationToken);
        if (result is { Ok: true, Value.City: { } city } && _cities.TryAdd(Fold.Text(city), true))
            await _store.SaveCityAsync(city, cancellationToken);

        return result;
    }

    internal static Registration WithOptOut(Registration known, Channel channel, bool optedOut) =>
        known with { OptOuts = [.. known.OptOuts.Where(each => each != channel).Concat(optedOut ? [channel] : []).Order()] };

    internal static Registration WithProfile(Registration known, ProfileUpdate profile) => known with
    {
        City = profile.City is not { } city ? known.City : Fold.Text(city).Length == 0 ? null : city.Trim(),
        Language = profile.Language switch { null => known.Language, "" => Registration.DefaultLanguage, var tag => RegistryRules.Language(tag) },
        Phone = profile.Phone switch { null => known.Phone, "" => null, var phone => PhoneReader.E164(phone) },
    };

    /// <summary>Adds or replaces a device. Removes another id with the same token and, beyond the limit, a dead or the oldest device.</summary>
    internal static (Registration After, DeviceResult Kept) Place(Registration known, Device told)
    {
        var twin = known.Devices.FirstOrDefault(device => device.Token == told.Token && device.Id != told.Id);
        List<Device> devices = [.. known.Devices.Where(device => device != twin)];
        var at = devices.FindIndex(device => device.Id == told.Id);
        Device? dropped = null;
        if (at >= 0)
        {
            devices[at] = told;
        }
        else
        {
            if (devices.Count >= Registration.MaxDevices)
                devices.Remove(dropped = devices.OrderBy(device => device.Dead is null).ThenBy(device => device.LastSeen).First());
            devices.Add(told);
        }

        var after = known with { Devices = devices };
        return (after, new() { Registration = after, Replaced = twin?.Id, Dropped = dropped?.Id });
    }

    // The customer who has had the token until now, and their registration without it.
    private async Task<IReadOnlyList<(StoredRegistration, Registration)>> PreviousOwnersAsync(string sub, string token, CancellationToken cancellationToken)
    {
        if (await _store.OwnerOfAsync(token, cancellationToken) is not { } owner || owner.Sub == sub)
            return [];

        var other = await _store.LoadAsync(owner.Sub, cancellationToken);
        return other.Exists && other.Registration.Devices.Any(device => device.Token == token)
            ? [(other, other.Registration with { Devices = [.. other.Registration.Devices.Where(device => device.Token != token)] })]
            : [];
    }

    private async Task<bool> UpdateDeviceAsync(string sub, string deviceId, string token, Func<Device, DateTimeOffset, Device> update, CancellationToken cancellationToken)
    {
        var updated = false;
        await ChangeAsync<Registration>(RegistrySource.Job, sub, async (before, now) =>
        {
            updated = false;
            var old = before.Registration.Devices.FirstOrDefault(device => device.Id == deviceId && device.Token == token && device.Dead is null);
            if (old is null || update(old, now) is var device && device == old)
                return new Edit<Registration>(before.Registration, null);

            updated = true;
            var (after, _) = Place(before.Registration, device);
            var others = device.Token == token ? [] : await PreviousOwnersAsync(sub, device.Token, cancellationToken);
            return new(after, after) { Others = others };
        }, cancellationToken);
        return updated;
    }

    private async Task<Result<Registration>> EditAsync(RegistrySource source, string sub, Func<Registration, Registration> edit, CancellationToken cancellationToken)
    {
        if (RegistryRules.CheckSub(sub) is { } wrong)
            return wrong;

        return await ChangeAsync<Registration>(source, sub, (before, _) =>
        {
            var after = edit(before.Registration);
            return Task.FromResult(new Edit<Registration>(after, Same(before.Registration, after) ? null : after));
        }, cancellationToken);
    }

    private async Task<Result<T>> ChangeAsync<T>(
        RegistrySource source, string sub, Func<StoredRegistration, DateTimeOffset, Task<Edit<T>>> edit, CancellationToken cancellationToken)
        where T : class
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (attempt > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(5, 20 << attempt)), _time, cancellationToken);

            var before = await _store.LoadAsync(sub, cancellationToken);
            if (before.Erased)
                return Erased();

            var now = _time.GetUtcNow();
            var made = await edit(before, now);
            if (made.After is not { } after)
                return made.Result;

            await _audit.EnsureHourlyEntryAsync(source, cancellationToken);
            List<(StoredRegistration Before, Registration After)> changes =
                [(before, Stamped(before, after, now)), .. made.Others.Select(other => (other.Before, Stamped(other.Before, other.After, now)))];
            if (!await _store.SaveAsync(changes, made.More, cancellationToken))
                continue;

            foreach (var change in changes)
                await CleanUpAsync(change.Before, change.After, cancellationToken);
            return made.Result;
        }

        throw new CommitBusyException("This customer's registration is being changed by others. Nothing was written.", null);
    }

    // Stale markers do no harm, because the registration is authoritative; so they are deleted afterwards.
    private async Task CleanUpAsync(StoredRegistration before, Registration after, CancellationToken cancellationToken)
    {
        foreach (var key in _store.StaleCompanions(before, after))
            await _unaudited.DeleteAsync(key, null, cancellationToken);
        foreach (var key in _store.StaleTokens(before, after))
            await _store.DropTokenAsync(key, after.Sub, cancellationToken);
    }

    private async Task<Result<Registration>> KnownAsync(string sub, CancellationToken cancellationToken) =>
        await _store.LoadAsync(sub, cancellationToken) is { Erased: false } known ? known.Registration : Erased();

    private static Problem Erased() => new("erased", "This customer was erased. Nothing more is stored about them.");

    private static Registration Stamped(StoredRegistration before, Registration after, DateTimeOffset now) =>
        after with { Since = before.Exists ? before.Registration.Since : now, ChangedAt = now };

    internal static bool Same(Registration before, Registration after) =>
        before.City == after.City && before.Language == after.Language && before.Phone == after.Phone
        && before.OptOuts.Order().SequenceEqual(after.OptOuts.Order()) && before.Devices.SequenceEqual(after.Devices);

    // To the hour, so that an app that starts often is written at most once an hour.
    private static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);

    private sealed record Edit<T>(T Result, Registration? After)
    {
        public IReadOnlyList<(StoredRegistration Before, Registration After)> Others { get; init; } = [];

        public IReadOnlyList<RowPut> More { get; init; } = [];
    }
}
