namespace Clubshop.Admin.MasterData.Kept;

/// <summary>
/// Splits a folded text into words: runs of letters and digits, and each other ASCII sign by itself. What somebody types without such a sign in it
/// lies inside one word, so that the words alone say which rows have it.
/// </summary>
internal ref struct WordSplit(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _left = text;

    public ReadOnlySpan<char> Current { get; private set; }

    public readonly WordSplit GetEnumerator() => this;

    public bool MoveNext()
    {
        // A folded text has no white space but spaces.
        _left = _left.TrimStart(' ');
        if (_left.IsEmpty)
            return false;

        var length = 0;
        while (length < _left.Length && !IsSign(_left[length]))
            length++;

        length = Math.Max(length, 1);
        Current = _left[..length];
        _left = _left[length..];
        return true;
    }

    private static bool IsSign(char c) => char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c);
}
