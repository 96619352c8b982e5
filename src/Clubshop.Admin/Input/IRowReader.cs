namespace Clubshop.Admin.Input;

/// <summary>Rows of a file, one at a time: of text with separators, or of the first sheet of a workbook.</summary>
internal interface IRowReader
{
    /// <summary>The separator between cells; a comma for a workbook, whose numbers have a decimal point.</summary>
    char Separator { get; }

    /// <summary>The next row that has text; null at the end.</summary>
    /// <exception cref="CsvProblemException">The rest of the file cannot be read; the message names the place.</exception>
    ValueTask<CsvRow?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>A problem in one row, whose message names the place.</summary>
    /// <param name="line">The row's <see cref="CsvRow.Line"/>.</param>
    /// <param name="message">The problem, to follow "Line 12: ".</param>
    CsvProblemException Problem(long line, string message);
}
