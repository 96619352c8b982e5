using Clubshop.Admin.Common;

namespace Clubshop.Admin.Staff.Accounts;

/// <summary>The status of an account, from Cognito's status and whether it is enabled.</summary>
public enum StaffStatus
{
    /// <summary>Can sign in.</summary>
    Active,

    /// <summary>Has a temporary password and has not chosen their own yet.</summary>
    Invited,

    /// <summary>The temporary password has expired: the invitation has to be sent again.</summary>
    InvitationExpired,

    /// <summary>Has to set a new password with a code before the next sign-in.</summary>
    MustReset,

    /// <summary>Cannot sign in until enabled again.</summary>
    Disabled,

    /// <summary>A status that this portal does not create; the owners of the pool have to look at it.</summary>
    Other,
}

/// <summary>A member of staff, from Cognito and the portal's own record.</summary>
public sealed record StaffMember
{
    /// <summary>The person's <c>sub</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The pool's user name of the person.</summary>
    public required string UserName { get; init; }

    /// <summary>The address the person signs in with.</summary>
    public required string Email { get; init; }

    /// <summary>The name shown to others.</summary>
    public required string Name { get; init; }

    /// <summary>The role in force; null without a group.</summary>
    public required Role? Role { get; init; }

    /// <summary>The status of the account.</summary>
    public required StaffStatus Status { get; init; }

    /// <summary>Ids of the clubs assigned.</summary>
    public IReadOnlySet<string> Clubs { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Ids of the shops assigned.</summary>
    public IReadOnlySet<string> Shops { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>When the invitation was last sent, UTC; null when no invitation is open.</summary>
    public DateTimeOffset? InvitedAt { get; init; }

    /// <summary>When the invitation expires, UTC.</summary>
    public DateTimeOffset? InvitationEndsAt { get; init; }

    /// <summary>Whether an authenticator is set up.</summary>
    public bool HasAuthenticator { get; init; }

    /// <summary>The last completed sign-in, UTC; null when the portal saw none.</summary>
    public DateTimeOffset? LastSignIn { get; init; }

    /// <summary>Version and authors of the portal's own record.</summary>
    public Stamp Stamp { get; init; } = Stamp.Unsaved;
}

/// <summary>All staff, sorted by name.</summary>
/// <param name="People">The people.</param>
public sealed record StaffList(IReadOnlyList<StaffMember> People);

/// <summary>The content of an invitation.</summary>
public sealed record StaffInvitation
{
    /// <summary>The e-mail address for the invitation and for signing in.</summary>
    public string Email { get; init; } = "";

    /// <summary>The name shown to others.</summary>
    public string Name { get; init; } = "";

    /// <summary>The role.</summary>
    public Role? Role { get; init; }

    /// <summary>Ids of the clubs to assign.</summary>
    public IReadOnlyList<string> Clubs { get; init; } = [];

    /// <summary>Ids of the shops to assign.</summary>
    public IReadOnlyList<string> Shops { get; init; } = [];
}

/// <summary>The actions on a Cognito account.</summary>
public enum StaffAction
{
    /// <summary>Create the account and send a temporary password.</summary>
    Invite,

    /// <summary>Send a new temporary password.</summary>
    Resend,

    /// <summary>Change the role.</summary>
    ChangeRole,

    /// <summary>Disable sign-in.</summary>
    Disable,

    /// <summary>Enable sign-in again.</summary>
    Enable,

    /// <summary>Remove a lost authenticator.</summary>
    ResetAuthenticator,

    /// <summary>End every session.</summary>
    SignOut,
}
