using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.MasterData.Publishing.Outbox;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Common;

namespace Clubshop.Admin.Tests.MasterData.Publishing.Outbox;

/// <summary>Reading due rows reads no others; rows dated in the future are looked for now and then.</summary>
public sealed class OutboxTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task ReadDue_OfSeveralChanges_ReadsRowsByTime()
    {
        await using var world = await PublishingWorld.OpenAsync(instances: 0);
        var instance = await world.AddInstanceAsync(publishing: false);
        var shop = await instance.ShopAsync("Croma");
        shop = await instance.SaveAsync(shop with { Name = "Croma Retail" });
        var last = await instance.ShopAsync("Nykaa");
        var outbox = instance.Get<PublishingOutbox>();

        Assert.Empty(await outbox.ReadDueAsync(shop.Stamp.CreatedAt.AddMinutes(-1), None));
        Assert.DoesNotContain(await outbox.ReadDueAsync(last.Stamp.UpdatedAt.AddMilliseconds(-1), None), row => row.Id == last.Id);
        var due = await outbox.ReadDueAsync(last.Stamp.UpdatedAt.AddMinutes(1), None);
        Assert.Equal([(shop.Id, 1), (shop.Id, 2)], due.Where(row => row.Id == shop.Id).Select(row => (row.Id, row.Version)));
        Assert.Equal(3, due.Count);
        Assert.Equal(3, await CountAsync(outbox));
        Assert.Equal(due.Select(row => row.Key).ToHashSet(), [.. due.Select(row => PublishingOutbox.KeyOf(row.Kind, row.Id, row.Version, row.At))]); // as the publisher finds its own
    }

    [Fact]
    public async Task Sweep_OfARowDatedInTheFuture_PublishesItWhenItIsLookedFor()
    {
        await using var world = await PublishingWorld.OpenAsync(instances: 0);
        var instance = await world.AddInstanceAsync(publishing: false);
        var shop = await instance.ShopAsync("Croma");
        var sweeper = instance.Get<OutboxSweeper>();
        await PublishingWorld.UntilAsync(async () => await sweeper.SweepAsync(None) == 0 && await CountAsync(instance.Get<PublishingOutbox>()) == 0, "the first rows are done");
        var kind = instance.Get<PublishedKinds>().Find("shop")!;
        var ahead = new PublishingOutbox(instance.Get<PublishedKinds>(), instance.Get<TableReader>(), instance.Get<UnauditedWriter>(), new TestClock(DateTimeOffset.UtcNow.AddHours(3)));
        await instance.Get<UnauditedWriter>().PutAsync(Table.System, ahead.RequestRow(kind, new(shop.Id, 1, shop.Name, true, ["all"], [], null, null), Ids.New(TimeProvider.System)), null, None);

        await sweeper.SweepAsync(None);
        Assert.Equal(1, await CountAsync(instance.Get<PublishingOutbox>())); // it is not due

        sweeper.Wake();
        await sweeper.SweepAsync(None);
        Assert.Equal(0, await CountAsync(instance.Get<PublishingOutbox>()));
    }

    [Fact]
    public async Task ReadDueAndNext_OfManyRowsThatStay_ReadsTheOldestAndGoesRoundTheRest()
    {
        await using var world = await PublishingWorld.OpenAsync(instances: 0);
        var instance = await world.AddInstanceAsync(publishing: false);
        var (clock, kind, id) = (new TestClock(), instance.Get<PublishedKinds>().Find("shop")!, Ids.New(TimeProvider.System));
        var then = new PublishingOutbox(instance.Get<PublishedKinds>(), instance.Get<TableReader>(), instance.Get<UnauditedWriter>(), clock);
        List<Item> rows = [];
        for (var version = 1; version <= 2_500; version++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(1));
            rows.Add(then.RequestRow(kind, new(id, version, "Croma", true, ["all"], [], null, null), Ids.New(TimeProvider.System)));
        }

        await instance.Get<UnauditedWriter>().PutManyAsync(Table.System, rows, None);

        var cursor = new OutboxCursor();
        (int Count, long Last)[] expected = [(2_000, 2_000), (1_500, 2_500), (2_000, 2_000)];
        foreach (var (count, last) in expected)
        {
            var read = await then.ReadDueAndNextAsync(clock.GetUtcNow().AddSeconds(1), cursor, None);
            Assert.Equal((count, 1, last), (read.Count, read.Min(row => row.Version), read.Max(row => row.Version)));
            Assert.Equal(count, read.Select(row => row.Key).Distinct().Count());
        }
    }

    private static async Task<int> CountAsync(PublishingOutbox outbox) => (await outbox.ReadDueAsync(DateTimeOffset.UtcNow.AddDays(1), None)).Count;
}
