using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;

namespace Clubshop.Admin.Catalog.Lists;

/// <summary>What a list shows of an index for a query.</summary>
/// <typeparam name="TRow">The rows.</typeparam>
public sealed record ListPage<TRow>
    where TRow : class, IIndexRow
{
    /// <summary>The query answered; its page is within the list.</summary>
    public required ListQuery Query { get; init; }

    /// <summary>The rows of the page.</summary>
    public required IReadOnlyList<TRow> Rows { get; init; }

    /// <summary>Rows on all pages together.</summary>
    public required int Total { get; init; }

    /// <summary>Rows per status, by <see cref="EditorialStatus"/>'s number, with the search and filters in force.</summary>
    public required IReadOnlyList<int> Counts { get; init; }

    /// <summary>Rows of all statuses but deleted.</summary>
    public int Undeleted => Counts.Sum() - Counts[(int)EditorialStatus.Deleted];

    /// <summary>How many pages there are, at least 1.</summary>
    public int Pages => Math.Max(1, (Total + Query.Size - 1) / Query.Size);

    /// <summary>The number of the first row shown, from 1; 0 when there is none.</summary>
    public int First => Rows.Count == 0 ? 0 : ((Query.Page - 1) * Query.Size) + 1;

    /// <summary>The number of the last row shown.</summary>
    public int Last => Rows.Count == 0 ? 0 : First + Rows.Count - 1;

    /// <summary>Asks an index. A page beyond the last one (rows were deleted, the address is old) gives the last one.</summary>
    /// <param name="index">The index.</param>
    /// <param name="query">The text, status, direction and page.</param>
    /// <param name="kind">The filters and the order, which each kind has its own of.</param>
    public static ListPage<TRow> Of(RecordIndex<TRow> index, ListQuery query, IndexQuery<TRow> kind)
    {
        var asked = kind with
        {
            Text = query.Text,
            Only = OnlyOf(query),
            Descending = query.Descending,
            Skip = (int)Math.Min(int.MaxValue, (query.Page - 1L) * query.Size),
            Take = query.Size,
        };
        var found = index.Search(asked);
        if (found.Rows.Count == 0 && query.Page > 1)
        {
            query = query with { Page = Math.Max(1, (found.Total + query.Size - 1) / query.Size) };
            found = index.Search(asked with { Skip = (query.Page - 1) * query.Size });
        }

        return new() { Query = query, Rows = found.Rows, Total = found.Total, Counts = found.Counts };
    }
    /// <summary>Selects the rows of the status asked for, or all but the deleted: for <see cref="IndexQuery{TRow}.Only"/>.</summary>
    public static Func<int, bool> OnlyOf(ListQuery query) =>
        bucket => query.Status is { } status ? bucket == (int)status : bucket != (int)EditorialStatus.Deleted;
}
