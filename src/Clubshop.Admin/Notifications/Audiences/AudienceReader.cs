using System.Runtime.CompilerServices;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Notifications.Rules;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Notifications.Audiences;

/// <summary>Counts of an audience while it is read.</summary>
public sealed class AudienceTally
{
    /// <summary>Texts kept of those that are read.</summary>
    public const int MostSamples = 3;

    private readonly Dictionary<string, int> _leftOut = new(StringComparer.Ordinal);
    private readonly List<MessageText> _samples = [];

    /// <summary>People who get it.</summary>
    public int People { get; internal set; }

    /// <summary>Messages: one per device or phone.</summary>
    public int Messages { get; private set; }

    /// <summary>Who does not, by reason (<see cref="Notifications.LeftOut"/>).</summary>
    public IReadOnlyDictionary<string, int> LeftOut => _leftOut;

    /// <summary>SMS parts in all, which are what is paid for; 0 for push.</summary>
    public int Parts { get; private set; }

    /// <summary>What the first of them read, each text once.</summary>
    public IReadOnlyList<MessageText> Samples => _samples;

    internal void Add(MessageText text)
    {
        Messages++;
        Parts += text.Title is null ? SmsParts.Of(text.Body).Parts : 0;
        if (_samples.Count < MostSamples && !_samples.Contains(text))
            _samples.Add(text);
    }

    internal void Drop(string reason, int count = 1) => _leftOut[reason] = _leftOut.GetValueOrDefault(reason) + count;
}

/// <summary>
/// Turns an audience into recipients: who is meant, as far as the sender reaches them, less those who opted out, have no living device or
/// phone, or lack a value of a variable. A service provider reaches the followers of the clubs and shops assigned to them, whatever is asked.
/// </summary>
internal sealed class AudienceReader(RegistryReader registry, PastedLists lists)
{
    private const int Batch = 500;
    private const int LookUps = 32;
    private const int MostLooked = 20;

    /// <summary>Who is meant, one after the other; <paramref name="tally"/> is complete at the end.</summary>
    public async IAsyncEnumerable<Recipient> ReadAsync(
        Actor actor, Notification notification, DltTemplate? template, AudienceTally tally, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reach = await ReachAsync(actor, cancellationToken);
        HashSet<string> addresses = new(StringComparer.Ordinal);
        await foreach (var batch in CandidatesAsync(notification.Audience, reach, tally, cancellationToken))
        {
            Dictionary<string, Registration> known = new(StringComparer.Ordinal);
            await foreach (var registration in registry.ReadAsync(batch.Where(one => one.Sub is not null).Select(one => one.Sub!), cancellationToken))
                known[registration.Sub] = registration;

            foreach (var candidate in batch)
            {
                var registration = candidate.Sub is { } sub ? known.GetValueOrDefault(sub) : null;
                var before = tally.Messages;
                foreach (var (recipient, text) in Of(candidate, registration, notification, template, addresses, tally))
                {
                    tally.Add(text);
                    yield return recipient;
                }

                tally.People += tally.Messages > before ? 1 : 0;
            }
        }
    }

    /// <summary>The subs that the person reaches; null for everybody.</summary>
    public async Task<IReadOnlySet<string>?> ReachAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (Permissions.ReachOf(actor.Role, Permission.SendNotifications) == Reach.All)
            return null;

        HashSet<string> reach = new(StringComparer.Ordinal);
        foreach (var follow in actor.Clubs.Select(id => new Follow(FollowKind.Club, id)).Concat(actor.Shops.Select(id => new Follow(FollowKind.Shop, id))))
        {
            await foreach (var sub in registry.FollowersAsync(follow, cancellationToken))
                reach.Add(sub);
        }

