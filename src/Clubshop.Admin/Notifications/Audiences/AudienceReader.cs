using System.Runtime.CompilerServices;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Notifications.Rules;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Notifications.Audiences;

/// <summary>Counts an audience while it is read.</summary>
public sealed class AudienceTally
{
    /// <summary>Number of sample texts kept.</summary>
    public const int MaxSamples = 3;

    private readonly Dictionary<string, int> _leftOut = new(StringComparer.Ordinal);
    private readonly List<MessageText> _samples = [];

    /// <summary>Number of people who get it.</summary>
    public int People { get; internal set; }

    /// <summary>Number of messages: one per device or phone.</summary>
    public int Messages { get; private set; }

    /// <summary>Number of people and devices left out, by reason (<see cref="Notifications.LeftOut"/>).</summary>
    public IReadOnlyDictionary<string, int> LeftOut => _leftOut;

    /// <summary>Total number of billed SMS parts; 0 for push.</summary>
    public int Parts { get; private set; }

    /// <summary>The texts of the first recipients, without repetitions.</summary>
    public IReadOnlyList<MessageText> Samples => _samples;

    internal void Add(MessageText text)
    {
        Messages++;
        Parts += text.Title is null ? SmsParts.Of(text.Body).Parts : 0;
        if (_samples.Count < MaxSamples && !_samples.Contains(text))
            _samples.Add(text);
    }

    internal void LeaveOut(string reason, int count = 1) => _leftOut[reason] = _leftOut.GetValueOrDefault(reason) + count;
}

/// <summary>
/// Turns an audience into recipients: everybody it names and the sender may reach, except those who opted out, have no live device or phone, or
/// lack the value of a variable. A service provider reaches only followers of the clubs and shops assigned to them.
/// </summary>
internal sealed class AudienceReader(RegistryReader registry, PastedLists lists, UnreachedReader unreached)
{
    private const int BatchSize = 500;
    private const int LookUps = 32;
    private const int MaxLookUps = 20;

    /// <summary>Streams the recipients; <paramref name="tally"/> is complete at the end of the stream.</summary>
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
                foreach (var (recipient, text) in RecipientsOf(candidate, registration, notification, template, addresses, tally))
                {
                    tally.Add(text);
                    yield return recipient;
                }

