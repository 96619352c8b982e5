using Clubshop.Admin.Catalog;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Clubs;

/// <summary>Which attribute of an item holds which property of a club.</summary>
public sealed class ClubStore(TableReader reader, WriteUnit unit) : RecordStore<Club>(reader, unit)
{
    internal const string Name = "name", Slug = "slug", Code = "code", Description = "description", Website = "website", City = "city", Status = "status";

    /// <inheritdoc/>
    protected override Table Table => ClubKind.Table;

    /// <inheritdoc/>
    protected override string Kind => ClubKind.Name;

    /// <summary>The key of a club.</summary>
    public static ItemKey Key(string id) => new(ClubKind.Table, "CLUB#" + id);

    /// <inheritdoc/>
    public override ItemKey KeyOf(string id) => Key(id);

    /// <summary>The index row of an item.</summary>
    public static ClubRow Row(Item item) => ClubRow.Of(FromItem(item));

    /// <inheritdoc/>
    protected override Club Read(Item item) => FromItem(item);

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> ClubsOf(Club record) => [record.Id];

    /// <inheritdoc/>
    protected override void Write(Club record, Item item) => item
        .Set(Name, record.Name)
        .Set(Slug, record.Slug)
        .Set(Code, record.Code)
        .Set(Description, record.Description)
        .Set(Website, record.Website)
        .Set(City, record.City)
        .SetEnum<Common.EditorialStatus>(Status, record.Status);

    private static Club FromItem(Item item) => new()
    {
        Id = item.Id,
        Name = item.GetString(Name),
        Slug = item.GetString(Slug),
        Code = item.GetString(Code),
        Description = item.GetString(Description),
        Website = item.GetString(Website),
        City = item.GetString(City),
        Status = item.GetEnum<Common.EditorialStatus>(Status),
        Stamp = item.Stamp,
    };
}
