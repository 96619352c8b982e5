using System.Net.Mail;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Staff;

/// <summary>What may be done to whom; pure.</summary>
public static class StaffRules
{
    /// <summary>Characters of a name at most.</summary>
    public const int NameLength = 120;

    /// <summary>Characters of an e-mail address at most (RFC 5321).</summary>
    public const int EmailLength = 254;

    /// <summary>Clubs, and shops, assigned to one person at most: they ride along in every request of theirs.</summary>
    public const int MostAssigned = 500;

    /// <summary>What is wrong with an invitation.</summary>
    public static IReadOnlyList<Problem> Check(StaffInvitation invitation)
    {
        List<Problem> problems = [];
        if (invitation.Email.Trim().Length == 0)
            problems.Add(new("missing", "Write the email address the person will sign in with.", nameof(invitation.Email)));
        else if (!IsEmail(invitation.Email.Trim()))
            problems.Add(new("email", "This is not an email address. Write it as name@company.example.", nameof(invitation.Email)));

        var name = invitation.Name.Trim();
        if (!VisibleText.CanBeSeen(name))
            problems.Add(new("missing", "Write the person’s name, as colleagues know it.", nameof(invitation.Name)));
        else if (name.Length > NameLength)
            problems.Add(new("name", $"A name has at most {NameLength} characters, on one line.", nameof(invitation.Name)));
        else if (VisibleText.Wrong(name) is { } wrong)
            problems.Add(new("name", "The name " + wrong, nameof(invitation.Name)));

        if (invitation.Role is null)
            problems.Add(new("missing", "Choose what the person may do here.", nameof(invitation.Role)));

        problems.AddRange(CheckAssigned(invitation.Clubs, nameof(invitation.Clubs)));
        problems.AddRange(CheckAssigned(invitation.Shops, nameof(invitation.Shops)));
        return problems;
    }

    /// <summary>What is wrong with what is to be assigned.</summary>
    /// <param name="ids">Ids of clubs or shops.</param>
    /// <param name="field">The C# name of the property.</param>
    public static IEnumerable<Problem> CheckAssigned(IReadOnlyCollection<string> ids, string field)
    {
        if (ids.Count > MostAssigned)
            yield return new("too-many", $"At most {MostAssigned} can be assigned to one person.", field);
        else if (!ids.All(Ids.IsValid))
            yield return new("unknown", "Something chosen here does not exist. Take it out and choose again.", field);
    }

    /// <summary>Why an action is refused, whatever Cognito would say; null when it is not.</summary>
    /// <param name="action">The action.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="target">To whom.</param>
    /// <param name="role">The new role, for <see cref="StaffAction.ChangeRole"/>.</param>
    /// <param name="otherAdministrators">Administrators besides the target who may sign in now.</param>
    public static Problem? Check(StaffAction action, Actor actor, StaffMember target, Role? role, int otherAdministrators)
    {
        var self = actor.Id == target.Id;
        var isAdministrator = Permissions.Has(target.Role, Permission.ManageStaff);
        var loses = action == StaffAction.Disable || (action == StaffAction.ChangeRole && !Permissions.Has(role, Permission.ManageStaff));
        return action switch
        {
            StaffAction.ChangeRole when self => new("own-role", "Nobody changes their own role. Ask another Administrator."),
            StaffAction.Disable when self => new("own-account", "Nobody disables their own account. Ask another Administrator."),
            StaffAction.ResetAuthenticator when self => new("own-account", "Replace your own authenticator on your account page."),
            _ when loses && isAdministrator && otherAdministrators == 0 => new(
                "last-administrator", $"{target.Name} is the last Administrator. Make somebody else one first, and let them sign in."),
            StaffAction.ChangeRole when role is null => new("missing", "Choose a role.", nameof(StaffMember.Role)),
            StaffAction.ChangeRole when role == target.Role => new("same-role", $"{target.Name} has that role already.", nameof(StaffMember.Role)),
            StaffAction.Disable when target.Status == StaffStatus.Disabled => new("already", $"{target.Name} is disabled already."),
            StaffAction.Enable when target.Status != StaffStatus.Disabled => new("already", $"{target.Name} is not disabled."),
            StaffAction.Resend when target.Status is not (StaffStatus.Invited or StaffStatus.InvitationExpired) => new(
                "not-invited", $"{target.Name} has set a password of their own already. They can set a new one from the sign-in page."),
            StaffAction.ResetAuthenticator when !target.HasAuthenticator => new("no-authenticator", $"{target.Name} has no authenticator to reset."),
            _ => null,
        };
    }

    private static bool IsEmail(string text) =>
        text.Length <= EmailLength && !text.Any(char.IsWhiteSpace) && VisibleText.WrongInAddress(text) is null
        && MailAddress.TryCreate(text, out var address) && address.Address == text && address.Host.Contains('.', StringComparison.Ordinal);
}
