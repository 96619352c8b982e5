namespace Clubshop.Admin.MasterData.Kept;

/// <summary>
/// The different words of all rows, each with a number, in one run of text that is searched at the speed of memory. One thread at a time adds; what
/// <see cref="Now"/> gave stays as it was, for any thread.
/// </summary>
internal sealed class WordList
{
    private char[] _text = [Words.End, .. new char[1023]];
    private int[] _ends = new int[256];
    private int[] _table = new int[512]; // number of a word + 1 by its hash; 0 is free
    private int _count;

    /// <summary>Number of words.</summary>
    public int Count => _count;

    /// <summary>The words there are now.</summary>
    public Words Now => new(_text, _ends, _count);

    /// <summary>The number of a word, which is added where it is new.</summary>
    public int NumberOf(ReadOnlySpan<char> word)
    {
        var at = PlaceOf(word, _table);
        if (_table[at] > 0)
            return _table[at] - 1;

        Append(word);
        _table[at] = _count;
        if (_count * 2 > _table.Length)
            Rehash();

        return _count - 1;
    }

    private void Append(ReadOnlySpan<char> word)
    {
        var start = StartOf(_count);
        var end = start + word.Length + 1;
        if (end > _text.Length)
            Array.Resize(ref _text, Math.Max(end, _text.Length + (_text.Length / 2)));
        if (_count == _ends.Length)
            Array.Resize(ref _ends, _ends.Length + (_ends.Length / 2));

        word.CopyTo(_text.AsSpan(start));
        _text[end - 1] = Words.End;
        _ends[_count++] = end;
    }

    private void Rehash()
    {
        var table = new int[_table.Length * 2];
        for (var word = 0; word < _count; word++)
            table[PlaceOf(TextOf(word), table)] = word + 1;

        _table = table;
    }

    // Where the word is, or where it would be put. The hash is seeded anew in each process: nobody can prepare words that collide.
    private int PlaceOf(ReadOnlySpan<char> word, int[] table)
    {
        var at = string.GetHashCode(word, StringComparison.Ordinal) & (table.Length - 1);
        while (table[at] > 0 && !TextOf(table[at] - 1).SequenceEqual(word))
            at = (at + 1) & (table.Length - 1);

        return at;
    }

    private int StartOf(int word) => word == 0 ? 1 : _ends[word - 1];

    private ReadOnlySpan<char> TextOf(int word) => _text.AsSpan(StartOf(word), _ends[word] - 1 - StartOf(word));
}

/// <summary>Words as they were at one moment.</summary>
/// <param name="text">The words, with <see cref="End"/> before and behind each.</param>
/// <param name="ends">Where the text of each ends, with that sign.</param>
/// <param name="count">How many there are.</param>
internal readonly struct Words(char[] text, int[] ends, int count)
{
    /// <summary>Stands before and behind each word; no word has it.</summary>
    public const char End = '\n';

    /// <summary>The numbers of the words that contain a piece of text, in rising order.</summary>
    /// <param name="piece">Not empty. <see cref="End"/> at its beginning or end stands for the beginning or end of a word.</param>
    public List<int> With(ReadOnlySpan<char> piece)
    {
        var (found, word, from) = (new List<int>(), 0, 0);
        var all = text.AsSpan(0, count == 0 ? 0 : ends[count - 1]);
        var before = piece[0] == End ? 1 : 0;
        while (all[from..].IndexOf(piece) is >= 0 and var next)
        {
            next += from;
            while (ends[word] <= next + before)
                word++;

            found.Add(word);
            from = ends[word] - 1; // what ends this word begins the next one
        }

        return found;
    }
}
