using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Codes;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Shops;

namespace Clubshop.Admin.Import;

/// <summary>Shops as files.</summary>
internal sealed class ShopCsv(ShopService service, ShopList list, CodeSources codes, RowFaults faults) : ImportKind<Shop>(service, codes, faults)
{
    public override CatalogKind Kind => ShopKind.Definition;

    public override IReadOnlyList<CsvColumn<Shop>> Columns { get; } =
    [
        CsvColumns.Text<Shop>("code", nameof(Shop.Code), "what the shop is known by in files; a row with the code of one that is there changes it", shop => shop.Code, (shop, text) => shop with { Code = text }, required: true),
        CsvColumns.Text<Shop>("name", nameof(Shop.Name), "up to 120 characters; two shops may carry one name", shop => shop.Name, (shop, text) => shop with { Name = text }, required: true),
        CsvColumns.Kept<Shop>("slug", nameof(Shop.Slug), "its part of a public address; empty: made of the name, and of the code where the name's is taken", shop => shop.Slug, (shop, text) => shop with { Slug = text }),
        CsvColumns.Text<Shop>("description", nameof(Shop.Description), "up to 4,000 characters", shop => shop.Description, (shop, text) => shop with { Description = text }),
        CsvColumns.Text<Shop>("website", nameof(Shop.Website), "beginning with http:// or https://", shop => shop.Website, (shop, text) => shop with { Website = text }),
        CsvColumns.Text<Shop>("city", nameof(Shop.City), "up to 80 characters", shop => shop.City, (shop, text) => shop with { City = text }),
        CsvColumns.Links<Shop>(new("clubs", false, "codes of clubs, with | between them"), nameof(Shop.ClubIds), books => books[ClubKind.Name], shop => shop.ClubIds, (shop, ids) => shop with { ClubIds = ids }),
        CsvColumns.Links<Shop>(
            new("categories", false, "codes of categories, with | between them; also read under the name category") { Aliases = ["category"] },
            nameof(Shop.CategoryIds), books => books[CategoryKind.Name], shop => shop.CategoryIds, (shop, ids) => shop with { CategoryIds = ids }),
        CsvColumns.Status<Shop>((shop, status) => shop with { Status = status }),
    ];

    protected override IReadOnlyList<Field<Shop>> Fields => ShopFields.All;

    protected override Shop New(string id) => new() { Id = id, Status = EditorialStatus.Published };

    protected override IEnumerable<string> Listed(ListQuery query) => list.Load(query).Rows.Select(row => row.Id);
}
