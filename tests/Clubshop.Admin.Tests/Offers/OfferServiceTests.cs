using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Microsoft.Extensions.DependencyInjection;
using static Clubshop.Admin.Tests.Offers.OfferWorld;

namespace Clubshop.Admin.Tests.Offers;

public sealed class OfferServiceTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Save_NewOffer_IsStoredIndexedAndAudited()
    {
        await using var world = await OpenAsync();

        var saved = await world.SaveAsync(world.Draft());

        Assert.Equal("flat-rs1-500-off", saved.Slug);
        Assert.Equal(saved.Slug, saved.Code);
        Assert.Equal(1, saved.Stamp.Version);
        Assert.Equal(saved.Title, world.Get<RecordIndex<OfferRow>>().Find(saved.Id)!.Title);
        Assert.Equal(saved.Title, Value(await world.Offers.FindAsync(Administrator, saved.Id, None)).Title);
        var history = Value(await world.Get<AuditLog>().HistoryAsync(Administrator, OfferKind.Name, saved.Id, null, 10, None));
        var entry = Assert.Single(history.Entries);
        Assert.Equal("create", entry.Action);
        Assert.Equal([world.First.Id], entry.Clubs);
    }

    [Fact]
    public async Task Save_SameSubmitTwice_CreatesOne()
    {
        await using var world = await OpenAsync();
        var (draft, submit) = (world.Draft(), world.Submit());

        var results = await Task.WhenAll(
            world.Offers.SaveAsync(Administrator, draft, submit, None), world.Offers.SaveAsync(Administrator, draft, submit, None));

        Assert.All(results, result => Assert.Equal(1, Value(result).Stamp.Version));
        Assert.Equal(1, world.Get<RecordIndex<OfferRow>>().Count);
    }

    [Fact]
    public async Task Save_TwoOffersOfOneTitle_GetDifferentSlugs()
    {
        await using var world = await OpenAsync();
        var first = await world.SaveAsync(world.Draft("20% off"));
        var second = await world.SaveAsync(world.Draft("20% off"));
        Assert.NotEqual(first.Slug, second.Slug);
        Assert.NotEqual(first.Code, second.Code);
    }

    [Fact]
    public async Task Save_SlugTyped_ThatIsTaken_NamesTheOwnerAtTheField()
    {
        await using var world = await OpenAsync();
        await world.SaveAsync(world.Draft("First") with { Slug = "sale" });

        var result = await world.Offers.SaveAsync(Administrator, world.Draft("Second") with { Slug = "sale" }, world.Submit(), None);

        var problem = Assert.Single(result.Problems);
        Assert.Equal(nameof(Offer.Slug), problem.Field);
        Assert.Contains("First", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_SomebodyElseFirst_GivesTheirs()
    {
        await using var world = await OpenAsync();
        var opened = await world.SaveAsync(world.Draft());
        await world.SaveAsync(opened with { Title = "Theirs" });

        var result = await world.Offers.SaveAsync(Administrator, opened with { Title = "Mine" }, world.Submit(), None);

        Assert.Equal(Problem.Conflict, Assert.Single(result.Problems).Code);
        Assert.Equal("Theirs", result.Current!.Title);
    }

    [Fact]
    public async Task Save_ShopDeletedMeanwhile_RefusedAtTheShop()
    {
        await using var world = await OpenAsync();
        var spare = await world.SaveAsync(new Shop { Id = Ids.New(world.Clock), Name = "Nykaa", Status = EditorialStatus.Published });
        Value(await world.Get<ShopService>().DeleteAsync(Administrator, spare, world.Submit(), None));

        // The index of another instance still has the shop as it was.
        var stale = new RecordIndex<ShopRow>(ShopKind.Table, ShopStore.Row, world.Clock);
        stale.Merge(ShopRow.Of(spare));
        var service = ActivatorUtilities.CreateInstance<OfferService>(world.Services, stale);

        var result = await service.SaveAsync(Administrator, world.Draft() with { ShopId = spare.Id }, world.Submit(), None);

        var problem = Assert.Single(result.Problems);
        Assert.Equal(nameof(Offer.ShopId), problem.Field);
        Assert.Contains("Nykaa was deleted", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_ForADraftShop_RefusedAtTheShop()
    {
        await using var world = await OpenAsync();
        var shop = await world.SaveAsync(new Shop { Id = Ids.New(world.Clock), Name = "Nykaa", Status = EditorialStatus.Draft });
        var draft = await world.SaveAsync(world.Draft() with { ShopId = shop.Id });

        var result = await world.Offers.ChangeStatusAsync(Administrator, draft, EditorialStatus.Published, world.Submit(), None);

        Assert.Equal(nameof(Offer.ShopId), Assert.Single(result.Problems).Field);
    }

    [Fact]
    public async Task Status_ThroughItsLife_CanBeChangedAndBroughtBack()
    {
        await using var world = await OpenAsync();
        var offer = await world.SaveAsync(world.Draft());
        foreach (var status in new[] { EditorialStatus.Published, EditorialStatus.Paused, EditorialStatus.Published, EditorialStatus.Archived, EditorialStatus.Deleted, EditorialStatus.Draft })
        {
            world.Clock.Advance(TimeSpan.FromMinutes(1));
            offer = Value(await world.Offers.ChangeStatusAsync(Administrator, offer, status, world.Submit(), None));
            Assert.Equal(status, offer.Status);
        }

        var history = Value(await world.Get<AuditLog>().HistoryAsync(Administrator, OfferKind.Name, offer.Id, null, 10, None));
        Assert.Equal(["restore", "delete", "archive", "publish", "pause", "publish", "create"], history.Entries.Select(entry => entry.Action));
    }

    [Fact]
    public async Task DeleteShop_WithAPublishedOffer_IsRefusedUntilItIsPaused()
    {
        await using var world = await OpenAsync();
        var offer = await world.SaveAsync(world.Draft() with { Status = EditorialStatus.Published });
        var shops = world.Get<ShopService>();

        var refused = await shops.DeleteAsync(Administrator, world.Shop, world.Submit(), None);
        Assert.Equal(Consequences.InUse, Assert.Single(refused.Problems).Code);

        Value(await world.Offers.ChangeStatusAsync(Administrator, offer, EditorialStatus.Paused, world.Submit(), None));
        Assert.Equal(EditorialStatus.Deleted, Value(await shops.DeleteAsync(Administrator, world.Shop, world.Submit(), None)).Status);

        // Its shop gone, the offer can still be put away.
        var paused = Value(await world.Offers.FindAsync(Administrator, offer.Id, None));
        Assert.Equal(nameof(Offer.ShopId), Assert.Single((await world.Offers.SaveAsync(Administrator, paused with { Status = EditorialStatus.Draft }, world.Submit(), None)).Problems).Field);
        Assert.True((await world.Offers.ChangeStatusAsync(Administrator, paused, EditorialStatus.Archived, world.Submit(), None)).Ok);
    }

    [Fact]
    public async Task PauseShop_WithALiveOffer_AsksFirst()
    {
        await using var world = await OpenAsync();
        await world.SaveAsync(world.Draft() with { Status = EditorialStatus.Published });

        var result = await world.Get<ShopService>().SaveAsync(Administrator, world.Shop with { Status = EditorialStatus.Paused }, world.Submit() with { Decided = false }, None);

        var problem = Assert.Single(result.Problems);
        Assert.Equal(Consequences.NeedsDecision, problem.Code);
        Assert.Contains("1 offer of this shop", problem.Message, StringComparison.Ordinal);
    }
}
