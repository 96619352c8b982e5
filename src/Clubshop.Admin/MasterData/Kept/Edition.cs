namespace Clubshop.Admin.MasterData.Kept;

/// <summary>
/// The rows at a moment, and what has changed since. One thread at a time adds changes; any thread reads, without a lock, what was there when it began.
/// </summary>
/// <param name="kept">The rows at the moment.</param>
internal sealed class Edition<TRow>(KeptRows<TRow> kept)
    where TRow : class, IIndexRow
{
    private RowChange<TRow>[] _changes = new RowChange<TRow>[16];
    private int _count;

    /// <summary>The rows at the moment.</summary>
    public KeptRows<TRow> Kept => kept;

    /// <summary>What has changed since, in its order.</summary>
    public ReadOnlySpan<RowChange<TRow>> Changes
    {
        get
        {
            // The array is replaced by a longer one before the number grows.
            var count = Volatile.Read(ref _count);
            return Volatile.Read(ref _changes).AsSpan(0, count);
        }
    }

    /// <summary>Adds changes.</summary>
    public void Add(ReadOnlySpan<RowChange<TRow>> changes)
    {
        if (_count + changes.Length > _changes.Length)
        {
            var longer = new RowChange<TRow>[Math.Max(_count + changes.Length, _changes.Length * 2)];
            _changes.AsSpan(0, _count).CopyTo(longer);
            Volatile.Write(ref _changes, longer);
        }

        changes.CopyTo(_changes.AsSpan(_count));
        Volatile.Write(ref _count, _count + changes.Length);
    }

    /// <summary>The rows that changed since, each as it is now, and which of <see cref="Kept"/> they replace.</summary>
    public (IReadOnlyList<TRow> Rows, RowBits Replaced) Latest()
    {
        var changes = Changes;
        var length = 0;
        foreach (var change in changes)
            length = Math.Max(length, change.Slot + 1);

        var (rows, replaced) = (new List<TRow>(changes.Length), new RowBits(length));
        for (var i = changes.Length - 1; i >= 0; i--)
        {
            if (replaced[changes[i].Slot])
                continue;

            replaced.Add(changes[i].Slot);
            rows.Add(changes[i].Row);
        }

        return (rows, replaced);
    }
}
