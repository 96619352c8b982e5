namespace Clubshop.Admin.Audit;

/// <summary>Which entries of the audit log are wanted; what is null does not restrict.</summary>
public sealed record AuditFilter
{
    /// <summary>Id of who did it.</summary>
    public string? Person { get; init; }

    /// <summary>The kind of record.</summary>
    public string? Kind { get; init; }

    /// <summary>The record's id; asks for <see cref="Kind"/> as well.</summary>
    public string? Record { get; init; }

    /// <summary>What was done.</summary>
    public string? Action { get; init; }

    /// <summary>On which day, in India.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Whether anything restricts.</summary>
    public bool Any => this != new AuditFilter();

    internal bool Matches(AuditEntry entry) =>
        (Person is null || entry.ActorId == Person) && (Kind is null || entry.Kind == Kind)
        && (Record is null || entry.EntityId == Record) && (Action is null || entry.Action == Action);
}

/// <summary>Where a page of the audit log begins. Positions are <see cref="AuditEntry.Position"/>, or a time in its form.</summary>
/// <param name="Position">The position.</param>
/// <param name="Newer">Entries newer than it, instead of older ones.</param>
public sealed record AuditCursor(string Position, bool Newer = false);

/// <summary>A page of the audit log, newest first.</summary>
/// <param name="Entries">The entries; fewer than asked for when there are no more, or <paramref name="SearchedTo"/> says so.</param>
/// <param name="Newer">The page of newer entries; null where there are none yet.</param>
/// <param name="Older">The page of older entries; null where there are none.</param>
/// <param name="SearchedTo">When the search stopped for now with few found, the time it came to; going on there is what <paramref name="Older"/> is for.</param>
public sealed record AuditSlice(IReadOnlyList<AuditEntry> Entries, AuditCursor? Newer, AuditCursor? Older, DateTimeOffset? SearchedTo);
