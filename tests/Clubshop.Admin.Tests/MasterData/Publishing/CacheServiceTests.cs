using Clubshop.Admin.Audit;
using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.MasterData.Publishing.Outbox;
using Clubshop.Admin.MasterData.Publishing.Pages;
using Clubshop.Admin.MasterData.Publishing.Verification;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Clubshop.Aws.Memcached;

namespace Clubshop.Admin.Tests.MasterData.Publishing;

/// <summary>What people see of the cache, what they can do to it, and who may.</summary>
public sealed class CacheServiceTests
{
    [Fact]
    public async Task GetRecord_WithEachStateOfACopy_SaysWhichItIs()
    {
        await using var world = await PublishingWorld.OpenAsync(nodes: 3);
        var shop = await world.First.ShopAsync("Croma");
        await SettledAsync(world);
        var key = $"clubshop:shop:{await world.Reader.GenerationAsync("shop")}:{shop.Id}";
        var port = world.Reader.PortOf(key);

        Assert.Equal((CopyState.Same, 1L), await OwnerAsync(world, shop.Id));
        await CacheNodes.SayAsync(port, $"set {key} 0 0 5\r\nhello\r\n");
        Assert.Equal((CopyState.Foreign, 0L), await OwnerAsync(world, shop.Id));
        await PutAsync(port, key, $$"""{"schema":7,"type":"record","kind":"shop","id":"{{shop.Id}}","version":3}""");
        Assert.Equal((CopyState.UnknownSchema, 3L), await OwnerAsync(world, shop.Id));
        await PutAsync(port, key, $$"""{"schema":1,"type":"record","kind":"shop","id":"{{shop.Id}}","version":4,"shown":false}""");
        Assert.Equal((CopyState.Newer, 4L), await OwnerAsync(world, shop.Id));
        await CacheNodes.SayAsync(port, $"delete {key}\r\n");
        Assert.Equal((CopyState.Missing, 0L), await OwnerAsync(world, shop.Id));
        world.Nodes.Kill(port);
        Assert.Equal((CopyState.NoAnswer, 0L), await OwnerAsync(world, shop.Id));
        var look = PortalInstance.Value(await Service(world).GetRecordAsync(PublishingWorld.Meera, "shop", shop.Id, CancellationToken.None));
        Assert.InRange(look.StaleFor!.Value.TotalMinutes, 65, 66);
    }

    [Fact]
    public async Task Republish_OverWhateverIsThere_IsReadBackAndAudited()
    {
        await using var world = await PublishingWorld.OpenAsync(nodes: 3);
        var shop = await world.First.ShopAsync("Croma");
        await SettledAsync(world);
        var key = $"clubshop:shop:{await world.Reader.GenerationAsync("shop")}:{shop.Id}";
        await PutAsync(world.Reader.PortOf(key), key, $$"""{"schema":1,"type":"record","kind":"shop","id":"{{shop.Id}}","version":4,"shown":false}""");

        var done = PortalInstance.Value(await Service(world).RepublishAsync(PublishingWorld.Meera, "shop", shop.Id, Token(), CancellationToken.None));

        Assert.True(done.Done, done.ReadBack.Problem);
        Assert.Equal(done.ReadBack.Nodes, done.ReadBack.Seen);
        Assert.Equal(1, (await world.Reader.RecordAsync("shop", shop.Id))?.GetProperty("version").GetInt64());
        var entries = PortalInstance.Value(await world.First.Get<AuditLog>().HistoryAsync(PublishingWorld.Meera, "shop", shop.Id, null, 10, CancellationToken.None)).Entries;
        Assert.Contains(entries, entry => entry.Action == "republish");
        Assert.Empty(await world.First.Get<PublishingOutbox>().ReadDueAsync(DateTimeOffset.MaxValue, CancellationToken.None));
    }

    [Fact]
    public async Task Republish_WithTheNodeDown_IsPendingAndDoneWhenItIsBack()
    {
        await using var world = await PublishingWorld.OpenAsync();
        var shop = await world.First.ShopAsync("Croma");
        await SettledAsync(world);
        world.Nodes.Kill(world.Nodes.Ports[0]);

        var asked = PortalInstance.Value(await Service(world).RepublishAsync(PublishingWorld.Meera, "shop", shop.Id, Token(), CancellationToken.None));

        Assert.False(asked.Done);
        await PublishingWorld.UntilAsync(
            () => Task.FromResult(PortalInstance.Value(Service(world).GetOverview(PublishingWorld.Meera)).Pending.Any(pending => pending.Name == "Croma")), "it is shown as pending");
        await world.Nodes.StartNodeAsync(world.Nodes.Ports[0]);
        await SettledAsync(world);
        await PublishingWorld.UntilAsync(
            () => Task.FromResult(PortalInstance.Value(Service(world).GetOverview(PublishingWorld.Meera)) is { Pending.Count: 0, Down.Count: 0 }), "nothing is pending and no node is down");
    }

