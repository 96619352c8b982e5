using Clubshop.Admin.Common;

namespace Clubshop.Admin.Input;

/// <summary>One row of a file or of a pasted list.</summary>
/// <param name="Line">The line it begins in, from 1.</param>
/// <param name="Cells">Its cells: up to <see cref="MaxCells"/>, each cut at <see cref="LongestCell"/> UTF-16 units.</param>
/// <param name="Count">Number of cells in the file, which may be more than are kept.</param>
/// <param name="Longest">Index and length (in UTF-16 units) of its longest cell.</param>
internal sealed record CsvRow(long Line, IReadOnlyList<string> Cells, int Count, (int Cell, long Length) Longest)
{
    /// <summary>Maximum number of UTF-16 units kept of a cell.</summary>
    public const int LongestCell = 64_000;

    /// <summary>Maximum number of cells kept of a row.</summary>
    public const int MaxCells = 500;

    /// <summary>Whether a cell was cut.</summary>
    public bool IsCut => Longest.Length > LongestCell;

    /// <summary>Whether it has more than white space.</summary>
    public bool HasText => Count > MaxCells || Cells.Any(cell => !string.IsNullOrWhiteSpace(cell));

    /// <summary>Checks the row before it is read: returns the index of the wrong cell (null for the whole row) and the reason, or null when it is fine.</summary>
    /// <param name="columns">Number of cells in the first line.</param>
    public (int? Cell, string Reason)? Wrong(int columns)
    {
        if (Count < columns)
        {
            return (null, Count == 1
                ? L[$"The row has {Count} cell, but the first line has {columns}. Check for a missing separator or quotation mark."]
                : L[$"The row has {Count} cells, but the first line has {columns}. Check for a missing separator or quotation mark."]);
        }

        if (Count > columns && (Count > MaxCells || Cells.Skip(columns).Any(cell => cell.Length > 0)))
            return (null, L[$"The row has {Money.Grouped(Count)} cells, but the first line has {columns}. Put text that contains a separator in quotation marks."]);
        if (IsCut)
            return (Longest.Cell, L[$"The cell has {Money.Grouped(Longest.Length)} characters. Shorten it."]);

        for (var i = 0; i < Cells.Count; i++)
        {
            foreach (var c in Cells[i])
            {
                if (char.IsControl(c) && c is not ('\t' or '\r' or '\n'))
                    return (i, L[$"The cell contains an invalid character (U+{(int)c:X4}). Remove it, or save the file as “CSV UTF-8”."]);
            }
        }

        return null;
    }
}
