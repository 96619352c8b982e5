using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Categories;

/// <summary>A category as end users' servers read it (docs/cache-contract.md).</summary>
internal static class CategoryPublished
{
    public static PublishedKind<CategoryRow> Kind(IServiceProvider services) =>
        new(services.GetRequiredService<RecordIndex<CategoryRow>>(), CategoryStore.Row, Row)
        {
            Kind = CategoryKind.Name,
            Many = "categories",
            Table = CategoryKind.Table,
            KeyPrefix = CategoryStore.Key("").Pk,
            Href = CategoryUrls.Edit,
            Write = CategoryFields.All.Publish,
        };

    private static PublishedRow Row(CategoryRow row) => new(row.Id, row.Version, row.Name, row.Status == EditorialStatus.Published, ["all"], []);
}
