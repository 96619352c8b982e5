using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.GoTo;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Offers;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.GoTo;

/// <summary>What the sources of the whole portal find, over the real services. Who may is in the matrix.</summary>
public sealed class GoToSourcesTests : IAsyncLifetime
{
    private const string Number = "3f1c9a70-5b1e-4c1d-9c39-0d7f6a2b8e11";

    private CatalogWorld _world = null!;

    async Task IAsyncLifetime.InitializeAsync() => _world = await CatalogWorld.OpenAsync();

    async Task IAsyncLifetime.DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Catalog_ByNameSlugOrCode_FindsEveryKindUnderItsHeading()
    {
        var club = await _world.ClubAsync("Kaveri Club");
        var category = await _world.CategoryAsync("Kaveri sweets");
        var shop = await _world.SaveAsync(_world.NewShop("Kaveri Stores") with { Slug = "old-street", Code = "KV-7" });
        var offer = CatalogWorld.Value(await _world.Get<OfferService>().SaveAsync(
            CatalogWorld.Meera, OfferSamples.Draft() with { Title = "10% at Kaveri", ShopId = shop.Id, Status = EditorialStatus.Published }, _world.Submit(), CancellationToken.None));

        var found = await FindAsync(Role.ReadOnly, "kaveri");

        Assert.Equal(
            [("Offers", offer.Id, "Live"), ("Shops", shop.Id, "Published"), ("Categories", category.Id, "Published"), ("Clubs", club.Id, "Published")],
            found.Select(item => (item.Group, item.Href.Split('/')[^1], item.State)));
        Assert.Equal(GoToMatch.Words, found[0].Match);
        Assert.Equal(shop.Id, IdOf(Assert.Single(await FindAsync(Role.ReadOnly, "old-str"))));
        Assert.Equal((shop.Id, GoToMatch.Whole), (IdOf((await FindAsync(Role.ReadOnly, "kv-7"))[0]), (await FindAsync(Role.ReadOnly, "kv-7"))[0].Match));
        Assert.Equal("Kaveri Stores", Catalog.At($"/shops/{shop.Id}", CatalogWorld.Meera)?.Text);
        Assert.All(
            ["/shops", "/shops/new", $"/offers/{shop.Id}", $"/shops/{shop.Id}/x", "/", ""],
            path => Assert.Null(Catalog.At(path, CatalogWorld.Meera)));
    }

    [Fact]
    public async Task Catalog_ManyThatMatch_TheNameThatBeginsWithItComesFirstAndWhatIsPutAwayLast()
    {
        foreach (var name in (string[])["Big Volt", "Revolt", "Volt Kitchen and Home", "Volt", "Voltas", "Voltage House"])
            await _world.SaveAsync(_world.NewShop(name));
        await _world.SaveAsync(_world.NewShop("Volt A") with { Status = EditorialStatus.Archived });
        var deleted = await _world.SaveAsync(_world.NewShop("Volt B"));
        CatalogWorld.Value(await _world.Shops.DeleteAsync(CatalogWorld.Meera, deleted, _world.Submit(), CancellationToken.None));

        var found = await FindAsync(Role.ReadOnly, "volt");

        Assert.Equal(["Volt", "Voltas", "Voltage House", "Volt Kitchen and Home", "Volt A"], found.Select(item => item.Text));
        Assert.Null(Catalog.At($"/shops/{deleted.Id}", CatalogWorld.Meera));
    }

    [Theory]
    [InlineData(Role.Administrators, "New offer", "New shop", "New category", "New club", "Invite someone", "New notification")]
    [InlineData(Role.ClubAdministrators, "New offer", "New shop")]
    [InlineData(Role.Support)]
    [InlineData(Role.ServiceProviders, "New notification")]
    [InlineData(Role.ReadOnly)]
    public async Task Actions_New_OffersWhatTheRoleMayCreate(Role role, params string[] expected)
    {
        var found = await FindAsync(role, "new");

        Assert.Equal(expected.Order(), found.Where(item => item.Group == GoToEntry.Actions && !item.Text.StartsWith("Change", StringComparison.Ordinal)).Select(item => item.Text).Order());
    }

