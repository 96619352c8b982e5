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
        Label = L.Later("Address"),
        Actions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [SignInActions.RefuseSession] = L.Later("sent an invalid session cookie from"),
            [SignInActions.RefuseStep] = L.Later("sent an invalid sign-in step from"),
            [SignInActions.RefuseReturn] = L.Later("asked to return to another site after sign-in, from"),
        },
    };

    public static AuditKind Audit { get; } = new()
    {
        Kind = "staff",
        Label = L.Later("Staff account"),
        Pronoun = "them",
        Href = StaffHref,
        Attributes = new Dictionary<string, AuditLabel>(StringComparer.Ordinal)
        {
            ["name"] = new(L.Later("Name")),
            ["email"] = new(L.Later("Email")),
            ["role"] = new(L.Later("Role")),
            ["clubs"] = new(L.Later("Clubs")),
            ["shops"] = new(L.Later("Shops")),
            ["sessionsFrom"] = new(L.Later("Sessions ended")),
            ["invitedAt"] = new(L.Later("Invitation sent")),
        },
        Actions = new Dictionary<string, string>(StaffLabels.AuditTexts().Concat(AccountLabels.AuditTexts), StringComparer.Ordinal)
        {
            [SignInActions.SignIn] = L.Later("signed in to"),
            [SignInActions.RefuseSignIn] = L.Later("was refused a sign-in to"),
            [SignInActions.SignOut] = L.Later("signed out of"),
            [SignInActions.Enrol] = L.Later("enrolled an authenticator for"),
            [SignInActions.SetPassword] = L.Later("set a password for"),
            [SignInActions.AskReset] = L.Later("asked for a new password for"),
            [SignInActions.ResetPassword] = L.Later("reset the password of"),
            [SignInActions.RefuseReset] = L.Later("was refused a new password for"),
            [SignInActions.EndSession] = L.Later("ended a session of"),
            ["assign"] = L.Later("assigned clubs or shops to"),
        },
        OwnActions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [SignInActions.SignIn] = L.Later("signed in"),
            [SignInActions.RefuseSignIn] = L.Later("was refused at the sign-in"),
            [SignInActions.SignOut] = L.Later("signed out"),
            [SignInActions.Enrol] = L.Later("enrolled an authenticator"),
            [SignInActions.SetPassword] = L.Later("set their first password"),
            [SignInActions.AskReset] = L.Later("asked for a new password"),
            [SignInActions.ResetPassword] = L.Later("reset their password"),
            [SignInActions.RefuseReset] = L.Later("was refused a new password"),
        },
    };

    // An address that never signed in, or was invited and refused, has no page.
    private static string? StaffHref(string id) => id.Contains(':', StringComparison.Ordinal) ? null : StaffUrls.Of(id);
}
