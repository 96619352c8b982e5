using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Catalog.Codes;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Input.Workbooks;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Import;

/// <summary>A kind that can be imported and exported, whatever its records.</summary>
internal interface IImportKind
{
    /// <summary>The kind.</summary>
    CatalogKind Kind { get; }

    /// <summary>Its columns, in the order in which export writes them.</summary>
    IReadOnlyList<CsvColumnInfo> ColumnInfos { get; }

    /// <summary>What importing a file would do.</summary>
    /// <exception cref="CsvProblemException">The file cannot be read.</exception>
    Task<ImportPreview> PreviewAsync(ImportSource source, Actor actor, DateTimeOffset now, IProgress<long> rows, CancellationToken cancellationToken);

    /// <summary>Imports a file: every row gets its outcome.</summary>
    Task ApplyAsync(ImportSource source, JobRun run, DateTimeOffset checkedAt, CancellationToken cancellationToken);

    /// <summary>The rows that would be refused, each with the reason, in the order in which they are taken.</summary>
    IAsyncEnumerable<(CsvRow Row, string Reason)> RefusedAsync(ImportSource source, Actor actor, CancellationToken cancellationToken);

    /// <summary>Writes what a list shows, all its pages, as a file that import takes.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="query">What the list shows.</param>
    /// <param name="workbook">Whether it is an Excel workbook; otherwise CSV.</param>
    /// <param name="file">What is written to.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <exception cref="UnauthorizedAccessException">The person may not see the catalog.</exception>
    Task ExportAsync(Actor actor, ListQuery query, bool workbook, Stream file, CancellationToken cancellationToken);

    /// <summary>Writes a file that has the names of the columns alone.</summary>
    Task WriteTemplateAsync(bool workbook, Stream file, CancellationToken cancellationToken);
}

/// <summary>
/// What a kind adds to import and export: its fields and how a new record begins. The rest (reading, comparing, writing through the
/// kind's service) is the same for all.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
internal abstract class ImportKind<T>(RecordService<T> service, CodeSources codes, RowFaults faults, TimeProvider time) : IImportKind
    where T : class, ICatalogRecord
{
    private const int ExportBatch = 400;

    public abstract CatalogKind Kind { get; }

    /// <summary>The columns that the fields declare; the first is the code.</summary>
    public IReadOnlyList<CsvColumn<T>> Columns => field ??= [.. Fields.Columns.Select(one => CsvColumn<T>.Of(one, time))];

    public IReadOnlyList<CsvColumnInfo> ColumnInfos => field ??= [.. Columns.Select(column => column.Info)];

    /// <summary>The properties that people edit.</summary>
    protected abstract FieldSet<T> Fields { get; }

    /// <summary>A new record before its row is read.</summary>
    protected abstract T New(string id, EditorialStatus status);

    /// <summary>The ids of what a list shows, all its pages, in its order.</summary>
    protected abstract IEnumerable<string> Listed(ListQuery query);

    /// <summary>The order in which rows are taken.</summary>
    protected virtual Task<RowOrder> OrderAsync(ImportSource source, CancellationToken cancellationToken) => Task.FromResult(RowOrder.AsTheyCome);

    public async Task<ImportPreview> PreviewAsync(ImportSource source, Actor actor, DateTimeOffset now, IProgress<long> rows, CancellationToken cancellationToken)
    {
        var planner = await PlannerAsync(source, actor, cancellationToken);
        var tally = new PreviewTally<T>(Columns, planner.Books, now, source.AsDrafts);
        await foreach (var window in planner.PlanAsync(skip: 0, cancellationToken))
        {
            tally.Add(window);
            planner.RegisterPlanned(window);
            rows.Report(tally.Rows);
        }

        return tally.Result(planner.IgnoredColumns);
    }

    public async Task ApplyAsync(ImportSource source, JobRun run, DateTimeOffset checkedAt, CancellationToken cancellationToken)
    {
        var planner = await PlannerAsync(source, run.Actor, cancellationToken);
        planner.CheckedAt = checkedAt;
        var writer = new RowWriter<T>(service, run, planner, source.Name);
        await foreach (var window in planner.PlanAsync(run.ResumeAfter, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await run.ReportAsync(await writer.WriteAsync(window), checkpoint: null, cancellationToken);
        }
    }

    public async IAsyncEnumerable<(CsvRow Row, string Reason)> RefusedAsync(
        ImportSource source, Actor actor, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var planner = await PlannerAsync(source, actor, cancellationToken);
        await foreach (var window in planner.PlanAsync(skip: 0, cancellationToken))
        {
            foreach (var refused in window.OfType<RowPlan<T>.Refused>())
                yield return (refused.Row, RowProblem.Tell(refused.Problems));

            planner.RegisterPlanned(window);
        }
    }

    public async Task ExportAsync(Actor actor, ListQuery query, bool workbook, Stream file, CancellationToken cancellationToken)
    {
        if (!actor.Has(Permission.SeeCatalog))
            throw new UnauthorizedAccessException("You may not see the catalog.");

        await codes.WhenReadyAsync(cancellationToken);
        var rows = RowsAsync(actor, query, new CodeLookups(codes), cancellationToken);
        await using var table = await BeginFileAsync(file, workbook, cancellationToken);
        await foreach (var row in rows)
            await table.WriteAsync(row, cancellationToken);

        await table.EndAsync(cancellationToken);
    }

    public async Task WriteTemplateAsync(bool workbook, Stream file, CancellationToken cancellationToken)
    {
        await using var table = await BeginFileAsync(file, workbook, cancellationToken);
        await table.EndAsync(cancellationToken);
    }

    private Task<TableFile> BeginFileAsync(Stream file, bool workbook, CancellationToken cancellationToken) =>
        TableFile.BeginAsync(file, workbook, Kind.Title, [.. Columns.Select(column => (column.Name, column.Cells))], cancellationToken);

    private async IAsyncEnumerable<IEnumerable<string>> RowsAsync(
        Actor actor, ListQuery query, CodeLookups books, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var ids in Listed(query with { Page = 1, Size = int.MaxValue }).Chunk(ExportBatch))
        {
            var found = await service.FindManyAsync(actor, ids, cancellationToken);
            foreach (var id in ids)
            {
                if (found.TryGetValue(id, out var stored))
                    yield return Columns.Select(column => column.Write(stored.Record, books));
            }
        }
    }

    private async Task<Planner<T>> PlannerAsync(ImportSource source, Actor actor, CancellationToken cancellationToken)
    {
        await codes.WhenReadyAsync(cancellationToken);
        var books = new CodeLookups(codes);
        var status = source.AsDrafts ? EditorialStatus.Draft : EditorialStatus.Published;
        return new(service, source, actor, Columns, Fields, books, books[Kind.Name], id => New(id, status), await OrderAsync(source, cancellationToken), faults);
    }
}
