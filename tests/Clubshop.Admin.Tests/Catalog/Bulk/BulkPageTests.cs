using Bunit;
using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Catalog.Bulk.Pages;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Ui;
using Clubshop.Admin.Tests.Offers;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Catalog.Bulk;

/// <summary>Selecting in a list, and the page of a bulk change.</summary>
public sealed class BulkPageTests : PageTest
{
    private readonly BulkWorld.People _people = new();

    protected override void Add(IServiceCollection services)
    {
        Services.AddScoped<BulkSelections>();
        _people.Add(CatalogWorld.Meera);
        BulkWorld.Add(services, _people);
    }

    [Fact]
    public async Task List_WithTwoTicked_OffersTheSteps_AndLeadsToTheRehearsal()
    {
        var offers = await OfferWorld.FillAsync(World);
        for (var i = 0; i < 3; i++)
            await offers.SaveAsync(offers.Draft($"Offer {i}") with { Status = EditorialStatus.Published });
        Navigation.NavigateTo("/offers");
        var page = Open<OfferListPage>(CatalogWorld.Meera);
        Assert.Contains("Nothing selected", page.Find(".bulk").TextContent, StringComparison.Ordinal);

        page.TickRow(0);
        page.TickRow(2);
        Assert.Contains("2 selected", page.Find(".bulk").TextContent, StringComparison.Ordinal);
        Assert.Contains("Select all 3 that match", page.Find(".bulk").TextContent, StringComparison.Ordinal);
        Navigation.NavigateTo("/offers?q=nothing");
        page.WaitForAssertion(() => Assert.Contains("2 selected, 2 not shown", page.Find(".bulk").TextContent, StringComparison.Ordinal));
        Button(page, "Pause").Click();

        page.WaitForAssertion(() => Assert.Contains("/bulk/", Navigation.Uri, StringComparison.Ordinal));
        Assert.All(offers.Index.All(), row => Assert.Equal(EditorialStatus.Published, row.Status));
    }

    [Fact]
    public async Task List_OfWhoMayChangeNothing_HasNoTicks()
    {
        var offers = await OfferWorld.FillAsync(World);
        await offers.SaveAsync(offers.Draft());
        Navigation.NavigateTo("/offers");

        var page = Open<OfferListPage>(CatalogWorld.Person(Role.ReadOnly));

        Assert.Empty(page.FindAll("td.chk"));
        Assert.Empty(page.FindAll(".bulk"));
    }

    [Fact]
    public async Task Page_ShowsBeforeAndAfter_MakesTheChange_AndUndoesIt()
    {
        var offers = await OfferWorld.FillAsync(World);
        var live = await offers.SaveAsync(offers.Draft("Live") with { Status = EditorialStatus.Published });
        var draft = await offers.SaveAsync(offers.Draft("Without a start") with { Starts = null });
        var bulk = World.Get<BulkService>();
        var kept = CatalogWorld.Value(await bulk.KeepAsync(CatalogWorld.Meera, OfferKind.Name, new() { Status = EditorialStatus.Published }, [live.Id, draft.Id], default));
        var other = await offers.SaveAsync(offers.Draft("Ready"));
        var second = CatalogWorld.Value(await bulk.KeepAsync(CatalogWorld.Meera, OfferKind.Name, new() { Status = EditorialStatus.Published }, [live.Id, draft.Id, other.Id], default));

        var nothing = Open<BulkPage>(CatalogWorld.Meera, kept.Id);
        nothing.WaitForAssertion(() => Assert.Contains("Nothing would change", nothing.Markup, StringComparison.Ordinal));
        var page = Open<BulkPage>(CatalogWorld.Meera, second.Id);
        page.WaitForElement("del");
        Assert.Equal(("Draft", "Published"), (page.Find("del").TextContent, page.Find("ins").TextContent));
        Assert.Contains("Stays as it is", page.Markup, StringComparison.Ordinal);
        Button(page, "Publish 1 offer").Click();
        page.WaitForAssertion(() => Assert.Contains("1 changed", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        page.WaitForAssertion(() => Button(page, "Undo 1 change"), TimeSpan.FromSeconds(10));
        Button(page, "Undo 1 change").Click();

        page.WaitForAssertion(() => Assert.Contains("1 as before.", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Assert.Equal(EditorialStatus.Draft, CatalogWorld.Value(await offers.Offers.FindAsync(CatalogWorld.Meera, other.Id, default)).Status);
    }

    [Fact]
    public void Page_OfAnUnknownChange_SaysSo()
    {
        var page = Open<BulkPage>(CatalogWorld.Meera, World.NewId());

        page.WaitForAssertion(() => Assert.Contains("not here any more", page.Markup, StringComparison.Ordinal));
    }
}
