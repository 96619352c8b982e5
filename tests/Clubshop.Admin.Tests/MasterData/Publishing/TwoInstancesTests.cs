using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Tests.Testing;

namespace Clubshop.Admin.Tests.MasterData.Publishing;

/// <summary>With several instances each sees the others' changes within five seconds, and no index goes back to an older version.</summary>
public sealed class TwoInstancesTests
{
    // Plus a margin for a busy machine.
    private const double Within = 5 + 3;

    [Fact]
    public async Task Change_OnOneInstance_IsInTheOthersIndexWithinFiveSeconds()
    {
        await using var world = await PublishingWorld.OpenAsync(instances: 2);
        var other = world.Instances[1].Get<RecordIndex<OfferRow>>();
        var shop = await world.First.ShopAsync("Croma");
        var offer = await world.First.OfferAsync("Flat ₹1,500 off", shop);

        await PublishingWorld.UntilAsync(() => Task.FromResult(other.Find(offer.Id)?.Version == 1), "the other instance knows the new offer", Within);

        await world.First.SaveAsync(offer with { Status = EditorialStatus.Paused });
        await PublishingWorld.UntilAsync(() => Task.FromResult(other.Find(offer.Id) is { Version: 2, Status: EditorialStatus.Paused }), "the other instance knows the change", Within);
    }

    [Fact]
    public async Task Indexes_WhileBothInstancesWrite_NeverGoBack()
    {
        const int offers = 20, saves = 400;
        var seed = TestSeed.Next();
        await using var world = await PublishingWorld.OpenAsync(instances: 2);
        var shop = await world.First.ShopAsync("Croma");
        var ids = new List<string>();
        for (var i = 0; i < offers; i++)
            ids.Add((await world.First.OfferAsync($"Offer {i}", shop)).Id);

        using var over = new CancellationTokenSource();
        var watchers = world.Instances.Select(instance => Task.Run(() => Watch(instance.Get<RecordIndex<OfferRow>>(), ids, over.Token))).ToList();
        await Task.WhenAll(world.Instances.Select((instance, number) => Task.Run(async () =>
        {
            var random = new Random(seed + number);
            for (var i = 0; i < saves; i++)
            {
                var seen = await instance.Offers.FindAsync(PublishingWorld.Meera, ids[random.Next(offers)], CancellationToken.None);
                await instance.Offers.SaveAsync(PublishingWorld.Meera, seen.Value! with { Value = random.Next(1, 100_000) }, PortalInstance.Submit(), CancellationToken.None);
            }
        })));

        await PublishingWorld.UntilAsync(
            () => Task.FromResult(ids.TrueForAll(id => world.Instances.Select(instance => instance.Get<RecordIndex<OfferRow>>().Find(id)?.Version ?? 0).Distinct().Count() == 1)),
            $"seed {seed}: both know the same", Within);
        await over.CancelAsync();
        Assert.All(await Task.WhenAll(watchers), back => Assert.Equal(0, back));
    }

    // How often a row was older than before, or gone.
    private static int Watch(RecordIndex<OfferRow> index, List<string> ids, CancellationToken over)
    {
        var (last, back) = (new Dictionary<string, long>(StringComparer.Ordinal), 0);
        while (!over.IsCancellationRequested)
        {
            foreach (var id in ids)
            {
                var version = index.Find(id)?.Version ?? 0;
                if (version < last.GetValueOrDefault(id))
                    back++;
                last[id] = version;
            }

            Thread.Yield();
        }

        return back;
    }
}
