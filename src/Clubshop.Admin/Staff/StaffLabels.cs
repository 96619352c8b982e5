using Clubshop.Admin.Common;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Display;

namespace Clubshop.Admin.Staff;

/// <summary>Texts for staff accounts and the actions on them.</summary>
public static class StaffLabels
{
    /// <summary>The status of an account in a few words: "Invited 2 days ago, expires Tue 24 Nov".</summary>
    public static string Status(StaffMember member, DateTimeOffset now) => member.Status switch
    {
        StaffStatus.Active => L["Active"],
        StaffStatus.Invited => L[$"Invited {Ago(member.InvitedAt, now)}, expires {Until(member.InvitationEndsAt, now)}"],
        StaffStatus.InvitationExpired => L[$"Invited {Ago(member.InvitedAt, now)}, expired {Until(member.InvitationEndsAt, now)}"],
        StaffStatus.MustReset => L["Must set a new password"],
        StaffStatus.Disabled => L["Disabled"],
        _ => L["In a state that this portal does not use"],
    };

    /// <summary>Below the pill of an invitation: "Expires 6 Dec 2026".</summary>
    public static string Expiry(StaffMember member) => (member.InvitationEndsAt, member.Status) switch
    {
        (null, _) => "",
        ({ } ends, StaffStatus.InvitationExpired) => L[$"Expired {Format.Date(Ist.DayOf(ends))}"],
        ({ } ends, _) => L[$"Expires {Format.Date(Ist.DayOf(ends))}"],
    };

    /// <summary>The status in one or two words, for a pill.</summary>
    public static string Pill(StaffStatus status) => status switch
    {
        StaffStatus.InvitationExpired => L["Invitation expired"],
        StaffStatus.MustReset => L["Password reset"],
        StaffStatus.Active => L["Active"],
        StaffStatus.Invited => L["Invited"],
        StaffStatus.Disabled => L["Disabled"],
        _ => L["Unknown"],
    };

    /// <summary>The colour of a status.</summary>
    public static Tone Tone(StaffStatus status) => status switch
    {
        StaffStatus.Active => Ui.Tone.Good,
        StaffStatus.Invited => Ui.Tone.Info,
        StaffStatus.InvitationExpired or StaffStatus.MustReset => Ui.Tone.Warn,
        StaffStatus.Disabled => Ui.Tone.Plain,
        _ => Ui.Tone.Warn,
    };

    /// <summary>What a role may do, in one sentence.</summary>
    public static string Means(Role? role) => role switch
    {
        Role.Administrators => L["Everything, staff included."],
        Role.ClubAdministrators => L["Edits clubs, shops and offers of the assigned clubs, and sees the rest."],
        Role.Support => L["Sees the catalog, looks up customers and helps them sign in."],
        Role.ServiceProviders => L["Sees the catalog and sends notifications for the assigned clubs and shops."],
        Role.ReadOnly => L["Sees the catalog, the cache and the audit log; changes nothing."],
        _ => L["Without a role, a person can only sign in and out."],
    };

    /// <summary>Whether clubs and shops can be assigned to a role.</summary>
    public static (bool Clubs, bool Shops) Scoped(Role? role) => (
        Permissions.ReachOf(role, Permission.EditCatalog) == Reach.Assigned || Permissions.ReachOf(role, Permission.SendNotifications) == Reach.Assigned,
        Permissions.ReachOf(role, Permission.SendNotifications) == Reach.Assigned);

    /// <summary>What a person can work on, for the list: "12 clubs, 2 shops".</summary>
    public static string WorksOn(StaffMember member)
    {
        var (clubs, shops) = Scoped(member.Role);
        if (!clubs && !shops)
            return Permissions.Has(member.Role, Permission.EditWholeCatalog) ? L["Everything"] : "–";

        List<string> parts = [];
        if (clubs && member.Clubs.Count > 0)
            parts.Add(Format.Count(member.Clubs.Count, "club", "clubs"));
        if (shops && member.Shops.Count > 0)
            parts.Add(Format.Count(member.Shops.Count, "shop", "shops"));

        return parts.Count == 0 ? L["Nothing yet"] : string.Join(", ", parts);
    }

    /// <summary>An action's name in the audit log; requested and refused actions have the prefixes <c>ask-</c> and <c>refuse-</c>.</summary>
    public static string Name(StaffAction action) => action switch
    {
        StaffAction.Invite => "invite",
        StaffAction.Resend => "resend-invitation",
        StaffAction.ChangeRole => "change-role",
        StaffAction.Disable => "disable",
        StaffAction.Enable => "enable",
        StaffAction.ResetAuthenticator => "reset-authenticator",
        _ => "sign-out-everywhere",
    };

    /// <summary>The audit texts of the actions: done, requested, refused.</summary>
    public static IEnumerable<KeyValuePair<string, string>> AuditTexts()
    {
        foreach (var action in Enum.GetValues<StaffAction>())
        {
            var (done, asked, refused) = Verbs(action);
            yield return new(Name(action), done);
            yield return new("ask-" + Name(action), asked);
            yield return new("refuse-" + Name(action), refused);
        }
    }

    private static (string Done, string Asked, string Refused) Verbs(StaffAction action) => action switch
    {
        StaffAction.Invite => (L.Later("invited"), L.Later("asked to invite"), L.Later("could not invite")),
        StaffAction.Resend => (
            L.Later("sent the invitation again to"), L.Later("asked to send the invitation again to"), L.Later("could not send the invitation again to")),
        StaffAction.ChangeRole => (L.Later("changed the role of"), L.Later("asked to change the role of"), L.Later("could not change the role of")),
        StaffAction.Disable => (L.Later("disabled"), L.Later("asked to disable"), L.Later("could not disable")),
        StaffAction.Enable => (L.Later("enabled"), L.Later("asked to enable"), L.Later("could not enable")),
        StaffAction.ResetAuthenticator => (
            L.Later("reset the authenticator of"), L.Later("asked to reset the authenticator of"), L.Later("could not reset the authenticator of")),
        _ => (L.Later("signed out everywhere"), L.Later("asked to sign out everywhere"), L.Later("could not sign out everywhere")),
    };

    private static string Ago(DateTimeOffset? at, DateTimeOffset now)
    {
        if (at is not { } known)
            return L["earlier"];

        var days = (int)(now - known).TotalDays;
        return days == 0 ? L["today"] : L[$"{Format.Count(days, "day", "days")} ago"];
    }

    private static string Until(DateTimeOffset? at, DateTimeOffset now) => at is { } known ? Format.Moment(known, now) : L["soon"];
}
