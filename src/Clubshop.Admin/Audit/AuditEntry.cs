using System.Text.Json;

namespace Clubshop.Admin.Audit;

/// <summary>Who did what to what, when, before and after.</summary>
public sealed record AuditEntry
{
    /// <summary>The entry's id: the token of the submit.</summary>
    public required string Id { get; init; }

    /// <summary>Its position in the log: time, then id. Used in cursors.</summary>
    public required string Position { get; init; }

    /// <summary>When it happened (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Id of the person.</summary>
    public required string ActorId { get; init; }

    /// <summary>Name of the person at that time.</summary>
    public required string ActorName { get; init; }

    /// <summary>Name of the person's role at that time; null if they had none.</summary>
    public string? Role { get; init; }

    /// <summary>The network address of the person.</summary>
    public string? Address { get; init; }

    /// <summary>The protocol: <c>http</c>, <c>https</c> or <c>job</c>.</summary>
    public string? Protocol { get; init; }

    /// <summary>The trace id of the request.</summary>
    public string? TraceId { get; init; }

    /// <summary>The action.</summary>
    public required string Action { get; init; }

    /// <summary>The kind of record.</summary>
    public required string Kind { get; init; }

    /// <summary>The record's id.</summary>
    public required string EntityId { get; init; }

    /// <summary>The record's name at that time.</summary>
    public required string EntityName { get; init; }

    /// <summary>The clubs concerned.</summary>
    public IReadOnlySet<string> Clubs { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>A reason or detail.</summary>
    public string? Note { get; init; }

    /// <summary>Id of the job that the change is one row of; null for a change by itself.</summary>
    public string? Run { get; init; }

    /// <summary>The record's version after the change; 0 if no record was written.</summary>
    public long Version { get; init; }

    /// <summary>The changed attributes.</summary>
    public IReadOnlyList<AuditChange> Changes { get; init; } = [];

    /// <summary>Whether the changes exceeded the size of an entry (30 KB), so that some are cut or left out.</summary>
    public bool Cut { get; init; }
}

/// <summary>One attribute before and after.</summary>
/// <param name="Attribute">Its name in the item.</param>
/// <param name="Before">Its value before; null if it had none.</param>
/// <param name="After">Its value after; null if it has none.</param>
public sealed record AuditChange(string Attribute, JsonElement? Before, JsonElement? After);