    [Fact]
    public async Task InvalidateKind_SubmittedTwice_RaisesTheGenerationOnceAndFillsTheCache()
    {
        await using var world = await PublishingWorld.OpenAsync();
        var shop = await world.First.ShopAsync("Croma");
        await SettledAsync(world);
        var (before, token) = (await world.Reader.GenerationAsync("shop"), Token());

        var done = PortalInstance.Value(await Service(world).InvalidateKindAsync(PublishingWorld.Meera, "shop", token, CancellationToken.None));
        await Service(world).InvalidateKindAsync(PublishingWorld.Meera, "shop", token, CancellationToken.None);

        Assert.Equal(before + 1, await world.Reader.GenerationAsync("shop"));
        await foreach (var job in Service(world).WatchAsync(PublishingWorld.Meera, done.WarmUp.Id, CancellationToken.None))
            Assert.NotEqual(JobState.Failed, job.State);
        Assert.NotNull(await world.Reader.RecordAsync("shop", shop.Id));
        Assert.Equal([shop.Id], (await world.Reader.ListAsync("shop", "all"))!.Keys);
    }

    [Fact]
    public async Task InvalidateEverything_SubmittedTwice_IsOneAuditEntryAndRaisesEveryKind()
    {
        await using var world = await PublishingWorld.OpenAsync();
        await PublishingWorld.UntilAsync(async () => await world.Reader.GenerationAsync("offer") is not null, "there is a generation");
        var before = await GenerationsAsync(world);
        var token = Token();

        var done = PortalInstance.Value(await Service(world).InvalidateEverythingAsync(PublishingWorld.Meera, "everything", token, CancellationToken.None));
        PortalInstance.Value(await Service(world).InvalidateEverythingAsync(PublishingWorld.Meera, "everything", token, CancellationToken.None));

        Assert.Empty(done.NotReached);
        Assert.Equal(before.Select(generation => generation + 1), await GenerationsAsync(world));
        var read = PortalInstance.Value(await world.First.Get<AuditLog>().ReadAsync(PublishingWorld.Meera, new() { Action = "invalidate" }, null, 50, CancellationToken.None));
        var entry = Assert.Single(read.Entries);
        Assert.Equal(("Everything", "Invalidated the cache"), (entry.EntityName, world.First.Get<AuditLabels>().Sentence(entry)));

        async Task<List<long?>> GenerationsAsync(PublishingWorld of)
        {
            List<long?> all = [];
            foreach (var kind in (string[])["club", "shop", "category", "offer"])
                all.Add(await of.Reader.GenerationAsync(kind));
            return all;
        }
    }

    [Fact]
    public async Task InvalidateEverything_WithTheNodeDown_IsPendingAndSaysSo()
    {
        await using var world = await PublishingWorld.OpenAsync();
        var shop = await world.First.ShopAsync("Croma");
        await SettledAsync(world);
        world.Nodes.Kill(world.Nodes.Ports[0]);

        var done = PortalInstance.Value(await Service(world).InvalidateEverythingAsync(PublishingWorld.Meera, "everything", Token(), CancellationToken.None));
        JobInfo? last = null;
        await foreach (var job in Service(world).WatchAsync(PublishingWorld.Meera, done.WarmUp.Id, CancellationToken.None))
            last = job;

        Assert.Single(done.NotReached);
        Assert.Equal(("Not done everywhere", Tone.Warn), (CacheLabels.Invalidation("Everything is invalidated", done).Title, CacheLabels.Invalidation("Everything is invalidated", done).Tone));
        Assert.Contains("pending", CacheLabels.Invalidation("Everything is invalidated", done).Text, StringComparison.Ordinal);
        Assert.Equal("The cache is not filled", CacheLabels.WarmUpTitle(last!));
        Assert.Contains("1 not reached", CacheLabels.Outcomes(last!), StringComparison.Ordinal);
        Assert.Contains("are pending, and will be published", CacheLabels.StillToDo(last!), StringComparison.Ordinal);
        Assert.NotEmpty(PortalInstance.Value(Service(world).GetOverview(PublishingWorld.Meera)).Pending);

        // When the node is back it gets everything in the new generation.
        await world.Nodes.StartNodeAsync(world.Nodes.Ports[0]);
        await PublishingWorld.UntilAsync(async () => await world.Reader.RecordAsync("shop", shop.Id) is not null, "it is published");
        await PublishingWorld.UntilAsync(() => Task.FromResult(PortalInstance.Value(Service(world).GetOverview(PublishingWorld.Meera)).Pending.Count == 0), "nothing is pending");
    }

    [Fact]
    public void CacheLabels_OfAFinishedInvalidation_ReportSuccess()
    {
        var job = new JobInfo { Id = "1", Kind = "cache-warm-up", Title = "Filling", State = JobState.Finished, Total = 2, Done = 2, Counts = new Dictionary<string, long> { ["written"] = 2 }, ActorId = "a", ActorName = "A", CreatedAt = default };
        Assert.Equal("The cache is filled", CacheLabels.WarmUpTitle(job));
        Assert.Null(CacheLabels.StillToDo(job));
        Assert.Equal(("Everything is invalidated", (string?)null, Tone.Good), CacheLabels.Invalidation("Everything is invalidated", new(4, job, [])));
    }

