namespace Clubshop.Admin.MasterData.Kept;

/// <summary>
/// The slot of each id, ten bytes a row: the ids themselves are read from the rows. One thread at a time adds, after the row is there; any thread finds
/// without a lock. Nothing is removed.
/// </summary>
internal sealed class SlotTable<TRow>
    where TRow : class, IIndexRow
{
    private int[] _table = new int[512]; // slot + 1 by the hash of its id; 0 is free
    private int _count;

    /// <summary>The slot of an id; null for one that is not among the rows given, although it may have been added to longer ones.</summary>
    public int? Find(string id, TRow[] rows)
    {
        var table = Volatile.Read(ref _table);
        for (var at = id.GetHashCode(StringComparison.Ordinal); ; at++)
        {
            var slot = Volatile.Read(ref table[at & (table.Length - 1)]) - 1;
            if (slot < 0)
                return null;
            if (slot < rows.Length && rows[slot].Id == id)
                return slot;
        }
    }

    /// <summary>Adds the slot of an id that has none.</summary>
    public void Add(int slot, TRow[] rows)
    {
        if (++_count * 2 > _table.Length)
        {
            var longer = new int[_table.Length * 2];
            foreach (var one in _table)
            {
                if (one > 0)
                    Put(longer, one - 1, rows);
            }

            Volatile.Write(ref _table, longer);
        }

        Put(_table, slot, rows);
    }

    private static void Put(int[] table, int slot, TRow[] rows)
    {
        var at = rows[slot].Id.GetHashCode(StringComparison.Ordinal) & (table.Length - 1);
        while (table[at] > 0)
            at = (at + 1) & (table.Length - 1);

        Volatile.Write(ref table[at], slot + 1);
    }
}
