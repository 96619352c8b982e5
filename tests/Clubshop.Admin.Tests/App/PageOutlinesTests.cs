using Clubshop.Admin.App;
using Clubshop.Admin.App.FirstPaint;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;

namespace Clubshop.Admin.Tests.App;

/// <summary>What of a page is known from its address, before its circuit.</summary>
public sealed class PageOutlinesTests : IAsyncLifetime
{
    private CatalogWorld _world = null!;

    public async Task InitializeAsync() => _world = await CatalogWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public void Outline_OfEveryPageThatAPersonMayOpen_HasATitle()
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            var actor = CatalogWorld.Person(role);
            foreach (var route in PortalRoutes.All.Where(route => route.Permission is not null && route.Template != "/not-found"))
            {
                var outline = Outlines.Of(route.Template.Replace('{', 'x').Replace('}', 'x'), actor);
                Assert.Equal(actor.Has(route.Permission!.Value), !string.IsNullOrEmpty(outline?.Title));
            }
        }
    }

    [Theory]
    [InlineData("/", "Dashboard", PageShape.Dashboard, null)]
    [InlineData("/offers", "Offers", PageShape.BulkList, null)]
    [InlineData("/offers/new", "New offer", PageShape.Form, "Offers")]
    [InlineData("/shops/import", "Import shops", PageShape.Cards, "Shops")]
    [InlineData("/clubs/nobody", "Loading club", PageShape.Form, "Clubs")]
    [InlineData("/staff/new", "Invite someone", PageShape.Form, "Staff")]
    [InlineData("/account", "Your account", PageShape.Form, null)]
    public void Outline_OfAPage_SaysItsTitleShapeAndWayBack(string path, string title, PageShape shape, string? above)
    {
        var outline = Outlines.Of(path, CatalogWorld.Meera)!;

        Assert.Equal((title, shape, above), (outline.Title, outline.Shape, outline.Above?.Label));
    }

    [Fact]
    public async Task Outline_OfARecordInMemory_HasItsName()
    {
        var club = (await _world.ClubAsync("Chess Circle")).Id;

        Assert.Equal("Chess Circle", Outlines.Of("/clubs/" + club, CatalogWorld.Meera)?.Title);
    }

    [Theory]
    [InlineData("/nowhere/at/all")]
    [InlineData("/sign-in")]
    [InlineData("/local")]
    public void Outline_OfWhatHasNotThePortalsFrame_IsNone(string path) => Assert.Null(Outlines.Of(path, CatalogWorld.Meera));

    [Fact]
    public void Outline_WithoutAPersonOrARole_IsNone()
    {
        Assert.Null(Outlines.Of("/offers", null));
        Assert.Null(Outlines.Of("/offers", CatalogWorld.Person(null)));
    }

    private PageOutlines Outlines => _world.Get<PageOutlines>();
}
