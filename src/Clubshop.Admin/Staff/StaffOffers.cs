using Clubshop.Admin.Common;

namespace Clubshop.Admin.Staff;

/// <summary>Something that can be done to an account, with what follows from it, said before it is done.</summary>
/// <param name="Action">What.</param>
/// <param name="Verb">The button.</param>
/// <param name="Sentence">What it means.</param>
/// <param name="Question">The dialog's title.</param>
/// <param name="Done">What is said afterwards.</param>
/// <param name="Consequences">What else follows, a line each.</param>
/// <param name="Danger">Whether it takes something away.</param>
/// <param name="Do">The service's method.</param>
public sealed record StaffOffer(
    StaffAction Action, string Verb, string Sentence, string Question, string Done, IReadOnlyList<string> Consequences, bool Danger,
    Func<StaffService, Actor, string, CancellationToken, Task<Result<StaffMember>>> Do);

/// <summary>What can be done to whom; the service checks it again.</summary>
public static class StaffOffers
{
    private const string SignedOut = "They are signed out everywhere within a minute; what they are typing is kept for them.";

    /// <summary>What the page offers.</summary>
    /// <param name="member">The person.</param>
    /// <param name="self">Whether it is the one who looks.</param>
    public static IEnumerable<StaffOffer> Of(StaffMember member, bool self)
    {
        if (self)
            yield break;

        var name = member.Name;
        if (member.Status is StaffStatus.Invited or StaffStatus.InvitationExpired)
        {
            yield return new(
                StaffAction.Resend, "Send invitation again", "Emails a new temporary password; the one before no longer works.",
                $"Send the invitation to {name} again?", "Invitation sent again", [$"The email goes to {member.Email}."], false,
                (service, actor, id, token) => service.ResendAsync(actor, id, token));
        }

        if (member.HasAuthenticator)
        {
            yield return new(
                StaffAction.ResetAuthenticator, "Reset authenticator", "For a lost phone: the next sign-in, with the password, sets up another one.",
                $"Reset the authenticator of {name}?", "Authenticator reset",
                [SignedOut, "Until they set up another one, their password alone leads to the page where it is set up: be sure it is them who asks."], true,
                (service, actor, id, token) => service.ResetAuthenticatorAsync(actor, id, token));
        }

        yield return new(
            StaffAction.SignOut, "Sign out everywhere", "Ends every session. They can sign in again at once.",
            $"Sign {name} out everywhere?", "Signed out everywhere", [SignedOut], false,
            (service, actor, id, token) => service.SignOutEverywhereAsync(actor, id, token));

        if (member.Status == StaffStatus.Disabled)
        {
            yield return new(
                StaffAction.Enable, "Enable account", "Lets them sign in again, with the password and authenticator they had.",
                $"Enable the account of {name}?", "Account enabled", [$"They are {Roles.Person(member.Role)} again."], false,
                (service, actor, id, token) => service.EnableAsync(actor, id, token));
        }
        else
        {
            yield return new(
                StaffAction.Disable, "Disable account", "They cannot sign in until enabled again. Nothing they did is lost.",
                $"Disable the account of {name}?", "Account disabled", [SignedOut, "Role, clubs and shops stay as they are, for when the account is enabled."], true,
                (service, actor, id, token) => service.DisableAsync(actor, id, token));
        }
    }
}
