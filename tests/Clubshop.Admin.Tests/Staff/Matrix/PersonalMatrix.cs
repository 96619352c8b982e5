using Clubshop.Admin.Account;
using Clubshop.Admin.App;
using Clubshop.Admin.App.FirstPaint;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Localization;
using Clubshop.Admin.Shops;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Testing;

namespace Clubshop.Admin.Tests.Staff.Matrix;

/// <summary>One's own account: for everybody with a role, and for nobody else's account.</summary>
internal sealed class AccountMatrix : MatrixRows
{
    public override IEnumerable<MatrixRow> Rows =>
    [
        Enters("PasswordAsync", async (account, one) => Let(await account.PasswordAsync(one.Actor, MatrixCase.None))),
        Enters("ChangePasswordAsync", async (account, one) => Past(await account.ChangePasswordAsync(one.Actor, NoSession, "a", "b", "c", MatrixCase.None))),
        Enters("BeginAuthenticatorAsync", async (account, one) => Past((await account.BeginAuthenticatorAsync(one.Actor, NoSession, MatrixCase.None)).Problems)),
        Enters("ProveAuthenticatorAsync", async (account, one) => Past(await account.ProveAuthenticatorAsync(one.Actor, NoSession, "000000", MatrixCase.None))),
        Row<AccountService>("SessionsAsync", "", [Whose.Own, Whose.Others], Mine, async (account, one) =>
        {
            var session = await SessionAsync(one);
            return (await account.SessionsAsync(one.Actor, MatrixCase.None)).Value?.Sessions.Any(own => own.Key == session.Key) == true;
        }),
        Row<AccountService>("EndSessionAsync", "", [Whose.Own, Whose.Others], Mine, async (account, one) =>
        {
            var session = await SessionAsync(one);
            await account.EndSessionAsync(one.Actor, session.Key, MatrixCase.None);
            return await IsOverAsync(one, session);
        }),
        Row<AccountService>("EndOthersAsync", "", [Whose.Own, Whose.Others], Mine, async (account, one) =>
        {
            var session = await SessionAsync(one);
            await account.EndOthersAsync(one.Actor, NoSession, MatrixCase.None);
            return await IsOverAsync(one, session);
        }),
    ];

    private static string NoSession { get; } = RandomKeys.KeyOf(RandomKeys.NewValue())!;

    private static bool Mine(MatrixCase one) => one.Whose == Whose.Own && Permissions.Has(one.Actor.Role, Permission.EnterPortal);

    private static async Task<PortalSession> SessionAsync(MatrixCase one) => (await one.World.SessionAsync(one.Whose == Whose.Own ? one.Actor : Actor.System)).Session;

    private static async Task<bool> IsOverAsync(MatrixCase one, PortalSession session) =>
        await one.World.Get<SessionService>().FindAsync(session.Key, active: false, MatrixCase.None) is null;

    private static MatrixRow Enters(string method, Func<AccountService, MatrixCase, Task<bool>> call) => Anywhere(method, Permission.EnterPortal, call);
}

/// <summary>One's own language.</summary>
internal sealed class LanguageMatrix : MatrixRows
{
    public override IEnumerable<MatrixRow> Rows =>
    [
        Anywhere<LanguageService>("KeepAsync", Permission.EnterPortal, async (languages, one) => await languages.KeepAsync(one.Actor, Languages.Hindi, MatrixCase.None) is null),
        NotAsked<LanguageService>("OfAsync", "is asked for whoever has just proved who they are"),
    ];
}

/// <summary>The audit log, and who sees which entry.</summary>
internal sealed class AuditMatrix : MatrixRows
{
    public override IEnumerable<MatrixRow> Rows =>
    [
        PerRecord<AuditLog>("HistoryAsync", Permission.SeeAudit, async (log, one) =>
        {
            var shop = await one.World.ShopAsync(one.Clubs);
            var slice = await log.HistoryAsync(one.Actor, ShopKind.Name, shop.Id, null, 10, MatrixCase.None);
            return slice.Ok ? slice.Value.Entries.Count > 0 : Let(slice);
        }),
        PerRecord<AuditLog>("ReadGroupedAsync", Permission.SeeAudit, async (log, one) =>
        {
            var shop = await one.World.ShopAsync(one.Clubs);
            var slice = await log.ReadGroupedAsync(one.Actor, new() { Kind = ShopKind.Name, Record = shop.Id }, null, 10, MatrixCase.None);
            return slice.Ok ? slice.Value.Entries.Count > 0 : Let(slice);
        }),
        PerRecord<AuditLog>("ReadForPageAsync", Permission.SeeAudit, async (log, one) =>
        {
            var shop = await one.World.ShopAsync(one.Clubs);
            var slice = await log.ReadForPageAsync(one.Actor, new() { Kind = ShopKind.Name, Record = shop.Id }, null, 10, MatrixCase.None);
            return slice.Ok ? slice.Value.Entries.Count > 0 : Let(slice);
        }),
        PerRecord<AuditLog>("ReadAsync", Permission.SeeAudit, async (log, one) => await ReadsAsync(log, one, Actor.System, one.Clubs), "what others did"),
        Row<AuditLog>(
            "ReadAsync", "what the person did, to no club's record", [Whose.Nobodys],
            one => Permissions.ReachOf(one.Actor.Role, Permission.SeeAudit) is Reach.All or Reach.OwnActions,
            (log, one) => ReadsAsync(log, one, one.Actor, [])),
    ];

