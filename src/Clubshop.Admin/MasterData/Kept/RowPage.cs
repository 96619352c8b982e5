namespace Clubshop.Admin.MasterData.Kept;

/// <summary>Puts the rows of one page in order.</summary>
/// <param name="kept">The rows.</param>
/// <param name="query">The order and the page.</param>
internal sealed class RowPage<TRow>(KeptRows<TRow> kept, IndexQuery<TRow> query)
    where TRow : class, IIndexRow
{
    // As few rows are sooner compared with each other than met on the way through all.
    private const int FewOfRows = 64;

    /// <summary>The page of the rows found.</summary>
    /// <param name="rows">Those that are kept.</param>
    /// <param name="count">How many those are.</param>
    /// <param name="changed">Those that changed since.</param>
    public IReadOnlyList<TRow> Of(RowBits rows, int count, List<TRow> changed)
    {
        var (skip, take) = (Math.Max(0, query.Skip), Math.Max(0, query.Take));
        if (take == 0)
            return [];

        var most = (int)Math.Min(int.MaxValue / 4, (long)skip + take);
        var top = new TopRows<TRow>(most, Compare());
        foreach (var row in changed)
            top.Offer(row);

        if (kept.Find(query.Order, query.Descending) is not { } order || count < kept.Rows.Length / FewOfRows)
        {
            foreach (var slot in rows)
                top.Offer(kept.Rows[slot]);
            return top.From(skip);
        }

        var page = new List<TRow>(Math.Min(take, count + changed.Count));
        if (query.Rank is null)
            Add(page, order, rows, count, top.From(0), skip);
        else
            AddGroups(page, order, rows, count, top.From(0), query.Rank, skip);
        return page;
    }

    // Group by group; those before the page are only counted.
    private void AddGroups(List<TRow> page, KeptOrder<TRow> order, RowBits rows, int count, IReadOnlyList<TRow> changed, RowRank<TRow> rank, int skip)
    {
        var counts = new int[rank.Groups.Count + 1];
        for (var group = 0; group < rank.Groups.Count; group++)
            count -= counts[group] = rank.Groups[group].CountOf(kept, rows);

        counts[^1] = count; // those in no group
        var begin = 0;
        for (var n = 0; n < counts.Length && page.Count < query.Take; n++)
        {
            var group = query.Descending ? counts.Length - 1 - n : n;
            var end = begin;
            while (end < changed.Count && rank.Of(changed[end]) == group)
                end++;

            if (counts[group] + end - begin > skip)
            {
                var own = rows.Copy();
                (group < rank.Groups.Count ? rank.Groups[group] : RowFilters.Not(RowFilters.Any(rank.Groups))).Keep(kept, own);
                Add(page, order, own, counts[group], [.. changed.Skip(begin).Take(end - begin)], skip);
                skip = 0;
            }
            else
            {
                skip -= counts[group] + end - begin;
            }

            begin = end;
        }
    }

    // Goes through the order, and meets the changed rows at their places in it.
    private void Add(List<TRow> page, KeptOrder<TRow> order, RowBits rows, int count, IReadOnlyList<TRow> changed, int skip)
    {
        var left = query.Take - page.Count;
        if (count < kept.Rows.Length / FewOfRows)
        {
            List<TRow> few = [.. changed];
            foreach (var slot in rows)
                few.Add(kept.Rows[slot]);
            few.Sort(order.By.Compare);
            page.AddRange(few.Skip(skip).Take(left));
            return;
        }

        var slots = order.Slots;
        var (met, place) = (0, PlaceOf(0));
        for (var i = 0; left > 0; i++)
        {
            for (; place == i && left > 0; place = PlaceOf(++met))
                Meet(changed[met]);

            if (i == slots.Length)
                return;
            if (left > 0 && rows[slots[i]])
                Meet(kept.Rows[slots[i]]);
        }

        int PlaceOf(int next) => next < changed.Count ? order.PlaceOf(changed[next], kept.Rows) : -1;

        void Meet(TRow row)
        {
            if (skip > 0)
            {
                skip--;
                return;
            }

            page.Add(row);
            left--;
        }
    }

    private Comparison<TRow> Compare()
    {
        var (order, rank) = (query.Order, query.Rank);
        Comparison<TRow> rising = rank is null
            ? order
            : (left, right) => rank.Of(left).CompareTo(rank.Of(right)) is not 0 and var result ? result : order(left, right);
        return query.Descending ? (left, right) => rising(right, left) : rising;
    }
}
