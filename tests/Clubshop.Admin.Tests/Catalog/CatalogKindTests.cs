using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Codes;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Import;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Common;
using Clubshop.Admin.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Clubshop.Admin.Tests.Catalog;

/// <summary>A kind is registered in one place, whole, or the portal does not start and says what is missing.</summary>
public sealed class CatalogKindTests
{
    // Nothing here asks AWS for anything.
    private static readonly HttpMessageHandler Silent = new HttpClientHandler();

    private static CatalogKind Sample(Table? table = null) => new()
    {
        Name = "sample",
        Many = "samples",
        Icon = "image",
        Order = 9,
        Table = table ?? Table.OfRecords("Samples"),
        Spec = new("/samples", ["name"], []),
        ImportPermission = Permission.Import,
    };

    [Fact]
    public void Kinds_OfThePortal_AreInTheNavigationInTheirOrder()
    {
        Assert.Equal(
            TestPortal.Kinds.OrderBy(kind => kind.Order).Select(kind => (kind.List, kind.Title)),
            TestPortal.Navigation.All.Where(item => item.Group == "Catalog").SkipLast(1).Select(item => (item.Href, item.Label)));
        Assert.Equal("/watch", TestPortal.Navigation.All.Last(item => item.Group == "Catalog").Href); // what the nightly check found in them comes after them
        Assert.Equal(
            [("/offers", "Offers"), ("/shops", "Shops"), ("/categories", "Categories"), ("/clubs", "Clubs")],
            TestPortal.Navigation.All.Where(item => item.Group == "Catalog").Take(4).Select(item => (item.Href, item.Label)));
    }

    // What other programs, bookmarks and stored items rely on, as it was when there were four places for it.
    [Theory]
    [InlineData("club", "CLUB#7", "clubshop-clubs", 1, "/clubs/7", "/clubs/new", "/clubs/import")]
    [InlineData("shop", "SHOP#7", "clubshop-shops", 1, "/shops/7", "/shops/new", "/shops/import")]
    [InlineData("category", "CATEGORY#7", "clubshop-categories", 1, "/categories/7", "/categories/new", "/categories/import")]
    [InlineData("offer", "OFFER#7", "clubshop-offers", 4, "/offers/7", "/offers/new", "/offers/import")]
    public void Kind_EachOne_HasItsKeyTableAndAddresses(string name, string key, string table, int shards, string edit, string fresh, string import)
    {
        var kind = TestPortal.Kinds.Single(kind => kind.Name == name);
        Assert.Equal((key, Keys.Meta), (kind.KeyOf("7").Pk, kind.KeyOf("7").Sk));
        Assert.Equal((table, shards), (new TableNames(TableNames.DefaultPrefix)[kind.Table], kind.Table.ChangeShards));
        Assert.Equal([edit, fresh, import], [kind.Edit("7"), kind.New, kind.Import]);
    }

    [Fact]
    public void Kind_EachOne_HasAPageForItsVersions() => Assert.All(
        TestPortal.Kinds, kind => Assert.True(PortalRoutes.At(kind.History("7"))?.Template == kind.List + "/{Id}/history", $"{kind.Name}: add {kind.One}HistoryPage.razor"));

    [Fact]
    public void Kind_RegisteredTwice_IsRefusedByName()
    {
        var services = new ServiceCollection();
        Add(services, Sample());
        Assert.Contains("“sample” is registered twice", Refusal(() => Add(services, Sample())), StringComparison.Ordinal);
    }

    [Fact]
    public void Kind_WithTheAddressOfAnother_IsRefusedByName()
    {
        var services = new ServiceCollection();
        Add(services, Sample());
        Assert.Contains("“poster” has the address /samples of the kind “sample”", Refusal(() => Add(services, Sample() with { Name = "poster" })), StringComparison.Ordinal);
    }

    [Fact]
    public void Kind_WithoutATable_IsRefusedByName() =>
        Assert.Contains("“sample” has no table", Refusal(() => Add(new ServiceCollection(), Sample() with { Table = null! })), StringComparison.Ordinal);

    [Fact]
    public void Kind_WithATableThatListsNoChanges_IsRefusedByName() =>
        Assert.Contains("“sample” has no table that lists changes", Refusal(() => Add(new ServiceCollection(), Sample(Table.System))), StringComparison.Ordinal);

    [Fact]
    public void Kind_WithTheTableOfAnother_IsRefusedByName()
    {
        var services = new ServiceCollection();
        Add(services, Sample());
        var poster = Sample() with { Name = "poster", Spec = new("/posters", ["name"], []), Table = services.Select(service => service.ImplementationInstance).OfType<Table>().Single() };
        Assert.Contains("“poster” has the table Samples of the kind “sample”", Refusal(() => Add(services, poster)), StringComparison.Ordinal);
        Assert.Contains("two tables with the name SAMPLES", Refusal(() => services.AddTable(Table.OfRecords("SAMPLES"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OfThePortal_FindsEveryKindWhole() => await StartAsync(_ => { });

    [Fact]
    public async Task Start_WithAKindThatWasOnlyDeclared_NamesItAndEveryPartItLacks()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(services => services.AddSingleton(Sample())));
        foreach (var part in (string[])["no table", "no index", "no codes", "no cached copy", "no labels for the audit log"])
            Assert.Contains($"“sample” has {part}", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(CodeSource), "“club” has no codes")]
    [InlineData(typeof(PublishedKind), "“club” has no cached copy")]
    [InlineData(typeof(AuditKind), "“club” has no labels for the audit log")]
    [InlineData(typeof(CatalogIndex), "“club” has no index")]
    [InlineData(typeof(Table), "“club” has no table")]
    public async Task Start_WithoutAPartOfAKind_NamesBoth(Type part, string told)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(services => services.RemoveAll(part)));
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_WithoutTheColumnsOfAKind_NamesIt()
    {
        await using var services = Compose(services => services.Remove(services.Single(service => service.ImplementationType == typeof(ShopCsv))));
        var refused = Assert.Throws<InvalidOperationException>(services.GetRequiredService<ImportService>);
        Assert.Contains("“shop” has no columns for files", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Codes_OfAKindThatIsNotThere_NameIt()
    {
        await using var services = Compose(_ => { });
        var refused = Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<CodeSources>()["sample"]);
        Assert.Contains("“sample” has no codes", refused.Message, StringComparison.Ordinal);
    }

    private static IServiceCollection Add(IServiceCollection services, CatalogKind kind) =>
        services.AddCatalogKind<Club, ClubRow, ClubStore, ClubService>(kind, ClubStore.Row);

    private static string Refusal(Func<object> add) => Assert.Throws<ArgumentException>(add).Message;

    private static ServiceProvider Compose(Action<IServiceCollection> change)
    {
        var services = TestPortal.Compose(Silent, new TestClock());
        change(services);
        return services.BuildServiceProvider();
    }

    // Nothing is running but the check.
    private static async Task StartAsync(Action<IServiceCollection> change)
    {
        await using var services = Compose(change);
        await services.StartAsync();
    }
}
