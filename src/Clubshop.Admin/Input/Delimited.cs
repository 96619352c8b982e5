namespace Clubshop.Admin.Input;

/// <summary>
/// Text in rows and cells: which separator it has, and its rows where it is in memory already. The separator is one for the whole text, and
/// its first line with anything but separators and blanks decides.
/// </summary>
internal static class Delimited
{
    /// <summary>The separators that are looked for, the usual ones first.</summary>
    public static IReadOnlyList<char> Separators { get; } = [',', ';', '\t', '|'];

    /// <summary>The separator under which the first line shows the most cells that are known or, where it shows none, the most cells.</summary>
    /// <param name="beginning">The beginning of the text.</param>
    /// <param name="isKnown">Whether a cell of the first line is one that is looked for, such as the name of a column.</param>
    public static char SeparatorOf(ReadOnlySpan<char> beginning, Func<string, bool> isKnown)
    {
        var (best, most) = (Separators[0], (Known: 0, Cells: 0));
        foreach (var candidate in Separators)
        {
            if (FirstRow(beginning, candidate) is not { } row)
                continue;

            var shown = row.Cells.Count(isKnown) is > 0 and var known ? (known, 0) : (0, row.Count);
            if (shown.CompareTo(most) > 0)
                (best, most) = (candidate, shown);
        }

        return best;
    }

    /// <summary>The first row with anything in it but separators and blanks, were this the separator; null without one.</summary>
    public static CsvRow? FirstRow(ReadOnlySpan<char> beginning, char separator)
    {
        var scanner = new RowScanner(separator, 1);
        foreach (var c in beginning)
        {
            if (scanner.Take(c) is { } row && HasMore(row))
                return row;
        }

        try
        {
            return scanner.End() is { } last && HasMore(last) ? last : null;
        }
        catch (CsvProblemException)
        {
            return null; // under this separator the first line never ends
        }
    }

    /// <summary>The rows of a text, those without any text included.</summary>
    /// <param name="text">The text.</param>
    /// <param name="separator">What separates cells.</param>
    /// <param name="mostCells">Cells of a row that are kept.</param>
    /// <exception cref="CsvProblemException">A quotation mark is never closed; names the line.</exception>
    public static IEnumerable<CsvRow> Rows(string text, char separator, int mostCells = CsvRow.MostCells)
    {
        var scanner = new RowScanner(separator, 1, mostCells);
        foreach (var c in text)
        {
            if (scanner.Take(c) is { } row)
                yield return row;
        }

        if (scanner.End() is { } last)
            yield return last;
    }

    private static bool HasMore(CsvRow row) => row.Cells.Any(cell => cell.Any(c => !char.IsWhiteSpace(c) && !Separators.Contains(c)));
}