        return reach;
    }

    /// <summary>What the first of some recipients read, each text once.</summary>
    public async Task<IReadOnlyList<MessageText>> SamplesAsync(
        Notification notification, DltTemplate? template, IEnumerable<Recipient> recipients, CancellationToken cancellationToken)
    {
        List<MessageText> samples = [];
        foreach (var recipient in recipients.Take(MostLooked))
        {
            var known = recipient.Sub is { } sub ? await registry.FindAsync(sub, cancellationToken) : null;
            if (MessageText.For(notification, template, MessageText.ValuesOf(known, recipient.Values)).Text is { } text && !samples.Contains(text))
                samples.Add(text);
            if (samples.Count == AudienceTally.MostSamples)
                break;
        }

        return samples;
    }

    /// <summary>The devices or phone of a customer that a message of this audience goes to now, or why none.</summary>
    internal static (IReadOnlyList<Device> Devices, bool Phone, string? Reason) TargetsOf(Registration registration, Channel channel, Platform? platform)
    {
        if (!registration.Wants(channel))
            return ([], false, LeftOut.OptedOut);
        if (channel == Channel.Sms)
            return PhoneReader.E164(registration.Phone) is null ? ([], false, LeftOut.NoPhone) : ([], true, null);
        if (registration.Devices.Count == 0)
            return ([], false, LeftOut.NoDevice);

        var living = registration.LiveDevices.ToList();
        if (living.Count == 0)
            return ([], false, LeftOut.DeadDevice);

        List<Device> fitting = [.. living.Where(device => platform is null || device.Platform == platform)];
        return fitting.Count == 0 ? ([], false, LeftOut.OtherPlatform) : (fitting, false, null);
    }

    private static IEnumerable<(Recipient To, MessageText Text)> Of(
        Recipient candidate, Registration? registration, Notification notification, DltTemplate? template, HashSet<string> addresses, AudienceTally tally)
    {
        if (candidate.Phone is null && registration is null)
        {
            tally.Drop(LeftOut.Unknown);
            yield break;
        }

        var (text, missing) = MessageText.For(notification, template, MessageText.ValuesOf(registration, candidate.Values));
        if (text is null)
        {
            tally.Drop(missing!);
            yield break;
        }

        if (registration is null)
        {
            if (addresses.Add(candidate.Phone!))
                yield return (candidate, text);
            else
                tally.Drop(LeftOut.Duplicate);
            yield break;
        }

        if (notification.Audience.City.Length > 0 && Fold.Text(registration.City ?? "") != Fold.Text(notification.Audience.City))
        {
            tally.Drop(LeftOut.OtherCity);
            yield break;
        }

        var (devices, phone, reason) = TargetsOf(registration, notification.Channel, notification.Audience.Platform);
        if (reason is not null)
        {
            tally.Drop(reason);
            yield break;
        }

        if (phone)
        {
            if (addresses.Add(registration.Phone!))
                yield return (new(registration.Sub, null, null, candidate.Values), text);
            else
                tally.Drop(LeftOut.Duplicate);
        }

        foreach (var device in devices)
        {
            if (addresses.Add(device.Token))
                yield return (new(registration.Sub, device.Id, null, candidate.Values), text);
            else
                tally.Drop(LeftOut.Duplicate);
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<Recipient>> CandidatesAsync(
        Audience audience, IReadOnlySet<string>? reach, AudienceTally tally, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<Recipient> batch = new(Batch);
        HashSet<string> seen = new(StringComparer.Ordinal);
        await foreach (var candidate in AllAsync(audience, reach, cancellationToken))
        {
            if (candidate.Sub is { } sub && !seen.Add(sub))
                continue;
            if (reach is not null && (candidate.Sub is null || !reach.Contains(candidate.Sub)))
            {
                // Of people outside one's reach not even the number is told, unless one named them oneself.
                if (audience.Kind is AudienceKind.List or AudienceKind.Customer)
                    tally.Drop(LeftOut.NotYours);
                continue;
            }

            batch.Add(candidate);
            if (batch.Count == Batch)
            {
                yield return batch;
                batch = new(Batch);
            }
        }

        if (batch.Count > 0)
            yield return batch;
    }

    private async IAsyncEnumerable<Recipient> AllAsync(Audience audience, IReadOnlySet<string>? reach, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        switch (audience.Kind)
        {
            case AudienceKind.Customer:
                yield return new(audience.Customer, null);
                break;
            case AudienceKind.List:
                await foreach (var chunk in lists.ReadAsync(audience.ListId, cancellationToken))
                {
                    foreach (var recipient in await OwnedAsync(chunk, cancellationToken))
                        yield return recipient;
                }

                break;
            case AudienceKind.Everyone when reach is not null:
                foreach (var sub in reach.Order(StringComparer.Ordinal))
                    yield return new(sub, null);
                break;
            case AudienceKind.Everyone:
                await foreach (var sub in audience.City.Length > 0 ? registry.InCityAsync(audience.City, cancellationToken) : registry.AllAsync(cancellationToken))
                    yield return new(sub, null);
                break;
            default:
                foreach (var id in audience.Ids)
                {
                    await foreach (var sub in registry.FollowersAsync(new(KindOf(audience.Kind), id), cancellationToken))
                        yield return new(sub, null);
                }

                break;
        }
    }

    // A number that is a customer's is that customer: their opt-out counts, and whether the sender reaches them.
    private async Task<IReadOnlyList<Recipient>> OwnedAsync(IReadOnlyList<Recipient> pasted, CancellationToken cancellationToken)
    {
        // A list that was kept before may hold other spellings of a number.
        var owned = pasted.Select(one => one.Phone is { } phone ? one with { Phone = PhoneReader.E164(phone) ?? phone } : one).ToArray();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, owned.Length).Where(i => owned[i].Phone is not null),
            new ParallelOptions { MaxDegreeOfParallelism = LookUps, CancellationToken = cancellationToken },
            async (i, token) =>
            {
                var owners = await registry.FindByPhoneAsync(owned[i].Phone!, token);
                if (owners.Count == 0)
                    return;

                var sub = owners[0];
                for (var n = 0; owners.Count > 1 && n < owners.Count; n++)
                    sub = (await registry.FindAsync(owners[n], token))?.Wants(Channel.Sms) == false ? owners[n] : sub;
                owned[i] = new(sub, null, null, owned[i].Values);
            });
        return owned;
    }

    private static FollowKind KindOf(AudienceKind kind) => kind switch
    {
        AudienceKind.Shop => FollowKind.Shop,
        AudienceKind.Category => FollowKind.Category,
        _ => FollowKind.Club,
    };
}
