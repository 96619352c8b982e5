using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Catalog;

/// <summary>Whether a person may change a record that belongs to clubs: the permission must reach all its clubs, before the change and after it (docs/roles.md). Pure.</summary>
public static class ClubReach
{
    /// <summary>Why not, in words; null when allowed.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="before">The clubs as stored; null when the record is new.</param>
    /// <param name="after">The clubs after the change.</param>
    /// <param name="one">What the record is called: "shop".</param>
    /// <param name="many">What several are called.</param>
    /// <param name="field">The property that holds the clubs.</param>
    /// <param name="nameOf">A club's name by its id; null when it is not known.</param>
    public static Problem? Refusal(
        Actor actor, IReadOnlyCollection<string>? before, IReadOnlyCollection<string> after, string one, string many, string field, Func<string, string?> nameOf)
    {
        if (!actor.Has(Permission.EditCatalog))
            return new(Problem.Forbidden, L[$"You may see {L[many]}, not change them. Administrators and club administrators can."]);

        if (before is not null && !actor.Reaches(Permission.EditCatalog, before))
        {
            return new(Problem.Forbidden, before.Count == 0
                ? L[$"This {L[one]} belongs to no club, so only Administrators can change it."]
                : L[$"This {L[one]} belongs to {Foreign(actor, before, nameOf)}, not assigned to you. An Administrator can assign it, or change the {L[one]} for you."]);
        }

        if (actor.Reaches(Permission.EditCatalog, after))
            return null;

        return new(
            Problem.Forbidden,
            after.Count == 0
                ? L[$"Choose at least one of your clubs: without a club, only Administrators can change this {L[one]}."]
                : L[$"You can choose only your own clubs; {Foreign(actor, after, nameOf)} is not assigned to you."],
            field);
    }

    private static string Foreign(Actor actor, IReadOnlyCollection<string> clubs, Func<string, string?> nameOf)
    {
        var foreign = clubs.Where(id => !actor.Clubs.Contains(id)).Select(id => nameOf(id) ?? L["a club that no longer exists"]).ToList();
        return foreign.Count switch
        {
            <= 1 => string.Concat(foreign),
            2 => L[$"{foreign[0]} and {foreign[1]}"],
            _ => L[$"{foreign[0]} and {foreign.Count - 1} more clubs"],
        };
    }
}
