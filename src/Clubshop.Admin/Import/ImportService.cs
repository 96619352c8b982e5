using System.Globalization;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Import;

/// <summary>A file with what became of it.</summary>
/// <param name="File">The file.</param>
/// <param name="Job">Its import; null while it was only looked at.</param>
public sealed record ImportEntry(ImportFile File, JobInfo? Job);

/// <summary>
/// Imports and exports of the kinds of the catalog: keeps the file, says what it would do, starts the job, writes lists. Each
/// row is written by its kind's own service, which asks again whether the person may.
/// </summary>
public sealed partial class ImportService
{
    private readonly Dictionary<string, IImportKind> _kinds;
    private readonly ImportFiles _files;
    private readonly ImportHeadings _headings;
    private readonly JobService _jobs;
    private readonly TimeProvider _time;

    internal ImportService(IEnumerable<CatalogKind> catalog, IEnumerable<IImportKind> kinds, ImportFiles files, ImportHeadings headings, JobService jobs, TimeProvider time)
    {
        _kinds = kinds.ToDictionary(kind => kind.Kind.Name, StringComparer.Ordinal);
        if (catalog.FirstOrDefault(kind => !_kinds.ContainsKey(kind.Name)) is { } missing)
            throw new InvalidOperationException($"The kind “{missing.Name}” has no columns for files. Register them with AddImportKind.");

        (_files, _headings, _jobs, _time) = (files, headings, jobs, time);
    }

    /// <summary>How the names of files with refused rows begin.</summary>
    public const string RefusedPrefix = "refused-";

    /// <summary>How many rows an import refused.</summary>
    public static long RefusedIn(JobInfo job) => job.Counts.GetValueOrDefault(RowOutcomes.Refused);

    /// <summary>Bytes of a file, and what to do with a larger one.</summary>
    internal static (long Bytes, string Advice) Limit => (ImportFiles.LargestFile, L["Split it, and keep the first line in each part."]);

    /// <summary>The kinds.</summary>
    internal IEnumerable<IImportKind> Kinds => _kinds.Values;

    /// <summary>A kind by its name (<see cref="Catalog.CatalogKind.Name"/>); null when there is none.</summary>
    internal IImportKind? Find(string? kind) => kind is null ? null : _kinds.GetValueOrDefault(kind);

    /// <summary>Keeps a file that a person chose. The problem is that they may not, or that it is too large.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="kind">The kind it is for (<see cref="Catalog.CatalogKind.Name"/>).</param>
    /// <param name="name">The file's name.</param>
    /// <param name="content">The file.</param>
    /// <param name="cancellationToken">Ends the reading; what has come so far goes with the files that wait.</param>
    public async Task<Result<ImportFile>> KeepAsync(Actor actor, string kind, string name, Stream content, CancellationToken cancellationToken)
    {
        if (actor.Refuse(_kinds[kind].Kind.ImportPermission) is { } refusal)
            return refusal;

        var plain = PlainText.Line(name.Split('/', '\\')[^1]);
        try
        {
            var kept = await _files.KeepAsync(actor, kind, VisibleText.CanBeSeen(plain) && VisibleText.Wrong(plain) is null ? TextCut.Units(plain, 120) : "file.csv", content, Limit, cancellationToken);

            // The last file of theirs that called a column so said which one it is.
            var headings = await _headings.OfAsync(actor.Id, kind, cancellationToken);
            if (headings.Count == 0)
                return kept;

            await _files.NameAsync(kept = kept with { Headings = headings }, cancellationToken);
            return kept;
        }
        catch (CsvProblemException tooLarge)
        {
            return new Problem("too-large", tooLarge.Message);
        }
    }

    /// <summary>A file of the person, with the state of its import; a problem where there is no such file.</summary>
    public async Task<Result<ImportEntry>> FindAsync(Actor actor, string kind, string id, CancellationToken cancellationToken) =>
        actor.Has(_kinds[kind].Kind.ImportPermission) && await _files.FindAsync(actor.Id, id, cancellationToken) is { } file && file.Kind == kind
            ? new ImportEntry(file, await _jobs.FindAsync(actor, id, cancellationToken))
            : new Problem(Problem.NotFound, L[$"This file is not here any more: it was chosen more than {ImportFiles.Kept.Days} days ago, or not imported in time, or chosen by somebody else. Choose it again."]);

    /// <summary>The last files of a kind that the person chose, newest first.</summary>
    public async Task<IReadOnlyList<ImportEntry>> RecentAsync(Actor actor, string kind, CancellationToken cancellationToken)
    {
        if (!actor.Has(_kinds[kind].Kind.ImportPermission))
            return [];

        var files = await _files.RecentAsync(actor.Id, kind, cancellationToken);
        return await Task.WhenAll(files.Select(async file => new ImportEntry(file, await _jobs.FindAsync(actor, file.Id, cancellationToken))));
    }

    /// <summary>What importing a file would do. The problem is that it cannot be read: which line, and what to do.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="file">The file.</param>
    /// <param name="asDrafts">Whether new records become drafts where their row says nothing of the status.</param>
    /// <param name="rows">Hears how many rows were looked at.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    public async Task<Result<ImportPreview>> PreviewAsync(Actor actor, ImportFile file, bool asDrafts, IProgress<long> rows, CancellationToken cancellationToken)
    {
        if (actor.Refuse(_kinds[file.Kind].Kind.ImportPermission) is { } refusal)
            return refusal;

        try
        {
            var preview = await _kinds[file.Kind].PreviewAsync(SourceOf(file) with { AsDrafts = asDrafts }, actor, _time.GetUtcNow(), rows, cancellationToken);
            return preview.Rows > 0 ? preview with { Headings = file.Headings } : new Problem("empty", L["This file names its columns and has no rows. Each line after the first is one row."]);
        }
        catch (CsvProblemException problem)
        {
            return new Problem("file", problem.Message);
        }
    }

