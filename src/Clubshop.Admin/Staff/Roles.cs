namespace Clubshop.Admin.Staff;

/// <summary>Reads roles from group names and writes them as text.</summary>
public static class Roles
{
    /// <summary>What the audit log has in the place of a role for a program that called through the API.</summary>
    public const string OfPrograms = "ApiClient";

    /// <summary>The role of a person in these groups: the first by precedence; null when none is a role.</summary>
    public static Role? Of(IEnumerable<string> groups)
    {
        Role? best = null;
        foreach (var group in groups)
        {
            // Exact group names; Enum.TryParse would also accept numbers.
            foreach (var role in Enum.GetValues<Role>())
            {
                if (role.ToString() == group && (best is null || role < best))
                    best = role;
            }
        }

        return best;
    }

    /// <summary>The role of one person: "Club administrator".</summary>
    public static string Person(Role? role) => role switch
    {
        Role.Administrators => "Administrator",
        Role.ClubAdministrators => "Club administrator",
        Role.Support => "Support",
        Role.ServiceProviders => "Service provider",
        Role.ReadOnly => "Read only",
        _ => "No role",
    };

    /// <summary>The people of a role: "Club administrators".</summary>
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
