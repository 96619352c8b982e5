using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Clubs;

/// <summary>A club as end users' servers read it (docs/cache-contract.md).</summary>
internal static class ClubPublished
{
    public static PublishedKind<ClubRow> Kind(IServiceProvider services) =>
        new(services.GetRequiredService<RecordIndex<ClubRow>>(), ClubStore.Row, Row)
        {
            Kind = ClubKind.Name,
            Many = "clubs",
            Table = ClubKind.Table,
            KeyPrefix = ClubStore.Key("").Pk,
            Href = ClubUrls.Edit,
            Write = ClubFields.All.Publish,
        };

    private static PublishedRow Row(ClubRow row) => new(row.Id, row.Version, row.Name, row.Status == EditorialStatus.Published, ["all"], [row.Id]);
}
