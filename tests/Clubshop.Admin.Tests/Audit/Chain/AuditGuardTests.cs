using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Clubshop.Admin.Audit.Chain;
using Clubshop.Admin.Common;
using Clubshop.Admin.Dashboard.Waiting;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Catalog;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Audit.Chain;

/// <summary>Sealing, check, alarm and archive on the tables and buckets of an embedded AWS.</summary>
public sealed class AuditGuardTests
{
    private static readonly KeyValuePair<string, string?>[] Archived = [new("Audit:ArchiveBucket", "audit-test")];

    [Fact]
    public async Task Seal_OfManyEntries_ChainsEachOnceInItsShard()
    {
        await using var world = await OpenAsync();
        await WriteAsync(world, 450);
        var sealer = world.Get<AuditSealer>();

        var first = await sealer.SealAsync(full: true, default);
        await WriteAsync(world, 3);
        var second = await sealer.SealAsync(full: false, default);

        Assert.True(first >= 450);
        Assert.Equal(3, second);
        Assert.Equal(0, await sealer.SealAsync(full: true, default));
        Assert.Equal(first + 3, (await sealer.HeadsAsync(default)).Sum(head => head.Count));
        var (entries, findings) = await world.Get<AuditCheckService>().FindAsync(null, default);
        Assert.Equal(first + 3, entries);
        Assert.Empty(findings);
    }

    [Fact]
    public async Task Seal_ByTwoInstancesAtOnce_LeavesOneChain()
    {
        await using var world = await OpenAsync();
        await using var other = await world.AnotherAsync();
        for (var round = 0; round < 10; round++)
        {
            await WriteAsync(world, 5);
            await Task.WhenAll(TryAsync(world), TryAsync(other));
        }

        await WriteAsync(other, 2);
        while (await TryAsync(other) != 0)
        {
        }

        world.Clock.Advance(TimeSpan.FromHours(1));
        await TryAsync(other);
        Assert.Empty((await world.Get<AuditCheckService>().FindAsync(null, default)).Findings);

        static async Task<int> TryAsync(CatalogWorld instance)
        {
            instance.IndexesFollow();
            try
            {
                return await instance.Get<AuditSealer>().SealAsync(full: true, default);
            }
            catch (CommitBusyException)
            {
                return -1; // the other one was faster; the next turn reads where it is
            }
        }
    }

    [Fact]
    public async Task Seal_AfterARestart_ContinuesTheChain()
    {
        await using var world = await OpenAsync();
        await WriteAsync(world, 10);
        await world.Get<AuditSealer>().SealAsync(full: true, default);
        world.Clock.Advance(TimeSpan.FromDays(3));
        await WriteAsync(world, 10);
        await using var restarted = await world.AnotherAsync();

        Assert.Equal(10, await restarted.Get<AuditSealer>().SealAsync(full: true, default));
        Assert.Empty((await restarted.Get<AuditCheckService>().FindAsync(null, default)).Findings);
    }

    [Theory]
    [InlineData("alter", "Altered")]
    [InlineData("delete", "Missing")]
    [InlineData("insert", "Inserted")]
    public async Task Guard_AfterAnAlterationPastThePortal_AlarmsTheAdministrators(string how, string fault)
    {
        await using var world = await OpenAsync();
        await WriteAsync(world, 12);
        await TurnAsync(world);
        Assert.Equal(0, (await LastAsync(world))!.Faults);
        Assert.Empty(await WaitingAsync(world, CatalogWorld.Meera));

        // What is sealed for longer than a late write may take.
        await TurnAsync(world, TimeSpan.FromMinutes(30));
        var since = await AlterAsync(world, how);
        await TurnAsync(world, TimeSpan.FromHours(26));

        var last = (await LastAsync(world))!;
        Assert.Equal(1, last.Faults);
        Assert.StartsWith(fault + ": entry ENT#list#", Assert.Single(last.First), StringComparison.Ordinal);
        Assert.Contains("not as written", Assert.Single(await WaitingAsync(world, CatalogWorld.Meera)).What, StringComparison.Ordinal);
        Assert.True(last.FaultySince >= since);
    }

    [Theory]
    [InlineData(Role.Administrators, true)]
    [InlineData(Role.ReadOnly, true)]
    [InlineData(Role.Support, false)]
    [InlineData(Role.ServiceProviders, false)]
    [InlineData(Role.ClubAdministrators, false)]
    [InlineData(null, false)]
    public async Task Last_OfEachRole_IsForThoseWhoSeeTheWholeLog(Role? role, bool sees)
    {
        await using var world = await OpenAsync();
        Assert.Equal(sees, (await world.Get<AuditCheckService>().LastAsync(CatalogWorld.Person(role), default)).Ok);
        Assert.Equal(role == Role.Administrators, Source(world).IsFor(CatalogWorld.Person(role)));
    }

