using Bunit;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Offers.Planned;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Catalog.Bulk;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Offers.Planned;

/// <summary>The card on the page of an offer, and what it asks.</summary>
public sealed class PlansPartTests : PageTest
{
    private readonly BulkWorld.People _staff = new();

    protected override void Add(IServiceCollection services) => PlanWorld.Add(services, _staff);

    private IRenderedComponent<PlansPart> Card(Offer offer, Actor actor)
    {
        People.Actor = actor;
        var card = Render<PlansPart>(part =>
        {
            part.AddCascadingValue(actor);
            part.Add(one => one.Offer, offer);
        });
        card.WaitForAssertion(() => Assert.DoesNotContain("Loading", card.Markup, StringComparison.Ordinal));
        return card;
    }

    private IRenderedComponent<PlanDialog> Dialog(Offer offer, IReadOnlyList<PlannedChange> others) => Render<PlanDialog>(body => body
        .Add(one => one.Offer, offer).Add(one => one.Others, others).Add(one => one.Actor, CatalogWorld.Meera));

    [Fact]
    public async Task Card_ShowsWhatIsPlannedByWhom_AndFollowsWhatBecomesOfIt()
    {
        var world = await PlanWorld.FillAsync(World, _staff);
        await world.PlanAsync(TimeSpan.FromHours(1), TimeSpan.FromHours(2));
        var card = Card(world.Offer, CatalogWorld.Meera);
        Assert.Contains("Value: 20% → 30%", card.Markup, StringComparison.Ordinal);
        Assert.Contains("Fri 20 Nov 2026, 5:12 pm IST", card.Markup, StringComparison.Ordinal);
        Assert.Contains("Goes back Fri 20 Nov 2026, 6:12 pm IST · Planned by Meera Iyer", card.Markup, StringComparison.Ordinal);

        await world.PassAsync(TimeSpan.FromHours(1));
        card.WaitForAssertion(() => Assert.Contains("Done", card.Find(".pill").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Card_ForWhoMayNotEdit_OnlyShows()
    {
        var world = await PlanWorld.FillAsync(World, _staff);
        await world.PlanAsync(TimeSpan.FromHours(1));
        var card = Card(world.Offer, CatalogWorld.Person(Role.ReadOnly));
        Assert.Single(card.FindAll(".plans > li"));
        Assert.Empty(card.FindAll("button"));
    }

    [Fact]
    public async Task Cancel_TakesThePlanOffTheCard()
    {
        var world = await PlanWorld.FillAsync(World, _staff);
        await world.PlanAsync(TimeSpan.FromHours(1));
        var card = Card(world.Offer, CatalogWorld.Meera);
        Button(card, "Cancel").Click();
        card.WaitForAssertion(() => Assert.Contains("Nothing is planned.", card.Markup, StringComparison.Ordinal));
        Assert.Equal(0, await world.PassAsync(TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task Dialog_PlansWhatWasChanged_AndTellsWhatIsWrongAtItsField()
    {
        var world = await PlanWorld.FillAsync(World, _staff);
        var dialog = Dialog(world.Offer, []);
        Field(dialog, "Value").Change("30");
        dialog.Find("form").Submit();
        dialog.WaitForAssertion(() => Assert.Equal("Say when the offer is to be changed.", ErrorAt(dialog, "When")));

        Field(dialog, "When").Change("21/11/2026 10:00");
        dialog.Find("form").Submit();
        dialog.WaitForAssertion(() => Assert.Single(world.Plans.Between(CatalogWorld.Meera, world.Now, world.Now.AddDays(2))));
        Assert.Equal("Value: 20% → 30%", world.Plans.Between(CatalogWorld.Meera, world.Now, world.Now.AddDays(2))[0].Says);
    }

    [Fact]
    public async Task Dialog_AtATimeAfterAnotherPlan_ShowsWhatTheOfferWillBeThen()
    {
        var world = await PlanWorld.FillAsync(World, _staff);
        var first = await world.PlanAsync(TimeSpan.FromHours(1));
        var dialog = Dialog(world.Offer, [first]);
        Assert.Equal("20", Field(dialog, "Value").GetAttribute("value"));
        Field(dialog, "When").Change("21/11/2026 10:00");
        dialog.WaitForAssertion(() => Assert.Equal("30", Field(dialog, "Value").GetAttribute("value")));
    }
}
