using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Staff.Accounts;

/// <summary>A requested change of a Cognito account, stored until its outcome is in the audit log.</summary>
internal sealed record StaffChange
{
    /// <summary>The id of the audit entry of the request.</summary>
    public required string Token { get; init; }

    /// <summary>The action.</summary>
    public required StaffAction Action { get; init; }

    /// <summary>Who requested it.</summary>
    public required Actor Actor { get; init; }

    /// <summary>The person's <c>sub</c>; for an invitation the address until there is one.</summary>
    public required string PersonId { get; init; }

    /// <summary>The person's name.</summary>
    public required string Name { get; init; }

    /// <summary>The person's e-mail address, for sending an invitation.</summary>
    public string Email { get; init; } = "";

    /// <summary>The new role.</summary>
    public Role? Role { get; init; }

    /// <summary>Clubs to assign with an invitation.</summary>
    public IReadOnlySet<string> Clubs { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Shops to assign with an invitation.</summary>
    public IReadOnlySet<string> Shops { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>A note for the audit log.</summary>
    public string? Note { get; init; }

    /// <summary>When it was requested, UTC.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>The id of the audit entry with the outcome.</summary>
    public string EndToken => Token + AuditAttributes.EndMark;
}
