using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.SavedViews;

/// <summary>
/// The columns that a person chose for a list: a setting of their own beside their views (<c>PERSON#…</c> / <c>COLUMNS#offers</c>), without an audit entry
/// (docs/decisions/0029-saved-views.md).
/// </summary>
public sealed class ColumnService(TableReader reader, UnauditedWriter unaudited)
{
    private const string Prefix = "COLUMNS#", Hidden = "hidden", Added = "added";

    // No heading is longer.
    private const int LongestTitle = 40;

    /// <summary>What the person chose; <see cref="ColumnChoice.None"/> for nothing, and where they do not see the list.</summary>
    public async Task<ColumnChoice> OfAsync(Actor actor, ViewList list, CancellationToken cancellationToken) =>
        actor.Has(list.See) && await reader.ReadAsync(KeyOf(actor, list), cancellationToken) is { } item
            ? new(item.GetSet(Hidden), item.GetSet(Added))
            : ColumnChoice.None;

    /// <summary>Keeps what the person chose, in place of what they chose before.</summary>
    /// <returns>Why not; null when it is kept.</returns>
    public async Task<Problem?> KeepAsync(Actor actor, ViewList list, ColumnChoice choice, CancellationToken cancellationToken)
    {
        if (actor.Refuse(list.See) is { } refused)
            return refused;
        if (choice.Hidden.Count > ColumnChoice.Most || choice.Added.Count > ColumnChoice.Most || choice.Hidden.Concat(choice.Added).Any(title => title.Length is 0 or > LongestTitle))
            return new Problem("columns", L["No list has these columns."]);

        var key = KeyOf(actor, list);
        if (choice.IsNone)
            await unaudited.DeleteAsync(key, null, cancellationToken);
        else
            await unaudited.PutAsync(Table.System, new Item(key.Pk, key.Sk).SetSet(Hidden, choice.Hidden).SetSet(Added, choice.Added), null, cancellationToken);

        return null;
    }

    private static ItemKey KeyOf(Actor actor, ViewList list) => new(Table.System, Keys.Person(actor.Id), Prefix + list.Name);
}
