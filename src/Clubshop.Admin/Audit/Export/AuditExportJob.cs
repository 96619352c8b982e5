using System.Globalization;
using System.Text.Json;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Audit.Export;

/// <summary>
/// Writes the file of an export. The time is cut into as many parts as there are items of the job, the newest first; within a part the checkpoint says how far
/// it is, so that a run that is taken up goes on behind the last page. Whether the person still may is asked again in each run.
/// </summary>
internal sealed class AuditExportJob(AuditLog log, AuditLabels labels, AuditExportFiles files, ICurrentStaff staff) : IJobHandler
{
    /// <summary>The kind of job.</summary>
    public const string JobKind = "audit-export";

    /// <summary>Settings of the job: the filter as an address, without its time; the first and the last day in India.</summary>
    public const string Filter = "filter", First = "first", Last = "last";

    /// <summary>Parts of the time, at most.</summary>
    public const int MaxParts = 60;

    /// <summary>Entries that one file has, at most.</summary>
    public const int MaxEntries = 500_000;

    private const int PageSize = 200;
    private const int PartBytes = 200 * 1024;

    // Letters of one value in a cell: a spreadsheet takes 32,767 in all.
    private const int MaxValue = 2000;

    /// <summary>The columns.</summary>
    public static readonly IReadOnlyList<string> Header = ["when (IST)", "who", "role", "what", "record", "changes", "note", "from", "over", "entry"];

    /// <inheritdoc/>
    public string Kind => JobKind;

    /// <inheritdoc/>
    public async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var actor = run.Actor.Id == Actor.System.Id ? run.Actor : await staff.FindAsync(run.Actor.Id, cancellationToken);
        if (actor?.Has(Permission.SeeAudit) != true)
        {
            await run.ReportAsync([.. Enumerable.Range((int)run.ResumeAfter + 1, (int)(run.Total - run.ResumeAfter)).Select(number => new JobItem(number, "refused", Text: "Who asked for this may no longer see the audit log."))], null, cancellationToken);
            return;
        }

        var filter = AuditUrls.ReadFilter(run.Settings[Filter]);
        var at = run.Checkpoint is { } kept ? JsonSerializer.Deserialize<Position>(kept)! : new Position(0, null, 0, 0);
        for (var part = run.ResumeAfter; part < run.Total; part++)
        {
            var (from, to) = DaysOf(run, part);
            var cursor = at.Part == part && at.Cursor is { } position ? new AuditCursor(position) : null;
            do
            {
                if (at.Entries >= MaxEntries)
                    break;

                var read = await log.ReadGroupedAsync(actor, filter.Within(null, from, to), cursor, PageSize, cancellationToken);
                var slice = read.Ok ? read.Value : throw new InvalidOperationException("The audit log was refused in the middle of an export.");
                var lines = slice.Entries.Select(Line);
                var written = await WriteAsync(run.Id, at.Parts, at.Parts == 0 ? lines.Prepend(Header) : lines, cancellationToken);
                cursor = slice.Older;
                at = new(part, cursor?.Position, written, at.Entries + slice.Entries.Count);
                await run.ReportAsync([], JsonSerializer.Serialize(at), cancellationToken);
            }
            while (cursor is not null);

            at = at with { Part = part + 1, Cursor = null };
            if (part + 1 == run.Total)
                at = at with { Parts = await EndAsync(run, at, cancellationToken) };
            await run.ReportAsync([new(part + 1, "done", Name: Format.Date(from))], JsonSerializer.Serialize(at), cancellationToken);
        }
    }

    // The part of the time of an item, the last days first.
    private static (DateOnly From, DateOnly To) DaysOf(JobRun run, long part)
    {
        var (first, last) = (Day(run.Settings[First]), Day(run.Settings[Last]));
        var days = last.DayNumber - first.DayNumber + 1;
        return (last.AddDays(1 - (int)(days * (part + 1) / run.Total)), last.AddDays(-(int)(days * part / run.Total)));
    }

    private async Task<long> EndAsync(JobRun run, Position at, CancellationToken cancellationToken)
    {
        var parts = at.Entries < MaxEntries
            ? at.Parts
            : await WriteAsync(run.Id, at.Parts, [[$"There are more: a file has up to {Format.Number(MaxEntries)} entries. Choose a shorter time for the rest."]], cancellationToken);
        await files.CompleteAsync(run.Id, parts, at.Entries, cancellationToken);
        return parts;
    }

    // Several parts where the lines are long: an item holds 400 KB.
    private async Task<long> WriteAsync(string jobId, long number, IEnumerable<IReadOnlyList<string>> lines, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var csv = new CsvWriter(buffer, mark: number == 0);
        foreach (var line in lines)
        {
            await csv.WriteAsync(line, cancellationToken);
            await csv.FlushAsync(cancellationToken);
            if (buffer.Length >= PartBytes)
                await SendAsync();
        }

        await csv.FlushAsync(cancellationToken);
        if (buffer.Length > 0)
            await SendAsync();
        return number;

        async Task SendAsync()
        {
            await files.PutAsync(jobId, ++number, buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken);
            buffer.SetLength(0);
        }
    }

    private IReadOnlyList<string> Line(AuditEntry entry) =>
    [
        Format.DateTime(entry.At), entry.ActorName, entry.Role ?? "", labels.Sentence(entry), labels.IsOwn(entry) ? "" : entry.EntityName,
        string.Join("; ", labels.Changes(entry).Select(change => $"{change.Label}: {Shown(change.Before)} → {Shown(change.After)}")),
        entry.Note ?? "", entry.Address ?? "", AuditLabels.WayOf(entry.Protocol), entry.Id,
    ];

    private static string Shown(string? value) => string.IsNullOrEmpty(value) ? "nothing" : TextCut.Shown(value, MaxValue);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <param name="Part">The part of the time.</param>
    /// <param name="Cursor">Where its next page begins; null at its beginning.</param>
    /// <param name="Parts">Parts of the file that are written.</param>
    /// <param name="Entries">Entries in them.</param>
    private sealed record Position(long Part, string? Cursor, long Parts, long Entries);
}
