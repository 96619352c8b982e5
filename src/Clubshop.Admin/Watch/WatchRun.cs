using Clubshop.Admin.Storage;
using Clubshop.Admin.Watch.Finders;

namespace Clubshop.Admin.Watch;

/// <summary>
/// One check: looks for everything and brings what is stored in line. What is found again stays the same finding, with its owner and what was said of it;
/// what is no longer found is done. Interrupted, it is run again from the start: each write holds only for the version that was read.
/// </summary>
internal sealed class WatchRun(IEnumerable<IFinder> finders, TableReader reader, UnauditedWriter unaudited, TimeProvider time)
{
    /// <summary>Findings of one kind that are kept; more are counted.</summary>
    public const int MostOfAKind = 500;

    /// <summary>Runs it.</summary>
    /// <param name="pulse">Called between steps; throws <see cref="OperationCanceledException"/> when another instance has taken over.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many were found of each kind, those that are not kept among them.</returns>
    public async Task<IReadOnlyDictionary<FindingKind, int>> RunAsync(Func<Task> pulse, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<FindingKind, int>();
        foreach (var finder in finders)
        {
            foreach (var look in await finder.LookAsync(pulse, cancellationToken))
            {
                await pulse();
                await SettleAsync(look, cancellationToken);
                counts[look.Kind] = look.Found.Count;
            }
        }

        return counts;
    }

    private async Task SettleAsync(Look look, CancellationToken cancellationToken)
    {
        var stored = new Dictionary<FindingKey, Item>();
        await foreach (var item in reader.QueryAllAsync(
            new(Table.System, FindingItems.Pk) { Prefix = look.Kind.ToString().ToLowerInvariant() + "#", Consistent = true }, cancellationToken))
        {
            if (FindingKey.Parse(item.Sk) is { } key)
                stored[key] = item;
        }

        // Those that are known come first, so that the limit never makes one look done.
        var found = look.Found.DistinctBy(one => one.Key).ToDictionary(one => one.Key);
        var kept = found.Values.OrderByDescending(one => stored.ContainsKey(one.Key)).ThenBy(one => one.Key.RecordId, StringComparer.Ordinal).Take(MostOfAKind);
        foreach (var one in kept)
            await TryAsync(one.Key, stored.GetValueOrDefault(one.Key), item => Seen(one, item), cancellationToken);

        foreach (var (key, item) in stored.Where(pair => !found.ContainsKey(pair.Key) && look.LookedAt(pair.Key.RecordId)))
            await TryAsync(key, item, Gone, cancellationToken);
    }

    // Somebody may have changed it since it was read: then it is looked at once more, and otherwise left to the next check.
    private async Task TryAsync(FindingKey key, Item? stored, Func<Item?, Item?> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < 2; attempt++)
        {
            if (change(stored) is not { } item)
                return;

            var version = stored?.Version ?? 0;
            if (await unaudited.PutAsync(Table.System, item.Set(Attributes.Version, version + 1), stored is null ? new RowCondition.Absent() : new RowCondition.AtVersion(version), cancellationToken))
                return;

            stored = await reader.ReadAsync(FindingItems.KeyOf(key), cancellationToken);
        }
    }

    private Item? Seen(Found found, Item? stored)
    {
        var before = stored is null ? null : FindingItems.Read(stored);
        if (before is null)
            return FindingItems.Write(new() { Found = found, FirstSeen = time.GetUtcNow() }, null);
        if (before.DoneAt is null && before.Found == found)
            return null;

        // A cause that came back is a new one; another cause makes what was said of the last one void.
        var after = before.DoneAt is not null
            ? new Finding { Found = found, FirstSeen = time.GetUtcNow() }
            : before.Found.About == found.About ? before with { Found = found } : before with { Found = found, Reason = null, DismissedBy = null };
        return FindingItems.Write(after, stored);
    }

    private Item? Gone(Item? stored) =>
        stored is not null && FindingItems.Read(stored) is { DoneAt: null } before ? FindingItems.Write(before with { DoneAt = time.GetUtcNow() }, stored) : null;
}
