using Clubshop.Admin.Common;

namespace Clubshop.Admin.MasterData.Kept;

/// <summary>A row as it is since a change.</summary>
/// <param name="Slot">Its slot.</param>
/// <param name="Row">The row.</param>
internal readonly record struct RowChange<TRow>(int Slot, TRow Row)
    where TRow : class, IIndexRow;

/// <summary>
/// The rows of an index as they were at one moment, with what searches need: sets by status, orders, facets and words. Immutable, so that a search that began
/// with it ends with it. The next one is made of it, at a cost that hardly depends on the number of changes.
/// </summary>
internal sealed class KeptRows<TRow>
    where TRow : class, IIndexRow
{
    private static readonly int Statuses = Enum.GetValues<EditorialStatus>().Length;

    private readonly SlotTable<TRow> _slots; // also of rows that came later
    private readonly RowBits[] _byStatus;
    private readonly KeptOrder<TRow>[] _orders;
    private readonly KeptFacet<TRow>[] _facets;

    private KeptRows(
        SlotTable<TRow> slots, TRow[] rows, RowBits[] byStatus, KeptOrder<TRow>[] orders, KeptFacet<TRow>[] facets, KeptWords words) =>
        (_slots, Rows, _byStatus, _orders, _facets, Words) = (slots, rows, byStatus, orders, facets, words);

    /// <summary>The rows by slot.</summary>
    public TRow[] Rows { get; }

    /// <summary>The words of their texts.</summary>
    public KeptWords Words { get; }

    /// <summary>That of no row.</summary>
    /// <param name="shape">What is kept.</param>
    /// <param name="slots">The slot of each id, which are added as rows come.</param>
    public static KeptRows<TRow> None(RowShape<TRow> shape, SlotTable<TRow> slots) => new(
        slots, [], [.. Enumerable.Range(0, Statuses).Select(_ => new RowBits(0))],
        [.. shape.Orders.Distinct().Select(order => new KeptOrder<TRow>(order, []))],
        [.. shape.Facets.Select(KeptFacet<TRow>.None)], KeptWords.None());

    /// <summary>The rows of a status. Shared: not to be changed.</summary>
    public RowBits Of(EditorialStatus status) => _byStatus[(int)status];

    /// <summary>An order; null for one that is not kept.</summary>
    public KeptOrder<TRow>? Find(Comparison<TRow> order, bool descending)
    {
        foreach (var one in _orders)
        {
            // The same delegate, not an equal one: a comparison that closes over something is another each time.
            if (ReferenceEquals(one.By.Order, order) && one.By.Descending == descending)
                return one;
        }

        return null;
    }

    /// <summary>A facet; null for one that is not kept.</summary>
    public KeptFacet<TRow>? Find(Facet<TRow> facet)
    {
        foreach (var one in _facets)
        {
            if (ReferenceEquals(one.Facet, facet))
                return one;
        }

        return null;
    }

    /// <summary>The slot of an id; null for one that is not among these rows.</summary>
    public int? SlotOf(string id) => _slots.Find(id, Rows);

    /// <summary>The rows after some changes. One thread at a time; it takes tens of milliseconds for 200,000 rows.</summary>
    /// <param name="changes">In their order; each row that was added since, at least once.</param>
    public KeptRows<TRow> With(ReadOnlySpan<RowChange<TRow>> changes)
    {
        var count = Rows.Length;
        foreach (var change in changes)
            count = Math.Max(count, change.Slot + 1);

        var (rows, replaced) = (new TRow[count], new RowBits(count));
        Rows.CopyTo(rows, 0);
        foreach (var change in changes)
        {
            rows[change.Slot] = change.Row;
            replaced.Add(change.Slot);
        }

        return Of(rows, replaced);
    }

    private KeptRows<TRow> Of(TRow[] rows, RowBits replaced)
    {
        RowBits[] byStatus = [.. _byStatus.Select(one => one.Copy(rows.Length))];
        foreach (var one in byStatus)
            one.Except(replaced);
        foreach (var slot in replaced)
            byStatus[(int)rows[slot].Status].Add(slot);

        if (Rows.Length > 0)
            return new(_slots, rows, byStatus, OrdersOf(rows, replaced), FacetsOf(rows, replaced), WordsOf(rows, replaced));

        // The first time, after loading, all rows are new and nobody waits for the other cores.
        var (orders, facets) = (Task.Run(() => OrdersOf(rows, replaced)), Task.Run(() => FacetsOf(rows, replaced)));
        var words = WordsOf(rows, replaced);
        return new(_slots, rows, byStatus, orders.GetAwaiter().GetResult(), facets.GetAwaiter().GetResult(), words);
    }

    private KeptFacet<TRow>[] FacetsOf(TRow[] rows, RowBits replaced) => [.. _facets.Select(facet => facet.With(rows, replaced))];

    private KeptWords WordsOf(TRow[] rows, RowBits replaced) =>
        Words.IsWorn ? KeptWords.None().With(rows, RowBits.Full(rows.Length)) : Words.With(rows, replaced);

    private KeptOrder<TRow>[] OrdersOf(TRow[] rows, RowBits replaced)
    {
        var made = new KeptOrder<TRow>[_orders.Length];
        for (var i = 0; i < made.Length; i++)
        {
            var by = _orders[i].By;
            var other = Rows.Length > 0 ? null : made.AsSpan(0, i).ToArray().FirstOrDefault(one => ReferenceEquals(one.By.Order, by.Order));
            made[i] = other is null ? _orders[i].With(rows, replaced) : other.Reversed(by, rows);
        }

        return made;
    }
}