    [Fact]
    public async Task InvalidateEverything_WithoutTheTypedWord_IsRefused()
    {
        await using var world = await PublishingWorld.OpenAsync();
        await PublishingWorld.UntilAsync(async () => await world.Reader.GenerationAsync("offer") is not null, "there is a generation");
        var before = await world.Reader.GenerationAsync("offer");

        Assert.False((await Service(world).InvalidateEverythingAsync(PublishingWorld.Meera, "every", Token(), CancellationToken.None)).Ok);
        Assert.Equal(before, await world.Reader.GenerationAsync("offer"));
        Assert.True((await Service(world).InvalidateEverythingAsync(PublishingWorld.Meera, " Everything ", Token(), CancellationToken.None)).Ok);
        Assert.Equal(before + 1, await world.Reader.GenerationAsync("offer"));
    }

    [Theory]
    [InlineData(Role.Administrators, true, true, true)]
    [InlineData(Role.ClubAdministrators, true, true, false)]
    [InlineData(Role.Support, false, false, false)]
    [InlineData(Role.ServiceProviders, false, false, false)]
    [InlineData(Role.ReadOnly, true, false, false)]
    public async Task CacheService_ForEachRole_AllowsWhatItsPermissionsSay(Role role, bool sees, bool own, bool kinds)
    {
        await using var world = await PublishingWorld.OpenAsync();
        var (mine, other) = (await world.First.ClubAsync("Infosys Pune"), await world.First.ClubAsync("Delhi Metro Staff"));
        var (shop, foreign) = (await world.First.ShopAsync("Croma", mine.Id), await world.First.ShopAsync("Nykaa", other.Id));
        var actor = PublishingWorld.Meera with { Id = "p", Role = role, Clubs = new HashSet<string>([mine.Id], StringComparer.Ordinal) };
        var service = Service(world);

        Assert.Equal(sees, service.GetOverview(actor).Ok);
        Assert.Equal(sees, (await service.GetRecordAsync(actor, "shop", shop.Id, CancellationToken.None)).Ok);
        Assert.Equal(own, (await service.RepublishAsync(actor, "shop", shop.Id, Token(), CancellationToken.None)).Ok);
        Assert.Equal(kinds, (await service.RepublishAsync(actor, "shop", foreign.Id, Token(), CancellationToken.None)).Ok);
        Assert.Equal(kinds, (await service.InvalidateKindAsync(actor, "shop", Token(), CancellationToken.None)).Ok);
        Assert.Equal(kinds, (await service.InvalidateEverythingAsync(actor, "everything", Token(), CancellationToken.None)).Ok);
        Assert.Equal(kinds, (await service.WarmUpAsync(actor, null, Token(), CancellationToken.None)).Ok);
    }

    [Fact]
    public async Task GetOverview_WithANodeDown_SaysWhichAndSinceWhen()
    {
        await using var world = await PublishingWorld.OpenAsync(nodes: 2);
        await PublishingWorld.UntilAsync(() => Task.FromResult(All(world, NodeCondition.Up, 2)), "both are up");

        world.Nodes.Kill(world.Nodes.Ports[0]);

        await PublishingWorld.UntilAsync(() => Task.FromResult(All(world, NodeCondition.Down, 1)), "one is down");
        var overview = PortalInstance.Value(Service(world).GetOverview(PublishingWorld.Meera));
        Assert.InRange((overview.At - overview.Down[0].State.Since).TotalSeconds, 0, 15);
        Assert.InRange(overview.StaleFor!.Value.TotalMinutes, 65, 66);
    }

    private static bool All(PublishingWorld world, NodeCondition condition, int count) =>
        PortalInstance.Value(Service(world).GetOverview(PublishingWorld.Meera)).Nodes.Count(node => node.State.Condition == condition) == count;

    private static CacheService Service(PublishingWorld world) => world.First.Get<CacheService>();

    private static string Token() => Ids.New(TimeProvider.System);

    private static async Task<(CopyState, long)> OwnerAsync(PublishingWorld world, string id)
    {
        var look = PortalInstance.Value(await Service(world).GetRecordAsync(PublishingWorld.Meera, "shop", id, CancellationToken.None));
        return (look.Copies[0].State, look.Copies[0].Version);
    }

    private static Task<string> PutAsync(int port, string key, string value) => CacheNodes.SayAsync(port, $"set {key} 0 0 {value.Length}\r\n{value}\r\n");

    private static Task SettledAsync(PublishingWorld world) => PublishingWorld.UntilAsync(
        async () => (await world.First.Get<PublishingOutbox>().ReadDueAsync(DateTimeOffset.MaxValue, CancellationToken.None)).Count == 0, "nothing is pending");
}
