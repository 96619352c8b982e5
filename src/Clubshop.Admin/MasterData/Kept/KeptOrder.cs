namespace Clubshop.Admin.MasterData.Kept;

/// <summary>The rows in one order, at one moment; those that compare equal by id.</summary>
/// <param name="kept">The order.</param>
/// <param name="slots">The slots in that order.</param>
internal sealed class KeptOrder<TRow>(KeptBy<TRow> kept, int[] slots)
    where TRow : class, IIndexRow
{
    /// <summary>The order.</summary>
    public KeptBy<TRow> By => kept;

    /// <summary>The slots in order.</summary>
    public ReadOnlySpan<int> Slots => slots;

    /// <summary>The same with rows replaced or added: a sort of those, and one pass over all.</summary>
    /// <param name="rows">All rows as they are now.</param>
    /// <param name="replaced">Those that are to be put in their place anew.</param>
    public KeptOrder<TRow> With(TRow[] rows, RowBits replaced)
    {
        var stay = new int[slots.Length];
        var staying = 0;
        foreach (var slot in slots)
        {
            if (!replaced[slot])
                stay[staying++] = slot;
        }

        var come = new int[replaced.Count()];
        var coming = 0;
        foreach (var slot in replaced)
            come[coming++] = slot;
        Sort(come, rows);
        if (staying == 0)
            return new(kept, come);

        var (all, count, from) = (new int[staying + coming], 0, 0);
        foreach (var slot in come)
        {
            var to = PlaceOf(rows[slot], rows, stay.AsSpan(0, staying), from);
            stay.AsSpan(from, to - from).CopyTo(all.AsSpan(count));
            count += to - from;
            all[count++] = slot;
            from = to;
        }

        stay.AsSpan(from, staying - from).CopyTo(all.AsSpan(count));
        return new(kept, all);
    }

    private void Sort(int[] come, TRow[] rows)
    {
        if (kept.Number is not { } number)
        {
            come.AsSpan().Sort((left, right) => kept.Compare(rows[left], rows[right]));
            return;
        }

        var numbers = new long[come.Length];
        for (var i = 0; i < come.Length; i++)
            numbers[i] = kept.Descending ? ~number(rows[come[i]]) : number(rows[come[i]]);
        Array.Sort(numbers, come);

        // Those of one number by id.
        for (int start = 0, end; start < come.Length; start = end)
        {
            for (end = start + 1; end < come.Length && numbers[end] == numbers[start];)
                end++;
            if (end - start > 1)
                come.AsSpan(start, end - start).Sort((left, right) => kept.Compare(rows[left], rows[right]));
        }
    }

    /// <summary>The same order the other way, which is sooner turned round than sorted. Rows that compare equal stay ordered by id.</summary>
    /// <param name="by">The same comparison, reversed.</param>
    /// <param name="rows">The rows as they were at that moment.</param>
    public KeptOrder<TRow> Reversed(KeptBy<TRow> by, TRow[] rows)
    {
        var reversed = new int[slots.Length];
        for (var (end, count) = (slots.Length, 0); end > 0;)
        {
            var begin = end - 1;
            while (begin > 0 && by.Order(rows[slots[begin - 1]], rows[slots[begin]]) == 0)
                begin--;

            slots.AsSpan(begin, end - begin).CopyTo(reversed.AsSpan(count));
            (count, end) = (count + end - begin, begin);
        }

        return new(by, reversed);
    }

    /// <summary>How many rows come before a row that is not among them.</summary>
    /// <param name="row">The row.</param>
    /// <param name="rows">The rows as they were at that moment.</param>
    public int PlaceOf(TRow row, TRow[] rows) => PlaceOf(row, rows, slots, 0);

    /// <summary>The number of rows at the beginning for which something holds that holds for none behind them.</summary>
    public int CountWhile(TRow[] rows, Predicate<TRow> holds) => CountWhile(slots, 0, slot => holds(rows[slot]));

    private int PlaceOf(TRow row, TRow[] rows, ReadOnlySpan<int> among, int from) => CountWhile(among, from, slot => kept.Compare(rows[slot], row) < 0);

    private static int CountWhile(ReadOnlySpan<int> among, int from, Predicate<int> holds)
    {
        var to = among.Length;
        while (from < to)
        {
            var middle = from + ((to - from) / 2);
            if (holds(among[middle]))
                from = middle + 1;
            else
                to = middle;
        }

        return from;
    }
}