    private static async Task<bool> ReadsAsync(AuditLog log, MatrixCase one, Actor who, IReadOnlyList<string> clubs)
    {
        var token = one.World.NewId();
        await one.World.Get<WriteUnit>().RecordAsync(who, token, new("refuse-nothing", "test", token, "A test") { Clubs = clubs }, MatrixCase.None);
        var slice = await log.ReadAsync(one.Actor, new() { Kind = "test" }, null, 200, MatrixCase.None);
        return slice.Ok ? slice.Value.Entries.Any(entry => entry.EntityId == token) : Let(slice);
    }
}

/// <summary>Jobs: one's own, and for whoever reads the whole audit log everybody's; stopped by whose they are, and by those who may change everything.</summary>
internal sealed class JobMatrix : MatrixRows
{
    public override IEnumerable<MatrixRow> Rows =>
    [
        NotAsked<JobService>("StartAsync", "keeps work that a service let through; the service asks, and is asked again for every item"),
        Seen("FindAsync", async (jobs, one, id) => await jobs.FindAsync(one.Actor, id, MatrixCase.None) is not null),
        Seen("WatchAsync", async (jobs, one, id) =>
        {
            await foreach (var _ in jobs.WatchAsync(one.Actor, id, MatrixCase.None))
                return true;

            return false;
        }),
        NotAsked<JobService>("ItemsAsync", "asks as FindAsync does; ImportService.RefusedAsync is its row"),
        Row<JobService>("OpenAsync", "", [Whose.Own, Whose.Others], one => one.Whose == Whose.Own && one.Actor.Role is not null, async (jobs, one) =>
        {
            var id = await StartAsync(jobs, one);
            return (await jobs.OpenAsync(one.Actor, "matrix", MatrixCase.None)).Any(job => job.Id == id);
        }),
        Row<JobService>(
            "CancelAsync", "", [Whose.Own, Whose.Others],
            one => one.Actor.Role is not null && (one.Whose == Whose.Own || Permissions.ReachOf(one.Actor.Role, Permission.EditWholeCatalog) == Reach.All),
            async (jobs, one) =>
            {
                var id = await StartAsync(jobs, one);
                return (await jobs.CancelAsync(one.Actor, id, MatrixCase.None)).Ok && (await jobs.FindAsync(Actor.System, id, MatrixCase.None))!.CancelRequested;
            }),
        NotAsked(typeof(JobRecord), "Meta", "is how a job is stored"),
    ];

    private static MatrixRow Seen(string method, Func<JobService, MatrixCase, string, Task<bool>> call) => Row<JobService>(
        method, "", [Whose.Own, Whose.Others],
        one => one.Actor.Role is not null && (one.Whose == Whose.Own || Permissions.ReachOf(one.Actor.Role, Permission.SeeAudit) == Reach.All),
        async (jobs, one) => await call(jobs, one, await StartAsync(jobs, one)));

    // Of a kind that nothing runs: it stays open.
    private static async Task<string> StartAsync(JobService jobs, MatrixCase one) => (await jobs.StartAsync(
        new()
        {
            Actor = (one.Whose == Whose.Own ? one.Actor : Actor.System) with { Protocol = "job" },
            Token = one.World.NewId(),
            Kind = "matrix",
            Title = "A job",
            Total = 1,
        },
        MatrixCase.None)).Id;
}

/// <summary>What the frame shows.</summary>
internal sealed class FrameMatrix : MatrixRows
{
    public override IEnumerable<MatrixRow> Rows =>
    [
        .. TestPortal.Navigation.All.Select(item => new MatrixRow(
            new(typeof(Navigation), "For"), item.Label, [Whose.Nobodys], one => Permissions.Has(one.Actor.Role, item.Permission),
            one => Task.FromResult(TestPortal.Navigation.For(one.Actor).Contains(item)))),
        .. TestPortal.Navigation.All.Select(item => Row<PageOutlines>(
            "Of", item.Label, [Whose.Nobodys], one => Permissions.Has(one.Actor.Role, item.Permission), (outlines, one) => Task.FromResult(outlines.Of(item.Href, one.Actor) is not null))),
        NotAsked(typeof(ClubReach), "Refusal", "is the rule that the services of shops and offers ask"),
    ];
}
