using System.Collections.Concurrent;

namespace Clubshop.Admin.MasterData.Kept;

/// <summary>Which rows have which keys of a facet, at one moment.</summary>
internal sealed class KeptFacet<TRow>
    where TRow : class, IIndexRow
{
    private readonly ConcurrentDictionary<string, int> _numbers; // of all moments: only one thread at a time adds, and numbers stay
    private readonly Postings _rows;

    private KeptFacet(Facet<TRow> facet, ConcurrentDictionary<string, int> numbers, Postings rows) => (Facet, _numbers, _rows) = (facet, numbers, rows);

    /// <summary>The facet.</summary>
    public Facet<TRow> Facet { get; }

    /// <summary>That of no row.</summary>
    public static KeptFacet<TRow> None(Facet<TRow> facet) => new(facet, new(StringComparer.Ordinal), Postings.None);

    /// <summary>The same for all moments of one index at which it has the same <see cref="Keys"/>.</summary>
    public object Numbering => _numbers;

    /// <summary>Number of keys that any row has or had.</summary>
    public int Keys => _rows.Keys;

    /// <summary>Which rows have the key of a number.</summary>
    public Postings Rows => _rows;

    /// <summary>The numbers of those keys that any row has or had. An empty key is that of the rows that have none.</summary>
    public int[] NumbersOf(IReadOnlyCollection<string> keys)
    {
        var (numbers, count) = (new int[keys.Count], 0);
        foreach (var key in keys)
        {
            if (_numbers.TryGetValue(key, out var number) && number < Keys)
                numbers[count++] = number;
        }

        return count < numbers.Length ? numbers[..count] : numbers;
    }

    /// <summary>The same with rows replaced.</summary>
    public KeptFacet<TRow> With(TRow[] rows, RowBits replaced)
    {
        var added = new List<(int, int)>();
        foreach (var slot in replaced)
        {
            var (row, start) = (rows[slot], added.Count);
            for (var n = Facet.CountOf(row) - 1; n >= 0; n--)
                Add(NumberOf(Facet.KeyOf(row, n)), slot, start);
            if (added.Count == start)
                Add(NumberOf(""), slot, start);
        }

        return new(Facet, _numbers, _rows.With(_numbers.Count, replaced, added));

        // A record that names the same twice has it once.
        void Add(int number, int slot, int start)
        {
            if (!added.Skip(start).Contains((number, slot)))
                added.Add((number, slot));
        }
    }

    private int NumberOf(string key) => _numbers.GetOrAdd(key, static (_, all) => all.Count, _numbers);
}
