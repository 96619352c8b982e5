using Clubshop.Admin.Ui;

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
    public static string Person(Role? role) => L[InNotes(role)];

    /// <summary>The same in the notes of the audit log, which are in English.</summary>
    public static string InNotes(Role? role) => role switch
    {
        Role.Administrators => L.Later("Administrator"),
        Role.ClubAdministrators => L.Later("Club administrator"),
        Role.Support => L.Later("Support"),
        Role.ServiceProviders => L.Later("Service provider"),
        Role.ReadOnly => L.Later("Read only"),
        _ => L.Later("No role"),
    };

    /// <summary>The people of a role: "Club administrators".</summary>
    public static string People(Role role) => role switch
    {
        Role.Administrators => L["Administrators"],
        Role.ClubAdministrators => L["Club administrators"],
        Role.Support => L["Support"],
        Role.ServiceProviders => L["Service providers"],
        _ => L["Read only"],
    };

    /// <summary>"Administrators, Support and Read only".</summary>
    public static string List(IReadOnlyList<Role> roles) => roles.Count == 0 ? L["nobody"] : Format.Listed([.. roles.Select(People)]);
}
