using Clubshop.Admin.Common;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Notifications.Audiences;

/// <summary>Pasting a list, with its audit entry: who brought how many numbers of people into the portal, never which.</summary>
public sealed class ListPasting
{
    internal const string Kind = "pasted-list", Paste = "paste-list";

    private readonly PastedLists _lists;
    private readonly WriteUnit _writes;
    private readonly TimeProvider _time;

    internal ListPasting(PastedLists lists, WriteUnit writes, TimeProvider time) => (_lists, _writes, _time) = (lists, writes, time);

    /// <summary>Reads and keeps a list; UTF-8. Only one that is in the audit log is handed out.</summary>
    public async Task<Result<KeptList>> KeepAsync(Actor actor, Channel channel, Stream text, CancellationToken cancellationToken)
    {
        var kept = await _lists.KeepAsync(actor, channel, text, cancellationToken);
        if (!kept.Ok)
            return kept;

        var name = $"{Money.Grouped(kept.Value.Summary.Usable)} recipients of {(channel == Channel.Sms ? "SMS" : "push")}";
        var draft = new AuditDraft(Paste, Kind, kept.Value.Id, name) { Note = $"{Money.Grouped(kept.Value.Summary.Lines)} lines" };
        await _writes.RecordAsync(actor, Ids.New(_time), draft, cancellationToken);
        return kept;
    }
}
