namespace Clubshop.Admin.Staff;

/// <summary>Roles as groups and as words.</summary>
public static class Roles
{
    /// <summary>The role in force for somebody in these groups: of several the first by precedence; null without any of ours.</summary>
    public static Role? Of(IEnumerable<string> groups)
    {
        Role? best = null;
        foreach (var group in groups)
        {
            // Names exactly as the groups are called; Enum.TryParse would also take numbers.
            foreach (var role in Enum.GetValues<Role>())
            {
                if (role.ToString() == group && (best is null || role < best))
                    best = role;
            }
        }

        return best;
    }

    /// <summary>One person of the role: "Club administrator".</summary>
    public static string Person(Role? role) => role switch
    {
        Role.Administrators => "Administrator",
        Role.ClubAdministrators => "Club administrator",
        Role.Support => "Support",
        Role.ServiceProviders => "Service provider",
        Role.ReadOnly => "Read only",
        _ => "No role",
    };

    /// <summary>Those of the role: "Club administrators".</summary>
    public static string People(Role role) => role switch
    {
        Role.Administrators => "Administrators",
        Role.ClubAdministrators => "Club administrators",
        Role.Support => "Support",
        Role.ServiceProviders => "Service providers",
        _ => "Read only",
    };

    /// <summary>"Administrators, Support and Read only".</summary>
    public static string List(IReadOnlyList<Role> roles) => roles.Count switch
    {
        0 => "nobody",
        1 => People(roles[0]),
        _ => string.Join(", ", roles.Take(roles.Count - 1).Select(People)) + " and " + People(roles[^1]),
    };
}
