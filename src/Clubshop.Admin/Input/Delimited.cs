namespace Clubshop.Admin.Input;

/// <summary>
/// Delimited text: detects its separator, and reads rows of text that is already in memory. A text has one separator, which its first line with
/// more than separators and white space decides.
/// </summary>
internal static class Delimited
{
    /// <summary>The possible separators, the most usual first.</summary>
    public static IReadOnlyList<char> Separators { get; } = [',', ';', '\t', '|'];

    /// <summary>The separator with which the first line has the most known cells or, without a known cell, the most cells.</summary>
    /// <param name="beginning">The beginning of the text.</param>
    /// <param name="isKnown">Whether a cell of the first line is known, such as the name of a column.</param>
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

    /// <summary>The first row with more than separators and white space, read with the given separator; null when there is none.</summary>
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
            return null; // with this separator the first line never ends
        }
    }

    /// <summary>All rows of a text, including empty ones.</summary>
    /// <param name="text">The text.</param>
    /// <param name="separator">The separator between cells.</param>
    /// <param name="mostCells">Maximum number of cells kept of a row.</param>
    /// <exception cref="CsvProblemException">A quotation mark is never closed; the message names the line.</exception>
    public static IEnumerable<CsvRow> Rows(string text, char separator, int mostCells = CsvRow.MaxCells)
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
