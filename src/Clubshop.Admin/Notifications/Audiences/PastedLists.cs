using System.Globalization;
using System.Text.Json;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Notifications.Rules;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Notifications.Audiences;

/// <summary>A saved list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Summary">How it was read.</param>
public sealed record SavedList(string Id, PastedSummary Summary);

/// <summary>Reads pasted lists and keeps them, sealed, for a week; each is visible only to the person who pasted it.</summary>
public sealed class PastedLists
{
    private const int KeptDays = 7;

    private readonly RecipientLists _lists;
    private readonly TableReader _reader;
    private readonly UnauditedWriter _unaudited;
    private readonly TimeProvider _time;

    internal PastedLists(RecipientLists lists, TableReader reader, UnauditedWriter unaudited, TimeProvider time) =>
        (_lists, _reader, _unaudited, _time) = (lists, reader, unaudited, time);

    /// <summary>Reads and saves a list (UTF-8).</summary>
    public async Task<Result<SavedList>> SaveAsync(Actor actor, Channel channel, Stream text, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SendNotifications) is { } refused)
            return refused;

        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = await text.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (bytes.Length + read > PastedList.MaxBytes)
                return new Problem("too-long", L[$"The list is larger than {PastedList.MaxBytes >> 20} MB. Send it in several notifications."], "List");
            bytes.Write(buffer, 0, read);
        }

        bytes.Position = 0;
        var (recipients, summary, unreadable) = await ReadAsync(bytes, channel, cancellationToken);
        if (unreadable is not null)
            return new Problem("list", unreadable, "List");

        if (recipients.Count == 0)
        {
            return new Problem(
                "empty-list",
                summary.Lines == summary.Blank
                    ? channel == Channel.Sms ? L["The list is empty. Paste a customer number or phone number on each line."] : L["The list is empty. Paste a customer number on each line."]
                    : (summary.Lines == 1 ? L["The line contains no recipient."] : L[$"None of the {Money.Grouped(summary.Lines)} lines contains a recipient."])
                        + " " + (summary.Samples is [var first, ..] ? first : ""),
                "List");
        }

        if (recipients.Count > PastedList.MaxLines)
        {
            return new Problem(
                "too-many",
                L[$"The list has {Money.Grouped(recipients.Count)} recipients; up to {Money.Grouped(PastedList.MaxLines)} are possible. Send it in several notifications."],
                "List");
        }

        var id = Ids.New(_time);
        await _lists.WriteAsync(id, recipients.ToAsyncEnumerable(), KeptDays, cancellationToken);
        var item = new Item("PASTED#" + id).Set("owner", actor.Id).Set("summary", JsonSerializer.Serialize(summary))
            .Set(Attributes.PurgeAt, (_time.GetUtcNow() + TimeSpan.FromDays(KeptDays)).ToUnixTimeSeconds());
        await _unaudited.PutAsync(Table.Deliveries, item, null, cancellationToken);
        return new SavedList(id, summary);
    }

    /// <summary>The summary of a list; null if it is somebody else's or no longer exists.</summary>
    public async Task<PastedSummary?> FindAsync(Actor actor, string id, CancellationToken cancellationToken) =>
        Ids.IsValid(id) && await _reader.ReadAsync(new(Table.Deliveries, "PASTED#" + id), cancellationToken) is { } item && item.GetString("owner") == actor.Id
            ? JsonSerializer.Deserialize<PastedSummary>(item.GetString("summary"))
            : null;

    // The rules only read text. What makes the whole list unusable is returned as a message.
    private static async Task<(IReadOnlyList<Recipient> Recipients, PastedSummary Summary, string? Unreadable)> ReadAsync(
        MemoryStream bytes, Channel channel, CancellationToken cancellationToken)
    {
        try
        {
            var text = bytes.Length == 0 ? "" : await CsvSource.ReadAllAsync(bytes, cancellationToken);
            if (text.Contains(CsvSource.Broken, StringComparison.Ordinal))
                return ([], PastedSummary.None, L["The list is not UTF-8, so letters would be wrong. Copy it from the sheet again, or save it as “CSV UTF-8”."]);

            var (recipients, summary) = PastedList.Read(text, channel);
            return (recipients, summary, null);
        }
        catch (CsvProblemException problem)
        {
            return ([], PastedSummary.None, problem.Message);
        }
    }

    internal IAsyncEnumerable<IReadOnlyList<Recipient>> ReadAsync(string id, CancellationToken cancellationToken) => _lists.ReadAsync(id, cancellationToken);
}
