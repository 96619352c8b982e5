using System.Globalization;
using System.Text.RegularExpressions;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace Clubshop.Admin.Input.Workbooks;

/// <summary>What the cells of a column are.</summary>
internal enum CellKind
{
    /// <summary>Text, whatever it looks like: what begins with = is no formula.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A date, or a date with a time, in IST.</summary>
    Moment,
}

/// <summary>Writes a workbook with one sheet, row by row; nothing but a buffer is held.</summary>
internal sealed partial class XlsxSheet : IAsyncDisposable
{
    /// <summary>The type of such a file.</summary>
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const string Day = "yyyy-MM-dd";

    // Excel's own; it would call the file damaged.
    private const int LongestCell = 32_767;

    private static readonly string[] Moments = [Day, "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss.FFFFFFF"];

    private readonly Spreadsheet _book;
    private readonly SentStream _target;
    private readonly IReadOnlyList<CellKind> _kinds;
    private readonly StyleId _day;
    private readonly StyleId _moment;
    private readonly Cell[] _cells;

    private XlsxSheet(Spreadsheet book, SentStream target, IReadOnlyList<CellKind> kinds, StyleId day, StyleId moment) =>
        (_book, _target, _kinds, _day, _moment, _cells) = (book, target, kinds, day, moment, new Cell[kinds.Count]);

    /// <summary>Begins a workbook; its first row names the columns and stays in sight.</summary>
    /// <param name="stream">What is written to.</param>
    /// <param name="name">The sheet's name.</param>
    /// <param name="columns">Name and kind of each column.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static async Task<XlsxSheet> CreateAsync(Stream stream, string name, IReadOnlyList<(string Name, CellKind Kind)> columns, CancellationToken cancellationToken)
    {
        var target = new SentStream(stream);
        var book = await Spreadsheet.CreateNewAsync(target, new SpreadCheetahOptions { PreserveStringWhitespace = true }, cancellationToken);
        var sheet = new XlsxSheet(
            book,
            target,
            [.. columns.Select(column => column.Kind)],
            book.AddStyle(new Style { Format = SpreadCheetah.Styling.NumberFormat.Custom("yyyy\\-mm\\-dd") }),
            book.AddStyle(new Style { Format = SpreadCheetah.Styling.NumberFormat.Custom("yyyy\\-mm\\-dd\\ hh:mm") }));
        var options = new WorksheetOptions { FrozenRows = 1 };
        for (var i = 0; i < columns.Count; i++)
            options.Column(i + 1).Width = columns[i].Kind == CellKind.Moment ? 17 : Math.Max(14, columns[i].Name.Length + 2);

        await book.StartWorksheetAsync(name, options, cancellationToken);
        var bold = book.AddStyle(new Style { Font = { Bold = true } });
        await book.AddRowAsync([.. columns.Select(column => new Cell(Plain(column.Name), bold))], cancellationToken);
        return sheet;
    }

    /// <summary>Writes a row: the cells as a file of text would have them, not escaped.</summary>
    public ValueTask WriteAsync(IEnumerable<string> cells, CancellationToken cancellationToken)
    {
        var place = 0;
        foreach (var cell in cells)
        {
            _cells[place] = CellOf(cell, _kinds[place]);
            place++;
        }

        return _book.AddRowAsync(_cells.AsMemory(0, place), cancellationToken);
    }

    /// <summary>Ends the workbook. One that is not ended is no zip file: whoever gets it sees that it is not whole.</summary>
    public async ValueTask FinishAsync(CancellationToken cancellationToken)
    {
        await _book.FinishAsync(cancellationToken);
        await _book.DisposeAsync();
        await _target.SendAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _book.DisposeAsync();

    private Cell CellOf(string text, CellKind kind) => kind switch
    {
        _ when text.Length == 0 => default,
        CellKind.Number when decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => new(number),
        CellKind.Moment when DateTime.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) => new(at, text.Length == Day.Length ? _day : _moment),
        _ => new(Plain(text)),
    };

    // Excel reads _x0041_ as A: the first underscore is written as such an escape itself.
    private static string Plain(string text)
    {
        var kept = TextCut.Shown(text, LongestCell - 1);
        return kept.Contains("_x", StringComparison.Ordinal) ? Escapes().Replace(kept, "_x005F_") : kept;
    }

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escapes();
}
