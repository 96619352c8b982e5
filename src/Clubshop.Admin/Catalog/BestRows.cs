using Clubshop.Admin.Common;
using Clubshop.Admin.GoTo;
using Clubshop.Admin.MasterData;

namespace Clubshop.Admin.Catalog;

/// <summary>The records of a kind that match best what was typed into "Go to".</summary>
public static class BestRows
{
    /// <summary>The best first.</summary>
    /// <param name="index">The kind's index.</param>
    /// <param name="text">What was typed; not empty.</param>
    /// <param name="take">How many; few.</param>
    /// <param name="deleted">Whether deleted ones are among them.</param>
    public static IEnumerable<(TRow Row, GoToMatch Match)> Of<TRow>(RecordIndex<TRow> index, GoToText text, int take, bool deleted = false)
        where TRow : class, ICatalogRow =>
        index.Best(text.Terms, row => row.Status == EditorialStatus.Deleted && !deleted ? -1 : (int)MatchOf(text, row), Closer, take).Select(best => (best.Row, (GoToMatch)best.Rank));

    // A name that is not ASCII is folded to be compared: only where the row begins with what was typed, which one letter matches in most rows.
    private static GoToMatch MatchOf(GoToText text, ICatalogRow row) => text.MatchOf(
        row.Folded, (row.Folded.StartsWith(text.Folded, StringComparison.Ordinal) && text.IsWhole(row.Name)) || text.IsWhole(row.Code));

    // What is put away comes last. A shorter text has less beside what was typed.
    private static int Closer(ICatalogRow left, ICatalogRow right)
    {
        var (leftAway, rightAway) = (left.Status == EditorialStatus.Archived, right.Status == EditorialStatus.Archived);
        if (leftAway != rightAway)
            return leftAway.CompareTo(rightAway);

        return left.Folded.Length != right.Folded.Length ? left.Folded.Length.CompareTo(right.Folded.Length) : string.CompareOrdinal(left.Folded, right.Folded);
    }
}
