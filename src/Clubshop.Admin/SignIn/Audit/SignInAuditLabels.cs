using Clubshop.Admin.Account;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.SignIn.Audit;

/// <summary>How staff and sign-in events read in the audit log.</summary>
internal static class SignInAuditLabels
{
    /// <summary>The audit kind of requests refused without a name: the address they came from.</summary>
    public const string AddressKind = "address";

    public static AuditKind Addresses { get; } = new()
    {
        Kind = AddressKind,
        Label = "Address",
        Actions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [SignInActions.RefuseSession] = "sent an invalid session cookie from",
            [SignInActions.RefuseStep] = "sent an invalid sign-in step from",
            [SignInActions.RefuseReturn] = "asked to return to another site after sign-in, from",
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
        Actions = new Dictionary<string, string>(StaffLabels.AuditTexts().Concat(AccountLabels.AuditTexts), StringComparer.Ordinal)
        {
            [SignInActions.SignIn] = "signed in to",
            [SignInActions.RefuseSignIn] = "was refused a sign-in to",
            [SignInActions.SignOut] = "signed out of",
            [SignInActions.Enrol] = "enrolled an authenticator for",
            [SignInActions.SetPassword] = "set a password for",
            [SignInActions.AskReset] = "asked for a new password for",
            [SignInActions.ResetPassword] = "reset the password of",
            [SignInActions.RefuseReset] = "was refused a new password for",
            [SignInActions.EndSession] = "ended a session of",
            ["assign"] = "assigned clubs or shops to",
        },
        OwnActions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [SignInActions.SignIn] = "signed in",
            [SignInActions.RefuseSignIn] = "was refused at the sign-in",
            [SignInActions.SignOut] = "signed out",
            [SignInActions.Enrol] = "enrolled an authenticator",
            [SignInActions.SetPassword] = "set their first password",
            [SignInActions.AskReset] = "asked for a new password",
            [SignInActions.ResetPassword] = "reset their password",
            [SignInActions.RefuseReset] = "was refused a new password",
        },
    };

    // An address that never signed in, or was invited and refused, has no page.
    private static string? StaffHref(string id) => id.Contains(':', StringComparison.Ordinal) ? null : StaffUrls.Of(id);
}
