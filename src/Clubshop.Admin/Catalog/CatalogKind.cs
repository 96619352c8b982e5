using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Catalog;

/// <summary>
/// A kind of record of the catalog: what it is called, where its pages are, where it is stored. Declared once, by the kind, and registered
/// with <see cref="CatalogSetup.AddCatalogKind"/>; navigation, dashboard, lists, forms and import read it here.
/// </summary>
public sealed record CatalogKind
{
    /// <summary>
    /// Its name, and the word for one: <c>offer</c>. The audit log and the cache keep it, and keys begin with it: it must not change.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The word for several: <c>offers</c>.</summary>
    public required string Many { get; init; }

    /// <summary>One of <see cref="Ui.Icons"/>.</summary>
    public required string Icon { get; init; }

    /// <summary>Its place among the kinds in the navigation and on the dashboard: lower comes first.</summary>
    public required int Order { get; init; }

    /// <summary>Its table (<see cref="Table.OfRecords"/>).</summary>
    public required Table Table { get; init; }

    /// <summary>What its list can be asked for, and the list's address.</summary>
    public required ListSpec Spec { get; init; }

    /// <summary>Who may import it at all; which rows, its service says.</summary>
    public required Permission ImportPermission { get; init; }

    /// <summary>What changing one of them needs, at whatever reach.</summary>
    public Permission EditPermission { get; init; } = Permission.EditCatalog;

    /// <summary>The word for several, as a heading: <c>Offers</c>.</summary>
    public string Title => char.ToUpperInvariant(Many[0]) + Many[1..];

    /// <summary>The word for one, as a heading: <c>Offer</c>.</summary>
    public string One => char.ToUpperInvariant(Name[0]) + Name[1..];

    /// <summary>Address of the list.</summary>
    public string List => Spec.Path;

    /// <summary>Address of the form of a new one.</summary>
    public string New => List + "/new";

    /// <summary>What names, in the address of a new one, the record that it begins as a copy of.</summary>
    public const string CopyQuery = "copy";

    /// <summary>Address of the form of a new one that begins as a copy of another.</summary>
    /// <param name="id">The other's id.</param>
    public string CopyOf(string id) => $"{New}?{CopyQuery}={Uri.EscapeDataString(id)}";

    /// <summary>Address of the import.</summary>
    public string Import => List + "/import";

    /// <summary>Address of a record.</summary>
    /// <param name="id">Its id.</param>
    public string Edit(string id) => $"{List}/{Uri.EscapeDataString(id)}";

    /// <summary>Address of a record's versions.</summary>
    /// <param name="id">Its id.</param>
    public string History(string id) => Edit(id) + "/history";

    /// <summary>Begins the partition key of a record: <c>OFFER#</c>.</summary>
    public string KeyPrefix => Name.ToUpperInvariant() + "#";

    /// <summary>The key of a record in the table.</summary>
    /// <param name="id">Its id.</param>
    public ItemKey KeyOf(string id) => new(Table, KeyPrefix + id);
}
