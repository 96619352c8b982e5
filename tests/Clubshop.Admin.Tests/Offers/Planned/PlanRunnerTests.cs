using Clubshop.Admin.Common;
using Clubshop.Admin.Dashboard.Waiting;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Offers.Planned;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Offers.Planned;

/// <summary>What becomes of planned changes when their time comes: once over several instances, by the rules and rights of then.</summary>
public sealed class PlanRunnerTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Plan_WhenItsTimeComes_IsMadeInTheNameOfThePlanner_AndGoesBack()
    {
        await using var world = await PlanWorld.OpenAsync();
        var plan = await world.PlanAsync(Hour, 3 * Hour);
        Assert.Equal(0, await world.PassAsync(Hour - TimeSpan.FromSeconds(1)));
        Assert.Equal(20, (await world.StoredAsync()).Value);

        Assert.Equal(1, await world.PassAsync(TimeSpan.FromSeconds(1)));
        Assert.Equal(30, (await world.StoredAsync()).Value);
        Assert.Equal(PlanState.Done, (await world.NowAsync(plan.Id)).State);
        var entry = (await world.Catalog.HistoryAsync(OfferKind.Name, world.Offer.Id))[0];
        Assert.Equal(("change", "Meera Iyer"), (entry.Action, entry.ActorName));
        Assert.StartsWith("Planned by Meera Iyer on 20 Nov 2026, 4:12 pm for 20 Nov 2026, 5:12 pm IST", entry.Note, StringComparison.Ordinal);
        Assert.Equal(0, await world.PassAsync(Hour));

        Assert.Equal(1, await world.PassAsync(Hour));
        Assert.Equal((20, world.Offer.Title), ((await world.StoredAsync()).Value, (await world.StoredAsync()).Title));
        Assert.Equal(PlanState.Back, (await world.NowAsync(plan.Id)).State);
        Assert.StartsWith("Back, as planned by Meera Iyer", (await world.Catalog.HistoryAsync(OfferKind.Name, world.Offer.Id))[0].Note, StringComparison.Ordinal);
        Assert.Equal(0, await world.PassAsync(TimeSpan.FromDays(30)));
        Assert.Equal(["plan"], (await world.Catalog.HistoryAsync("planned-change", plan.Id)).Select(one => one.Action));
    }

    [Fact]
    public async Task Plan_OverTwoInstances_IsMadeOnce_AndBothKnow()
    {
        await using var world = await PlanWorld.OpenAsync();
        var plan = await world.PlanAsync(Hour);
        await using var two = await world.Catalog.AnotherAsync(services => PlanWorld.Add(services, world.Staff));
        await OfferWorld.ReadyAsync(two);
        world.Catalog.Clock.Advance(Hour);

        var made = await Task.WhenAll(world.Runner.RunDueAsync(None), two.Get<PlanRunner>().RunDueAsync(None));
        Assert.Equal(1, made.Sum());
        Assert.Equal(world.Offer.Stamp.Version + 1, (await world.StoredAsync()).Stamp.Version);
        Assert.Equal(PlanState.Done, CatalogWorld.Value(await two.Get<PlanService>().OfAsync(CatalogWorld.Meera, world.Offer.Id, None)).Plans.Single(one => one.Id == plan.Id).State);
    }

    [Fact]
    public async Task Plan_WithoutTheLease_IsStillMadeOnce()
    {
        await using var world = await PlanWorld.OpenAsync();
        var plan = await world.PlanAsync(Hour);
        world.Catalog.Clock.Advance(Hour);
        var executor = world.Catalog.Get<PlanExecutor>();
        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => executor.RunAsync(plan.Id, None))));
        Assert.Single(made, one => one is not null);
        Assert.Equal(world.Offer.Stamp.Version + 1, (await world.StoredAsync()).Stamp.Version);
    }

    [Fact]
    public async Task Plan_MissedByADowntime_IsMadeAtOnceAndSaysSo_UnlessItWouldBeBackAlready()
    {
        await using var world = await PlanWorld.OpenAsync();
        var late = await world.PlanAsync(Hour, 48 * Hour);
        var over = await world.PlanAsync(2 * Hour, 3 * Hour, offer => offer with { Title = "Only for an hour" });
        Assert.Equal(2, await world.PassAsync(5 * Hour));
        Assert.Equal((30, "Diwali sale"), ((await world.StoredAsync()).Value, (await world.StoredAsync()).Title));
        Assert.Equal(PlanState.Done, (await world.NowAsync(late.Id)).State);
        Assert.EndsWith("IST, made late", (await world.Catalog.HistoryAsync(OfferKind.Name, world.Offer.Id))[0].Note, StringComparison.Ordinal);
        var refused = await world.NowAsync(over.Id);
        Assert.Equal(PlanState.Refused, refused.State);
        Assert.Contains("Its time is over", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Back_LeavesWhatWasChangedSince()
    {
        await using var world = await PlanWorld.OpenAsync();
        var plan = await world.PlanAsync(Hour, 2 * Hour, offer => offer with { Value = 30, Title = "Diwali special" });
        await world.PassAsync(Hour);
        await world.SaveAsync(await world.StoredAsync() with { Title = "Diwali special, by hand", Terms = "New terms" });
        Assert.Equal(1, await world.PassAsync(Hour));

        var stored = await world.StoredAsync();
        Assert.Equal((20, "Diwali special, by hand", "New terms"), (stored.Value, stored.Title, stored.Terms));
        var now = await world.NowAsync(plan.Id);
        Assert.Equal((PlanState.PartlyBack, "Title was changed since and stays."), (now.State, now.Reason));
    }

    [Fact]
    public async Task Back_WhereEverythingWasChangedSince_ChangesNothing()
    {
        await using var world = await PlanWorld.OpenAsync();
        var plan = await world.PlanAsync(Hour, 2 * Hour);
        await world.PassAsync(Hour);
        var edited = await world.SaveAsync(await world.StoredAsync() with { Value = 35 });
        Assert.Equal(1, await world.PassAsync(Hour));
        Assert.Equal(edited.Stamp.Version, (await world.StoredAsync()).Stamp.Version);
        Assert.Equal(PlanState.Stayed, (await world.NowAsync(plan.Id)).State);
    }

    [Fact]
    public async Task Plan_OnAnOfferEditedSince_ChangesItsOwnFieldsAlone()
    {
        await using var world = await PlanWorld.OpenAsync();
        await world.PlanAsync(Hour);
        await world.SaveAsync(world.Offer with { Title = "Renamed", Terms = "New terms" });
        Assert.Equal(1, await world.PassAsync(Hour));
        var stored = await world.StoredAsync();
        Assert.Equal((30, "Renamed", "New terms"), (stored.Value, stored.Title, stored.Terms));
    }

    [Fact]
    public async Task Plan_ThatTheRulesRefuseThen_SaysWhy_AndWaitsForThePlanner()
    {
        await using var world = await PlanWorld.OpenAsync();
        await world.SaveAsync(world.Offer with { Benefit = Benefit.AmountOff, Value = 1500 });
        var offer = await world.StoredAsync();
        var wish = new PlanWish(PlannedValues.Between(offer, offer with { Value = 2000 }), world.Now + Hour, null);
        var plan = CatalogWorld.Value(await world.TryAsync(wish));
        await world.SaveAsync(offer with { Benefit = Benefit.PercentOff, Value = 20 });
        Assert.Equal(1, await world.PassAsync(Hour));

        Assert.Equal(20, (await world.StoredAsync()).Value);
        var refused = await world.NowAsync(plan.Id);
        Assert.Equal(PlanState.Refused, refused.State);
        Assert.Contains("100", refused.Reason, StringComparison.Ordinal);
        Assert.Equal("refuse", (await world.Catalog.HistoryAsync("planned-change", plan.Id))[0].Action);
        var source = world.Catalog.Services.GetServices<IWaitingSource>().OfType<PlansWaiting>().Single();
        Assert.Equal(OfferUrls.Edit(world.Offer.Id), Assert.Single(await source.FindAsync(CatalogWorld.Meera, None)).Href);
        Assert.Empty(await source.FindAsync(CatalogWorld.Rohan, None));

        CatalogWorld.Value(await world.Plans.CancelAsync(CatalogWorld.Meera, plan.Id, world.Catalog.NewId(), None));
        Assert.Empty(await source.FindAsync(CatalogWorld.Meera, None));
    }

    [Theory]
    [InlineData(true, "Priya Nair has no account any more, or it is disabled.")]
    [InlineData(false, "Priya Nair may no longer change this offer.")]
    public async Task Plan_OfSomebodyWhoMayNoLonger_IsRefused(bool gone, string reason)
    {
        await using var world = await PlanWorld.OpenAsync();
        var priya = CatalogWorld.Person(Role.ClubAdministrators, world.Offers.First.Id);
        world.Staff.Add(priya);
        var plan = await world.PlanAsync(Hour, actor: priya);
        if (gone)
            world.Staff.Remove(priya);
        else
            world.Staff.Add(priya with { Clubs = new HashSet<string> { world.Offers.Second.Id } });

        Assert.Equal(1, await world.PassAsync(Hour));
        Assert.Equal(20, (await world.StoredAsync()).Value);
        Assert.Equal((PlanState.Refused, reason), ((await world.NowAsync(plan.Id)).State, (await world.NowAsync(plan.Id)).Reason));
    }

    [Fact]
    public async Task Plan_OfADeletedOffer_IsRefused()
    {
        await using var world = await PlanWorld.OpenAsync();
        var plan = await world.PlanAsync(Hour);
        CatalogWorld.Value(await world.Offers.Offers.DeleteAsync(CatalogWorld.Meera, await world.StoredAsync(), world.Offers.Submit(), None));
        Assert.Equal(1, await world.PassAsync(Hour));
        Assert.Equal("The offer is deleted.", (await world.NowAsync(plan.Id)).Reason);
    }

    [Fact]
    public async Task Plan_WhoseValuesAreThereAlready_IsDoneWithoutAChange()
    {
        await using var world = await PlanWorld.OpenAsync();
        var plan = await world.PlanAsync(Hour);
        var saved = await world.SaveAsync(world.Offer with { Value = 30 });
        Assert.Equal(1, await world.PassAsync(Hour));
        Assert.Equal(saved.Stamp.Version, (await world.StoredAsync()).Stamp.Version);
        Assert.Equal(PlanState.Done, (await world.NowAsync(plan.Id)).State);
    }

    [Fact]
    public async Task Plan_Cancelled_IsNotMade_AndOneThatIsMadeNeedNotGoBack()
    {
        await using var world = await PlanWorld.OpenAsync();
        var (first, second) = (await world.PlanAsync(Hour), await world.PlanAsync(2 * Hour, 3 * Hour, offer => offer with { Title = "Other" }));
        CatalogWorld.Value(await world.Plans.CancelAsync(CatalogWorld.Rohan, first.Id, world.Catalog.NewId(), None));
        Assert.Equal(0, await world.PassAsync(Hour));
        Assert.Equal(1, await world.PassAsync(Hour));
        CatalogWorld.Value(await world.Plans.CancelAsync(CatalogWorld.Rohan, second.Id, world.Catalog.NewId(), None));
        Assert.Equal(0, await world.PassAsync(5 * Hour));
        var stored = await world.StoredAsync();
        Assert.Equal((20, "Other"), (stored.Value, stored.Title));
        Assert.Equal("over", (await world.Plans.CancelAsync(CatalogWorld.Rohan, second.Id, world.Catalog.NewId(), None)).Problems[0].Code);
    }
}
