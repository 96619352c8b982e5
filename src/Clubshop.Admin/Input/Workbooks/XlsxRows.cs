using System.Globalization;
using System.Xml;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Input.Workbooks;

/// <summary>
/// The rows of the first sheet of a workbook, as a file of text would have them: numbers with a decimal point, dates as 2026-11-30 18:00 (in IST, as typed), texts
/// escaped like those of an export. One row is held at a time, and the texts that cells share.
/// </summary>
internal sealed class XlsxRows : IRowReader
{
    private readonly XlsxBook _book;
    private readonly XmlReader _sheet;
    private long _row;
    private int _width;
    private bool _over;

    private XlsxRows(XlsxBook book) => (_book, _sheet) = (book, book.OpenSheet());

    /// <inheritdoc/>
    public char Separator => ',';

    /// <summary>Whether a file begins like a zip file, which a workbook is.</summary>
    public static bool IsWorkbook(ReadOnlySpan<byte> head) => head.StartsWith("PK\u0003\u0004"u8);

    /// <summary>Opens a workbook.</summary>
    /// <exception cref="CsvProblemException">It cannot be read; the message says what to do.</exception>
    public static async Task<XlsxRows> OpenAsync(Stream stream, CancellationToken cancellationToken)
    {
        var parts = await XlsxParts.OpenAsync(stream, cancellationToken);
        return Reading(() => new XlsxRows(XlsxBook.Open(parts)));
    }

    /// <inheritdoc/>
    public CsvProblemException Problem(long line, string message) => new(L[$"Sheet “{_book.Name}”, row {Money.Grouped(line)}: {message}"]);

    /// <inheritdoc/>
    public ValueTask<CsvRow?> ReadAsync(CancellationToken cancellationToken)
    {
        while (!_over && Reading(Next) is { } row)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (row.HasText)
                return new(row);
        }

        return new((CsvRow?)null);
    }

    private static T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception cause) when (cause is XmlException or InvalidDataException or EndOfStreamException)
        {
            throw XlsxParts.Damaged(cause);
        }
    }

    private CsvRow? Next()
    {
        while (_sheet.Read())
        {
            if (_sheet is not { NodeType: XmlNodeType.Element, LocalName: "row" })
                continue;

            var number = long.TryParse(_sheet.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var told) ? told : _row + 1;
            if (number <= _row)
                throw XlsxParts.Damaged();

            _row = number;
            return Cells();
        }

        _over = true;
        _sheet.Dispose();
        return null;
    }

    private CsvRow Cells()
    {
        var (cells, count, longest, place) = (new List<string>(_width), 0, (Cell: 0, Length: 0L), 0);
        if (!_sheet.IsEmptyElement)
        {
            var depth = _sheet.Depth;
            while (_sheet.Read() && _sheet.Depth > depth)
            {
                if (_sheet is not { NodeType: XmlNodeType.Element, LocalName: "c" })
                    continue;

                place = PlaceOf(_sheet.GetAttribute("r")) ?? place;
                var (text, length) = Cell(place);
                if (length > 0)
                {
                    count = Math.Max(count, place + 1);
                    longest = length > longest.Length ? (place, length) : longest;
                    if (place < CsvRow.MaxCells)
                        Put(cells, place, text);
                }

                place++;
            }
        }

        // A sheet leaves out the empty cells at the end of a row: it has as many as the first one.
        _width = _width == 0 ? Math.Min(count, CsvRow.MaxCells) : _width;
        while (cells.Count < _width)
            cells.Add("");

        return new(_row, cells, Math.Max(count, cells.Count), longest);
    }

    private static void Put(List<string> cells, int place, string text)
    {
        while (cells.Count <= place)
            cells.Add("");

        cells[place] = CsvText.Escape(text);
    }

    private (string Text, long Length) Cell(int place)
    {
        var type = _sheet.GetAttribute("t");
        var format = int.TryParse(_sheet.GetAttribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out var style) ? _book.FormatOf(style) : NumberFormat.Plain;
        var (value, length) = ("", 0L);
        if (!_sheet.IsEmptyElement)
        {
            var depth = _sheet.Depth;
            while (_sheet.Read() && _sheet.Depth > depth)
            {
                if (_sheet.NodeType == XmlNodeType.Element && _sheet.LocalName == (type == "inlineStr" ? "is" : "v"))
                    (value, length) = XlsxBook.TextOf(_sheet);
            }
        }

        if (length == 0)
            return ("", 0);

        var text = type switch
        {
            "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var shared) ? _book.Shared(shared) ?? throw XlsxParts.Damaged() : throw XlsxParts.Damaged(),
            "inlineStr" or "str" or "d" => value,
            "b" => value == "1" ? "TRUE" : "FALSE",
            "e" => throw Problem(_row, L[$"cell {NameOf(place)} has the error {TextCut.Shown(value, 20)}. Correct its formula, or write the value."]),
            _ => Number(value, format, place),
        };
        return (text, type is "inlineStr" or "str" ? length : text.Length);
    }

    private string Number(string value, NumberFormat format, int place) =>
        !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number)
            ? value
            : format.Text(number, _book.From1904) ?? throw Problem(_row, L[$"cell {NameOf(place)} is shown as a date, and {TextCut.Shown(value, 20)} is none. Write the date."]);

    // "AB12" is the 28th cell.
    private static int? PlaceOf(string? reference)
    {
        var place = 0;
        foreach (var c in reference ?? "")
        {
            if (!char.IsAsciiLetter(c))
                break;
            if ((place = (place * 26) + (char.ToUpperInvariant(c) - 'A') + 1) > 1 << 20)
                throw XlsxParts.Damaged();
        }

        return place == 0 ? null : place - 1;
    }

    private string NameOf(int place)
    {
        var name = "";
        for (var rest = place + 1; rest > 0; rest = (rest - 1) / 26)
            name = (char)('A' + ((rest - 1) % 26)) + name;

        return name + _row.ToString(CultureInfo.InvariantCulture);
    }
}
