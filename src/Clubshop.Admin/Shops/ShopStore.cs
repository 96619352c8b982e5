using Clubshop.Admin.Catalog;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Shops;

/// <summary>Which attribute of an item holds which property of a shop.</summary>
public sealed class ShopStore(TableReader reader, WriteUnit unit) : RecordStore<Shop>(reader, unit)
{
    internal const string Name = "name", Slug = "slug", Code = "code", Description = "description", Website = "website", City = "city";
    internal const string ClubIds = "clubIds", CategoryIds = "categoryIds", Status = "status";

    /// <inheritdoc/>
    protected override Table Table => ShopKind.Table;

    /// <inheritdoc/>
    protected override string Kind => ShopKind.Name;

    /// <summary>The key of a shop.</summary>
    public static ItemKey Key(string id) => new(ShopKind.Table, "SHOP#" + id);

    /// <inheritdoc/>
    public override ItemKey KeyOf(string id) => Key(id);

    /// <summary>The index row of an item.</summary>
    public static ShopRow Row(Item item) => ShopRow.Of(FromItem(item));

    /// <inheritdoc/>
    protected override Shop Read(Item item) => FromItem(item);

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> ClubsOf(Shop record) => record.ClubIds;

    /// <inheritdoc/>
    protected override void Write(Shop record, Item item) => item
        .Set(Name, record.Name)
        .Set(Slug, record.Slug)
        .Set(Code, record.Code)
        .Set(Description, record.Description)
        .Set(Website, record.Website)
        .Set(City, record.City)
        .SetSet(ClubIds, record.ClubIds)
        .SetSet(CategoryIds, record.CategoryIds)
        .SetEnum<Common.EditorialStatus>(Status, record.Status);

    private static Shop FromItem(Item item) => new()
    {
        Id = item.Id,
        Name = item.GetString(Name),
        Slug = item.GetString(Slug),
        Code = item.GetString(Code),
        Description = item.GetString(Description),
        Website = item.GetString(Website),
        City = item.GetString(City),
        ClubIds = [.. item.GetSet(ClubIds).Order(StringComparer.Ordinal)],
        CategoryIds = [.. item.GetSet(CategoryIds).Order(StringComparer.Ordinal)],
        Status = item.GetEnum<Common.EditorialStatus>(Status),
        Stamp = item.Stamp,
    };
}
