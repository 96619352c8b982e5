using System.Text.Json;

namespace Clubshop.Admin.Audit;

/// <summary>Who did what to what, when, before and after.</summary>
public sealed record AuditEntry
{
    /// <summary>The entry's id: the token of the submit.</summary>
    public required string Id { get; init; }

    /// <summary>Where it is in the log: when, then which; what a cursor names.</summary>
    public required string Position { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Id of who did it.</summary>
    public required string ActorId { get; init; }

    /// <summary>Name of who did it, as it was then.</summary>
    public required string ActorName { get; init; }

    /// <summary>The role in force then, by name; null without one.</summary>
    public string? Role { get; init; }

    /// <summary>The address the person came from.</summary>
    public string? Address { get; init; }

    /// <summary>How the person came: <c>http</c>, <c>https</c>, <c>job</c>.</summary>
    public string? Protocol { get; init; }

    /// <summary>The trace id of the request.</summary>
    public string? TraceId { get; init; }

    /// <summary>What was done.</summary>
    public required string Action { get; init; }

    /// <summary>What kind of record.</summary>
    public required string Kind { get; init; }

    /// <summary>The record's id.</summary>
    public required string EntityId { get; init; }

    /// <summary>The record's name then.</summary>
    public required string EntityName { get; init; }

    /// <summary>The clubs concerned.</summary>
    public IReadOnlySet<string> Clubs { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Why, or how.</summary>
    public string? Note { get; init; }

    /// <summary>The record's version after; 0 where no record was written.</summary>
    public long Version { get; init; }

    /// <summary>What differs, by attribute.</summary>
    public IReadOnlyList<AuditChange> Changes { get; init; } = [];

    /// <summary>Whether the differences were more than an entry keeps (30 KB), so that some are cut or left out.</summary>
    public bool Cut { get; init; }
}

/// <summary>One attribute before and after.</summary>
/// <param name="Attribute">Its name in the item.</param>
/// <param name="Before">Its value before; null when it was not there.</param>
/// <param name="After">Its value after; null when it is gone.</param>
public sealed record AuditChange(string Attribute, JsonElement? Before, JsonElement? After);
