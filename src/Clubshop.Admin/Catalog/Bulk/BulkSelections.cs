namespace Clubshop.Admin.Catalog.Bulk;

/// <summary>What a person has selected in the lists of a circuit, by kind: it stays while they turn pages, sort, filter, look at a record and come back.</summary>
public sealed class BulkSelections
{
    private readonly Dictionary<string, IReadOnlySet<object>> _selected = new(StringComparer.Ordinal);

    /// <summary>Ids of the selected records.</summary>
    /// <param name="kind">The kind (<see cref="CatalogKind.Name"/>).</param>
    public IReadOnlySet<object> Of(string kind) => _selected.GetValueOrDefault(kind) ?? Nothing;

    /// <summary>Selects these records, and no others.</summary>
    public void Set(string kind, IReadOnlySet<object> ids) => _selected[kind] = ids;

    /// <summary>Nothing is selected any more.</summary>
    public void Clear(string kind) => _selected.Remove(kind);

    private static readonly IReadOnlySet<object> Nothing = new HashSet<object>();
}
