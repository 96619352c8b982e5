using System.Collections.Concurrent;

namespace Clubshop.Admin.MasterData.Kept;

/// <summary>Which rows have which words, at one moment. What was looked for is remembered: each letter typed, page turned and filter set asks for it again.</summary>
internal sealed class KeptWords
{
    private const int Remembered = 32;

    private readonly ConcurrentDictionary<string, RowBits> _found = new(StringComparer.Ordinal);
    private readonly WordList _list;
    private readonly Words _words;
    private readonly Postings _rows;

    private KeptWords(WordList list, Postings rows) => (_list, _words, _rows) = (list, list.Now, rows);

    /// <summary>Those of no row. Those made of it share one list of words: one thread at a time makes them.</summary>
    public static KeptWords None() => new(new(), Postings.None);

    /// <summary>Whether more than half of the words are of no row any more.</summary>
    public bool IsWorn => _rows.Keys > 4096 && _rows.Used * 2 < _rows.Keys;

    /// <summary>The same with rows replaced.</summary>
    public KeptWords With<TRow>(TRow[] rows, RowBits replaced)
        where TRow : class, IIndexRow
    {
        var (added, own) = (new List<(int, int)>(), new HashSet<int>());
        foreach (var slot in replaced)
        {
            own.Clear();
            foreach (var word in new WordSplit(rows[slot].Folded))
            {
                if (own.Add(_list.NumberOf(word)))
                    added.Add((_list.NumberOf(word), slot));
            }
        }

        return new(_list, _rows.With(_list.Count, replaced, added));
    }

    /// <summary>The rows whose text contains a term. Shared: not to be changed.</summary>
    /// <param name="term">One of <see cref="Common.Fold.Terms"/>.</param>
    /// <param name="rows">The rows.</param>
    public RowBits Find<TRow>(string term, TRow[] rows)
        where TRow : class, IIndexRow
    {
        if (_found.TryGetValue(term, out var known))
            return known;

        var found = Look(term, rows);
        if (_found.Count >= Remembered)
            _found.Clear();

        _found[term] = found;
        return found;
    }

    private RowBits Look<TRow>(string term, TRow[] rows)
        where TRow : class, IIndexRow
    {
        var pieces = PiecesOf(term);
        var found = RowBits.Full(rows.Length);
        foreach (var piece in pieces)
        {
            var have = new RowBits(rows.Length);
            foreach (var word in _words.With(piece))
                _rows.AddTo(have, word);

            found.And(have);
        }

        // Rows that have all pieces need not have them side by side.
        if (pieces.Count > 1)
        {
            foreach (var slot in found)
            {
                if (!rows[slot].Folded.Contains(term, StringComparison.Ordinal))
                    found.Remove(slot);
            }
        }

        return found;
    }

    // Within a term each piece but the last ends its word, and each but the first begins one.
    private static List<string> PiecesOf(string term)
    {
        List<string> pieces = [];
        foreach (var piece in new WordSplit(term))
        {
            if (pieces.Count > 0)
                pieces[^1] += Words.End;
            pieces.Add(pieces.Count > 0 ? Words.End + piece.ToString() : piece.ToString());
        }

        return pieces;
    }
}
