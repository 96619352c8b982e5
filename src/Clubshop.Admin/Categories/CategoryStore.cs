using Clubshop.Admin.Catalog;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Categories;

/// <summary>Which attribute of an item holds which property of a category; and the guard of the tree.</summary>
public sealed class CategoryStore(TableReader reader, WriteUnit unit) : RecordStore<Category>(reader, unit)
{
    internal const string Name = "name", Slug = "slug", Code = "code", Description = "description", ParentId = "parentId", Status = "status";

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
    public static CategoryRow Row(Item item) => CategoryRow.Of(FromItem(item));

    /// <summary>The guard's version now; 0 before the first move.</summary>
    public async Task<long> GuardVersionAsync(CancellationToken cancellationToken) =>
        (await _reader.ReadAsync(Guard, cancellationToken))?.Version ?? 0;

    /// <inheritdoc/>
    protected override Category Read(Item item) => FromItem(item);

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> ClubsOf(Category record) => [];

    /// <inheritdoc/>
    protected override void Write(Category record, Item item) => item
        .Set(Name, record.Name)
        .Set(Slug, record.Slug)
        .Set(Code, record.Code)
        .Set(Description, record.Description)
        .Set(ParentId, record.ParentId)
        .SetEnum<Common.EditorialStatus>(Status, record.Status);

    private static Category FromItem(Item item) => new()
    {
        Id = item.Id,
        Name = item.GetString(Name),
        Slug = item.GetString(Slug),
        Code = item.GetString(Code),
        Description = item.GetString(Description),
        ParentId = item.GetString(ParentId),
        Status = item.GetEnum<Common.EditorialStatus>(Status),
        Stamp = item.Stamp,
    };
}
