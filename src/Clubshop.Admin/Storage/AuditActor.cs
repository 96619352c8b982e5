namespace Clubshop.Admin.Storage;

/// <summary>Who makes a change, as its audit entry and the stamps of the record keep it. What a person may do, Staff knows.</summary>
public abstract record AuditActor
{
    /// <summary>The person's <c>sub</c> in the staff pool.</summary>
    public required string Id { get; init; }

    /// <summary>The name shown to others and kept in the audit log.</summary>
    public required string Name { get; init; }

    /// <summary>The role in force, by its group's name; null for a person without a group.</summary>
    public abstract string? RoleName { get; }

    /// <summary>The peer's address; null where there is none, as in a job.</summary>
    public string? Address { get; init; }

    /// <summary>How the person reached the portal: <c>http</c>, <c>https</c>, <c>job</c>.</summary>
    public string? Protocol { get; init; }
}
