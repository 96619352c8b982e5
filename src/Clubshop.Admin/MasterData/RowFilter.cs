using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData.Kept;

namespace Clubshop.Admin.MasterData;

/// <summary>
/// Which rows a list shows. It is asked of one row, or of all at once by what the index keeps (<see cref="RowShape{TRow}"/>). Made by
/// <see cref="RowFilters"/>, <see cref="Facet{TRow}"/> and <see cref="Moment{TRow}"/>.
/// </summary>
/// <typeparam name="TRow">The rows.</typeparam>
public abstract class RowFilter<TRow>
    where TRow : class, IIndexRow
{
    private protected RowFilter()
    {
    }

    /// <summary>Whether a row is among them.</summary>
    public abstract bool Holds(TRow row);

    /// <summary>Takes the other rows out of a set.</summary>
    internal abstract void Keep(KeptRows<TRow> kept, RowBits rows);

    /// <summary>How many of a set it leaves.</summary>
    internal virtual int CountOf(KeptRows<TRow> kept, RowBits rows)
    {
        var left = rows.Copy();
        Keep(kept, left);
        return left.Count();
    }

    /// <summary>Takes the other rows out by looking at each, for what the index does not keep.</summary>
    private protected void KeepEach(KeptRows<TRow> kept, RowBits rows)
    {
        foreach (var slot in rows)
        {
            if (!Holds(kept.Rows[slot]))
                rows.Remove(slot);
        }
    }
}

/// <summary>Makes filters.</summary>
public static class RowFilters
{
    /// <summary>The rows that all filters leave; every row for none. The filters that cost least come first, those that look at each row last.</summary>
    public static RowFilter<TRow> All<TRow>(params IReadOnlyList<RowFilter<TRow>> filters)
        where TRow : class, IIndexRow => filters is [var one] ? one : new AllFilter<TRow>(filters);

    /// <summary>The rows that any of the filters leaves; no row for none.</summary>
    public static RowFilter<TRow> Any<TRow>(params IReadOnlyList<RowFilter<TRow>> filters)
        where TRow : class, IIndexRow => filters is [var one] ? one : new AnyFilter<TRow>(filters);

    /// <summary>The rows that a filter does not leave.</summary>
    public static RowFilter<TRow> Not<TRow>(RowFilter<TRow> filter)
        where TRow : class, IIndexRow => new NotFilter<TRow>(filter);

    /// <summary>The rows of a status.</summary>
    public static RowFilter<TRow> Of<TRow>(EditorialStatus status)
        where TRow : class, IIndexRow => new StatusFilter<TRow>(status);

    /// <summary>The rows with these ids.</summary>
    public static RowFilter<TRow> Ids<TRow>(IReadOnlySet<string> ids)
        where TRow : class, IIndexRow => new IdFilter<TRow>(ids);

    /// <summary>The rows that pass a test, which is asked of each one that is left.</summary>
    public static RowFilter<TRow> Where<TRow>(Func<TRow, bool> test)
        where TRow : class, IIndexRow => new TestFilter<TRow>(test);
}
