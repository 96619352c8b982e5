using System.Globalization;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Input.Workbooks;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Audit.Export;

/// <summary>An export of the log, and its file once it is written.</summary>
/// <param name="Job">The job.</param>
/// <param name="Entries">Entries in the file; null until it is written.</param>
public sealed record AuditExportState(JobInfo Job, long? Entries);

/// <summary>
/// Exports what a person may see of the audit log as CSV or as a workbook: a job writes the file part by part, whatever becomes of the page or the process; the person who
/// asked for it fetches it within seven days. That it left the portal is recorded before its first line does.
/// </summary>
public sealed class AuditExport
{
    /// <summary>The kind of the audit entries of exports.</summary>
    public const string Kind = "list";

    private readonly AuditLog _log;
    private readonly AuditLabels _labels;
    private readonly JobService _jobs;
    private readonly AuditExportFiles _files;
    private readonly WriteUnit _writes;
    private readonly TimeProvider _time;

    internal AuditExport(AuditLog log, AuditLabels labels, JobService jobs, AuditExportFiles files, WriteUnit writes, TimeProvider time) =>
        (_log, _labels, _jobs, _files, _writes, _time) = (log, labels, jobs, files, writes, time);

    /// <summary>Starts an export.</summary>
    /// <param name="actor">Who wants it; a problem without <see cref="Permission.SeeAudit"/>.</param>
    /// <param name="filter">What it has.</param>
    /// <param name="token">Made once per press; a start that is sent twice is one export.</param>
    /// <param name="cancellationToken">Cancels until it is stored.</param>
    public async Task<Result<JobInfo>> StartAsync(Actor actor, AuditFilter filter, string token, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SeeAudit) is { } refused)
            return refused;

        Languages.Use(Languages.English); // the file and what is recorded of it are the same for all people
        var span = await _log.SpanAsync(filter, cancellationToken);
        var (first, last) = (Ist.DayOf(span.From), Ist.DayOf(span.To.AddTicks(-1)));
        var days = Math.Max(1, last.DayNumber - first.DayNumber + 1);
        var job = await _jobs.StartAsync(
            new JobRequest
            {
                Actor = actor,
                Token = token,
                Kind = AuditExportJob.JobKind,
                Title = "Export of the audit log",
                Total = Math.Min(AuditExportJob.MaxParts, days),
                Note = Words(filter),
                Settings = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    [AuditExportJob.Filter] = AuditUrls.Of(filter.Within(null) with { Saved = null }),
                    [AuditExportJob.First] = Day(first),
                    [AuditExportJob.Last] = Day(last),
                },
            },
            cancellationToken);
        await _files.RememberAsync(actor.Id, job.Id, cancellationToken);
        return job;
    }

    /// <summary>The person's last export, of the past seven days; a problem where there is none.</summary>
    public async Task<Result<AuditExportState>> LastAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SeeAudit) is { } refused)
            return refused;

        return await _files.LastAsync(actor.Id, cancellationToken) is { } id ? await FindAsync(actor, id, cancellationToken) : Gone();
    }

    /// <summary>The person no longer wants to be shown their last export. The file stays until its time is over.</summary>
    public Task ForgetAsync(Actor actor, CancellationToken cancellationToken) => _files.ForgetAsync(actor.Id, cancellationToken);

    /// <summary>An export of the person's own; a problem where there is no such export.</summary>
    public async Task<Result<AuditExportState>> FindAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SeeAudit) is { } refused)
            return refused;

        return Ids.IsValid(id) && await _jobs.FindAsync(actor, id, cancellationToken) is { Kind: AuditExportJob.JobKind } job && job.ActorId == actor.Id
            ? new AuditExportState(job, job.State == JobState.Open ? null : await _files.EntriesAsync(id, cancellationToken))
            : Gone();
    }

    /// <summary>Writes the file of the person's own export, after recording that it leaves.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="id">The export's job.</param>
    /// <param name="workbook">Whether as an Excel workbook; otherwise as CSV, as it is kept.</param>
    /// <param name="to">What is written to.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>Why nothing was written; null when it was.</returns>
    public async Task<Problem?> WriteAsync(Actor actor, string id, bool workbook, Stream to, CancellationToken cancellationToken)
    {
        var found = await FindAsync(actor, id, cancellationToken);
        if (!found.Ok)
            return found.Problems[0];
        if (found.Value.Entries is not { } entries)
            return new Problem(Problem.NotFound, L["This export is not ready."]);

        Languages.Use(Languages.English); // what is recorded is the same for all people
        var draft = new AuditDraft(AuditActions.Export, Kind, "audit", "audit entries") { Note = Format.Count(entries, "entry", "entries") };
        await _writes.RecordAsync(actor, Ids.New(_time), draft, cancellationToken);
        if (workbook)
            await WriteWorkbookAsync(id, to, cancellationToken);
        else
            await _files.CopyAsync(id, to, cancellationToken);
        return null;
    }

    // Read from the file of text as it is kept, row by row.
    private async Task WriteWorkbookAsync(string id, Stream to, CancellationToken cancellationToken)
    {
        await using var text = await _files.OpenAsync(id, cancellationToken);
        var rows = await CsvReader.OpenAsync(text, AuditExportJob.Header.Contains, cancellationToken);
        await using var table = await TableFile.BeginAsync(to, workbook: true, "Audit", [.. AuditExportJob.Header.Select(name => (name, CellKind.Text))], cancellationToken);
        _ = await rows.ReadAsync(cancellationToken); // the names of the columns
        while (await rows.ReadAsync(cancellationToken) is { } row)
            await table.WriteAsync(row.Cells.Take(AuditExportJob.Header.Count).Select(CsvText.Unescape), cancellationToken);

        await table.EndAsync(cancellationToken);
    }

    /// <summary>What a filter shows, in words, for the entry of the job: "last 7 days, IST; offer; text “croma”".</summary>
    private string Words(AuditFilter filter)
    {
        List<string> words = [AuditRanges.Text(filter)];
        if (filter.Kind is { } kind)
            words.Add(filter.Record is null ? _labels.KindOf(kind) : $"one {_labels.KindOf(kind)}");
        if (filter.Person is not null)
            words.Add("one person");
        if (filter.Action is { } action)
            words.Add(_labels.Actions.FirstOrDefault(one => one.Action == action).Text ?? action);
        if (filter.Address is { } address)
            words.Add($"from {address}");
        if (filter.Protocol is { } protocol)
            words.Add(AuditLabels.WayOf(protocol));
        if (filter.Text is { } text)
            words.Add($"text “{text}”");

        return string.Join("; ", words);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Problem Gone() => new(Problem.NotFound, L["There is no such export of yours. A file is kept for seven days."]);
}