    /// <summary>Starts the import of a file that was looked at; a second start of the same file is the same import.</summary>
    public async Task<Result<JobInfo>> StartAsync(Actor actor, ImportFile file, ImportPreview preview, CancellationToken cancellationToken)
    {
        if (actor.Refuse(_kinds[file.Kind].Kind.ImportPermission) is { } refusal)
            return refusal;

        await _files.UseAsync(actor.Id, file, cancellationToken);
        return await _jobs.StartAsync(
            new JobRequest
            {
                Actor = actor,
                Token = file.Id,
                Kind = ImportJob.JobKind,
                Title = "Import of " + file.Name,
                Total = preview.Rows,
                Clubs = [.. actor.Clubs],
                Note = $"{_kinds[file.Kind].Kind.Title}: {file.Name}, SHA-256 {await _files.HashOfAsync(file.Id, cancellationToken)}",
                Settings = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    [ImportJob.NewStatus] = preview.AsDrafts ? ImportJob.AsDraft : "",
                    [JobRequest.RecordKind] = file.Kind,
                    [ImportJob.FileName] = file.Name,
                    [ImportJob.Headings] = preview.Headings.Count > 0 ? ImportHeadings.Write(preview.Headings) : "",
                    [ImportJob.CheckedAt] = preview.At.ToString("O", CultureInfo.InvariantCulture),
                },
            },
            cancellationToken);
    }

    /// <summary>The rows that an import refused, in the file's order; at most <see cref="ImportPreview.MaxRefused"/>.</summary>
    public async Task<IReadOnlyList<RefusedRow>> RefusedAsync(Actor actor, ImportFile file, CancellationToken cancellationToken)
    {
        if (!actor.Has(_kinds[file.Kind].Kind.ImportPermission))
            return [];

        var rows = new List<RefusedRow>();
        await foreach (var item in _jobs.ItemsAsync(actor, file.Id, cancellationToken))
        {
            if (item.Outcome != RowOutcomes.Refused)
                continue;

            rows.Add(new(item.Number, item.Name ?? "", RowProblem.Unpack(item)));
            if (rows.Count == ImportPreview.MaxRefused)
                break;
        }

        return [.. rows.OrderBy(row => row.Line)];
    }

    /// <summary>Writes an empty file of a kind: the line that names the columns.</summary>
    public Task WriteTemplateAsync(string kind, bool workbook, Stream target, CancellationToken cancellationToken) => _kinds[kind].WriteTemplateAsync(workbook, target, cancellationToken);

    /// <summary>
    /// Writes the refused rows as they stand in their file, with a column <c>reason</c> at the end (the next import ignores it): those that
    /// the import refused or, before it, those that it would.
    /// </summary>
    public async Task WriteRefusedAsync(Actor actor, ImportEntry entry, Stream target, CancellationToken cancellationToken)
    {
        var kind = _kinds[entry.File.Kind];
        var source = SourceOf(entry.File);
        await using var stream = source.Open();
        var header = (await CsvTable.OpenAsync(stream, kind.ColumnInfos, entry.File.Headings, cancellationToken)).Header;
        var left = header.Select((name, place) => (name, place)).Where(pair => pair.name.Trim().Equals("reason", StringComparison.OrdinalIgnoreCase)).Select(pair => pair.place).ToHashSet();
        var writer = new CsvWriter(target);
        await writer.WriteAsync([.. Kept(header), "reason"], cancellationToken);
        await foreach (var (row, reason) in entry.Job is null ? kind.RefusedAsync(source, actor, cancellationToken) : RefusedByJobAsync(actor, entry.File, kind, cancellationToken))
        {
            var cells = Enumerable.Range(0, Math.Max(header.Count, row.Cells.Count)).Select(place => place < row.Cells.Count ? CsvText.Unescape(row.Cells[place]) : "");
            await writer.WriteAsync([.. Kept(cells), reason], cancellationToken);
        }

        await writer.FlushAsync(cancellationToken);

        IEnumerable<string> Kept(IEnumerable<string> cells) => cells.Where((_, place) => !left.Contains(place));
    }

    private async IAsyncEnumerable<(CsvRow Row, string Reason)> RefusedByJobAsync(
        Actor actor, ImportFile file, IImportKind kind, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reasons = new Dictionary<long, string>();
        await foreach (var item in _jobs.ItemsAsync(actor, file.Id, cancellationToken))
        {
            if (item.Outcome == RowOutcomes.Refused)
                reasons[item.Number] = RowProblem.Tell(RowProblem.Unpack(item));
        }

        await using var stream = _files.Open(file.Id);
        var table = await CsvTable.OpenAsync(stream, kind.ColumnInfos, file.Headings, cancellationToken);
        while (await table.ReadAsync(cancellationToken) is { } row)
        {
            if (reasons.TryGetValue(row.Line, out var reason))
                yield return (row, reason);
        }
    }

    private ImportSource SourceOf(ImportFile file) => new(file.Id, file.Name, () => _files.Open(file.Id)) { Headings = file.Headings };
}
