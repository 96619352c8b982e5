namespace Clubshop.Admin.MasterData.Kept;

/// <summary>What somebody typed: each of its words has to be in a row's text, or in what else belongs to the row.</summary>
/// <param name="terms">The folded words.</param>
/// <param name="also">See <see cref="IndexQuery{TRow}.Also"/>.</param>
internal sealed class RowText<TRow>(IReadOnlyList<string> terms, Func<string, RowFilter<TRow>?>? also = null)
    where TRow : class, IIndexRow
{
    private readonly (string Term, RowFilter<TRow>? Also)[] _terms = [.. terms.Select(term => (term, also?.Invoke(term)))];

    /// <summary>Whether a row has all of it.</summary>
    public bool Holds(TRow row)
    {
        foreach (var (term, elsewhere) in _terms)
        {
            if (!row.Folded.Contains(term, StringComparison.Ordinal) && elsewhere?.Holds(row) != true)
                return false;
        }

        return true;
    }

    /// <summary>Takes the other rows out of a set.</summary>
    public void Keep(KeptRows<TRow> kept, RowBits rows)
    {
        foreach (var (term, elsewhere) in _terms)
        {
            var found = kept.Words.Find(term, kept.Rows);
            if (elsewhere is not null)
            {
                var have = rows.Copy();
                elsewhere.Keep(kept, have);
                have.Or(found);
                found = have;
            }

            rows.And(found);
        }
    }
}
