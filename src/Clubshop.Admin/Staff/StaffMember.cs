using Clubshop.Admin.Common;

namespace Clubshop.Admin.Staff;

/// <summary>Where an account stands, from Cognito's status and whether it is enabled.</summary>
public enum StaffStatus
{
    /// <summary>May sign in.</summary>
    Active,

    /// <summary>Has a temporary password and never set one of their own.</summary>
    Invited,

    /// <summary>The temporary password is too old: the invitation has to be sent again.</summary>
    InvitationExpired,

    /// <summary>Has to set a new password with a code before the next sign-in.</summary>
    MustReset,

    /// <summary>May not sign in until enabled again.</summary>
    Disabled,

    /// <summary>A status that this portal does not make: the pool's owners look at it.</summary>
    Other,
}

/// <summary>A person who works here: what Cognito knows of them and what the portal does.</summary>
public sealed record StaffMember
{
    /// <summary>The person's <c>sub</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The pool's own name of the person.</summary>
    public required string UserName { get; init; }

    /// <summary>The address the person signs in with.</summary>
    public required string Email { get; init; }

    /// <summary>The name shown to others.</summary>
    public required string Name { get; init; }

    /// <summary>The role in force; null without a group.</summary>
    public required Role? Role { get; init; }

    /// <summary>Where the account stands.</summary>
    public required StaffStatus Status { get; init; }

    /// <summary>Ids of the clubs assigned.</summary>
    public IReadOnlySet<string> Clubs { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Ids of the shops assigned.</summary>
    public IReadOnlySet<string> Shops { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>When the invitation was last sent, UTC; null for somebody who is not invited (any more).</summary>
    public DateTimeOffset? InvitedAt { get; init; }

    /// <summary>Until when the invitation works, UTC.</summary>
    public DateTimeOffset? InvitationEndsAt { get; init; }

    /// <summary>Whether an authenticator is set up.</summary>
    public bool HasAuthenticator { get; init; }

    /// <summary>The last whole sign-in, UTC; null when the portal saw none.</summary>
    public DateTimeOffset? LastSignIn { get; init; }

    /// <summary>Counts the saves of the portal's own record.</summary>
    public Stamp Stamp { get; init; } = Stamp.Unsaved;
}

/// <summary>Everybody who works here, in order of their names.</summary>
/// <param name="People">The people.</param>
public sealed record StaffList(IReadOnlyList<StaffMember> People);

/// <summary>What an invitation says.</summary>
public sealed record StaffInvitation
{
    /// <summary>Where it is sent, and what the person will sign in with.</summary>
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

/// <summary>What can be done to an account in Cognito.</summary>
public enum StaffAction
{
    /// <summary>Make the account and send a temporary password.</summary>
    Invite,

    /// <summary>Send a new temporary password.</summary>
    Resend,

    /// <summary>Give another role.</summary>
    ChangeRole,

    /// <summary>Bar from signing in.</summary>
    Disable,

    /// <summary>Let sign in again.</summary>
    Enable,

    /// <summary>Take a lost authenticator off.</summary>
    ResetAuthenticator,

    /// <summary>End every session.</summary>
    SignOut,
}
