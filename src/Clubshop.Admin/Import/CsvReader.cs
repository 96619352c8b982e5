using System.Text;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Import;

/// <summary>One row of a file.</summary>
/// <param name="Line">The line it begins in, from 1.</param>
/// <param name="Cells">Its cells, at most <see cref="CsvReader.MostCells"/>, each cut at <see cref="CsvReader.LongestCell"/>.</param>
/// <param name="Count">How many cells it has.</param>
/// <param name="Longest">The length of its longest cell, in characters of UTF-16, and which one it is.</param>
internal sealed record CsvRow(long Line, IReadOnlyList<string> Cells, int Count, (int Cell, long Length) Longest)
{
    /// <summary>Whether a cell was longer than is kept.</summary>
    public bool IsCut => Longest.Length > CsvReader.LongestCell;
}

/// <summary>
/// Reads rows after RFC 4180, one at a time and in bounded memory: quoted cells with separators and line breaks in them, "" for a quotation
/// mark, lines that end with LF, CR LF or CR. Like spreadsheets it takes a quotation mark in the middle of a cell as a character, and leaves
/// out rows without any text. (A reader of the portal's own: docs/decisions, "The portal reads CSV itself".)
/// </summary>
internal sealed class CsvReader
{
    /// <summary>Characters of a cell that are kept.</summary>
    public const int LongestCell = 64_000;

    /// <summary>Cells of a row that are kept.</summary>
    public const int MostCells = 500;

    private readonly CsvSource _source;
    private readonly char[] _buffer = new char[32 * 1024];
    private readonly StringBuilder _cell = new();
    private int _at;
    private int _length;
    private long _line = 1;
    private bool _afterReturn;

    private CsvReader(CsvSource source) => _source = source;

    private enum Place
    {
        CellStart,
        Plain,
        Quoted,
        QuoteInQuoted,
    }

    /// <summary>What separates cells.</summary>
    public char Separator { get; private set; } = ',';

    /// <summary>Opens a file and finds its separator: the one under which the first line shows the most known columns.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="isKnown">Whether a text of the first line is the name of a column.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="CsvProblemException">It is empty, or no text that can be read.</exception>
    public static async Task<CsvReader> OpenAsync(Stream stream, Func<string, bool> isKnown, CancellationToken cancellationToken)
    {
        var reader = new CsvReader(await CsvSource.OpenAsync(stream, cancellationToken));
        await reader.FillAsync(cancellationToken);
        if (reader._buffer.AsSpan(0, reader._length) is ['s', 'e', 'p', '=', var named, '\r' or '\n', ..])
        {
            reader.Separator = named; // Excel's own first line
            reader._at = 5;
            await reader.SkipLineAsync(cancellationToken);
            return reader;
        }

        reader.Separator = ((char[])[',', ';', '\t']).MaxBy(candidate => Score(reader._buffer.AsSpan(0, reader._length), candidate, isKnown));
        return reader;
    }

    /// <summary>The next row with any text in it; null at the end.</summary>
    /// <exception cref="CsvProblemException">The file cannot be read on; names the line.</exception>
    public async ValueTask<CsvRow?> ReadAsync(CancellationToken cancellationToken)
    {
        while (await ReadAnyAsync(cancellationToken) is { } row)
        {
            if (row.Longest.Length > 0)
                return row;
        }

        return null;
    }

    private async ValueTask<CsvRow?> ReadAnyAsync(CancellationToken cancellationToken)
    {
        var (began, quoted) = (_line, 0L);
        var cells = new List<string>();
        var (count, length, place) = (0, 0L, Place.CellStart);
        (int Cell, long Length) longest = default;
        while (true)
        {
            if (_at == _length && !await FillAsync(cancellationToken))
            {
                if (place == Place.Quoted)
                    throw new CsvProblemException(quoted, "a quotation mark is opened here and never closed, so the rest of the file would be one cell. Close it, or take it out.");
                if (count == 0 && length == 0 && place == Place.CellStart)
                    return null;

                EndCell();
                return new(began, cells, count, longest);
            }

            var c = _buffer[_at++];
            if (c == '\n' && _afterReturn)
            {
                _afterReturn = false;
                if (place == Place.Quoted)
                    Keep(c);
                else if (count == 0 && length == 0 && place == Place.CellStart)
                    began = _line; // the second half of the line end before this row
                continue;
            }

            _afterReturn = c == '\r';
            if (c is '\r' or '\n')
                _line++;
            else if (c == CsvSource.Broken)
                throw _source.Refuse(_line);

            if (place == Place.Quoted)
            {
                if (c == '"')
                    place = Place.QuoteInQuoted;
                else
                    Keep(c);
            }
            else if (place == Place.QuoteInQuoted && c == '"')
            {
                Keep(c);
                place = Place.Quoted;
            }
            else if (c == Separator)
            {
                EndCell();
            }
            else if (c is '\r' or '\n')
            {
                EndCell();
                return new(began, cells, count, longest);
            }
            else if (c == '"' && place == Place.CellStart)
            {
                (place, quoted) = (Place.Quoted, _line);
            }
            else
            {
                Keep(c);
                place = Place.Plain;
            }
        }

        void Keep(char c)
        {
            length++;
            if (_cell.Length < LongestCell)
                _cell.Append(c);
        }

        void EndCell()
        {
            if (length > longest.Length)
                longest = (count, length);
            if (count < MostCells)
                cells.Add(_cell.ToString());

            _cell.Clear();
            (count, length, place) = (count + 1, 0, Place.CellStart);
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        (_at, _length) = (0, await _source.ReadAsync(_buffer, cancellationToken));
        return _length > 0;
    }

    private async ValueTask SkipLineAsync(CancellationToken cancellationToken)
    {
        if (_buffer[_at++] == '\r' && (_at < _length || await FillAsync(cancellationToken)) && _buffer[_at] == '\n')
            _at++;

        _line++;
    }

    private static int Score(ReadOnlySpan<char> text, char separator, Func<string, bool> isKnown)
    {
        var (score, inQuotes, cell) = (0, false, new StringBuilder());
        foreach (var c in text)
        {
            if (c == '"')
            {
                inQuotes = !inQuotes;
            }
            else if (!inQuotes && (c == separator || c is '\r' or '\n'))
            {
                score += isKnown(cell.ToString()) ? 1 : 0;
                cell.Clear();
                if (c != separator)
                    return score;
            }
            else
            {
                cell.Append(c);
            }
        }

        return score + (isKnown(cell.ToString()) ? 1 : 0);
    }
}