                tally.People += tally.Messages > before ? 1 : 0;
            }
        }
    }

    /// <summary>About how many people an audience is: looks at the first <see cref="AudienceEstimate.MaxLookedAt"/> of them, and at no text.</summary>
    /// <param name="audience">The audience; everybody in it may be reached.</param>
    /// <param name="channel">Push or SMS.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<AudienceEstimate> EstimateAsync(Audience audience, Channel channel, CancellationToken cancellationToken)
    {
        var (people, messages, looked, tally) = (0, 0, 0, new AudienceTally());
        await foreach (var batch in CandidatesAsync(audience, reach: null, tally, cancellationToken))
        {
            if (looked >= AudienceEstimate.MaxLookedAt)
                return new(people, messages, tally.LeftOut, Whole: false);

            looked += batch.Count;
            await foreach (var registration in registry.ReadAsync(batch.Select(one => one.Sub).OfType<string>(), cancellationToken))
            {
                if (IsElsewhere(registration, audience))
                {
                    tally.LeaveOut(LeftOut.OtherCity);
                    continue;
                }

                var (devices, phone, reason) = TargetsOf(registration, channel, audience.Platform);
                if (reason is not null)
                    tally.LeaveOut(reason);
                people += reason is null ? 1 : 0;
                messages += phone ? 1 : devices.Count;
            }

            var numbers = batch.Count(one => one.Sub is null); // pasted, and no customer's
            (people, messages) = (people + numbers, messages + numbers);
        }

        return new(people, messages, tally.LeftOut, Whole: true);
    }

    /// <summary>The first people of an audience, before opt-outs: subs, and pasted numbers of no customer.</summary>
    /// <param name="audience">The audience; everybody in it may be reached.</param>
    /// <param name="most">Number of people wanted.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The people, and whether these are all.</returns>
    public async Task<(IReadOnlySet<string> People, bool Whole)> SomeAsync(Audience audience, int most, CancellationToken cancellationToken)
    {
        HashSet<string> people = new(StringComparer.Ordinal);
        await foreach (var candidate in AllAsync(audience, reach: null, new(), cancellationToken))
        {
            if (people.Count == most)
                return (people, false);
            people.Add(candidate.Sub ?? candidate.Phone!);
        }

        return (people, true);
    }

    /// <summary>The subs of the customers whom a sender may reach; null for all customers.</summary>
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

    /// <summary>The texts of the first recipients, without repetitions.</summary>
    public async Task<IReadOnlyList<MessageText>> SamplesAsync(
        Notification notification, DltTemplate? template, IEnumerable<Recipient> recipients, CancellationToken cancellationToken)
    {
        List<MessageText> samples = [];
        foreach (var recipient in recipients.Take(MaxLookUps))
        {
            var known = recipient.Sub is { } sub ? await registry.FindAsync(sub, cancellationToken) : null;
            if (MessageText.For(notification, template, MessageText.ValuesOf(known, recipient.Values)).Text is { } text && !samples.Contains(text))
                samples.Add(text);
            if (samples.Count == AudienceTally.MaxSamples)
                break;
        }

        return samples;
    }

    /// <summary>The devices or phone of a customer that get a message now, or the reason why none does.</summary>
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

    private static IEnumerable<(Recipient To, MessageText Text)> RecipientsOf(
        Recipient candidate, Registration? registration, Notification notification, DltTemplate? template, HashSet<string> addresses, AudienceTally tally)
    {
        if (candidate.Phone is null && registration is null)
        {
            tally.LeaveOut(LeftOut.Unknown);
            yield break;
        }

        var (text, missing) = MessageText.For(notification, template, MessageText.ValuesOf(registration, candidate.Values));
        if (text is null)
        {
            tally.LeaveOut(missing!);
            yield break;
        }

        if (registration is null)
        {
            if (notification.Channel == Channel.Push)
                tally.LeaveOut(LeftOut.NoDevice); // a number alone, of an SMS that is now sent as push
            else if (addresses.Add(candidate.Phone!))
                yield return (candidate, text);
            else
                tally.LeaveOut(LeftOut.Duplicate);
            yield break;
        }

        if (IsElsewhere(registration, notification.Audience))
        {
            tally.LeaveOut(LeftOut.OtherCity);
            yield break;
        }

        var (devices, phone, reason) = TargetsOf(registration, notification.Channel, notification.Audience.Platform);
        if (reason is not null)
        {
            tally.LeaveOut(reason);
            yield break;
        }

        if (phone)
        {
            if (addresses.Add(registration.Phone!))
                yield return (new(registration.Sub, null, null, candidate.Values), text);
            else
                tally.LeaveOut(LeftOut.Duplicate);
        }

        foreach (var device in devices)
        {
            if (addresses.Add(device.Token))
                yield return (new(registration.Sub, device.Id, null, candidate.Values), text);
            else
                tally.LeaveOut(LeftOut.Duplicate);
        }
    }

    private static bool IsElsewhere(Registration registration, Audience audience) =>
        audience.City.Length > 0 && Fold.Text(registration.City ?? "") != Fold.Text(audience.City);

    private async IAsyncEnumerable<IReadOnlyList<Recipient>> CandidatesAsync(
        Audience audience, IReadOnlySet<string>? reach, AudienceTally tally, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<Recipient> batch = new(BatchSize);
        HashSet<string> seen = new(StringComparer.Ordinal);
        await foreach (var candidate in AllAsync(audience, reach, tally, cancellationToken))
        {
            if (candidate.Sub is { } sub && !seen.Add(sub))
                continue;
            if (reach is not null && (candidate.Sub is null || !reach.Contains(candidate.Sub)))
            {
                // The number of people out of reach is not disclosed, unless the sender named them.
                if (audience.Kind is AudienceKind.List or AudienceKind.Customer)
                    tally.LeaveOut(LeftOut.NotYours);
                continue;
            }

            batch.Add(candidate);
            if (batch.Count == BatchSize)
            {
                yield return batch;
                batch = new(BatchSize);
            }
        }

        if (batch.Count > 0)
            yield return batch;
    }

    private async IAsyncEnumerable<Recipient> AllAsync(
        Audience audience, IReadOnlySet<string>? reach, AudienceTally tally, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        switch (audience.Kind)
        {
            case AudienceKind.Customer:
                yield return new(audience.Customer, null);
                break;
            case AudienceKind.List:
                await foreach (var chunk in lists.ReadAsync(audience.ListId, cancellationToken))
                {
                    foreach (var recipient in await ResolveOwnersAsync(chunk, cancellationToken))
                        yield return recipient;
                }

                break;
            case AudienceKind.Unreached:
                await foreach (var chunk in unreached.ReadAsync(audience, tally, cancellationToken))
                {
                    foreach (var recipient in await ResolveOwnersAsync(chunk, cancellationToken))
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

    // A pasted number of a customer counts as that customer: their opt-out applies, and whether the sender may reach them.
    private async Task<IReadOnlyList<Recipient>> ResolveOwnersAsync(IReadOnlyList<Recipient> pasted, CancellationToken cancellationToken)
    {
        // A list stored by an earlier version may contain other spellings of a number.
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
