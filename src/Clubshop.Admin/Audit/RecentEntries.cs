using System.Collections.Concurrent;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Audit;

/// <summary>
/// The entries that this instance has just written. The log's indexes lag by seconds; these fill the gap, so that people see the entry of their own
/// change at once.
/// </summary>
internal sealed class RecentEntries(TimeProvider time) : ICommitObserver
{
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(30);
    private const int MaxEntries = 1000;

    private readonly ConcurrentQueue<(DateTimeOffset At, Item Entry)> _entries = new();

    /// <inheritdoc/>
    public void Committed(Table table, Item item)
    {
    }

    /// <inheritdoc/>
    public void Recorded(Item entry)
    {
        _entries.Enqueue((time.GetUtcNow(), entry));
        while (_entries.Count > MaxEntries || (_entries.TryPeek(out var first) && time.GetUtcNow() - first.At > Lag))
            _entries.TryDequeue(out _);
    }

    /// <summary>The entries of some partitions, in no particular order.</summary>
    public IReadOnlyList<Item> Of(IReadOnlyList<ItemQuery> queries) =>
        [.. _entries.Select(pair => pair.Entry).Where(entry => queries.Any(query => entry.GetString(KeyOf(query.Index)) == query.Hash))];

    private static string KeyOf(string? index) => index switch
    {
        TableSchemas.ByActor => AuditAttributes.ActorMonth,
        TableSchemas.ByDay => AuditAttributes.Day,
        _ => Attributes.Pk,
    };
}
