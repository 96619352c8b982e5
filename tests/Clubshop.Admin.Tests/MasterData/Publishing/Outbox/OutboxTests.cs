using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.MasterData.Publishing.Outbox;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Common;

namespace Clubshop.Admin.Tests.MasterData.Publishing.Outbox;

/// <summary>Reading due rows reads no others; rows dated in the future are found when all rows are read.</summary>
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
        Assert.Equal(3, (await outbox.ReadAsync(None)).Count);
        Assert.Equal(due.Select(row => row.Key).ToHashSet(), [.. due.Select(row => PublishingOutbox.KeyOf(row.Kind, row.Id, row.Version, row.At))]); // as the publisher finds its own
    }

    [Fact]
    public async Task Sweep_OfARowDatedInTheFuture_PublishesItWhenAllRowsAreRead()
    {
        await using var world = await PublishingWorld.OpenAsync(instances: 0);
        var instance = await world.AddInstanceAsync(publishing: false);
        var shop = await instance.ShopAsync("Croma");
        var sweeper = instance.Get<OutboxSweeper>();
        await PublishingWorld.UntilAsync(async () => await sweeper.SweepAsync(None) == 0 && (await instance.Get<PublishingOutbox>().ReadAsync(None)).Count == 0, "the first rows are done");
        var kind = instance.Get<PublishedKinds>().Find("shop")!;
        var ahead = new PublishingOutbox(instance.Get<PublishedKinds>(), instance.Get<TableReader>(), instance.Get<UnauditedWriter>(), new TestClock(DateTimeOffset.UtcNow.AddHours(3)));
        await instance.Get<UnauditedWriter>().PutAsync(Table.System, ahead.RequestRow(kind, new(shop.Id, 1, shop.Name, true, ["all"], [], null, null), Ids.New(TimeProvider.System)), null, None);

        await sweeper.SweepAsync(None);
        Assert.Single(await instance.Get<PublishingOutbox>().ReadAsync(None)); // it is not due

        sweeper.Wake();
        await sweeper.SweepAsync(None);
        Assert.Empty(await instance.Get<PublishingOutbox>().ReadAsync(None));
    }
}
