using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Audit;

/// <summary>Writes what a person may see of the audit log as CSV. An export is recorded in the log before its first line leaves.</summary>
public sealed class AuditExport
{
    /// <summary>The kind of the audit entries of exports.</summary>
    public const string Kind = "list";

    /// <summary>Entries that one file has, at most.</summary>
    public const int MaxEntries = 50_000;

    private const int PageSize = 200;
    private static readonly string[] Header = ["when (IST)", "who", "role", "what", "record", "changes", "note", "from", "entry"];

    private readonly AuditLog _log;
    private readonly AuditLabels _labels;
    private readonly WriteUnit _writes;
    private readonly TimeProvider _time;

    internal AuditExport(AuditLog log, AuditLabels labels, WriteUnit writes, TimeProvider time) => (_log, _labels, _writes, _time) = (log, labels, writes, time);

    /// <summary>Writes the entries of a filter, newest first.</summary>
    /// <returns>Why nothing was written; null when it was.</returns>
    public async Task<Problem?> WriteAsync(Actor actor, AuditFilter filter, Stream to, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SeeAudit) is { } refused)
            return refused;

        var draft = new AuditDraft(AuditActions.Export, Kind, "audit", "audit entries") { Note = filter.Any ? "what a filtered log shows" : "the whole log" };
        await _writes.RecordAsync(actor, Ids.New(_time), draft, cancellationToken);
        var csv = new CsvWriter(to);
        await csv.WriteAsync(Header, cancellationToken);
        var (cursor, written) = ((AuditCursor?)null, 0);
        do
        {
            var slice = (await _log.ReadGroupedAsync(actor, filter, cursor, PageSize, cancellationToken)).Value;
            foreach (var entry in slice?.Entries ?? [])
                await csv.WriteAsync(Line(entry), cancellationToken);

            written += slice?.Entries.Count ?? 0;
            cursor = slice?.Older;
        }
        while (cursor is not null && written < MaxEntries);

        if (cursor is not null)
            await csv.WriteAsync([$"There are more: a file has up to {Format.Number(MaxEntries)} entries. Choose a shorter time for the rest."], cancellationToken);

        await csv.FlushAsync(cancellationToken);
        return null;
    }

    private IReadOnlyList<string> Line(AuditEntry entry) =>
    [
        Format.DateTime(entry.At), entry.ActorName, entry.Role ?? "", _labels.Sentence(entry), _labels.IsOwn(entry) ? "" : entry.EntityName,
        string.Join("; ", _labels.Changes(entry).Select(change => $"{change.Label}: {change.Before ?? "nothing"} → {change.After ?? "nothing"}")),
        entry.Note ?? "", entry.Address ?? entry.Protocol ?? "", entry.Id,
    ];
}
