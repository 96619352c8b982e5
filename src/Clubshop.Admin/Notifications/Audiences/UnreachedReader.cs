using System.Runtime.CompilerServices;
using Clubshop.Admin.Notifications.Sending;

namespace Clubshop.Admin.Notifications.Audiences;

/// <summary>How far a person was reached by a notification and those that were sent again of it.</summary>
internal enum Standing
{
    /// <summary>No message was tried, or every one failed for certain.</summary>
    NotReached,

    /// <summary>The carrier refuses offers to this person.</summary>
    Blocked,

    /// <summary>A message may have arrived.</summary>
    Unknown,

    /// <summary>A message was accepted, or is under way.</summary>
    Reached,
}

/// <summary>
/// Reads the people whom an ended notification did not reach, from its delivery ledger. A notification is sent again at most once
/// (<see cref="NotificationStore.AgainKey"/>), so it and its repetitions form a line; a person counts by the best of all outcomes in it.
/// </summary>
internal sealed class UnreachedReader(NotificationStore store, RecipientLists lists, DeliveryLedger ledger)
{
    /// <summary>How often one notification can be sent again.</summary>
    public const int MaxTimes = 20;

    /// <summary>The notifications that an audience continues, the first one first; empty unless it is <see cref="AudienceKind.Unreached"/> and all of them exist.</summary>
    public async Task<IReadOnlyList<Notification>> ChainAsync(Audience audience, CancellationToken cancellationToken)
    {
        List<Notification> chain = [];
        for (var next = audience; next is { Kind: AudienceKind.Unreached, Earlier: { } id }; next = chain[0].Audience)
        {
            // One that names itself, or what comes after it, was not written by the portal.
            if (chain.Count > MaxTimes || chain.Any(one => one.Id == id) || await store.FindAsync(id, cancellationToken) is not { } found)
                return [];
            chain.Insert(0, found.Record);
        }

        return chain;
    }

    /// <summary>The people who are not reached, in the order of the first notification. Those who may have got it are counted as left out, unless they are wanted too.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Recipient>> ReadAsync(
        Audience audience, AudienceTally tally, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var chain = await ChainAsync(audience, cancellationToken);
        if (chain is not [{ Frozen: { } frozen }, ..])
            yield break;

        await ledger.ReadyAsync(cancellationToken);
        var standings = await StandingsAsync(chain, cancellationToken);
        string? last = null;
        await foreach (var chunk in lists.ReadAsync(frozen.ListId, cancellationToken))
        {
            List<Recipient> wanted = [];
            foreach (var recipient in chunk)
            {
                // The devices of a person stand one after the other.
                var who = recipient.Sub ?? recipient.Phone!;
                if (who == last)
                    continue;

                last = who;
                switch (StandingOf(recipient, chain, standings))
                {
                    case Standing.NotReached:
                        wanted.Add(Person(recipient));
                        break;
                    case Standing.Unknown when audience.WithUnknown:
                        wanted.Add(Person(recipient));
                        break;
                    case Standing.Unknown:
                        tally.LeaveOut(LeftOut.MayHaveIt);
                        break;
                    case Standing.Blocked:
                        tally.LeaveOut(LeftOut.Blocked);
                        break;
                }
            }

            if (wanted.Count > 0)
                yield return wanted;
        }
    }

    /// <summary>How far one outcome reached a person.</summary>
    internal static Standing StandingOf(Delivery row) => row.Outcome switch
    {
        Outcome.Accepted or Outcome.Sending or Outcome.Waiting => Standing.Reached,
        Outcome.Unknown => Standing.Unknown,
        Outcome.Refused when row.Reason == LeftOut.Blocked => Standing.Blocked,
        // Another recipient has the same phone, and counts for it.
        Outcome.Refused when row.Reason == "DUPLICATE" => Standing.Reached,
        Outcome.LeftOut when row.Reason == LeftOut.Duplicate => Standing.Reached,
        _ => Standing.NotReached,
    };

    private Standing StandingOf(Recipient recipient, IReadOnlyList<Notification> chain, Dictionary<string, Standing> standings) => recipient.Sub is { } sub
        ? standings.GetValueOrDefault(sub)
        : chain.Max(one => standings.GetValueOrDefault(ledger.KeyOf(one.Id, recipient).Sk));

    // By customer; a pasted number by the key of its row, which differs between notifications.
    private async Task<Dictionary<string, Standing>> StandingsAsync(IReadOnlyList<Notification> chain, CancellationToken cancellationToken)
    {
        Dictionary<string, Standing> best = new(StringComparer.Ordinal);
        foreach (var one in chain)
        {
            await foreach (var (key, row) in ledger.AllAsync(one.Id, cancellationToken))
            {
                var who = row.Sub ?? key.Sk;
                if (StandingOf(row) is var standing && standing > best.GetValueOrDefault(who))
                    best[who] = standing;
            }
        }

        return best;
    }

    private static Recipient Person(Recipient recipient) => recipient with { Device = null };
}
