using Bunit;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Ui;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Offers;
using Clubshop.Admin.Watch;
using Clubshop.Admin.Watch.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Watch;

/// <summary>The inbox of the nightly check.</summary>
public sealed class WatchPageTests : PageTest
{
    protected override void Add(IServiceCollection services) => services.AddSingleton<WatchRunner>();

    private async Task<OfferWorld> FoundAsync()
    {
        var world = await OfferWorld.FillAsync(World);
        var lonely = await World.SaveAsync(World.NewShop("Lonely"));
        var live = world.Draft("Monsoon sale") with { Status = EditorialStatus.Published, Terms = "Valid till 31 March 2026." };
        await world.SaveAsync(live);
        await world.SaveAsync(live with { Id = World.NewId(), Title = "Of no club", ShopId = lonely.Id });
        World.IndexesFollow();
        Assert.True(await World.Get<WatchRunner>().RunIfDueAsync(CancellationToken.None));
        return world;
    }

    [Fact]
    public async Task Page_ShowsWhatThePersonMayPutRight_FilteredByTheAddress()
    {
        var world = await FoundAsync();
        Navigation.NavigateTo("/watch");
        Assert.Equal(2, Open<WatchPage>(CatalogWorld.Meera).FindAll("tbody tr").Count);
        var own = Open<WatchPage>(CatalogWorld.Person(Role.ClubAdministrators, world.First.Id));
        Assert.Contains("Monsoon sale", own.Find("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(own.FindAll("button"), button => button.TextContent.Trim() == "Check now");

        foreach (var (query, rows) in new[] { ("?kind=pastdate", 2), ("?kind=unseen", 0), ($"?club={world.First.Id}", 1), ("?owner=me", 0), ("?owner=nobody", 2), ("?state=snoozed", 0), ("?state=rubbish&kind=7&page=x", 2) })
        {
            Navigation.NavigateTo("/watch" + query);
            Assert.Equal(rows, Open<WatchPage>(CatalogWorld.Meera).FindAll("tbody tr").Count);
        }
    }

    [Fact]
    public async Task Row_TakenSnoozedAndDismissed_FollowsAtOnce()
    {
        await FoundAsync();
        Navigation.NavigateTo("/watch?kind=pastdate");
        var page = Open<WatchPage>(CatalogWorld.Meera);
        await MenuAsync(page, "Take it");
        page.WaitForAssertion(() => Assert.Contains("You", page.Find("tbody tr").TextContent, StringComparison.Ordinal));

        Dialogs.Opened = (body, _) => Task.FromResult<object?>(body == typeof(DismissBody) ? "Part of the name" : null);
        await MenuAsync(page, "Not a problem …");
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
        await MenuAsync(page, "Snooze for a week");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("tbody tr")));
        Assert.Equal([FindingState.Snoozed, FindingState.Dismissed], World.Get<WatchService>().Of(CatalogWorld.Meera).Select(view => view.State).Order());
    }

    [Fact]
    public async Task CheckNow_ShowsThatItIsUnderWay_AndItsOutcome()
    {
        await FoundAsync();
        World.Clock.Advance(TimeSpan.FromSeconds(1));
        Navigation.NavigateTo("/watch");
        var page = Open<WatchPage>(CatalogWorld.Meera);
        await Button(page, "Check now").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("button"), button => button.TextContent.Contains("Checking …", StringComparison.Ordinal)));
        Assert.True(await World.Get<WatchRunner>().RunIfDueAsync(CancellationToken.None));
        page.WaitForAssertion(() => Assert.Contains("Checked just now", page.Markup, StringComparison.Ordinal));
        Assert.Contains(page.FindAll("button"), button => button.TextContent.Trim() == "Check now");
    }

    private static async Task MenuAsync(IRenderedComponent<WatchPage> page, string item)
    {
        page.OpenRowMenu();
        await page.FindAll("[role=menuitem]").First(one => one.TextContent.Trim() == item).ClickAsync(new());
    }
}
