namespace Clubshop.Admin.MasterData;

/// <summary>A list's query of an index.</summary>
/// <typeparam name="TRow">The rows.</typeparam>
public sealed record IndexQuery<TRow>
    where TRow : class, IIndexRow
{
    /// <summary>What the person typed; a row matches when its folded text contains every word. Empty matches all.</summary>
    public string? Text { get; init; }

    /// <summary>
    /// Where else a word may be found: for a word, the rows that have it although their own text does not contain it; null for none. Asked once for each word.
    /// </summary>
    public Func<string, RowFilter<TRow>?>? Also { get; init; }

    /// <summary>The filters of the list; null for none. Deleted rows are included: exclude them here, below, or through <see cref="Only"/>.</summary>
    public RowFilter<TRow>? Filter { get; init; }

    /// <summary>A further test, asked of each row that <see cref="Text"/> and <see cref="Filter"/> leave; null for none.</summary>
    public Func<TRow, bool>? Where { get; init; }

    /// <summary>
    /// The bucket that counts a row which passes all of that: from 0 to <see cref="Buckets"/> - 1, or negative to leave it out. A list's tabs show these
    /// counts. Null for the row's status, which costs nothing; anything else is asked of each row.
    /// </summary>
    public Func<TRow, int>? Bucket { get; init; }

    /// <summary>Number of buckets.</summary>
    public int Buckets { get; init; } = Enum.GetValues<Common.EditorialStatus>().Length;

    /// <summary>Selects the listed rows by their bucket; null lists every counted row.</summary>
    public Func<int, bool>? Only { get; init; }

    /// <summary>
    /// The order; rows that compare equal are ordered by id. One of the index's <see cref="RowShape{TRow}.Orders"/> is there already; by any other one the rows
    /// found are compared.
    /// </summary>
    public required Comparison<TRow> Order { get; init; }

    /// <summary>Groups that stand one behind the other, each in <see cref="Order"/>; null for none.</summary>
    public RowRank<TRow>? Rank { get; init; }

    /// <summary>Whether <see cref="Rank"/> and <see cref="Order"/> are reversed.</summary>
    public bool Descending { get; init; }

    /// <summary>Number of rows skipped at the beginning.</summary>
    public int Skip { get; init; }

    /// <summary>Maximum number of rows returned.</summary>
    public int Take { get; init; } = 50;
}

/// <summary>Result of a query.</summary>
/// <typeparam name="TRow">The rows.</typeparam>
/// <param name="Rows">The rows of the page, in order.</param>
/// <param name="Total">Number of rows on all pages.</param>
/// <param name="Counts">Number of rows per bucket, before <see cref="IndexQuery{TRow}.Only"/>.</param>
public sealed record IndexPage<TRow>(IReadOnlyList<TRow> Rows, int Total, IReadOnlyList<int> Counts);
