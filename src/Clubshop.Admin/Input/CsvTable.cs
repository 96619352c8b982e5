using Clubshop.Admin.Common;
using Clubshop.Admin.Input.Workbooks;

namespace Clubshop.Admin.Input;

/// <summary>A column of a kind of CSV file.</summary>
/// <param name="Name">Its name, in the first line.</param>
/// <param name="Required">Whether files without it are refused.</param>
/// <param name="Says">Its description, for the import page and docs/csv.md.</param>
public sealed record CsvColumnInfo(string Name, bool Required, string Says)
{
    /// <summary>Other names that the import accepts for it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
}

/// <summary>A CSV file, or the first sheet of a workbook, whose first line is read: maps columns to cells.</summary>
internal sealed class CsvTable
{
    /// <summary>Characters of a heading that can be given a column.</summary>
    public const int LongestHeading = 100;

    // Bytes by which a workbook is known.
    private const int Head = 4;

    private readonly IRowReader _reader;
    private readonly Dictionary<string, int> _places;

    private CsvTable(IRowReader reader, IReadOnlyList<string> header, Dictionary<string, int> places, IReadOnlyList<string> ignored) =>
        (_reader, Header, _places, Ignored) = (reader, header, places, ignored);

    /// <summary>The cells of the first line.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>The separator between cells.</summary>
    public char Separator => _reader.Separator;

    /// <summary>Unknown columns, which are ignored.</summary>
    public IReadOnlyList<string> Ignored { get; }

    /// <summary>Opens a file and reads its first line.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="columns">The columns of its kind.</param>
    /// <param name="headings">What this file calls columns beside their own names: heading and column; the column may be empty, then it is not read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="CsvProblemException">The file cannot be read, lacks a required column, or has a column twice.</exception>
    public static async Task<CsvTable> OpenAsync(
        Stream stream, IReadOnlyList<CsvColumnInfo> columns, IReadOnlyDictionary<string, string> headings, CancellationToken cancellationToken)
    {
        var (reader, row, names) = await BeginAsync(stream, columns, headings, cancellationToken);
        var (places, repeated, ignored) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<string>(), new List<string>());
        for (var i = 0; i < row.Cells.Count; i++)
        {
            if (names.TryGetValue(Plain(row.Cells[i]), out var name))
            {
                if (!places.TryAdd(name, i))
                    repeated.Add(row.Cells[places[name]].Trim() == row.Cells[i].Trim() ? $"“{name}”" : L[$"“{name}” (also as “{Short(row.Cells[i])}”)"]);
            }
            else if (row.Cells[i].Trim().Length > 0)
            {
                ignored.Add(Short(row.Cells[i]));
            }
        }

        if (repeated.Count > 0)
            throw reader.Problem(row.Line, L[$"the column {Joined(repeated.Distinct(StringComparer.Ordinal))} appears twice. Keep one of them."]);

        var missing = columns.Where(column => column.Required && !places.ContainsKey(column.Name)).Select(column => $"“{column.Name}”").ToList();
        if (missing.Count > 0)
        {
            var has = string.Join(", ", row.Cells.Take(20).Select(Short));
            throw reader.Problem(row.Line, missing.Count == 1
                ? L[$"the column {missing[0]} is missing. The first line must name the columns; this one has: {has}."]
                : L[$"the columns {Joined(missing)} are missing. The first line must name the columns; this one has: {has}."]);
        }

