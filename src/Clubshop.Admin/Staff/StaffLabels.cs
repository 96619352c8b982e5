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
        StaffStatus.Active => "Active",
        StaffStatus.Invited => $"Invited {Ago(member.InvitedAt, now)}, expires {Until(member.InvitationEndsAt, now)}",
        StaffStatus.InvitationExpired => $"Invited {Ago(member.InvitedAt, now)}, expired {Until(member.InvitationEndsAt, now)}",
        StaffStatus.MustReset => "Must set a new password",
        StaffStatus.Disabled => "Disabled",
        _ => "In a state that this portal does not use",
    };

    /// <summary>Below the pill of an invitation: "Expires 6 Dec 2026".</summary>
    public static string Expiry(StaffMember member) => member.InvitationEndsAt is { } ends
        ? $"{(member.Status == StaffStatus.InvitationExpired ? "Expired" : "Expires")} {Format.Date(Ist.DayOf(ends))}"
        : "";

    /// <summary>The status in one or two words, for a pill.</summary>
    public static string Pill(StaffStatus status) => status switch
    {
        StaffStatus.InvitationExpired => "Invitation expired",
        StaffStatus.MustReset => "Password reset",
        StaffStatus.Other => "Unknown",
        _ => status.ToString(),
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
        Role.Administrators => "Everything, staff included.",
        Role.ClubAdministrators => "Edits clubs, shops and offers of the assigned clubs, and sees the rest.",
        Role.Support => "Sees the catalog, looks up customers and helps them sign in.",
        Role.ServiceProviders => "Sees the catalog and sends notifications for the assigned clubs and shops.",
        Role.ReadOnly => "Sees the catalog, the cache and the audit log; changes nothing.",
        _ => "Without a role, a person can only sign in and out.",
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
            return Permissions.Has(member.Role, Permission.EditWholeCatalog) ? "Everything" : "–";

        List<string> parts = [];
        if (clubs && member.Clubs.Count > 0)
            parts.Add(Format.Count(member.Clubs.Count, "club", "clubs"));
        if (shops && member.Shops.Count > 0)
            parts.Add(Format.Count(member.Shops.Count, "shop", "shops"));

        return parts.Count == 0 ? "Nothing yet" : string.Join(", ", parts);
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
            var (past, infinitive) = Verb(action);
            yield return new(Name(action), past);
            yield return new("ask-" + Name(action), "asked to " + infinitive);
            yield return new("refuse-" + Name(action), "could not " + infinitive);
        }
    }

    private static (string Past, string Infinitive) Verb(StaffAction action) => action switch
    {
        StaffAction.Invite => ("invited", "invite"),
        StaffAction.Resend => ("sent the invitation again to", "send the invitation again to"),
        StaffAction.ChangeRole => ("changed the role of", "change the role of"),
        StaffAction.Disable => ("disabled", "disable"),
        StaffAction.Enable => ("enabled", "enable"),
        StaffAction.ResetAuthenticator => ("reset the authenticator of", "reset the authenticator of"),
        _ => ("signed out everywhere", "sign out everywhere"),
    };

    private static string Ago(DateTimeOffset? at, DateTimeOffset now)
    {
        if (at is not { } known)
            return "earlier";

        var days = (int)(now - known).TotalDays;
        return days == 0 ? "today" : Format.Count(days, "day", "days") + " ago";
    }

    private static string Until(DateTimeOffset? at, DateTimeOffset now) => at is { } known ? Format.Moment(known, now) : "soon";
}
