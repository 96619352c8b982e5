using System.Diagnostics;
using Clubshop.Admin.MasterData.Kept;

namespace Clubshop.Admin.MasterData;

/// <summary>
/// The rows of an index: an array that readers enumerate without a lock while one writer at a time replaces and appends. A row is replaced in
/// its slot, so that a commit costs the same for any number of rows. Searches read an <see cref="Edition{TRow}"/> of them, which is renewed beside the
/// writers when many rows have changed since.
/// </summary>
internal sealed class RowTable<TRow>
    where TRow : class, IIndexRow
{
    // A search looks at each changed row: up to so many, or this part of all, cost it less than renewing costs the machine.
    private const int FewChanges = 512;
    private const int PartOfRows = 256;

    // While an import changes thousands of rows a second, at most this part of a core's time is spent on renewing.
    private const int PartOfTime = 10;

    private readonly Lock _gate = new();
    private readonly RowShape<TRow> _shape;
    private Snapshot _current = new(new(), new TRow[256], new long[256], 0);
    private Edition<TRow> _edition;
    private int _renewing;
    private long _renewAgainAt;

    /// <summary>Makes an empty one.</summary>
    /// <param name="shape">What is kept for searches.</param>
    public RowTable(RowShape<TRow> shape) => (_shape, _edition) = (shape, new(KeptRows<TRow>.None(shape, _current.Slots)));

    /// <summary>The rows as searches read them.</summary>
    public Edition<TRow> Edition => Volatile.Read(ref _edition);

    /// <summary>Whether a new edition is being made.</summary>
    public bool IsRenewing => Volatile.Read(ref _renewing) != 0;

    /// <summary>Whether so much has changed since the edition that searches feel it, and nobody is renewing it.</summary>
    public bool IsBehind => !IsRenewing && Edition is var edition && edition.Changes.Length > Math.Max(FewChanges, edition.Kept.Rows.Length / PartOfRows);

    /// <summary>Whether the last renewal is so long ago that another is due.</summary>
    public bool MayRenew => Stopwatch.GetTimestamp() >= Interlocked.Read(ref _renewAgainAt);

    /// <summary>The rows as of now. A row that is replaced during enumeration may be seen old or new.</summary>
    public ReadOnlySpan<TRow> Rows
    {
        get
        {
            var current = Volatile.Read(ref _current);
            return current.Rows.AsSpan(0, Volatile.Read(ref current.Count));
        }
    }

    /// <summary>The same rows as a list, which is not a copy either.</summary>
    public IReadOnlyList<TRow> View
    {
        get
        {
            var current = Volatile.Read(ref _current);
            return new ArraySegment<TRow>(current.Rows, 0, Volatile.Read(ref current.Count));
        }
    }

    public TRow? Find(string id)
    {
        var current = Volatile.Read(ref _current);
        return current.Slots.Find(id, current.Rows) is { } slot ? Volatile.Read(ref current.Rows[slot]) : null;
    }

    /// <summary>Merges a row unless the same or a higher version is there.</summary>
    public bool Merge(TRow row, DateTimeOffset now)
    {
        lock (_gate)
        {
            var current = _current;
            if (current.Slots.Find(row.Id, current.Rows) is { } slot)
            {
                if (current.Rows[slot].Version >= row.Version)
                    return false;

                Volatile.Write(ref current.Rows[slot], row);
                current.MergedAt[slot] = now.UtcTicks;
                _edition.Add([new(slot, row)]);
                return true;
            }

            if (current.Count == current.Rows.Length)
                current = Grow(current);

            current.Rows[current.Count] = row;
            current.MergedAt[current.Count] = now.UtcTicks;
            Volatile.Write(ref current.Count, current.Count + 1);
            Volatile.Write(ref _current, current);
            current.Slots.Add(current.Count - 1, current.Rows);
            _edition.Add([new(current.Count - 1, row)]);
            return true;
        }
    }

    /// <summary>Makes a new edition of the rows as they are now, unless that is being done. Writers and readers go on meanwhile.</summary>
    public void Renew()
    {
        if (Interlocked.Exchange(ref _renewing, 1) != 0)
            return;

        var started = Stopwatch.GetTimestamp();
        try
        {
            var old = Edition;
            var changes = old.Changes;
            var renewed = new Edition<TRow>(old.Kept.With(changes));
            lock (_gate)
            {
                // Rows were removed meanwhile: their slots are others now.
                if (_edition != old)
                    return;

                renewed.Add(old.Changes[changes.Length..]);
                Volatile.Write(ref _edition, renewed);
            }
        }
        finally
        {
            var now = Stopwatch.GetTimestamp();
            Interlocked.Exchange(ref _renewAgainAt, now + ((now - started) * (PartOfTime - 1)));
            Volatile.Write(ref _renewing, 0);
        }
    }

    /// <summary>Removes the rows that are neither among the ids nor merged since.</summary>
    /// <returns>Whether any row was removed.</returns>
    public bool KeepOnly(IReadOnlySet<string> ids, DateTimeOffset since)
    {
        lock (_gate)
        {
            var old = _current;
            var kept = new Snapshot(new(), new TRow[old.Rows.Length], new long[old.Rows.Length], 0);
            for (var i = 0; i < old.Count; i++)
            {
                var row = old.Rows[i];
                if (!ids.Contains(row.Id) && old.MergedAt[i] < since.UtcTicks)
                    continue;

                kept.Rows[kept.Count] = row;
                kept.MergedAt[kept.Count] = old.MergedAt[i];
                kept.Slots.Add(kept.Count++, kept.Rows);
            }

            if (kept.Count == old.Count)
                return false;

            Volatile.Write(ref _current, kept);
            Volatile.Write(ref _edition, AllChanged(kept));
            return true;
        }
    }

    private Edition<TRow> AllChanged(Snapshot of)
    {
        var edition = new Edition<TRow>(KeptRows<TRow>.None(_shape, of.Slots));
        edition.Add([.. of.Rows.Take(of.Count).Select((row, slot) => new RowChange<TRow>(slot, row))]);
        return edition;
    }

    private static Snapshot Grow(Snapshot current)
    {
        var (rows, mergedAt) = (new TRow[current.Rows.Length * 2], new long[current.Rows.Length * 2]);
        Array.Copy(current.Rows, rows, current.Count);
        Array.Copy(current.MergedAt, mergedAt, current.Count);
        return new(current.Slots, rows, mergedAt, current.Count);
    }

    private sealed class Snapshot(SlotTable<TRow> slots, TRow[] rows, long[] mergedAt, int count)
    {
        public readonly SlotTable<TRow> Slots = slots;
        public readonly TRow[] Rows = rows;
        public readonly long[] MergedAt = mergedAt;
        public int Count = count;
    }
}
