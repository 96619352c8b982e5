using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.SavedViews;

/// <summary>
/// Views as items of the system's table: a person's own beside their drafts, the shared ones of all lists in one partition, because a list reads all of
/// its own at once.
/// </summary>
internal static class ViewItems
{
    public const string SharedPk = "VIEWS";
    public const string OwnPrefix = "VIEW#";

    public const string Name = "name";
    public const string Search = "search";
    public const string OwnerId = "personId";
    public const string OwnerName = "personName";

    public static ItemKey OwnKey(string personId, string list, string id) => new(Table.System, Keys.Person(personId), $"{OwnPrefix}{list}#{id}");

    public static ItemKey SharedKey(string list, string id) => new(Table.System, SharedPk, $"{list}#{id}");

    public static ItemKey KeyOf(SavedView view) => view.Shared ? SharedKey(view.List, view.Id) : OwnKey(view.OwnerId, view.List, view.Id);

    /// <summary>The view in an item; null for one that is deleted, or that is none.</summary>
    public static SavedView? Read(Item item)
    {
        var shared = item.Pk == SharedPk;
        var parts = (shared ? item.Sk : item.Sk[OwnPrefix.Length..]).Split('#');
        return parts is [var list, var id] && !item.IsDeleted
            ? new(id, list, item.GetString(Name), item.GetString(Search), shared, item.GetString(OwnerId), item.GetString(OwnerName)) { Version = item.Version }
            : null;
    }

    /// <summary>The item of a view, made of the one that is stored where there is one.</summary>
    public static Item Write(SavedView view, Item? stored)
    {
        var key = KeyOf(view);
        return (stored?.Copy() ?? new Item(key.Pk, key.Sk)).Set(Name, view.Name).Set(Search, view.Search).Set(OwnerId, view.OwnerId).Set(OwnerName, view.OwnerName);
    }
}
