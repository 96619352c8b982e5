namespace Clubshop.Admin.MasterData;

/// <summary>What a list asks of an index, answered in one pass.</summary>
/// <typeparam name="TRow">The rows.</typeparam>
public sealed record IndexQuery<TRow>
    where TRow : class, IIndexRow
{
    /// <summary>What the person typed; a row matches when its folded text contains each word. Empty for all.</summary>
    public string? Text { get; init; }

    /// <summary>Further filters; null for all. Deleted rows are offered too: leave them out here or through <see cref="Bucket"/>.</summary>
    public Func<TRow, bool>? Where { get; init; }

    /// <summary>
    /// The bucket in which a row that passes <see cref="Text"/> and <see cref="Where"/> is counted, from 0 to <see cref="Buckets"/> - 1, or
    /// less than 0 for none: the figures on a list's tabs. By default its status.
    /// </summary>
    public Func<TRow, int> Bucket { get; init; } = row => (int)row.Status;

    /// <summary>How many buckets there are.</summary>
    public int Buckets { get; init; } = Enum.GetValues<Common.EditorialStatus>().Length;

    /// <summary>Which of the counted rows are listed: those whose bucket passes; null for every counted row (bucket 0 and above).</summary>
    public Func<int, bool>? Only { get; init; }

    /// <summary>The order; rows that compare equal are in order of their ids.</summary>
    public required Comparison<TRow> Order { get; init; }

    /// <summary>Whether <see cref="Order"/> is reversed.</summary>
    public bool Descending { get; init; }

    /// <summary>Rows left out at the beginning.</summary>
    public int Skip { get; init; }

    /// <summary>Rows wanted, at most.</summary>
    public int Take { get; init; } = 50;
}

/// <summary>What an index answers.</summary>
/// <typeparam name="TRow">The rows.</typeparam>
/// <param name="Rows">The rows of the page, in order.</param>
/// <param name="Total">How many rows are listed on all pages together.</param>
/// <param name="Counts">Rows per bucket, before <see cref="IndexQuery{TRow}.Only"/>.</param>
public sealed record IndexPage<TRow>(IReadOnlyList<TRow> Rows, int Total, IReadOnlyList<int> Counts);
