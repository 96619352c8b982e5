using Clubshop.Admin.Common;

namespace Clubshop.Admin.MasterData.Kept;

/// <summary>See <see cref="RowFilters.All"/>.</summary>
internal sealed class AllFilter<TRow>(IReadOnlyList<RowFilter<TRow>> filters) : RowFilter<TRow>
    where TRow : class, IIndexRow
{
    public override bool Holds(TRow row)
    {
        foreach (var one in filters)
        {
            if (!one.Holds(row))
                return false;
        }

        return true;
    }

    internal override void Keep(KeptRows<TRow> kept, RowBits rows)
    {
        foreach (var one in filters)
            one.Keep(kept, rows);
    }
}

/// <summary>See <see cref="RowFilters.Any"/>.</summary>
internal sealed class AnyFilter<TRow>(IReadOnlyList<RowFilter<TRow>> filters) : RowFilter<TRow>
    where TRow : class, IIndexRow
{
    public override bool Holds(TRow row)
    {
        foreach (var one in filters)
        {
            if (one.Holds(row))
                return true;
        }

        return false;
    }

    internal override void Keep(KeptRows<TRow> kept, RowBits rows)
    {
        var any = new RowBits(rows.Length);
        foreach (var one in filters)
        {
            var own = rows.Copy();
            one.Keep(kept, own);
            any.Or(own);
        }

        rows.And(any);
    }
}

/// <summary>See <see cref="RowFilters.Not"/>.</summary>
internal sealed class NotFilter<TRow>(RowFilter<TRow> filter) : RowFilter<TRow>
    where TRow : class, IIndexRow
{
    public override bool Holds(TRow row) => !filter.Holds(row);

    internal override void Keep(KeptRows<TRow> kept, RowBits rows)
    {
        var others = rows.Copy();
        filter.Keep(kept, others);
        rows.Except(others);
    }
}

/// <summary>See <see cref="RowFilters.Of"/>.</summary>
internal sealed class StatusFilter<TRow>(EditorialStatus status) : RowFilter<TRow>
    where TRow : class, IIndexRow
{
    public override bool Holds(TRow row) => row.Status == status;

    internal override void Keep(KeptRows<TRow> kept, RowBits rows) => rows.And(kept.Of(status));

    internal override int CountOf(KeptRows<TRow> kept, RowBits rows) => rows.CountIn(kept.Of(status));
}

/// <summary>See <see cref="Facet{TRow}.In"/>.</summary>
internal sealed class FacetFilter<TRow>(Facet<TRow> facet, IReadOnlyCollection<string> keys) : RowFilter<TRow>
    where TRow : class, IIndexRow
{
    // Made only where rows are looked at one by one.
    private IReadOnlySet<string>? _set = keys as IReadOnlySet<string>;

    // A filter that is asked again has not to look for its keys again: there may be thousands.
    private volatile Numbered? _numbered;

    public override bool Holds(TRow row)
    {
        var (set, count) = (_set ??= keys.ToHashSet(StringComparer.Ordinal), facet.CountOf(row));
        for (var n = 0; n < count; n++)
        {
            if (set.Contains(facet.KeyOf(row, n)))
                return true;
        }

        return count == 0 && set.Contains("");
    }

    internal override void Keep(KeptRows<TRow> kept, RowBits rows)
    {
        if (kept.Find(facet) is not { } found)
        {
            KeepEach(kept, rows);
            return;
        }

        var have = new RowBits(rows.Length);
        foreach (var number in NumbersIn(found))
            found.Rows.AddTo(have, number);

        rows.And(have);
    }

    internal override int CountOf(KeptRows<TRow> kept, RowBits rows)
    {
        // With several keys a row could be counted twice.
        if (keys.Count != 1 || kept.Find(facet) is not { } found)
            return base.CountOf(kept, rows);

        var count = 0;
        foreach (var number in NumbersIn(found))
            count += found.Rows.CountIn(rows, number);

        return count;
    }

    private int[] NumbersIn(KeptFacet<TRow> found)
    {
        if (_numbered is not { } known || known.Of != found.Numbering || known.Keys != found.Keys)
            _numbered = known = new(found.Numbering, found.Keys, found.NumbersOf(keys));

        return known.Numbers;
    }

    private sealed record Numbered(object Of, int Keys, int[] Numbers);
}

/// <summary>See <see cref="Moment{TRow}.Between"/>.</summary>
internal sealed class MomentFilter<TRow>(Moment<TRow> moment, DateTimeOffset? after, DateTimeOffset? until) : RowFilter<TRow>
    where TRow : class, IIndexRow
{
    public override bool Holds(TRow row) => moment.Of(row) is { } at && !(at <= after) && !(at > until);

    internal override void Keep(KeptRows<TRow> kept, RowBits rows)
    {
        if (kept.Find(moment.Order, descending: false) is not { } order)
        {
            KeepEach(kept, rows);
            return;
        }

        // Those without an instant stand at the end.
        var from = after is null ? 0 : order.CountWhile(kept.Rows, row => moment.Of(row) <= after);
        var to = order.CountWhile(kept.Rows, row => moment.Of(row) is { } at && !(at > until));
        var have = new RowBits(rows.Length);
        have.Add(order.Slots[from..Math.Max(from, to)]);
        rows.And(have);
    }
}

/// <summary>See <see cref="RowFilters.Ids"/>.</summary>
internal sealed class IdFilter<TRow>(IReadOnlySet<string> ids) : RowFilter<TRow>
    where TRow : class, IIndexRow
{
    public override bool Holds(TRow row) => ids.Contains(row.Id);

    internal override void Keep(KeptRows<TRow> kept, RowBits rows)
    {
        var have = new RowBits(rows.Length);
        foreach (var id in ids)
        {
            if (kept.SlotOf(id) is { } slot)
                have.Add(slot);
        }

        rows.And(have);
    }
}

/// <summary>See <see cref="RowFilters.Where"/>.</summary>
internal sealed class TestFilter<TRow>(Func<TRow, bool> test) : RowFilter<TRow>
    where TRow : class, IIndexRow
{
    public override bool Holds(TRow row) => test(row);

    internal override void Keep(KeptRows<TRow> kept, RowBits rows) => KeepEach(kept, rows);
}
