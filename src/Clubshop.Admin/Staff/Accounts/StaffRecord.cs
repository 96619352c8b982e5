using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Staff.Accounts;

/// <summary>The portal's own record of a member of staff; Cognito has role, password and factors.</summary>
public sealed record StaffRecord
{
    /// <summary>The person's <c>sub</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The name shown to others.</summary>
    public string Name { get; init; } = "";

    /// <summary>Ids of the clubs assigned.</summary>
    public IReadOnlySet<string> Clubs { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Ids of the shops assigned.</summary>
    public IReadOnlySet<string> Shops { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Sessions that started before this time have ended, UTC; null when they were never ended that way.</summary>
    public DateTimeOffset? SessionsFrom { get; init; }

    /// <summary>When the invitation was last sent, UTC; null when this portal did not invite the person.</summary>
    public DateTimeOffset? InvitedAt { get; init; }

    /// <summary>Who created and changed the record.</summary>
    public Stamp Stamp { get; init; } = Stamp.Unsaved;
}
