using System.Text;

namespace Clubshop.Admin.Input;

/// <summary>
/// Splits characters into rows as in RFC 4180, in bounded memory: quoted cells may contain separators and line breaks, "" is a quotation mark,
/// and lines end with LF, CR LF or CR. As in spreadsheets, a quotation mark in the middle of a cell is an ordinary character.
/// </summary>
internal sealed class RowScanner(char separator, long firstLine, int mostCells = CsvRow.MaxCells)
{
    private readonly StringBuilder _cell = new();
    private List<string> _cells = [];
    private Place _place;
    private int _count;
    private long _length;
    private (int Cell, long Length) _longest;
    private long _began = firstLine;
    private long _quoted;
    private bool _afterReturn;

    private enum Place
    {
        CellStart,
        Plain,
        Quoted,
        QuoteInQuoted,
    }

    /// <summary>The line of the next character, from 1.</summary>
    public long Line { get; private set; } = firstLine;

    /// <summary>Processes a character; returns the row that it completes, or null.</summary>
    public CsvRow? Take(char c)
    {
        if (c == '\n' && _afterReturn)
        {
            _afterReturn = false;
            if (_place == Place.Quoted)
                Keep(c);
            else if (IsAtRowStart)
                _began = Line; // the LF of the previous row's CR LF
            return null;
        }

        _afterReturn = c == '\r';
        if (c is '\r' or '\n')
            Line++;

        if (_place == Place.Quoted)
        {
            if (c == '"')
                _place = Place.QuoteInQuoted;
            else
                Keep(c);
        }
        else if (_place == Place.QuoteInQuoted && c == '"')
        {
            Keep(c);
            _place = Place.Quoted;
        }
        else if (c == separator)
        {
            EndCell();
        }
        else if (c is '\r' or '\n')
        {
            EndCell();
            return EndRow();
        }
        else if (c == '"' && _place == Place.CellStart)
        {
            (_place, _quoted) = (Place.Quoted, Line);
        }
        else
        {
            Keep(c);
            _place = Place.Plain;
        }

        return null;
    }

    /// <summary>Processes the end of the text; returns the last row, or null.</summary>
    /// <exception cref="CsvProblemException">A quotation mark is not closed.</exception>
    public CsvRow? End()
    {
        if (_place == Place.Quoted)
            throw new CsvProblemException(_quoted, L["a quotation mark opens here and is never closed, so the rest of the text would be one cell. Close or remove it."]);
        if (IsAtRowStart)
            return null;

        EndCell();
        return EndRow();
    }

    private bool IsAtRowStart => _count == 0 && _length == 0 && _place == Place.CellStart;

    private void Keep(char c)
    {
        _length++;
        if (_cell.Length < CsvRow.LongestCell)
            _cell.Append(c);
    }

    private void EndCell()
    {
        if (_length > _longest.Length)
            _longest = (_count, _length);
        if (_count < mostCells)
            _cells.Add(_cell.ToString());

        _cell.Clear();
        (_count, _length, _place) = (_count + 1, 0, Place.CellStart);
    }

    private CsvRow EndRow()
    {
        var row = new CsvRow(_began, _cells, _count, _longest);
        (_cells, _count, _longest, _began) = ([], 0, default, Line);
        return row;
    }
}
