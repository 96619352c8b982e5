using System.Text;

namespace Clubshop.Admin.Input;

/// <summary>Writes CSV for spreadsheets: UTF-8 with a byte order mark, commas, CR LF, quotation marks where needed, formulas escaped.</summary>
/// <param name="stream">What is written to.</param>
/// <param name="mark">Whether it is the beginning of a file, which has the byte order mark.</param>
internal sealed class CsvWriter(Stream stream, bool mark = true)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true);
    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create("\",;\t\r\n");
    private const int Block = 64 * 1024;

    private readonly StringBuilder _text = new();
    private bool _begun;

    /// <summary>Writes a row. Rows are sent to the stream in blocks.</summary>
    public async ValueTask WriteAsync(IEnumerable<string> cells, CancellationToken cancellationToken)
    {
        var first = true;
        foreach (var cell in cells)
        {
            if (!first)
                _text.Append(',');

            first = false;
            Append(CsvText.Escape(cell));
        }

        _text.Append("\r\n");
        if (_text.Length >= Block)
            await FlushAsync(cancellationToken);
    }

    /// <summary>Sends the remaining rows.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (!_begun && mark)
            await stream.WriteAsync(Utf8.Preamble.ToArray(), cancellationToken);

        _begun = true;
        await stream.WriteAsync(Utf8.GetBytes(_text.ToString()), cancellationToken);
        _text.Clear();
    }

    private void Append(string cell)
    {
        // Text with leading or trailing spaces is quoted, because some readers trim unquoted text.
        if (cell.AsSpan().IndexOfAny(Special) < 0 && (cell.Length == 0 || (cell[0] != ' ' && cell[^1] != ' ')))
            _text.Append(cell);
        else
            _text.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
