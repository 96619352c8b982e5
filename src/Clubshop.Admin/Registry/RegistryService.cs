using System.Collections.Concurrent;
using System.Security.Cryptography;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Registry;

/// <summary>
/// Keeps what the app's servers tell of customers, and what sending teaches about their devices. Every method may be repeated: told twice is
/// told once. A customer is in the registry from the first thing told of them.
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
    /// Keeps a device, or refreshes it. A token belongs to one device of one customer: told again elsewhere, it moves there, because the phone
    /// has (sold, or signed in by somebody else), and the answer says so.
    /// </summary>
    public async Task<Result<DeviceKept>> RegisterDeviceAsync(RegistrySource source, string sub, DeviceTold device, CancellationToken cancellationToken)
    {
        if (RegistryRules.Sub(sub) is { } wrong)
            return wrong;
        if (RegistryRules.Device(device) is { Count: > 0 } problems)
            return Result<DeviceKept>.Refused(problems);

        return await ChangeAsync<DeviceKept>(source, sub, async (before, now) =>
        {
            var told = new Device(device.Id, device.Token, device.Platform, device.AppVersion, HourOf(now), null);
            var old = before.Registration.Devices.FirstOrDefault(known => known.Id == told.Id);
            if (old == told)
                return new(new DeviceKept { Registration = before.Registration }, null);

            var (after, kept) = Place(before.Registration, told);
            var others = await LosersAsync(sub, told.Token, cancellationToken);
            return new(kept with { Registration = after, Created = old is null, Moved = others.Count > 0 }, after) { Others = others };
        }, cancellationToken);
    }

    /// <summary>Forgets a device; one that is not there counts as forgotten.</summary>
    public Task<Result<Registration>> RemoveDeviceAsync(RegistrySource source, string sub, string deviceId, CancellationToken cancellationToken) =>
        EditAsync(source, sub, known => known with { Devices = [.. known.Devices.Where(device => device.Id != deviceId)] }, cancellationToken);

    /// <summary>Marks a device as dead, because the push service said so of this token.</summary>
    /// <param name="sub">The customer.</param>
    /// <param name="deviceId">The device.</param>
    /// <param name="token">The token that was sent to: a device that has another one by now is not touched.</param>
    /// <param name="reason">The delivery status, as the service named it.</param>
    /// <param name="cancellationToken">Ends the work between tries.</param>
    /// <returns>Whether it was marked.</returns>
    public Task<bool> RetireDeviceAsync(string sub, string deviceId, string token, string reason, CancellationToken cancellationToken) =>
        LearnAsync(sub, deviceId, token, (device, now) => device with { Dead = new(reason, now) }, cancellationToken);

    /// <summary>Puts the token that the push service named in the place of the one that was sent to.</summary>
    /// <returns>Whether it was replaced; not where the device has another token by now, or the new one is none.</returns>
    public Task<bool> ReplaceTokenAsync(string sub, string deviceId, string token, string newToken, CancellationToken cancellationToken) =>
        LearnAsync(sub, deviceId, token, (device, _) => RegistryRules.Token(newToken, device.Platform) is null ? device with { Token = newToken } : device, cancellationToken);

    /// <summary>Notes that a customer follows a club, shop or category.</summary>
    public async Task<Result<Registration>> FollowAsync(RegistrySource source, string sub, Follow follow, CancellationToken cancellationToken)
    {
        if ((RegistryRules.Sub(sub) ?? _targets.Refuse(follow)) is { } wrong)
            return wrong;

        var follows = await _reader.FollowsAsync(sub, cancellationToken);
        if (follows.Contains(follow))
            return await KnownAsync(sub, cancellationToken);
        if (follows.Count >= RegistryRules.MaxFollows)
            return new Problem("too-many-follows", $"A customer can follow {RegistryRules.MaxFollows} things at most. Take one away first.");

        return await ChangeAsync<Registration>(source, sub, (before, now) =>
        {
            var more = new RowPut(Table.Customers, RegistryStore.FollowItem(sub, follow, now));
            return Task.FromResult(new Edit<Registration>(before.Registration, before.Registration) { More = [more] });
        }, cancellationToken);
    }

    /// <summary>Notes that a customer does not follow it (any more).</summary>
    public async Task<Result<Registration>> UnfollowAsync(RegistrySource source, string sub, Follow follow, CancellationToken cancellationToken)
    {
        if (RegistryRules.Sub(sub) is { } wrong)
            return wrong;

        await _audit.AnnounceAsync(source, cancellationToken);
        await _unaudited.DeleteAsync(RegistryKeys.Of(sub, follow), null, cancellationToken);
        return await KnownAsync(sub, cancellationToken);
    }

    /// <summary>Notes whether a customer wants nothing on a channel.</summary>
    public Task<Result<Registration>> SetOptOutAsync(RegistrySource source, string sub, Channel channel, bool optedOut, CancellationToken cancellationToken) =>
        EditAsync(source, sub, known => known.Wants(channel) != optedOut ? known : WithOptOut(known, channel, optedOut), cancellationToken);

    /// <summary>Keeps city, language and phone number.</summary>
    public async Task<Result<Registration>> SetProfileAsync(RegistrySource source, string sub, ProfileTold profile, CancellationToken cancellationToken)
    {
        if (RegistryRules.Profile(profile) is { Count: > 0 } problems)
            return Result<Registration>.Refused(problems);

        var result = await EditAsync(source, sub, known => Told(known, profile), cancellationToken);
        if (result is { Ok: true, Value.City: { } city } && _cities.TryAdd(Fold.Text(city), true))
            await _store.KeepCityAsync(city, cancellationToken);

        return result;
    }

    internal static Registration WithOptOut(Registration known, Channel channel, bool optedOut) =>
        known with { OptOuts = [.. known.OptOuts.Where(each => each != channel).Concat(optedOut ? [channel] : []).Order()] };

    internal static Registration Told(Registration known, ProfileTold profile) => known with
    {
        City = profile.City is not { } city ? known.City : Fold.Text(city).Length == 0 ? null : city.Trim(),
        Language = profile.Language switch { null => known.Language, "" => Registration.DefaultLanguage, var tag => RegistryRules.Language(tag) },
        Phone = profile.Phone switch { null => known.Phone, "" => null, var phone => PhoneReader.E164(phone) },
    };

    /// <summary>The device at its place among those known: another id with the same token goes, and beyond the limit a dead or the oldest one.</summary>
    internal static (Registration After, DeviceKept Kept) Place(Registration known, Device told)
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

    // Other customers who have the token until now, and what is left to them.
    private async Task<IReadOnlyList<(StoredRegistration, Registration)>> LosersAsync(string sub, string token, CancellationToken cancellationToken)
    {
        if (await _store.OwnerOfAsync(token, cancellationToken) is not { } owner || owner.Sub == sub)
            return [];

        var other = await _store.LoadAsync(owner.Sub, cancellationToken);
        return other.Exists && other.Registration.Devices.Any(device => device.Token == token)
            ? [(other, other.Registration with { Devices = [.. other.Registration.Devices.Where(device => device.Token != token)] })]
            : [];
    }

    private async Task<bool> LearnAsync(string sub, string deviceId, string token, Func<Device, DateTimeOffset, Device> learn, CancellationToken cancellationToken)
    {
        var learnt = false;
        await ChangeAsync<Registration>(RegistrySource.Job, sub, async (before, now) =>
        {
            learnt = false;
            var old = before.Registration.Devices.FirstOrDefault(device => device.Id == deviceId && device.Token == token && device.Dead is null);
            if (old is null || learn(old, now) is var device && device == old)
                return new Edit<Registration>(before.Registration, null);

            learnt = true;
            var (after, _) = Place(before.Registration, device);
            var others = device.Token == token ? [] : await LosersAsync(sub, device.Token, cancellationToken);
            return new(after, after) { Others = others };
        }, cancellationToken);
        return learnt;
    }

    private async Task<Result<Registration>> EditAsync(RegistrySource source, string sub, Func<Registration, Registration> edit, CancellationToken cancellationToken)
    {
        if (RegistryRules.Sub(sub) is { } wrong)
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
                return Gone();

            var now = _time.GetUtcNow();
            var made = await edit(before, now);
            if (made.After is not { } after)
                return made.Result;

            await _audit.AnnounceAsync(source, cancellationToken);
            List<(StoredRegistration Before, Registration After)> changes = [(before, Stamped(before, after, now)), .. made.Others.Select(other => (other.Before, Stamped(other.Before, other.After, now)))];
            if (!await _store.SaveAsync(changes, made.More, cancellationToken))
                continue;

            foreach (var change in changes)
                await TidyAsync(change.Before, change.After, cancellationToken);
            return made.Result;
        }

        throw new CommitBusyException("Other writers keep this customer's registration busy. Nothing was written.", null);
    }

    // Markers that point nowhere do no harm, for the registration has the last word; so they may be taken away afterwards.
    private async Task TidyAsync(StoredRegistration before, Registration after, CancellationToken cancellationToken)
    {
        foreach (var key in _store.LeftBehind(before, after))
            await _unaudited.DeleteAsync(key, null, cancellationToken);
        foreach (var key in _store.TokensLeft(before, after))
            await _store.DropTokenAsync(key, after.Sub, cancellationToken);
    }

    private async Task<Result<Registration>> KnownAsync(string sub, CancellationToken cancellationToken) =>
        await _store.LoadAsync(sub, cancellationToken) is { Erased: false } known ? known.Registration : Gone();

    private static Problem Gone() => new("erased", "This customer was erased; nothing more is kept of them.");

    private static Registration Stamped(StoredRegistration before, Registration after, DateTimeOffset now) =>
        after with { Since = before.Exists ? before.Registration.Since : now, ChangedAt = now };

    internal static bool Same(Registration before, Registration after) =>
        before.City == after.City && before.Language == after.Language && before.Phone == after.Phone
        && before.OptOuts.Order().SequenceEqual(after.OptOuts.Order()) && before.Devices.SequenceEqual(after.Devices);

    // Seen to the hour: an app that starts ten times a day is written once in each.
    private static DateTimeOffset HourOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);

    private sealed record Edit<T>(T Result, Registration? After)
    {
        public IReadOnlyList<(StoredRegistration Before, Registration After)> Others { get; init; } = [];

        public IReadOnlyList<RowPut> More { get; init; } = [];
    }
}
