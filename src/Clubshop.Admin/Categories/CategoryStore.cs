using Clubshop.Admin.Catalog;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Categories;

/// <summary>Where categories are stored, and the guard of their tree. Which attribute holds which property, <see cref="CategoryFields"/> says.</summary>
public sealed class CategoryStore(TableReader reader, WriteUnit unit) : RecordStore<Category>(reader, unit, CategoryFields.All)
{
    private readonly TableReader _reader = reader;

    /// <summary>The item that every move within the tree moves on, so that two moves at once cannot make a circle together.</summary>
    public static ItemKey Guard { get; } = new(CategoryKind.Table, "GUARD#TREE");

    /// <inheritdoc/>
    protected override Table Table => CategoryKind.Table;

    /// <inheritdoc/>
    protected override string Kind => CategoryKind.Name;

    /// <summary>The key of a category.</summary>
    public static ItemKey Key(string id) => new(CategoryKind.Table, "CATEGORY#" + id);

    /// <inheritdoc/>
    public override ItemKey KeyOf(string id) => Key(id);

    /// <summary>The index row of an item.</summary>
    public static CategoryRow Row(Item item) => CategoryRow.Of(CategoryFields.All.Read(item));

    /// <summary>The guard's version now; 0 before the first move.</summary>
    public async Task<long> GuardVersionAsync(CancellationToken cancellationToken) =>
        (await _reader.ReadAsync(Guard, cancellationToken))?.Version ?? 0;

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> ClubsOf(Category record) => [];
}
