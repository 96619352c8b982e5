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

/// <summary>A pasted list as it is kept.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Summary">What was made of it.</param>
public sealed record KeptList(string Id, PastedSummary Summary);

/// <summary>Pasted lists: read, sealed and kept for a week, each for the person who pasted it.</summary>
public sealed class PastedLists
{
    private const int KeptDays = 7;

    private readonly RecipientLists _lists;
    private readonly TableReader _reader;
    private readonly UnauditedWriter _unaudited;
    private readonly TimeProvider _time;

    internal PastedLists(RecipientLists lists, TableReader reader, UnauditedWriter unaudited, TimeProvider time) => (_lists, _reader, _unaudited, _time) = (lists, reader, unaudited, time);

    /// <summary>Reads and keeps a list; UTF-8.</summary>
    public async Task<Result<KeptList>> KeepAsync(Actor actor, Channel channel, Stream text, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SendNotifications) is { } refused)
            return refused;

        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        for (int read; (read = await text.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (bytes.Length + read > PastedList.MaxBytes)
                return new Problem("too-long", $"The list is larger than {PastedList.MaxBytes >> 20} MB. Send it in two notifications.", "List");
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
                    ? "The list is empty. Paste a customer number" + (channel == Channel.Sms ? " or phone number" : "") + " on each line."
                    : $"{(summary.Lines == 1 ? "The line names nobody" : $"None of the {Money.Grouped(summary.Lines)} lines names anybody")}. {(summary.Samples is [var first, ..] ? first : "")}",
                "List");
        }

        if (recipients.Count > PastedList.MaxLines)
            return new Problem("too-many", $"The list has {Money.Grouped(recipients.Count)} recipients; {Money.Grouped(PastedList.MaxLines)} fit. Send it in two notifications.", "List");

        var id = Ids.New(_time);
        await _lists.WriteAsync(id, recipients.ToAsyncEnumerable(), KeptDays, cancellationToken);
        var item = new Item("PASTED#" + id).Set("owner", actor.Id).Set("summary", JsonSerializer.Serialize(summary))
            .Set(Attributes.PurgeAt, (_time.GetUtcNow() + TimeSpan.FromDays(KeptDays)).ToUnixTimeSeconds());
        await _unaudited.PutAsync(Table.Deliveries, item, null, cancellationToken);
        return new KeptList(id, summary);
    }

    /// <summary>What is known of a list; null when it is somebody else's, or gone.</summary>
    public async Task<PastedSummary?> FindAsync(Actor actor, string id, CancellationToken cancellationToken) =>
        Ids.IsValid(id) && await _reader.ReadAsync(new(Table.Deliveries, "PASTED#" + id), cancellationToken) is { } item && item.GetString("owner") == actor.Id
            ? JsonSerializer.Deserialize<PastedSummary>(item.GetString("summary"))
            : null;

    // The rules read text alone; what is wrong with it as a whole is told as a problem.
    private static async Task<(IReadOnlyList<Recipient> Recipients, PastedSummary Summary, string? Unreadable)> ReadAsync(
        MemoryStream bytes, Channel channel, CancellationToken cancellationToken)
    {
        try
        {
            var text = bytes.Length == 0 ? "" : await CsvSource.ReadAllAsync(bytes, cancellationToken);
            if (text.Contains(CsvSource.Broken, StringComparison.Ordinal))
                return ([], PastedSummary.None, "The list is not UTF-8, so letters would come in wrong. Copy it from the sheet again, or save it as “CSV UTF-8”.");

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
