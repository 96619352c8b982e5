using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Offers.Planned;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;

namespace Clubshop.Admin.Tests.Offers.Planned;

/// <summary>What can be planned, by whom, and what is told of what cannot.</summary>
public sealed class PlanServiceTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static CancellationToken None => CancellationToken.None;

    private static string Code(Result<PlannedChange> result) => Assert.Single(result.Problems).Code;

    [Fact]
    public async Task Plan_OfWhatCannotBe_IsRefusedAtItsField()
    {
        await using var world = await PlanWorld.OpenAsync();
        var wish = world.Wish(offer => offer with { Value = 30 }, Hour);
        Assert.Equal("required", Code(await world.TryAsync(wish with { At = null })));
        Assert.Equal("past", Code(await world.TryAsync(wish with { At = world.Now })));
        Assert.Equal("far", Code(await world.TryAsync(wish with { At = world.Now.AddDays(800) })));
        Assert.Equal("back-first", Code(await world.TryAsync(wish with { BackAt = wish.At })));
        Assert.Equal("far", Code(await world.TryAsync(wish with { BackAt = world.Now.AddDays(800) })));
        Assert.Equal("same", Code(await world.TryAsync(world.Wish(offer => offer, Hour))));
        Assert.Equal(nameof(Offer.Value), Assert.Single((await world.TryAsync(world.Wish(offer => offer with { Value = 130 }, Hour))).Problems).Field);
        Assert.Empty(world.Plans.Between(CatalogWorld.Meera, DateTimeOffset.MinValue, DateTimeOffset.MaxValue));
    }

    [Fact]
    public async Task Plan_IsCheckedAgainstItsOwnTime()
    {
        await using var world = await PlanWorld.OpenAsync();
        var ends = world.Now.AddDays(1);
        Assert.Equal("publish-ended", Code(await world.TryAsync(world.Wish(offer => offer with { Ends = ends }, TimeSpan.FromDays(2)))));
        Assert.True((await world.TryAsync(world.Wish(offer => offer with { Ends = ends }, Hour))).Ok);
    }

    [Fact]
    public async Task Plan_AfterAnotherOne_BuildsOnIt()
    {
        await using var world = await PlanWorld.OpenAsync();
        await world.PlanAsync(Hour, 10 * Hour);
        var paused = world.Offer with { Value = 30 };
        var second = CatalogWorld.Value(await world.TryAsync(new(PlannedValues.Between(paused, paused with { Value = 40 }), world.Now + (2 * Hour), null)));
        Assert.Equal("Value: 30% → 40%", second.Says);
        Assert.Equal("same-time", Code(await world.TryAsync(world.Wish(offer => offer with { Value = 25 }, Hour))));
    }

    [Fact]
    public async Task Plan_MoreThanAnOfferMayHave_IsRefused()
    {
        await using var world = await PlanWorld.OpenAsync();
        for (var n = 1; n <= PlannedChange.MostOpen; n++)
            await world.PlanAsync(n * Hour, change: offer => offer with { Title = $"Title {n}" });
        Assert.Equal("too-many", Code(await world.TryAsync(world.Wish(offer => offer with { Title = "One more" }, 30 * Hour))));
    }

    [Fact]
    public async Task Plan_OfAnotherClub_IsNeitherMadeNorChangedNorCancelled()
    {
        await using var world = await PlanWorld.OpenAsync();
        var other = CatalogWorld.Person(Role.ClubAdministrators, world.Offers.Second.Id);
        var wish = world.Wish(offer => offer with { Value = 30 }, Hour);
        Assert.Equal(Problem.Forbidden, Code(await world.TryAsync(wish, other)));
        var plan = await world.PlanAsync(Hour);
        Assert.Equal(Problem.Forbidden, Code(await world.Plans.ChangeAsync(other, plan.Id, wish, world.Catalog.NewId(), None)));
        Assert.Equal(Problem.Forbidden, Code(await world.Plans.CancelAsync(other, plan.Id, world.Catalog.NewId(), None)));
        Assert.Single(CatalogWorld.Value(await world.Plans.OfAsync(other, world.Offer.Id, None)).Plans); // seen by all who see the offer
    }

    [Fact]
    public async Task Plan_Changed_IsFromThenOnOfWhoeverChangedIt()
    {
        await using var world = await PlanWorld.OpenAsync();
        var plan = await world.PlanAsync(Hour);
        var changed = CatalogWorld.Value(await world.Plans.ChangeAsync(CatalogWorld.Rohan, plan.Id, world.Wish(offer => offer with { Value = 35 }, 2 * Hour), world.Catalog.NewId(), None));
        Assert.Equal((plan.Id, "Rohan Deshpande", "Value: 20% → 35%"), (changed.Id, changed.PlannerName, changed.Says));
        Assert.Equal(0, await world.PassAsync(Hour));
        Assert.Equal(1, await world.PassAsync(Hour));
        Assert.Equal((35, "Rohan Deshpande"), ((await world.StoredAsync()).Value, (await world.StoredAsync()).Stamp.UpdatedBy));
        Assert.Equal("over", Code(await world.Plans.ChangeAsync(CatalogWorld.Rohan, plan.Id, world.Wish(offer => offer with { Value = 40 }, Hour), world.Catalog.NewId(), None)));
    }

    [Fact]
    public async Task Submit_SentTwice_PlansOnce()
    {
        await using var world = await PlanWorld.OpenAsync();
        var (wish, token) = (world.Wish(offer => offer with { Value = 30 }, Hour), world.Catalog.NewId());
        await world.Plans.PlanAsync(CatalogWorld.Meera, world.Offer.Id, wish, token, None);
        await world.Plans.PlanAsync(CatalogWorld.Meera, world.Offer.Id, wish, token, None);
        Assert.Single(CatalogWorld.Value(await world.Plans.OfAsync(CatalogWorld.Meera, world.Offer.Id, None)).Plans);
    }

    [Fact]
    public async Task Follows_OfWhatHidesTheOffer_SaysWhatDependsOnIt_OrNothing()
    {
        await using var world = await PlanWorld.OpenAsync();
        Assert.Null(world.Plans.Follows(CatalogWorld.Meera, world.Offer, PlannedValues.Between(world.Offer, world.Offer with { Status = EditorialStatus.Paused })));
    }
}
