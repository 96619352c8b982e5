using System.Collections.Concurrent;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Audit;

/// <summary>
/// The entries that this instance has just written. The log's indexes follow within seconds; until then these stand in, so that who saves
/// and looks finds the entry.
/// </summary>
internal sealed class RecentEntries(TimeProvider time) : ICommitObserver
{
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(30);
    private const int Most = 1000;

    private readonly ConcurrentQueue<(DateTimeOffset At, Item Entry)> _entries = new();

    /// <inheritdoc/>
    public void Committed(Table table, Item item)
    {
    }

    /// <inheritdoc/>
    public void Recorded(Item entry)
    {
        _entries.Enqueue((time.GetUtcNow(), entry));
        while (_entries.Count > Most || (_entries.TryPeek(out var first) && time.GetUtcNow() - first.At > Lag))
            _entries.TryDequeue(out _);
    }

    /// <summary>Those of some partitions, in no order.</summary>
    public IReadOnlyList<Item> Of(IReadOnlyList<ItemQuery> queries) => [.. _entries.Select(pair => pair.Entry).Where(entry => queries.Any(query => entry.GetString(query.Index switch
    {
        TableSchemas.ByActor => AuditAttributes.ActorMonth,
        TableSchemas.ByDay => AuditAttributes.Day,
        _ => Attributes.Pk,
    }) == query.Hash))];
}
