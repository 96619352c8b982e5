using System.Collections.Concurrent;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.MasterData.Publishing.Outbox;

/// <summary>Why a change is still pending.</summary>
/// <param name="Tries">How often this instance tried.</param>
/// <param name="Node">The node that did not accept it; null where the problem was not a node.</param>
/// <param name="Problem">The problem, for a person to read.</param>
/// <param name="At">When the last attempt failed.</param>
public sealed record PendingNote(int Tries, string? Node, string Problem, DateTimeOffset At);

/// <summary>A record whose last changes are not in the cache yet.</summary>
/// <param name="Kind">The record's kind.</param>
/// <param name="Id">Its id.</param>
/// <param name="Version">The last version that is not in the cache.</param>
/// <param name="Since">Since when.</param>
/// <param name="Note">The failure of this instance's last attempt; null before one.</param>
public sealed record PendingChange(string Kind, string Id, long Version, DateTimeOffset Since, PendingNote? Note);

/// <summary>Pending changes, failures and figures of this instance's publishing, for the pages.</summary>
public sealed class PublishingStatus(TimeProvider time)
{
    private readonly ConcurrentDictionary<ItemKey, PendingNote> _notes = new();
    private volatile IReadOnlyList<PendingChange> _pending = [];
    private volatile IReadOnlyList<KindFigures> _figures = [];

    /// <summary>Records with changes that were in the outbox at the last read and are older than a second, oldest first.</summary>
    public IReadOnlyList<PendingChange> Pending => _pending;

    /// <summary>What the last verification round found, per kind.</summary>
    public IReadOnlyList<KindFigures> Figures => _figures;

    internal PendingNote? NoteOf(ItemKey row) => _notes.GetValueOrDefault(row);

    internal void RecordFailure(ItemKey row, string? node, string problem)
    {
        var now = time.GetUtcNow();
        _notes.AddOrUpdate(row, _ => new(1, node, problem, now), (_, note) => new(note.Tries + 1, node, problem, now));
    }

    internal void Clear(IEnumerable<ItemKey> rows)
    {
        foreach (var row in rows)
            _notes.TryRemove(row, out _);
    }

    internal void SetPending(IReadOnlyList<OutboxRow> rows)
    {
        var there = rows.Select(row => row.Key).ToHashSet();
        Clear(_notes.Keys.Where(key => !there.Contains(key)));
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

    internal void SetFigures(IReadOnlyList<KindFigures> figures) => _figures = figures;
}

/// <summary>What a verification round found of one kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Many">The plural.</param>
/// <param name="Records">Records compared.</param>
/// <param name="UpToDate">Copies in the database's version.</param>
/// <param name="Refilled">Copies that were missing or old, and written.</param>
/// <param name="Foreign">Values that were not the portal's, or in another schema.</param>
/// <param name="Unreachable">Records whose node did not answer.</param>
/// <param name="Bytes">Total size of the copies found, without keys.</param>
/// <param name="Oldest">When the oldest copy was written; null without a copy.</param>
/// <param name="At">When the round ended.</param>
public sealed record KindFigures(
    string Kind, string Many, int Records, int UpToDate, int Refilled, int Foreign, int Unreachable, long Bytes, DateTimeOffset? Oldest, DateTimeOffset At)
{
    /// <summary>Share of the reachable records whose copy is up to date, 0 to 1; null when none was reachable.</summary>
    public double? Found => Records > Unreachable ? (double)UpToDate / (Records - Unreachable) : null;
}
