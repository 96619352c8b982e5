using Clubshop.Admin.Account;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.SignIn;

/// <summary>How staff and what happens at the door read in the audit log.</summary>
internal static class DoorWords
{
    /// <summary>The kind of what is refused without a name: the address it came from.</summary>
    public const string AddressKind = "address";

    public static AuditKind Addresses { get; } = new()
    {
        Kind = AddressKind,
        Label = "Address",
        Actions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [DoorActions.RefuseSession] = "brought a session that is worth nothing, from",
            [DoorActions.RefuseStep] = "brought a step of a sign-in that is worth nothing, from",
            [DoorActions.RefuseReturn] = "asked to be led elsewhere after the sign-in, from",
        },
    };

    public static AuditKind Audit { get; } = new()
    {
        Kind = "staff",
        Label = "Staff account",
        Pronoun = "them",
        Href = StaffHref,
        Attributes = new Dictionary<string, AuditLabel>(StringComparer.Ordinal)
        {
            ["name"] = new("Name"),
            ["email"] = new("Email"),
            ["role"] = new("Role"),
            ["clubs"] = new("Clubs"),
            ["shops"] = new("Shops"),
            ["sessionsFrom"] = new("Sessions ended"),
            ["invitedAt"] = new("Invitation sent"),
        },
        Actions = new Dictionary<string, string>(StaffWords.AuditTexts().Concat(AccountWords.AuditTexts), StringComparer.Ordinal)
        {
            [DoorActions.SignIn] = "signed in to",
            [DoorActions.RefuseSignIn] = "was refused a sign-in to",
            [DoorActions.SignOut] = "signed out of",
            [DoorActions.Enrol] = "enrolled an authenticator for",
            [DoorActions.SetPassword] = "set a password for",
            [DoorActions.AskReset] = "asked for a new password for",
            [DoorActions.ResetPassword] = "reset the password of",
            [DoorActions.RefuseReset] = "was refused a new password for",
            [DoorActions.EndSession] = "ended a session of",
            ["assign"] = "assigned clubs or shops to",
        },
        OwnActions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [DoorActions.SignIn] = "signed in",
            [DoorActions.RefuseSignIn] = "was refused at the sign-in",
            [DoorActions.SignOut] = "signed out",
            [DoorActions.Enrol] = "enrolled an authenticator",
            [DoorActions.SetPassword] = "set their first password",
            [DoorActions.AskReset] = "asked for a new password",
            [DoorActions.ResetPassword] = "reset their password",
            [DoorActions.RefuseReset] = "was refused a new password",
        },
    };

    // An address that never signed in, or was invited and refused, has no page.
    private static string? StaffHref(string id) => id.Contains(':', StringComparison.Ordinal) ? null : StaffUrls.Of(id);
}
