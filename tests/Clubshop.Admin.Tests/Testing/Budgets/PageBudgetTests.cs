using System.Text;
using Bunit;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Catalog.Golden;
using Clubshop.Admin.Tests.Offers;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Tests.Testing.Budgets;

/// <summary>
/// How many components, event handlers and elements a page has, exactly: each circuit holds them in the server's memory (docs/performance.md), and whoever
/// adds some sees it in the difference of <c>Catalog/Golden/budgets/pages.txt</c>. Without the frame around the page.
/// </summary>
public sealed class PageBudgetTests : PageTest
{
    private const int Rows = 25;

    [Fact]
    public async Task Pages_OfTheCatalog_HaveTheirComponentsAndHandlers()
    {
        var world = await OfferWorld.FillAsync(World);
        var offer = world.Draft();
        for (var i = 0; i < Rows; i++)
        {
            offer = await world.SaveAsync(world.Draft($"Offer {i}") with { Status = i % 2 == 0 ? EditorialStatus.Published : EditorialStatus.Draft });
            await World.SaveAsync(World.NewShop($"Shop {i}"));
        }

        var text = new StringBuilder();
        Navigation.NavigateTo("/offers");
        await NoteAsync("offers, 25 rows", Open<OfferListPage>(CatalogWorld.Meera), "tbody tr:nth-child(25)");
        Navigation.NavigateTo("/shops");
        await NoteAsync("shops, 25 rows", Open<ShopListPage>(CatalogWorld.Meera), "tbody tr:nth-child(25)");
        Navigation.NavigateTo("/offers/" + offer.Id);
        await NoteAsync("an offer", Open<OfferEditPage>(CatalogWorld.Meera, offer.Id), Settled);
        Navigation.NavigateTo("/offers/new");
        await NoteAsync("a new offer", Open<OfferEditPage>(CatalogWorld.Meera), Settled);

        var differences = GoldenFile.Differences("budgets/pages.txt", text.ToString());
        Assert.True(differences is null, differences);

        async Task NoteAsync<TPage>(string name, IRenderedComponent<TPage> page, string there)
            where TPage : class, IComponent
        {
            page.WaitForElement(there, TimeSpan.FromSeconds(20));
            await page.InvokeAsync(() => { }); // what is waiting to be drawn is drawn
            var handlers = page.Markup.Split(" blazor:on").Length - 1;
            text.Append(name).Append(": ").Append(page.FindComponents<ComponentBase>().Count).Append(" components, ").Append(handlers).Append(" handlers, ")
                .Append(page.FindAll("*").Count).Append(" elements\n");
        }
    }
}