    [Theory]
    [InlineData(Role.Administrators, true)]
    [InlineData(Role.ClubAdministrators, true)]
    [InlineData(Role.ReadOnly, false)]
    public async Task Actions_InvalidateTheCache_NeedMoreThanItsPage(Role role, bool found) =>
        Assert.Equal(found, (await FindAsync(role, "invalidate")).Any(item => item is { Text: "Invalidate the cache", Href: "/cache" }));

    [Fact]
    public void Actions_OfThePortal_LeadToPagesThatAreThere() => Assert.All(
        _world.Services.GetServices<GoToEntry>(), entry => Assert.NotNull(PortalRoutes.At(entry.Href)?.Permission));

    [Fact]
    public async Task Customers_ByNumber_AreOfferedToThoseWhoHelpAndNeverLookedUp()
    {
        _world.Faults.Restart();

        var found = await FindAsync(Role.Support, $" {Number.ToUpperInvariant()} ");

        var offered = Assert.Single(found);
        Assert.Equal(("Customers", "Customer " + Number, "/customers/" + Number), (offered.Group, offered.Text, offered.Href));
        Assert.Empty(await FindAsync(Role.ReadOnly, Number));
        Assert.Empty(await FindAsync(Role.ClubAdministrators, Number));
        Assert.DoesNotContain(_world.Faults.Operations, operation => operation.Contains("User", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("asha.kulkarni@example.in")]
    [InlineData("+91 98765 43210")]
    public async Task Customers_ByAnythingElse_LeadToTheSearchWithoutWhatWasTyped(string typed)
    {
        _world.Faults.Restart();

        var found = await FindAsync(Role.Support, typed);

        var offered = Assert.Single(found);
        Assert.Equal(("Search customers", "/customers"), (offered.Text, offered.Href));
        Assert.DoesNotContain(_world.Faults.Operations, operation => operation.Contains("User", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Notifications_ByTitle_AreFoundWithTheirState()
    {
        var service = _world.Get<NotificationService>();
        var draft = CatalogWorld.Value(await service.SaveAsync(
            CatalogWorld.Meera, service.New(CatalogWorld.Meera) with { Title = "Onam week", Message = "Offers" }, _world.NewId(), CancellationToken.None));
        await using var scope = _world.Services.CreateAsyncScope();
        _world.IndexesFollow();
        foreach (var typed in (string[])["o", "on", "onam"])
        {
            var found = (await FindAsync(CatalogWorld.Meera, typed, scope.ServiceProvider)).Single(item => item.Group == "Notifications");
            Assert.Equal(("Onam week", "Push", "Draft", NotificationUrls.Edit(draft.Id)), (found.Text, found.Sub, found.State, found.Href));
        }
    }

    private CatalogGoToSource Catalog => _world.Services.GetServices<IGoToSource>().OfType<CatalogGoToSource>().Single();

    private static string IdOf(GoToItem item) => item.Href.Split('/')[^1];

    private async Task<IReadOnlyList<GoToItem>> FindAsync(Role role, string typed)
    {
        await using var scope = _world.Services.CreateAsyncScope();
        return await FindAsync(CatalogWorld.Person(role), typed, scope.ServiceProvider);
    }

    // Without staff: the world's pool is empty, and the matrix has them.
    private static async Task<IReadOnlyList<GoToItem>> FindAsync(Actor actor, string typed, IServiceProvider circuit)
    {
        List<GoToItem> found = [];
        foreach (var source in circuit.GetServices<IGoToSource>().Where(source => source is not StaffGoToSource))
            found.AddRange(await source.FindAsync(GoToText.Of(typed), actor, CancellationToken.None));

        return found;
    }
}
