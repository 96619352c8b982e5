using Clubshop.Admin.Common;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Catalog.Fields;

/// <summary>A field's column in CSV files.</summary>
/// <param name="Name">Its name, in lower case: "landing page".</param>
/// <param name="Says">What stands in it, for the page of the import and docs/csv.md.</param>
public sealed record FileColumn(string Name, string Says)
{
    /// <summary>Whether a file without it is refused.</summary>
    public bool Required { get; init; }

    /// <summary>Other names that import takes for it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    internal CsvColumnInfo Info => new(Name, Required, Says) { Aliases = Aliases };
}

/// <summary>What a cell is read and written with.</summary>
/// <param name="Codes">The codes of other records.</param>
/// <param name="DecimalComma">Whether the file may write decimals after a comma.</param>
/// <param name="Today">Today in India, for dates without a year.</param>
internal readonly record struct CellContext(IRecordCodes Codes, bool DecimalComma, DateOnly Today);

/// <summary>Knows the codes of records, for columns of links.</summary>
internal interface IRecordCodes
{
    /// <summary>The code of a record; empty when it is gone.</summary>
    string CodeOf(string kind, string id);

    /// <summary>The id behind a code, or why it cannot be linked to.</summary>
    /// <param name="kind">The kind linked to.</param>
    /// <param name="code">The code, as somebody wrote it.</param>
    /// <param name="present">Ids that are linked already: they may stay, whatever became of the records.</param>
    Result<string> IdOf(string kind, string code, IReadOnlyList<string> present);
}
