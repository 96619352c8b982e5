using System.Net.Mail;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Staff.Accounts;

/// <summary>The rules for invitations and actions; pure.</summary>
public static class StaffRules
{
    /// <summary>Maximum length of a name.</summary>
    public const int NameLength = 120;

    /// <summary>Maximum length of an e-mail address (RFC 5321).</summary>
    public const int EmailLength = 254;

    /// <summary>Maximum number of clubs, and of shops, assigned to one person: they are part of each of their requests.</summary>
    public const int MaxAssigned = 500;

    /// <summary>The problems of an invitation.</summary>
    public static IReadOnlyList<Problem> Check(StaffInvitation invitation)
    {
        List<Problem> problems = [];
        if (invitation.Email.Trim().Length == 0)
            problems.Add(new("missing", L["Type the email address that the person will sign in with."], nameof(invitation.Email)));
        else if (!IsEmail(invitation.Email.Trim()))
            problems.Add(new("email", L["This is not an email address. Write it as name@company.example."], nameof(invitation.Email)));

        var name = invitation.Name.Trim();
        if (!VisibleText.CanBeSeen(name))
            problems.Add(new("missing", L["Type the person’s name."], nameof(invitation.Name)));
        else if (name.Length > NameLength)
            problems.Add(new("name", L[$"A name can have up to {NameLength} characters on one line."], nameof(invitation.Name)));
        else if (VisibleText.Wrong(name) is { } wrong)
            problems.Add(new("name", L[$"The name {wrong}"], nameof(invitation.Name)));

        if (invitation.Role is null)
            problems.Add(new("missing", L["Choose a role."], nameof(invitation.Role)));

        problems.AddRange(CheckAssigned(invitation.Clubs, nameof(invitation.Clubs)));
        problems.AddRange(CheckAssigned(invitation.Shops, nameof(invitation.Shops)));
        return problems;
    }

    /// <summary>The problems of an assignment.</summary>
    /// <param name="ids">Ids of clubs or shops.</param>
    /// <param name="field">The C# name of the property.</param>
    public static IEnumerable<Problem> CheckAssigned(IReadOnlyCollection<string> ids, string field)
    {
        if (ids.Count > MaxAssigned)
            yield return new("too-many", L[$"You can assign up to {MaxAssigned} to one person."], field);
        else if (!ids.All(Ids.IsValid))
            yield return new("unknown", L["One of the choices does not exist. Remove it and choose again."], field);
    }

    /// <summary>Why the portal refuses an action, independent of Cognito; null when it is allowed.</summary>
    /// <param name="action">The action.</param>
    /// <param name="actor">Who requests it.</param>
    /// <param name="target">The person concerned.</param>
    /// <param name="role">The new role, for <see cref="StaffAction.ChangeRole"/>.</param>
    /// <param name="otherAdministrators">Administrators other than the target who can sign in now.</param>
    public static Problem? Check(StaffAction action, Actor actor, StaffMember target, Role? role, int otherAdministrators)
    {
        var self = actor.Id == target.Id;
        var isAdministrator = Permissions.Has(target.Role, Permission.ManageStaff);
        var loses = action == StaffAction.Disable || (action == StaffAction.ChangeRole && !Permissions.Has(role, Permission.ManageStaff));
        return action switch
        {
            StaffAction.ChangeRole when self => new("own-role", L["You cannot change your own role. Ask another Administrator."]),
            StaffAction.Disable when self => new("own-account", L["You cannot disable your own account. Ask another Administrator."]),
            StaffAction.ResetAuthenticator when self => new("own-account", L["Replace your own authenticator on your account page."]),
            _ when loses && isAdministrator && otherAdministrators == 0 => new(
                "last-administrator", L[$"{target.Name} is the last Administrator. First make somebody else an Administrator and have them sign in."]),
            StaffAction.ChangeRole when role is null => new("missing", L["Choose a role."], nameof(StaffMember.Role)),
            StaffAction.ChangeRole when role == target.Role => new("same-role", L[$"{target.Name} already has that role."], nameof(StaffMember.Role)),
            StaffAction.Disable when target.Status == StaffStatus.Disabled => new("already", L[$"{target.Name} is already disabled."]),
            StaffAction.Enable when target.Status != StaffStatus.Disabled => new("already", L[$"{target.Name} is not disabled."]),
            StaffAction.Resend when target.Status is not (StaffStatus.Invited or StaffStatus.InvitationExpired) => new(
                "not-invited", L[$"{target.Name} has already set a password. They can reset it on the sign-in page."]),
            StaffAction.ResetAuthenticator when !target.HasAuthenticator => new("no-authenticator", L[$"{target.Name} has no authenticator to reset."]),
            _ => null,
        };
    }

    private static bool IsEmail(string text) =>
        text.Length <= EmailLength && !text.Any(char.IsWhiteSpace) && VisibleText.WrongInAddress(text) is null
        && MailAddress.TryCreate(text, out var address) && address.Address == text && address.Host.Contains('.', StringComparison.Ordinal);
}
