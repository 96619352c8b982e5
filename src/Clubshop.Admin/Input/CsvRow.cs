using Clubshop.Admin.Common;

namespace Clubshop.Admin.Input;

/// <summary>One row of a file or of a pasted list.</summary>
/// <param name="Line">The line it begins in, from 1.</param>
/// <param name="Cells">Its cells, at most <see cref="MostCells"/>, each cut at <see cref="LongestCell"/>.</param>
/// <param name="Count">How many cells it has.</param>
/// <param name="Longest">The length of its longest cell, in characters of UTF-16, and which one it is.</param>
internal sealed record CsvRow(long Line, IReadOnlyList<string> Cells, int Count, (int Cell, long Length) Longest)
{
    /// <summary>Characters of a cell that are kept.</summary>
    public const int LongestCell = 64_000;

    /// <summary>Cells of a row that are kept.</summary>
    public const int MostCells = 500;

    /// <summary>Whether a cell was longer than is kept.</summary>
    public bool IsCut => Longest.Length > LongestCell;

    /// <summary>Whether there is anything in it but blanks.</summary>
    public bool HasText => Count > MostCells || Cells.Any(cell => !string.IsNullOrWhiteSpace(cell));

    /// <summary>What is wrong with the row before anything is read from it: the cell, from 0, where it is one, and why. Null for nothing.</summary>
    /// <param name="columns">Cells of the first line.</param>
    public (int? Cell, string Reason)? Wrong(int columns)
    {
        if (Count < columns)
            return (null, $"The row has {Count} {(Count == 1 ? "cell" : "cells")}, the first line {columns}. Is a separator missing, or a quotation mark?");
        if (Count > columns && (Count > MostCells || Cells.Skip(columns).Any(cell => cell.Length > 0)))
            return (null, $"The row has {Money.Grouped(Count)} cells, the first line {columns}. A text with a separator in it stands in quotation marks.");
        if (IsCut)
            return (Longest.Cell, $"The cell has {Money.Grouped(Longest.Length)} characters. Shorten it.");

        for (var i = 0; i < Cells.Count; i++)
        {
            foreach (var c in Cells[i])
            {
                if (char.IsControl(c) && c is not ('\t' or '\r' or '\n'))
                    return (i, $"There is a character here that cannot be shown (U+{(int)c:X4}). Remove it, or save the file as “CSV UTF-8”.");
            }
        }

        return null;
    }
}