        return new(reader, row.Cells, places, ignored);
    }

    /// <summary>The same of a file that calls its columns as its kind does.</summary>
    public static Task<CsvTable> OpenAsync(Stream stream, IReadOnlyList<CsvColumnInfo> columns, CancellationToken cancellationToken) =>
        OpenAsync(stream, columns, new Dictionary<string, string>(StringComparer.Ordinal), cancellationToken);

    // The reader, the first line with text, and the column of each name that it may have there.
    private static async Task<(IRowReader Reader, CsvRow Header, IReadOnlyDictionary<string, string> Names)> BeginAsync(
        Stream stream, IReadOnlyList<CsvColumnInfo> columns, IReadOnlyDictionary<string, string> headings, CancellationToken cancellationToken)
    {
        var names = OwnNames(columns);
        foreach (var (heading, column) in headings)
        {
            if (column.Length > 0)
                names.TryAdd(Plain(heading), column);
        }

        var head = new byte[Head];
        var length = await stream.ReadAtLeastAsync(head, Head, throwOnEndOfStream: false, cancellationToken);
        var whole = new BegunStream(head.AsMemory(0, length), stream);
        IRowReader reader = XlsxRows.IsWorkbook(head)
            ? await XlsxRows.OpenAsync(whole, cancellationToken)
            : await CsvReader.OpenAsync(whole, text => names.ContainsKey(Plain(text)), cancellationToken);
        var row = await reader.ReadAsync(cancellationToken)
            ?? throw new CsvProblemException(L["This file has no text. The first line must name the columns; each line after it is one row."]);
        if (row.Count > CsvRow.MaxCells || row.IsCut)
            throw reader.Problem(row.Line, L[$"this does not look like column names: {Money.Grouped(row.Count)} cells, the longest with {Money.Grouped(row.Longest.Length)} characters."]);

        return (reader, row, names);
    }

    private static string Joined(IEnumerable<string> names) => names.Aggregate((before, name) => L[$"{before} and {name}"]);

    private static Dictionary<string, string> OwnNames(IReadOnlyList<CsvColumnInfo> columns)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            names[Plain(column.Name)] = column.Name;
            foreach (var alias in column.Aliases)
                names[Plain(alias)] = column.Name;
        }

        return names;
    }

    /// <summary>What the first line of a file calls its columns, each with the column that it is read as, and the required columns that it lacks.</summary>
    /// <exception cref="CsvProblemException">The file cannot be read.</exception>
    public static async Task<(IReadOnlyList<(string Heading, string? Column, bool IsOwn)> All, IReadOnlyList<string> Missing)> ReadHeadingsAsync(
        Stream stream, IReadOnlyList<CsvColumnInfo> columns, IReadOnlyDictionary<string, string> headings, CancellationToken cancellationToken)
    {
        var (_, row, names) = await BeginAsync(stream, columns, headings, cancellationToken);
        var own = OwnNames(columns);
        var all = row.Cells.Select(cell => cell.Trim()).Where(cell => cell.Length is > 0 and <= LongestHeading).DistinctBy(Plain)
            .Select(cell => (cell, names.GetValueOrDefault(Plain(cell)), own.ContainsKey(Plain(cell)))).ToList();
        return (all, [.. columns.Where(column => column.Required && all.All(one => one.Item2 != column.Name)).Select(column => column.Name)]);
    }

    /// <summary>Whether the file has the column.</summary>
    public bool Has(string column) => _places.ContainsKey(column);

    /// <summary>The next row; null at the end.</summary>
    public ValueTask<CsvRow?> ReadAsync(CancellationToken cancellationToken) => _reader.ReadAsync(cancellationToken);

    /// <summary>A row's text in a column, with escaped formulas unescaped; empty when the row has no such cell.</summary>
    public string Cell(CsvRow row, string column) =>
        _places.TryGetValue(column, out var place) && place < row.Cells.Count ? CsvText.Unescape(row.Cells[place]) : "";

    /// <summary>Checks a row before it is read: returns the column and the reason, or null when it is fine.</summary>
    public (string? Column, string Reason)? Wrong(CsvRow row) =>
        row.Wrong(Header.Count) is var (cell, reason) ? (cell is { } place ? NameAt(place) : null, reason) : null;

    private string? NameAt(int place) =>
        _places.FirstOrDefault(pair => pair.Value == place).Key ?? (place < Header.Count && Header[place].Trim().Length > 0 ? Short(Header[place]) : null);

    private static string Short(string text) => TextCut.Shown(text.Trim(), 60);

    // Case, spaces, _, - and invisible characters are ignored.
    private static string Plain(string text) =>
        Digits.Plain(text).Replace(" ", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
