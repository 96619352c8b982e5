using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Import;

/// <summary>Counts what planned rows would do, and keeps the first of them to be shown.</summary>
internal sealed class PreviewTally<T>(IReadOnlyList<CsvColumn<T>> columns, CodeLookups books, DateTimeOffset now, bool asDrafts)
    where T : class, ICatalogRecord
{
    private const int MaxText = 120;

    private readonly List<RefusedRow> _refusedRows = [];
    private readonly List<ChangedRow> _changedRows = [];
    private readonly List<CreatedRow> _createdRows = [];
    private readonly List<UnderstoodCell> _understoodCells = [];
    private long _understood;
    private long _created;
    private long _changed;
    private long _unchanged;
    private long _refused;
    private long _published;
    private long _statusChosen;

    /// <summary>Rows so far.</summary>
    public long Rows => _created + _changed + _unchanged + _refused;

    public void Add(IEnumerable<RowPlan<T>> plans)
    {
        foreach (var plan in plans)
        {
            foreach (var (column, cell, understood) in plan.Understood)
            {
                _understood++;
                if (_understoodCells.Count < ImportPreview.MaxUnderstood)
                    _understoodCells.Add(new(plan.Row.Line, column, Cut(cell), understood));
            }

            switch (plan)
            {
                case RowPlan<T>.Create create:
                    _created++;
                    _published += create.After.Status == EditorialStatus.Published ? 1 : 0;
                    _statusChosen += create.StatusChosen ? 1 : 0;
                    if (_createdRows.Count < ImportPreview.MaxCreated)
                        _createdRows.Add(RowOf(create));
                    break;
                case RowPlan<T>.Change change:
                    _changed++;
                    _published += change.After.Status == EditorialStatus.Published || change.Before.Status == EditorialStatus.Published ? 1 : 0;
                    if (_changedRows.Count < ImportPreview.MaxChanged)
                        _changedRows.Add(RowOf(change));
                    break;
                case RowPlan<T>.Unchanged:
                    _unchanged++;
                    break;
                case RowPlan<T>.Refused refused:
                    _refused++;
                    if (_refusedRows.Count < ImportPreview.MaxRefused)
                        _refusedRows.Add(new(refused.Row.Line, Cut(refused.Name), [.. refused.Problems.Select(problem => problem with { Cell = Cut(problem.Cell) })]));
                    break;
            }
        }
    }

    public ImportPreview Result(IReadOnlyList<string> ignoredColumns) => new()
    {
        At = now,
        AsDrafts = asDrafts,
        StatusChosen = _statusChosen,
        Created = _created,
        Changed = _changed,
        Unchanged = _unchanged,
        Refused = _refused,
        Published = _published,
        Understood = _understood,
        UnderstoodCells = [.. _understoodCells.OrderBy(cell => cell.Line)],
        IgnoredColumns = ignoredColumns,
        CreatedRows = [.. _createdRows.OrderBy(row => row.Line)],
        RefusedRows = [.. _refusedRows.OrderBy(row => row.Line)],
        ChangedRows = _changedRows,
    };

    private CreatedRow RowOf(RowPlan<T>.Create create) => new(
        create.Row.Line,
        Cut(create.After.Name),
        [.. from column in columns
            let value = column.Write(create.After, books)
            where value.Length > 0 && value != create.After.Name
            select (column.Name, Cut(value))]);

    private ChangedRow RowOf(RowPlan<T>.Change change) => new(
        change.Before.Id,
        Cut(change.After.Name),
        [.. from column in columns
            let before = column.Write(change.Before, books)
            let after = column.Write(change.After, books)
            where before != after
            select (column.Name, Cut(before), Cut(after))]);

    private static string Cut(string text) => TextCut.Shown(text, MaxText);
}
