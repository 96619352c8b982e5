using Clubshop.Admin.Catalog.Bulk;

namespace Clubshop.Admin.Import;

/// <summary>A file to import, wherever it is kept; it can be opened several times.</summary>
/// <param name="Id">The file's id, which is its job's too.</param>
/// <param name="Name">Its name.</param>
/// <param name="Open">Opens it at its beginning.</param>
internal sealed record ImportSource(string Id, string Name, Func<Stream> Open)
{
    /// <summary>Whether new records become drafts where their row says nothing of the status; otherwise they are published.</summary>
    public bool AsDrafts { get; init; }

    /// <summary>What it calls columns beside their own names (<see cref="ImportHeadings"/>).</summary>
    public IReadOnlyDictionary<string, string> Headings { get; init; } = ImportHeadings.None;
}

/// <summary>What importing a file would do, before anything is written.</summary>
public sealed record ImportPreview
{
    /// <summary>Refused rows that are shown; the file of refused rows has all.</summary>
    public const int MaxRefused = 1_000;

    /// <summary>Changed rows that are shown.</summary>
    public const int MaxChanged = 200;

    /// <summary>New rows that are shown.</summary>
    public const int MaxCreated = 20;

    /// <summary>Cells that were understood as more than stands in them, as many as are shown.</summary>
    public const int MaxUnderstood = 20;

    /// <summary>When the catalog was compared (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether new records become drafts where their row says nothing of the status.</summary>
    public bool AsDrafts { get; init; }

    /// <summary>New records whose row says nothing of the status: <see cref="AsDrafts"/> decides.</summary>
    public long StatusChosen { get; init; }

    /// <summary>New records.</summary>
    public long Created { get; init; }

    /// <summary>Records that change.</summary>
    public long Changed { get; init; }

    /// <summary>Records that are as the file says.</summary>
    public long Unchanged { get; init; }

    /// <summary>Rows that are not taken.</summary>
    public long Refused { get; init; }

    /// <summary>Rows of the file.</summary>
    public long Rows => Created + Changed + Unchanged + Refused;

    /// <summary>Rows that write something.</summary>
    public long Writes => Created + Changed;

    /// <summary>New records that end users see, and changes of what they see now or will see.</summary>
    public long Published { get; init; }

    /// <summary>Cells that are understood as more than stands in them: times in another zone, dates without a year.</summary>
    public long Understood { get; init; }

    /// <summary>The first <see cref="MaxUnderstood"/> of them.</summary>
    public IReadOnlyList<UnderstoodCell> UnderstoodCells { get; init; } = [];

    /// <summary>What the file calls columns beside their own names: its import reads it so.</summary>
    public IReadOnlyDictionary<string, string> Headings { get; init; } = ImportHeadings.None;

    /// <summary>Columns that are not read.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; init; } = [];

    /// <summary>The first <see cref="MaxCreated"/> new rows.</summary>
    public IReadOnlyList<CreatedRow> CreatedRows { get; init; } = [];

    /// <summary>The first <see cref="MaxRefused"/> refused rows.</summary>
    public IReadOnlyList<RefusedRow> RefusedRows { get; init; } = [];

    /// <summary>The first <see cref="MaxChanged"/> changed rows.</summary>
    public IReadOnlyList<ChangedRow> ChangedRows { get; init; } = [];
}

/// <summary>A row that is not taken.</summary>
/// <param name="Line">The line it begins in.</param>
/// <param name="Name">What the record is called.</param>
/// <param name="Problems">Everything that is in the way.</param>
public sealed record RefusedRow(long Line, string Name, IReadOnlyList<RowProblem> Problems);

/// <summary>A new record.</summary>
/// <param name="Line">The line its row begins in.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Fields">Per column that has something: its name and the value.</param>
public sealed record CreatedRow(long Line, string Name, IReadOnlyList<(string Column, string Value)> Fields);

/// <summary>A cell that is understood as more than stands in it.</summary>
/// <param name="Line">The line in which its row begins.</param>
/// <param name="Column">Its column.</param>
/// <param name="Cell">What stands in it.</param>
/// <param name="As">How it is understood: a time in IST.</param>
public sealed record UnderstoodCell(long Line, string Column, string Cell, string As);

/// <summary>A record that changes.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Fields">Per changed column: its name, the value now, the value after the import.</param>
public sealed record ChangedRow(string Id, string Name, IReadOnlyList<(string Column, string Before, string After)> Fields);
