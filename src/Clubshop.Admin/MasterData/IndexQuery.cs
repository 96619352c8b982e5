namespace Clubshop.Admin.MasterData;

/// <summary>A list's query of an index, answered in one pass.</summary>
/// <typeparam name="TRow">The rows.</typeparam>
public sealed record IndexQuery<TRow>
    where TRow : class, IIndexRow
{
    /// <summary>What the person typed; a row matches when its folded text contains every word. Empty matches all.</summary>
    public string? Text { get; init; }

    /// <summary>Further filters; null for none. Deleted rows are included: exclude them here or through <see cref="Bucket"/>.</summary>
    public Func<TRow, bool>? Where { get; init; }

    /// <summary>
    /// The bucket that counts a row which passes <see cref="Text"/> and <see cref="Where"/>: from 0 to <see cref="Buckets"/> - 1, or negative to
    /// leave it out. A list's tabs show these counts. By default the row's status.
    /// </summary>
    public Func<TRow, int> Bucket { get; init; } = row => (int)row.Status;

    /// <summary>Number of buckets.</summary>
    public int Buckets { get; init; } = Enum.GetValues<Common.EditorialStatus>().Length;

    /// <summary>Selects the listed rows by their bucket; null lists every counted row.</summary>
    public Func<int, bool>? Only { get; init; }

    /// <summary>The order; rows that compare equal are ordered by id.</summary>
    public required Comparison<TRow> Order { get; init; }

    /// <summary>Whether <see cref="Order"/> is reversed.</summary>
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
