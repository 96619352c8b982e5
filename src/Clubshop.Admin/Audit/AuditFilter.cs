namespace Clubshop.Admin.Audit;

/// <summary>A filter of the audit log; null members do not restrict it.</summary>
public sealed record AuditFilter
{
    /// <summary>Id of the person.</summary>
    public string? Person { get; init; }

    /// <summary>The kind of record.</summary>
    public string? Kind { get; init; }

    /// <summary>The record's id; requires <see cref="Kind"/>.</summary>
    public string? Record { get; init; }

    /// <summary>The action.</summary>
    public string? Action { get; init; }

    /// <summary>The day (IST).</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Whether any member restricts it.</summary>
    public bool Any => this != new AuditFilter();

    internal bool Matches(AuditEntry entry) =>
        (Person is null || entry.ActorId == Person) && (Kind is null || entry.Kind == Kind)
        && (Record is null || entry.EntityId == Record) && (Action is null || entry.Action == Action);
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
public sealed record AuditSlice(IReadOnlyList<AuditEntry> Entries, AuditCursor? Newer, AuditCursor? Older, DateTimeOffset? SearchedTo);