    [Fact]
    public async Task Archive_AfterThirtyDays_HasTheEntriesAndAfterThreeYearsNotAnyMore()
    {
        await using var world = await OpenAsync();
        await WriteAsync(world, 40);
        var day = DateOnly.FromDateTime(world.Clock.GetUtcNow().UtcDateTime);
        var archive = world.Get<AuditArchive>();
        Assert.Equal(0, await archive.RunAsync(default));

        world.Clock.Advance(TimeSpan.FromDays(31));
        var copied = await archive.RunAsync(default);

        Assert.True(copied >= 40);
        Assert.Equal(copied, await CountAsync());
        Assert.Equal(0, await archive.RunAsync(default));
        var kept = (await archive.ReadAsync(day, 1, default))[0];
        Assert.Equal(ItemHash.Of(kept), ItemHash.Of((await world.Get<TableReader>().ReadAsync(new(Table.Audit, kept.Pk, kept.Sk), default))!));

        world.Clock.Advance(AuditAttributes.Kept);
        await archive.RunAsync(default);

        Assert.Equal(0, await CountAsync());

        async Task<long> CountAsync()
        {
            var count = 0L;
            for (var shard = 0; shard < TableSchemas.AuditShards; shard++)
                count += (await archive.ReadAsync(day, shard, default)).Count;
            return count;
        }
    }

    [Fact]
    public async Task Anchor_WrittenBeforeAChainWasEmptied_IsMissed()
    {
        await using var world = await OpenAsync();
        await WriteAsync(world, 12);
        await TurnAsync(world);
        var shard = (await world.Get<AuditSealer>().HeadsAsync(default)).First(head => head.Count > 0).Shard;

        // Everything of a shard, as if it had never been.
        var query = new ItemQuery(Table.Audit, SealItems.Pk(shard)) { Consistent = true };
        await foreach (var item in world.Get<TableReader>().QueryAllAsync(query, default))
            await DeleteAsync(world, item);

        Assert.Contains((await world.Get<AuditCheckService>().FindAsync(null, default)).Findings, finding => finding.Shard == shard);
    }

    private static Task<CatalogWorld> OpenAsync() => CatalogWorld.OpenAsync(services => services.AddSingleton<AuditGuard>(), Archived);

    private static async Task WriteAsync(CatalogWorld world, int count)
    {
        for (var i = 0; i < count; i++)
            await world.Get<WriteUnit>().RecordAsync(CatalogWorld.Meera, Ids.New(world.Clock), new(AuditActions.Export, "list", "r" + (i % 7), "something"), default);
        world.IndexesFollow();
    }

    private static async Task TurnAsync(CatalogWorld world, TimeSpan later = default)
    {
        world.Clock.Advance(later);
        await world.Get<AuditSealer>().SealAsync(full: true, default);
        await world.Get<AuditGuard>().SlowAsync(default);
    }

    private static async Task<AuditCheckResult?> LastAsync(CatalogWorld world) =>
        CatalogWorld.Value(await world.Get<AuditCheckService>().LastAsync(CatalogWorld.Meera, default)).Last;

    private static AuditWaiting Source(CatalogWorld world) => world.Services.GetServices<IWaitingSource>().OfType<AuditWaiting>().Single();

    private static async Task<IReadOnlyList<WaitingThing>> WaitingAsync(CatalogWorld world, Actor actor) => await Source(world).FindAsync(actor, default);

    private static async Task<DateTimeOffset> AlterAsync(CatalogWorld world, string how)
    {
        Item? entry = null;
        await foreach (var item in world.Get<TableReader>().QueryAllAsync(new(Table.Audit, AuditAttributes.Pk("list", "r3")), default))
            entry ??= item;
        if (how == "delete")
        {
            await DeleteAsync(world, entry!);
            return world.Clock.GetUtcNow();
        }

        var altered = (how == "alter" ? entry!.Copy().Set(AuditAttributes.ActorName, "Nobody") : entry!.Copy()).ToAttributes();
        if (how == "insert")
            altered[Attributes.Pk] = new AttributeValue { S = AuditAttributes.Pk("list", "r3b") };
        await world.Get<IAmazonDynamoDB>().PutItemAsync(world.Get<TableNames>()[Table.Audit], altered);
        return world.Clock.GetUtcNow();
    }

    private static async Task DeleteAsync(CatalogWorld world, Item item) => await world.Get<IAmazonDynamoDB>().DeleteItemAsync(
        world.Get<TableNames>()[Table.Audit],
        new Dictionary<string, AttributeValue> { [Attributes.Pk] = new() { S = item.Pk }, [Attributes.Sk] = new() { S = item.Sk } });
}
