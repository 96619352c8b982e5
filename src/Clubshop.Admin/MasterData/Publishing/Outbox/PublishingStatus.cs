using System.Collections.Concurrent;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.MasterData.Publishing.Outbox;

/// <summary>Why a change is still pending.</summary>
/// <param name="Tries">How often this instance tried.</param>
/// <param name="Node">The node that did not take it; null where it was not a node's fault.</param>
/// <param name="Problem">What it said.</param>
/// <param name="At">When that was.</param>
public sealed record PendingNote(int Tries, string? Node, string Problem, DateTimeOffset At);

/// <summary>A record whose last changes are not in the cache yet.</summary>
/// <param name="Kind">The record's kind.</param>
/// <param name="Id">Its id.</param>
/// <param name="Version">The last version that is not.</param>
/// <param name="Since">Since when.</param>
/// <param name="Note">What this instance met when it tried; null before it did.</param>
public sealed record PendingChange(string Kind, string Id, long Version, DateTimeOffset Since, PendingNote? Note);

/// <summary>What the publishing of this instance has to tell; read by the pages.</summary>
public sealed class PublishingStatus(TimeProvider time)
{
    private readonly ConcurrentDictionary<ItemKey, PendingNote> _notes = new();
    private volatile IReadOnlyList<PendingChange> _pending = [];
    private volatile IReadOnlyList<KindFigures> _figures = [];

    /// <summary>Records with changes that were in the outbox at the last look, older than a second, the oldest first.</summary>
    public IReadOnlyList<PendingChange> Pending => _pending;

    /// <summary>What the last round over the copies found, per kind.</summary>
    public IReadOnlyList<KindFigures> Figures => _figures;

    internal PendingNote? NoteOf(ItemKey row) => _notes.GetValueOrDefault(row);

    internal void Failed(ItemKey row, string? node, string problem)
    {
        var now = time.GetUtcNow();
        _notes.AddOrUpdate(row, _ => new(1, node, problem, now), (_, note) => new(note.Tries + 1, node, problem, now));
    }

    internal void Done(IEnumerable<ItemKey> rows)
    {
        foreach (var row in rows)
            _notes.TryRemove(row, out _);
    }

    internal void Show(IReadOnlyList<OutboxRow> rows)
    {
        var there = rows.Select(row => row.Key).ToHashSet();
        Done(_notes.Keys.Where(key => !there.Contains(key)));
        var now = time.GetUtcNow();
        _pending =
        [
            .. rows.Where(row => now - row.At >= OutboxSweeper.Grace || row.At > now + OutboxSweeper.Grace)
                .GroupBy(row => (row.Kind, row.Id))
                .Select(record => new PendingChange(
                    record.Key.Kind,
                    record.Key.Id,
                    record.Max(row => row.Version),
                    record.Min(row => row.At) is var since && since < now ? since : now,
                    record.Select(row => _notes.GetValueOrDefault(row.Key)).OfType<PendingNote>().MaxBy(note => note.At)))
                .OrderBy(change => change.Since),
        ];
    }

    internal void Show(IReadOnlyList<KindFigures> figures) => _figures = figures;
}

/// <summary>What a round over the copies of one kind found.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Many">The word for several.</param>
/// <param name="Records">Records looked for.</param>
/// <param name="Right">Copies of the source's version.</param>
/// <param name="Refilled">Copies that were missing or old, and written.</param>
/// <param name="Foreign">Values that were not the portal's, or of another schema.</param>
/// <param name="Unreached">Records whose node did not answer.</param>
/// <param name="Bytes">Size of the copies that were there, keys left out.</param>
/// <param name="Oldest">When the oldest copy was written; null without any.</param>
/// <param name="At">When the round ended.</param>
public sealed record KindFigures(
    string Kind, string Many, int Records, int Right, int Refilled, int Foreign, int Unreached, long Bytes, DateTimeOffset? Oldest, DateTimeOffset At)
{
    /// <summary>Of the records that could be asked for, the share that a reader found as saved, 0 to 1; null without any.</summary>
    public double? Found => Records > Unreached ? (double)Right / (Records - Unreached) : null;
}
