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

    [Fact]
    public async Task Check_AfterEachOf300AlterationsInTheTable_FindsEveryOne()
    {
        await using var world = await OpenAsync();
        for (var i = 0; i < 10; i++)
        {
            await WriteAsync(world, 6);
            await world.Get<AuditSealer>().SealAsync(full: true, default); // blocks to alter
        }

        await TurnAsync(world, TimeSpan.FromHours(2));
        var (dynamo, table) = (world.Get<IAmazonDynamoDB>(), world.Get<TableNames>()[Table.Audit]);
        var all = (await dynamo.ScanAsync(new ScanRequest { TableName = table, ConsistentRead = true })).Items;
        var random = new Random(1);
        var overlooked = new List<string>();
        for (var i = 0; i < 300; i++)
        {
            var (one, other) = (all[random.Next(all.Count)], all[random.Next(all.Count)]);
            var done = random.Next(4) switch
            {
                0 => await PutAsync([new(one) { ["actorName"] = new() { S = "Nobody" } }]),
                1 => await RemoveAsync(one),
                2 => await PutAsync([new(one) { [Attributes.Pk] = new() { S = one[Attributes.Pk].S + "x" } }]),
                _ => ReferenceEquals(one, other) ? [] : await PutAsync([WithKeyOf(one, other), WithKeyOf(other, one)]),
            };
            // A seal's attributes that no seal has, and a shard that there is not, are of no consequence.
            var idle = done.Count == 0 || done.TrueForAll(item => IsSeal(item) && (item.ContainsKey("actorName") || item[Attributes.Pk].S.EndsWith('x')));
            world.IndexesFollow();
            if (!idle && (await world.Get<AuditCheckService>().FindAsync(null, default)).Findings.Count == 0)
                overlooked.Add($"{i}: {one[Attributes.Pk].S} {one[Attributes.Sk].S}");

            foreach (var item in done)
                await dynamo.DeleteItemAsync(table, KeyOf(item));
            await PutAsync([one, other]);
        }

        world.IndexesFollow();
        Assert.Empty(overlooked);
        Assert.Empty((await world.Get<AuditCheckService>().FindAsync(null, default)).Findings);

        async Task<List<Dictionary<string, AttributeValue>>> PutAsync(List<Dictionary<string, AttributeValue>> items)
        {
            foreach (var item in items)
                await dynamo.PutItemAsync(table, item);
            return items;
        }

        async Task<List<Dictionary<string, AttributeValue>>> RemoveAsync(Dictionary<string, AttributeValue> item)
        {
            await dynamo.DeleteItemAsync(table, KeyOf(item));
            return [item];
        }

        static bool IsSeal(Dictionary<string, AttributeValue> item) => item[Attributes.Pk].S.StartsWith(AuditAttributes.SealPrefix, StringComparison.Ordinal);

        static Dictionary<string, AttributeValue> KeyOf(Dictionary<string, AttributeValue> item) => new() { [Attributes.Pk] = item[Attributes.Pk], [Attributes.Sk] = item[Attributes.Sk] };

        static Dictionary<string, AttributeValue> WithKeyOf(Dictionary<string, AttributeValue> item, Dictionary<string, AttributeValue> of) =>
            new(item) { [Attributes.Pk] = of[Attributes.Pk], [Attributes.Sk] = of[Attributes.Sk] };
    }

    [Theory]
    [InlineData("entry", Attributes.PurgeAt, "1e100")]
    [InlineData("entry", Attributes.PurgeAt, "99999999999999")]
    [InlineData("block", "first", "1.5")]
    [InlineData("head", "number", "99999999999999999999")]
    public async Task Check_OfAttributesThatCannotBeRead_FindsThemInsteadOfFailing(string where, string attribute, string number)
    {
        await using var world = await OpenAsync();
        await WriteAsync(world, 20);
        await TurnAsync(world);
        var (dynamo, table) = (world.Get<IAmazonDynamoDB>(), world.Get<TableNames>()[Table.Audit]);
        var all = (await dynamo.ScanAsync(new ScanRequest { TableName = table, ConsistentRead = true })).Items;
        var item = all.First(one => where switch
        {
            "head" => one[Attributes.Sk].S == "HEAD",
            "block" => one[Attributes.Sk].S.StartsWith(SealItems.BlockPrefix, StringComparison.Ordinal),
            _ => one[Attributes.Pk].S.StartsWith("ENT#", StringComparison.Ordinal),
        });

        await dynamo.PutItemAsync(table, new Dictionary<string, AttributeValue>(item) { [attribute] = new() { N = number } });
        world.IndexesFollow();

        Assert.NotEmpty((await world.Get<AuditCheckService>().FindAsync(null, default)).Findings);
    }

    [Fact]
    public async Task Guard_OfTwoInstances_WorksOnOneAndIsTakenOver()
    {
        await using var world = await OpenAsync();
        await WriteAsync(world, 5);
        await using var other = await world.AnotherAsync(services => services.AddSingleton<AuditGuard>());

        Assert.True(await world.Get<AuditGuard>().TurnAsync(default));
        Assert.False(await other.Get<AuditGuard>().TurnAsync(default));
        Assert.Equal(5, (await world.Get<AuditSealer>().HeadsAsync(default)).Sum(head => head.Count));

        await WriteAsync(world, 4);
        other.Clock.Advance(TimeSpan.FromMinutes(2)); // the first one hangs
        Assert.True(await other.Get<AuditGuard>().TurnAsync(default));
        Assert.Equal(9, (await other.Get<AuditSealer>().HeadsAsync(default)).Sum(head => head.Count));
        Assert.Empty((await other.Get<AuditCheckService>().FindAsync(null, default)).Findings);
    }

    [Fact]
    public async Task Seal_OfAChainWhoseEndWasAltered_Stops()
    {
        await using var world = await OpenAsync();
        await WriteAsync(world, 8);
        await TurnAsync(world);
        var head = (await world.Get<AuditSealer>().HeadsAsync(default)).First(one => one.Count > 0);
        await world.Get<UnauditedWriter>().PutAsync(Table.Audit, SealItems.Write(head with { Count = head.Count - 1 }, 99), null, default);
        await using var restarted = await world.AnotherAsync();

        await Assert.ThrowsAsync<AuditChainBrokenException>(() => restarted.Get<AuditSealer>().SealAsync(full: true, default));

        Assert.Contains((await world.Get<AuditCheckService>().FindAsync(null, default)).Findings, finding => finding.What == "the end of the chain" && finding.Fault == AuditFault.Altered);
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
