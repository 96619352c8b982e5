namespace Clubshop.Admin.Input;

/// <summary>
/// Reads the rows of a file, one at a time and in bounded memory, and leaves out those without any text. (A reader of the portal's own:
/// docs/decisions, "The portal reads CSV itself".)
/// </summary>
internal sealed class CsvReader
{
    private const char Mark = '\ufeff';

    private readonly CsvSource _source;
    private readonly char[] _buffer = new char[32 * 1024];
    private RowScanner _scanner = null!;
    private int _at;
    private int _length;

    private CsvReader(CsvSource source) => _source = source;

    /// <summary>What separates cells.</summary>
    public char Separator { get; private set; } = ',';

    /// <summary>Opens a file and finds its separator: the one under which the first line with text shows the most known columns.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="isKnown">Whether a text of the first line is the name of a column.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="CsvProblemException">It is empty, or no text that can be read.</exception>
    public static async Task<CsvReader> OpenAsync(Stream stream, Func<string, bool> isKnown, CancellationToken cancellationToken)
    {
        var reader = new CsvReader(await CsvSource.OpenAsync(stream, cancellationToken));
        reader._length = await reader._source.ReadWholeAsync(reader._buffer, cancellationToken);

        // Programs that add a byte order mark to a file that has one leave two.
        while (reader._at < reader._length && reader._buffer[reader._at] == Mark)
            reader._at++;

        reader.Begin(isKnown);
        return reader;
    }

    /// <summary>The next row with any text in it; null at the end.</summary>
    /// <exception cref="CsvProblemException">The file cannot be read on; names the line.</exception>
    public async ValueTask<CsvRow?> ReadAsync(CancellationToken cancellationToken)
    {
        while (await ReadAnyAsync(cancellationToken) is { } row)
        {
            if (row.HasText)
                return row;
        }

        return null;
    }

    private void Begin(Func<string, bool> isKnown)
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
