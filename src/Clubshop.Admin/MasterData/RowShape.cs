using Clubshop.Admin.MasterData.Kept;

namespace Clubshop.Admin.MasterData;

/// <summary>
/// What an index keeps up for its lists as rows change, beside the words of the rows' texts and their statuses. A search by anything else looks at the rows
/// one by one, which two hundred thousand of them make felt.
/// </summary>
/// <typeparam name="TRow">The rows.</typeparam>
public sealed class RowShape<TRow>
    where TRow : class, IIndexRow
{
    /// <summary>The orders of its lists: four bytes a row each.</summary>
    public IReadOnlyList<KeptBy<TRow>> Orders { get; init; } = [];

    /// <summary>What its lists are filtered by: four bytes a row and key each.</summary>
    public IReadOnlyList<Facet<TRow>> Facets { get; init; } = [];
}

/// <summary>An order that is kept; a query that names the same comparison and direction is answered from it.</summary>
/// <typeparam name="TRow">The rows.</typeparam>
/// <param name="Order">The order, of the rows alone: neither the clock nor other records may change it. Rows that compare equal are ordered by id.</param>
/// <param name="Descending">Whether it is reversed; rows that compare equal are not.</param>
public sealed record KeptBy<TRow>(Comparison<TRow> Order, bool Descending = false)
    where TRow : class, IIndexRow
{
    /// <summary>
    /// A number for each row, in the same order; null where the order is not that of numbers. It is what two hundred thousand rows are first sorted by, in a
    /// fifth of the time.
    /// </summary>
    public Func<TRow, long>? Number { get; init; }

    /// <summary>Compares two rows; 0 only for the same one.</summary>
    internal int Compare(TRow left, TRow right) =>
        (Descending ? Order(right, left) : Order(left, right)) is not 0 and var result ? result : string.CompareOrdinal(left.Id, right.Id);
}

/// <summary>Something that rows have one or several of, such as the ids of their clubs.</summary>
/// <typeparam name="TRow">The rows.</typeparam>
public sealed class Facet<TRow>
    where TRow : class, IIndexRow
{
    private readonly Func<TRow, string>? _one;
    private readonly Func<TRow, IReadOnlyList<string>>? _many;

    /// <summary>One that a row has one key of at most; an empty one stands for none.</summary>
    public Facet(Func<TRow, string> key) => _one = key;

    /// <summary>One that a row may have several keys of.</summary>
    public Facet(Func<TRow, IReadOnlyList<string>> keys) => _many = keys;

    /// <summary>The rows that have none of it.</summary>
    public RowFilter<TRow> None => In([""]);

    /// <summary>The rows that have any of these keys.</summary>
    public RowFilter<TRow> In(IReadOnlyCollection<string> keys) => new FacetFilter<TRow>(this, keys);

    internal int CountOf(TRow row) => _many?.Invoke(row).Count ?? 1;

    internal string KeyOf(TRow row, int n) => _many is null ? _one!(row) : _many(row)[n];
}

/// <summary>An instant that rows may have. Its <see cref="Order"/> has to be among the orders of the <see cref="RowShape{TRow}"/>.</summary>
/// <typeparam name="TRow">The rows.</typeparam>
public sealed class Moment<TRow>
    where TRow : class, IIndexRow
{
    /// <summary>Makes one.</summary>
    /// <param name="of">A row's instant; null where it has none.</param>
    public Moment(Func<TRow, DateTimeOffset?> of)
    {
        Of = of;
        Number = row => (Of(row) ?? DateTimeOffset.MaxValue).UtcTicks;
        Order = (left, right) => (Of(left) ?? DateTimeOffset.MaxValue).CompareTo(Of(right) ?? DateTimeOffset.MaxValue);
    }

    /// <summary>The earliest first, those without one last.</summary>
    public Comparison<TRow> Order { get; }

    /// <summary>The number of <see cref="KeptBy{TRow}.Number"/> for <see cref="Order"/>.</summary>
    public Func<TRow, long> Number { get; }

    /// <summary>A row's instant; null where it has none.</summary>
    internal Func<TRow, DateTimeOffset?> Of { get; }

    /// <summary>The rows that have an instant after one (itself excluded; null for any) and until another (itself included; null for any).</summary>
    public RowFilter<TRow> Between(DateTimeOffset? after, DateTimeOffset? until) => new MomentFilter<TRow>(this, after, until);
}

/// <summary>Puts rows into groups, which stand one behind the other, each in a kept order: by phase, by the name of another record.</summary>
/// <typeparam name="TRow">The rows.</typeparam>
/// <param name="Of">The number of a row's group, from 0; the number of <paramref name="Groups"/> for a row that is in none, which comes last.</param>
/// <param name="Groups">The groups, each with the rows of which <paramref name="Of"/> gives its place here.</param>
public sealed record RowRank<TRow>(Func<TRow, int> Of, IReadOnlyList<RowFilter<TRow>> Groups)
    where TRow : class, IIndexRow;
