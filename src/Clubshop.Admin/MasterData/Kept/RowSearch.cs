namespace Clubshop.Admin.MasterData.Kept;

/// <summary>Answers a query: of the rows that an edition keeps as sets, of those that changed since one by one.</summary>
/// <param name="edition">The rows.</param>
/// <param name="text">What was typed.</param>
internal sealed class RowSearch<TRow>(Edition<TRow> edition, RowText<TRow> text)
    where TRow : class, IIndexRow
{
    /// <summary>The rows that have the text, each once, in no particular order.</summary>
    public IEnumerable<TRow> Rows()
    {
        var (changed, replaced) = edition.Latest();
        foreach (var row in changed)
        {
            if (text.Holds(row))
                yield return row;
        }

        var rows = Kept(replaced);
        foreach (var slot in rows)
            yield return edition.Kept.Rows[slot];
    }

    /// <summary>The page, total and counts of a query.</summary>
    public IndexPage<TRow> Answer(IndexQuery<TRow> query)
    {
        var (changed, replaced) = edition.Latest();
        var (counts, listed) = (new int[query.Buckets], new List<TRow>());
        foreach (var row in changed)
        {
            if (text.Holds(row) && query.Filter?.Holds(row) != false && query.Where?.Invoke(row) != false && Counts(query, counts, row))
                listed.Add(row);
        }

        var rows = Kept(replaced);
        query.Filter?.Keep(edition.Kept, rows);
        if (query.Where is not null || query.Bucket is not null)
            CountEach(query, rows, counts);
        else
            CountStatuses(query, rows, counts);

        var count = rows.Count();
        return new(new RowPage<TRow>(edition.Kept, query).Of(rows, count, listed), count + listed.Count, counts);
    }

    private RowBits Kept(RowBits replaced)
    {
        var rows = RowBits.Full(edition.Kept.Rows.Length);
        rows.Except(replaced);
        text.Keep(edition.Kept, rows);
        return rows;
    }

    private void CountEach(IndexQuery<TRow> query, RowBits rows, int[] counts)
    {
        foreach (var slot in rows)
        {
            var row = edition.Kept.Rows[slot];
            if (query.Where?.Invoke(row) == false || !Counts(query, counts, row))
                rows.Remove(slot);
        }
    }

    private void CountStatuses(IndexQuery<TRow> query, RowBits rows, int[] counts)
    {
        for (var status = 0; status < counts.Length; status++)
        {
            var own = edition.Kept.Of((Common.EditorialStatus)status);
            counts[status] += rows.CountIn(own);
            if (query.Only?.Invoke(status) == false)
                rows.Except(own);
        }
    }

    // Counts a row and says whether it is listed.
    private static bool Counts(IndexQuery<TRow> query, int[] counts, TRow row)
    {
        var bucket = query.Bucket?.Invoke(row) ?? (int)row.Status;
        if (bucket < 0)
            return false;

        counts[bucket]++;
        return query.Only?.Invoke(bucket) != false;
    }
}
