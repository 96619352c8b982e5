using Clubshop.Admin.Audit.Chain;
using Clubshop.Admin.Audit.Export;
using Clubshop.Admin.Catalog.History;
using Clubshop.Admin.Common;
using Clubshop.Admin.Dashboard;
using Clubshop.Admin.Dashboard.Waiting;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Tests.Staff.Matrix;

/// <summary>The dashboard: what waits is shown to those who can deal with it, and figures are of what everybody sees.</summary>
internal sealed class DashboardMatrix : MatrixRows
{
    private const string Asks = "only puts into words what the service that it asks lets through";

    public override IEnumerable<MatrixRow> Rows =>
    [
        PerRecord<UnseenOffers>("Of", Permission.EditCatalog, async (unseen, one) =>
        {
            var offer = MatrixWorld.Stored(await one.World.Get<OfferService>().ChangeStatusAsync(
                Actor.System, await one.World.OfferAsync(one.Clubs), EditorialStatus.Published, one.World.Submit(), MatrixCase.None));
            var shops = one.World.Get<ShopService>();
            var shop = MatrixWorld.Stored(await shops.FindAsync(Actor.System, offer.ShopId, MatrixCase.None));
            MatrixWorld.Stored(await shops.ChangeStatusAsync(Actor.System, shop, EditorialStatus.Paused, one.World.Submit(), MatrixCase.None));
            unseen.Refresh();
            return unseen.Of(one.Actor).Any(found => found.Row.Id == offer.Id);
        }),
        NotAsked<ApprovalQueue>("Of", "asks NotificationRules.RefuseApproval of each; WaitingTests has it"),
        NotAsked<WaitingBoard>("Of", "counts what UnseenOffers.Of, ApprovalQueue.Of and WatchService.Of let through"),
        NotAsked<DashboardReader>("Read", "counts the catalog, which every role sees; the person's clubs only narrow it"),
        Anywhere<AuditExport>("StartAsync", Permission.SeeAudit, async (export, one) =>
            Let(await export.StartAsync(one.Actor, new() { Kind = "none", Days = 1 }, one.World.NewId(), MatrixCase.None))),
        Anywhere<AuditExport>("LastAsync", Permission.SeeAudit, async (export, one) => Past((await export.LastAsync(one.Actor, MatrixCase.None)).Problems)),
        Anywhere<AuditExport>("FindAsync", Permission.SeeAudit, async (export, one) => Past((await export.FindAsync(one.Actor, one.World.NewId(), MatrixCase.None)).Problems)),
        Anywhere<AuditExport>("WriteAsync", Permission.SeeAudit, async (export, one) =>
            Past(await export.WriteAsync(one.Actor, one.World.NewId(), workbook: false, new MemoryStream(), MatrixCase.None))),
        NotAsked<AuditExportJob>("RunAsync", "runs what AuditExport.StartAsync let through; asks anew who the person is by now, and AuditLog for each page"),
        NotAsked<AuditExport>("ForgetAsync", "forgets which export was one's own last, and nothing else"),
        NotAsked<CatalogAuditRecords>("Find", "names what every role sees; CatalogAuditRecordsTests has somebody without a role"),
        NotAsked<CatalogAuditRecords>("NameOf", "names what every role sees; CatalogAuditRecordsTests has somebody without a role"),
        NotAsked<AuditCheckService>("LastAsync", "is for those who see the whole log, another question than whether they see any; AuditGuardTests has every role"),
        .. ((Type[])
        [
            typeof(ApprovalsWaiting), typeof(UnseenOffersWaiting), typeof(CacheWaiting), typeof(ImportsWaiting), typeof(InvitationsWaiting), typeof(OwnNotificationsWaiting),
            typeof(HelpWaiting), typeof(StockWaiting), typeof(AuditWaiting), typeof(WatchWaiting), typeof(PlansWaiting),
        ]).SelectMany(source => new[] { NotAsked(source, "IsFor", "says whether asking is worth while"), NotAsked(source, "FindAsync", Asks) }),
    ];
}
