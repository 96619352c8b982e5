using Clubshop.Admin.CatalogApi.Bulk;
using Clubshop.Admin.CatalogApi.Records;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Staff.Matrix;

namespace Clubshop.Admin.Tests.CatalogApi;

/// <summary>What stands between the API and the services. Who may do what over HTTP, by role and by scope, CallerTests go over.</summary>
internal sealed class CatalogApiMatrix : MatrixRows
{
    private static readonly string[] Calls = ["ListAsync", "GetAsync", "CreateAsync", "ChangeAsync", "ChangeStatusAsync"];

    public override IEnumerable<MatrixRow> Rows =>
    [
        Anywhere<BulkService>("StartAsync", Permission.EditCatalog, (jobs, one) => StartedAsync(jobs, one, OfferKind.Name), "offers"),
        Anywhere<BulkService>("StartAsync", Permission.EditCategories, (jobs, one) => StartedAsync(jobs, one, CategoryKind.Name), "categories"),
        NotAsked<BulkService>("FindAsync", "is JobService.FindAsync, of the person's own jobs"),
        NotAsked<BulkService>("CancelAsync", "is JobService.CancelAsync, which asks"),
        NotAsked(typeof(BulkWriter<>), "ChangeStatusAsync", "asks the kind's service in the caller's name"),
        NotAsked(typeof(BulkWriter<>), "UpsertAsync", "asks the kind's service in the caller's name"),
        NotAsked<BulkJob>("RunAsync", "runs what BulkService.StartAsync let through; each record is asked for again by its kind's service"),
        .. ((Type[])[typeof(ClubApi), typeof(ShopApi), typeof(CategoryApi), typeof(OfferApi)]).SelectMany(api =>
            Calls.Select(call => NotAsked(api, call, "asks the kind's service in the caller's name"))),
    ];

    private static async Task<bool> StartedAsync(BulkService jobs, MatrixCase one, string kind) => Let(await jobs.StartAsync(
        one.Actor, one.World.Get<IEnumerable<IKindApi>>().Single(api => api.Kind.Name == kind), new() { Action = BulkAction.Archive, Ids = [one.World.NewId()] }, one.World.NewId(), MatrixCase.None));
}
