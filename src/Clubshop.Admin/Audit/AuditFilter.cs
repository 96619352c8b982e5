using System.Text.Json;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Audit;

/// <summary>A filter of the audit log; null members do not restrict it.</summary>
public sealed record AuditFilter
{
    /// <summary>Words that the entry has: in what was done, the record's name, the person's, the note or a value before or after.</summary>
    public string? Text { get; init; }

    /// <summary>Id of the person.</summary>
    public string? Person { get; init; }

    /// <summary>The kind of record.</summary>
    public string? Kind { get; init; }

    /// <summary>The record's id; requires <see cref="Kind"/>.</summary>
    public string? Record { get; init; }

    /// <summary>The action.</summary>
    public string? Action { get; init; }

    /// <summary>The network address that it was done from, or its beginning: <c>203.0.113.</c></summary>
    public string? Address { get; init; }

    /// <summary>The way over which it was done: <see cref="AuditEntry.Protocol"/>.</summary>
    public string? Protocol { get; init; }

    /// <summary>Id of a job (a bulk change, an import): the changes of its rows.</summary>
    public string? Run { get; init; }

    /// <summary>The last so many days (IST), today among them; <see cref="From"/> and <see cref="To"/> are not used then.</summary>
    public int? Days { get; init; }

    /// <summary>The first day (IST).</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day (IST).</summary>
    public DateOnly? To { get; init; }

    /// <summary>The saved view that was opened, whatever was changed since; null for none. It restricts nothing.</summary>
    public string? Saved { get; init; }

    /// <summary>Whether any member restricts it.</summary>
    public bool Any => this with { Saved = null } != new AuditFilter();

    /// <summary>Whether it is restricted by time.</summary>
    public bool HasRange => Days is not null || From is not null || To is not null;

    /// <summary>The same for another time.</summary>
    public AuditFilter Within(int? days, DateOnly? from = null, DateOnly? to = null) => this with { Days = days, From = from, To = to };

    /// <summary>Whether most entries may have to be looked at that do not match: no partition of the log has those that do.</summary>
    internal bool Searches => Text is not null || Address is not null || Protocol is not null || Action is not null || Run is not null || (Kind is not null && Record is null);

    // Without the time: the partitions are chosen by it.
    internal bool Matches(AuditEntry entry, AuditLabels? labels = null) =>
        (Person is null || entry.ActorId == Person) && (Kind is null || entry.Kind == Kind)
        && (Record is null || entry.EntityId == Record) && (Action is null || entry.Action == Action) && (Run is null || entry.Run == Run)
        && (Address is null || entry.Address?.StartsWith(Address, StringComparison.OrdinalIgnoreCase) == true) && (Protocol is null || entry.Protocol == Protocol)
        && (Text is null || HasWords(entry, Fold.Terms(Text), labels));

    private static bool HasWords(AuditEntry entry, IReadOnlyList<string> words, AuditLabels? labels)
    {
        var all = string.Join(' ', TextsOf(entry, labels).Select(Fold.Text));
        return words.All(word => all.Contains(word, StringComparison.Ordinal));
    }

    // As it is stored and as people read it: "croma" finds a change of the shop that a link leads to.
    private static IEnumerable<string?> TextsOf(AuditEntry entry, AuditLabels? labels) =>
    [
        entry.EntityName, entry.ActorName, entry.Note, labels?.Sentence(entry),
        .. entry.Changes.SelectMany(change => new[] { change.Before, change.After }).Select(TextOf),
        .. labels?.Changes(entry).SelectMany(change => new[] { change.Label, change.Before, change.After }) ?? [],
    ];

    private static string? TextOf(JsonElement? value) => value is not { } known ? null : known.ValueKind == JsonValueKind.String ? known.GetString() : known.GetRawText();
}

/// <summary>The start of a page of the audit log. Positions are <see cref="AuditEntry.Position"/>, or a time in the same format.</summary>
/// <param name="Position">The position.</param>
/// <param name="Newer">Whether the page has newer entries, instead of older ones.</param>
public sealed record AuditCursor(string Position, bool Newer = false);

/// <summary>A page of the audit log, newest first.</summary>
/// <param name="Entries">The entries; fewer than requested at the end of the log, or if <paramref name="SearchedTo"/> is set.</param>
/// <param name="Newer">The page of newer entries; null if there are none yet.</param>
/// <param name="Older">The page of older entries; null if there are none.</param>
/// <param name="SearchedTo">How far (UTC) the search went if it stopped early; <paramref name="Older"/> continues from there.</param>
/// <param name="Looked">Entries that were looked at for it.</param>
public sealed record AuditSlice(IReadOnlyList<AuditEntry> Entries, AuditCursor? Newer, AuditCursor? Older, DateTimeOffset? SearchedTo, int Looked = 0);
