namespace Clubshop.Admin.Staff;

/// <summary>Roles in words for people.</summary>
public static class RoleText
{
    /// <summary>One person's role: "Club administrator"; "No role" without one.</summary>
    public static string InWords(this Role? role) => role is { } known ? known.InWords() : "No role";

    /// <summary>One person's role: "Club administrator".</summary>
    public static string InWords(this Role role) => role switch
    {
        Role.Administrators => "Administrator",
        Role.ClubAdministrators => "Club administrator",
        Role.Support => "Support",
        Role.ServiceProviders => "Service provider",
        Role.ReadOnly => "Read only",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "No such role."),
    };

    /// <summary>Everybody in the role: "Club administrators".</summary>
    public static string People(this Role role) => role switch
    {
        Role.Support => "Support staff",
        Role.ReadOnly => "staff who only read",
        _ => role.InWords() + "s",
    };
}
