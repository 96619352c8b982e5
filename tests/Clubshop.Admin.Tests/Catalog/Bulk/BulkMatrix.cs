using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Staff.Matrix;

namespace Clubshop.Admin.Tests.Catalog.Bulk;

/// <summary>Changes of many records, with records of one's own and of others' clubs; and their undo.</summary>
internal sealed class BulkMatrix : MatrixRows
{
    private static readonly BulkEdit Archive = new() { Status = EditorialStatus.Archived };

    public override IEnumerable<MatrixRow> Rows =>
    [
        Anywhere<BulkService>("KeepAsync", Permission.EditCatalog, async (bulk, one) => Let(await KeepAsync(bulk, one, OfferKind.Name)), "offers"),
        Anywhere<BulkService>("KeepAsync", Permission.EditCategories, async (bulk, one) => Let(await KeepAsync(bulk, one, CategoryKind.Name)), "categories"),
        PerRecord<BulkService>("RehearseAsync", Permission.EditCatalog, async (bulk, one) =>
        {
            var rehearsed = await bulk.RehearseAsync(one.Actor, await DraftAsync(bulk, one, one.Actor.Id), null, MatrixCase.None);
            return rehearsed.Ok ? rehearsed.Value.CountOf(BulkVerdict.Changes) == 1 : Let(rehearsed);
        }),
        PerRecord<BulkService>("StartAsync", Permission.EditCatalog, async (bulk, one) =>
        {
            var whole = one.Actor with { Role = Role.Administrators };
            var rehearsal = MatrixWorld.Stored(await bulk.RehearseAsync(whole, await DraftAsync(bulk, one, one.Actor.Id), null, MatrixCase.None));
            if (await bulk.StartAsync(one.Actor, rehearsal, MatrixCase.None) is { Ok: false } refused)
                return Let(refused);

            return (await EndedAsync(one, rehearsal.Draft.Id)).Counts.GetValueOrDefault("changed") == 1;
        }),
        OfAChange("FindAsync", async (bulk, one, id) => (await bulk.FindAsync(one.Actor, id, MatrixCase.None)).Ok),
        Row<BulkService>(
            "RecentAsync", "", [Whose.Own], one => Permissions.Has(one.Actor.Role, Permission.EditCatalog),
            async (bulk, one) =>
            {
                var draft = await DraftAsync(bulk, one, one.Actor.Id);
                return (await bulk.RecentAsync(one.Actor, MatrixCase.None)).Any(entry => entry.Draft.Id == draft.Id);
            }),
        Anywhere<UndoService>("StartAsync", Permission.EditCatalog, async (undo, one) =>
        {
            // Of nothing: whether they are let through to be told so.
            var result = await undo.StartAsync(one.Actor, one.World.NewId(), MatrixCase.None);
            return result.Problems[0].Code == Problem.NotFound;
        }),
        NotAsked<UndoService>("FindAsync", "is JobService.FindAsync, of the person's own jobs"),
        .. ((Type[])[typeof(ChangeRows<>), typeof(UndoRows<>)]).SelectMany(rows => (MatrixRow[])
        [
            NotAsked(rows, "ReadAsync", "reads through the kind's service, in the name of who asked"),
            NotAsked(rows, "DoAsync", "asks the kind's service in the name of who asked"),
        ]),
        NotAsked<RowRunner>("RunAsync", "runs what a service let through; each record is asked for again by its kind's service"),
        NotAsked<BulkJob>("RunAsync", "runs what BulkService.StartAsync let through; each record is asked for again by its kind's service"),
        NotAsked<UndoJob>("RunAsync", "runs what UndoService.StartAsync let through; each record is asked for again by its kind's service"),
    ];

    // Own: asked for by the person; others': by somebody else, which those see who see the whole audit log.
    private static MatrixRow OfAChange(string method, Func<BulkService, MatrixCase, string, Task<bool>> call) => Row<BulkService>(
        method, "", [Whose.Own, Whose.Others],
        one => Permissions.Has(one.Actor.Role, Permission.EditCatalog) && (one.Whose == Whose.Own || Permissions.ReachOf(one.Actor.Role, Permission.SeeAudit) == Reach.All),
        async (bulk, one) => await call(bulk, one, (await DraftAsync(bulk, one, one.Whose == Whose.Own ? one.Actor.Id : "somebody")).Id));

    private static async Task<BulkDraft> DraftAsync(BulkService bulk, MatrixCase one, string owner) => MatrixWorld.Stored(await bulk.KeepAsync(
        one.Actor with { Id = owner, Role = Role.Administrators }, OfferKind.Name, Archive, [(await one.World.OfferAsync(one.Clubs)).Id], MatrixCase.None));

    private static Task<Result<BulkDraft>> KeepAsync(BulkService bulk, MatrixCase one, string kind) =>
        bulk.KeepAsync(one.Actor, kind, Archive, [one.World.NewId()], MatrixCase.None);

    private static async Task<JobInfo> EndedAsync(MatrixCase one, string id)
    {
        JobInfo? job = null;
        await foreach (var info in one.World.Get<JobService>().WatchAsync(Actor.System, id, MatrixCase.None))
            job = info;

        return job!;
    }
}
