namespace Clubshop.Admin.Input;

/// <summary>
/// Reads the rows of a CSV file one at a time, in bounded memory, and skips rows without text. (Why the portal has its own reader: docs/decisions,
/// "The portal reads CSV itself".)
/// </summary>
internal sealed class CsvReader : IRowReader
{
    private const char Mark = '\ufeff';

    private readonly CsvSource _source;
    private readonly char[] _buffer = new char[32 * 1024];
    private RowScanner _scanner = null!;
    private int _at;
    private int _length;

    private CsvReader(CsvSource source) => _source = source;

    /// <inheritdoc/>
    public char Separator { get; private set; } = ',';

    /// <inheritdoc/>
    public CsvProblemException Problem(long line, string message) => new(line, message);

    /// <summary>Opens a file and detects its separator: the one with which the first line with text has the most known columns.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="isKnown">Whether a cell of the first line is the name of a column.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <exception cref="CsvProblemException">The file is empty or is not readable text.</exception>
    public static async Task<CsvReader> OpenAsync(Stream stream, Func<string, bool> isKnown, CancellationToken cancellationToken)
    {
        var reader = new CsvReader(await CsvSource.OpenAsync(stream, cancellationToken));
        reader._length = await reader._source.ReadWholeAsync(reader._buffer, cancellationToken);

        // Programs that add a byte order mark to a file that already has one leave two.
        while (reader._at < reader._length && reader._buffer[reader._at] == Mark)
            reader._at++;

        reader.DetectSeparator(isKnown);
        return reader;
    }

    /// <summary>The next row that has text; null at the end.</summary>
    /// <exception cref="CsvProblemException">The rest of the file cannot be read; the message names the line.</exception>
    public async ValueTask<CsvRow?> ReadAsync(CancellationToken cancellationToken)
    {
        while (await ReadAnyAsync(cancellationToken) is { } row)
        {
            if (row.HasText)
                return row;
        }

        return null;
    }

    private void DetectSeparator(Func<string, bool> isKnown)
    {
        var beginning = _buffer.AsSpan(_at, _length - _at);
        if (beginning is ['s', 'e', 'p', '=', var named, '\r' or '\n', ..])
        {
            Separator = named; // Excel's own first line
            _at += beginning is [_, _, _, _, _, '\r', '\n', ..] ? 7 : 6;
            _scanner = new(Separator, 2);
        }
        else
        {
            Separator = Delimited.SeparatorOf(beginning, isKnown);
            _scanner = new(Separator, 1);
        }
    }

    private async ValueTask<CsvRow?> ReadAnyAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            while (_at < _length)
            {
                var c = _buffer[_at++];
                if (c == CsvSource.Broken)
                    throw _source.Refuse(_scanner.Line);
                if (_scanner.Take(c) is { } row)
                    return row;
            }

            (_at, _length) = (0, await _source.ReadAsync(_buffer, cancellationToken));
            if (_length == 0)
                return _scanner.End();
        }
    }
}
