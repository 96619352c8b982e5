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
        Anywhere<BulkApi>("StartAsync", Permission.EditCatalog, (jobs, one) => StartedAsync(jobs, one, OfferKind.Name), "offers"),
        Anywhere<BulkApi>("StartAsync", Permission.EditCategories, (jobs, one) => StartedAsync(jobs, one, CategoryKind.Name), "categories"),
        NotAsked<BulkApi>("FindAsync", "is JobService.FindAsync, of the person's own jobs"),
        NotAsked<BulkApi>("CancelAsync", "is JobService.CancelAsync, which asks"),
        NotAsked(typeof(UpsertWriter<>), "UpsertAsync", "asks the kind's service in the caller's name"),
        NotAsked<UpsertRows>("ReadAsync", "reads whether the job's own submits were made"),
        NotAsked<UpsertRows>("DoAsync", "asks the kind's service in the caller's name"),
        NotAsked<ClientsNow>("FindAsync", "finds out what a program may do now"),
        NotAsked<UpsertJob>("RunAsync", "runs what BulkApi.StartAsync let through; each record is asked for again by its kind's service"),
        .. ((Type[])[typeof(ClubApi), typeof(ShopApi), typeof(CategoryApi), typeof(OfferApi)]).SelectMany(api =>
            Calls.Select(call => NotAsked(api, call, "asks the kind's service in the caller's name"))),
    ];

    private static async Task<bool> StartedAsync(BulkApi jobs, MatrixCase one, string kind) => Let(await jobs.StartAsync(
        one.Actor, one.World.Get<IEnumerable<IKindApi>>().Single(api => api.Kind.Name == kind), new() { Action = BulkAction.Archive, Ids = [one.World.NewId()] }, one.World.NewId(), MatrixCase.None));
}
