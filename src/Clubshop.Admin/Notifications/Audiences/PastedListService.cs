using Clubshop.Admin.Common;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Notifications.Audiences;

/// <summary>Saves pasted lists with an audit entry: who pasted how many recipients, never which.</summary>
public sealed class PastedListService
{
    internal const string Kind = "pasted-list", Paste = "paste-list";

    private readonly PastedLists _lists;
    private readonly WriteUnit _writes;
    private readonly TimeProvider _time;

    internal PastedListService(PastedLists lists, WriteUnit writes, TimeProvider time) => (_lists, _writes, _time) = (lists, writes, time);

    /// <summary>Reads and saves a list (UTF-8), and records it in the audit log before returning its id.</summary>
    public async Task<Result<SavedList>> SaveAsync(Actor actor, Channel channel, Stream text, CancellationToken cancellationToken)
    {
        var kept = await _lists.SaveAsync(actor, channel, text, cancellationToken);
        if (!kept.Ok)
            return kept;

        Languages.Use(Languages.English); // as the audit log is
        var name = $"{Ui.Format.Count(kept.Value.Summary.Usable, "recipient", "recipients")} of {(channel == Channel.Sms ? "SMS" : "push")}";
        var draft = new AuditDraft(Paste, Kind, kept.Value.Id, name) { Note = Ui.Format.Count(kept.Value.Summary.Lines, "line", "lines") };
        await _writes.RecordAsync(actor, Ids.New(_time), draft, cancellationToken);
        return kept;
    }
}
