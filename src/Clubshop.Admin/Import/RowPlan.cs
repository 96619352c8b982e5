using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Import;

/// <summary>What importing one row does.</summary>
/// <param name="Number">Which row of the file it is, from 1.</param>
/// <param name="Row">The row.</param>
/// <param name="Name">What the record is called, as far as it is known.</param>
internal abstract record RowPlan<T>(int Number, CsvRow Row, string Name)
    where T : class, ICatalogRecord
{
    /// <summary>Cells that were understood as more than stands in them (<see cref="CsvColumn{T}.ReadAs"/>), of a row that writes something.</summary>
    public IReadOnlyList<(string Column, string Cell, string As)> Understood { get; init; } = [];

    /// <summary>It is not taken.</summary>
    /// <param name="Number">Which row.</param>
    /// <param name="Row">The row.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Problems">Everything that is in the way, in the order of the columns.</param>
    public sealed record Refused(int Number, CsvRow Row, string Name, IReadOnlyList<RowProblem> Problems) : RowPlan<T>(Number, Row, Name);

    /// <summary>It becomes a new record.</summary>
    /// <param name="Number">Which row.</param>
    /// <param name="Row">The row.</param>
    /// <param name="After">The record.</param>
    /// <param name="WaitsForOthers">Whether its slug is made of a name that a row before has too: then that row chooses first.</param>
    public sealed record Create(int Number, CsvRow Row, T After, bool WaitsForOthers) : RowPlan<T>(Number, Row, After.Name)
    {
        /// <summary>Whether the row says nothing of the status, so that the person's choice decides.</summary>
        public bool StatusChosen { get; init; }
    }

    /// <summary>It changes a record.</summary>
    public sealed record Change(int Number, CsvRow Row, T Before, T After) : RowPlan<T>(Number, Row, After.Name);

    /// <summary>The record is as the row says.</summary>
    /// <param name="Number">Which row.</param>
    /// <param name="Row">The row.</param>
    /// <param name="Record">The record.</param>
    /// <param name="Was">What an earlier run of the same job made of it, if it did.</param>
    public sealed record Unchanged(int Number, CsvRow Row, T Record, string Was) : RowPlan<T>(Number, Row, Record.Name);
}
