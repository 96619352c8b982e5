using Clubshop.Admin.Common;
using Clubshop.Admin.Staff.Accounts;

namespace Clubshop.Admin.Staff.Pages;

/// <summary>An action on an account, with the consequences to confirm.</summary>
/// <param name="Action">The action.</param>
/// <param name="Verb">The button's label.</param>
/// <param name="Sentence">What it means.</param>
/// <param name="Question">The dialog's title.</param>
/// <param name="Done">The confirmation afterwards.</param>
/// <param name="Consequences">The consequences, one line each.</param>
/// <param name="Danger">Whether it is destructive.</param>
/// <param name="RunAsync">Calls the service.</param>
public sealed record AccountAction(
    StaffAction Action, string Verb, string Sentence, string Question, string Done, IReadOnlyList<string> Consequences, bool Danger,
    Func<StaffService, Actor, string, CancellationToken, Task<Result<StaffMember>>> RunAsync);

/// <summary>The actions available for a person; the service checks them again.</summary>
public static class AccountActionMenu
{
    private static string SignedOut => L["They are signed out everywhere within a minute. What they are typing is kept as a draft."];

    /// <summary>The actions that the page offers.</summary>
    /// <param name="member">The person.</param>
    /// <param name="self">Whether the viewer is this person.</param>
    public static IEnumerable<AccountAction> Of(StaffMember member, bool self)
    {
        if (self)
            yield break;

        var name = member.Name;
        if (member.Status is StaffStatus.Invited or StaffStatus.InvitationExpired)
        {
            yield return new(
                StaffAction.Resend, L["Send invitation again"], L["Emails a new temporary password. The previous one stops working."],
                L[$"Send the invitation to {name} again?"], L["Invitation sent again"], [L[$"The email goes to {member.Email}."]], false,
                (service, actor, id, token) => service.ResendAsync(actor, id, token));
        }

        if (member.HasAuthenticator)
        {
            yield return new(
                StaffAction.ResetAuthenticator, L["Reset authenticator"], L["For a lost phone: they set up a new authenticator at the next sign-in, with their password."],
                L[$"Reset the authenticator of {name}?"], L["Authenticator reset"],
                [SignedOut, L["Until then, anybody with their password can set up an authenticator: make sure that the request comes from them."]], true,
                (service, actor, id, token) => service.ResetAuthenticatorAsync(actor, id, token));
        }

        yield return new(
            StaffAction.SignOut, L["Sign out everywhere"], L["Ends every session. They can sign in again at once."],
            L[$"Sign {name} out everywhere?"], L["Signed out everywhere"], [SignedOut], false,
            (service, actor, id, token) => service.SignOutEverywhereAsync(actor, id, token));

        if (member.Status == StaffStatus.Disabled)
        {
            yield return new(
                StaffAction.Enable, L["Enable account"], L["They can sign in again with their previous password and authenticator."],
                L[$"Enable the account of {name}?"], L["Account enabled"], [L[$"They are {Roles.Person(member.Role)} again."]], false,
                (service, actor, id, token) => service.EnableAsync(actor, id, token));
        }
        else
        {
            yield return new(
                StaffAction.Disable, L["Disable account"], L["They cannot sign in until you enable the account again. Their work is kept."],
                L[$"Disable the account of {name}?"], L["Account disabled"], [SignedOut, L["Role, clubs and shops are kept for when you enable the account again."]], true,
                (service, actor, id, token) => service.DisableAsync(actor, id, token));
        }
    }
}
