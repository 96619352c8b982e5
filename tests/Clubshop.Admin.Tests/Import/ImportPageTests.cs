using Bunit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.Import;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Import;

public sealed class ImportPageTests : UiTest, IAsyncLifetime
{
    private ImportWorld _world = null!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        _world = await ImportWorld.OpenAsync();
        Services.AddSingleton<TimeProvider>(_world.Clock);
        Services.AddSingleton<AntiforgeryStateProvider, NoToken>();
        Services.AddFallbackServiceProvider(_world.Services);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await _world.DisposeAsync();
    }

    [Fact]
    public void Page_WithoutAFile_HasTheControlAndItsColumns()
    {
        var page = Open(null);
        Assert.Equal("Import shops", page.Find("h1").TextContent);
        Assert.Equal("file", page.Find("#" + page.FindAll("label").Single(label => label.TextContent == "File").GetAttribute("for")).GetAttribute("type"));
        Assert.EndsWith("File", page.Find("[aria-current=step]").TextContent, StringComparison.Ordinal);
        Assert.Equal(10, page.FindAll(".cols tbody tr").Count);
        Assert.DoesNotContain("Your last imports", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAFile_ShowsWhatItWouldDo_ThenWhatCameOfIt()
    {
        await _world.ImportAsync(ShopKind.Name, "code,name\nold,Croma\nsame,Same\n");
        var file = await _world.KeepAsync(ShopKind.Name, "code,name,website,logo\nold,Croma India,,\nnew,<b>Tata</b>,,\nsame,Same,,\nbad,Zudio,nowhere,\n", name: "mixed.csv");
        var page = Open(file.Id);
        page.WaitForAssertion(() => Assert.Equal("Import 2 rows", page.Find(".savebar .b.main").TextContent), TimeSpan.FromSeconds(30));
        Assert.Equal(["1", "1", "1", "1"], page.FindAll(".tile dd:first-of-type").Select(tile => tile.TextContent));
        Assert.Contains("logo: the portal has no such field", page.Markup, StringComparison.Ordinal);
        Assert.EndsWith("Check", page.Find("[aria-current=step]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Tata", page.Find(".rows .name").TextContent, StringComparison.Ordinal);
        var refused = page.FindAll("table tbody tr").Single();
        Assert.Contains("5", refused.TextContent, StringComparison.Ordinal);
        Assert.Contains("website", refused.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/shops/import/{file.Id}/refused", page.FindAll("a").Single(link => link.TextContent.Contains("Download", StringComparison.Ordinal)).GetAttribute("href"));
        Assert.Contains("The other 3 can go ahead without it.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Download this row", page.Markup, StringComparison.Ordinal);
        Assert.Equal(["Croma", "Croma India"], page.FindAll(".delta del, .delta ins").Select(value => value.TextContent));

        await page.Find(".savebar .b.main").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("Import finished", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        page.WaitForAssertion(() => Assert.Single(page.FindAll("table:not(.keep) tbody tr")), TimeSpan.FromSeconds(30));
        Assert.Contains("1 created, 1 changed, 1 unchanged, 1 refused", page.Find(".note").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".tile")); // said once
        Assert.DoesNotContain("<b>Tata", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfNewRows_OffersDrafts_AndSaysWhatCustomersSee()
    {
        var file = await _world.KeepAsync(ShopKind.Name, "code,name\na,Croma\n");
        var page = Open(file.Id);
        page.WaitForAssertion(() => Assert.Contains("Customers see all of it at once", page.Find(".savebar").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        await page.FindAll(".seg label").Single(label => label.TextContent == "Drafts").QuerySelector("input")!.ChangeAsync(new() { Value = "on" });
        page.WaitForAssertion(() => Assert.Contains("nothing that customers see", page.Find(".savebar").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        await page.Find(".savebar .b.main").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("Import finished", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Assert.Equal(EditorialStatus.Draft, _world.Shop("a").Status);
    }

    [Fact]
    public async Task Page_OfAFileWithATimeInUtc_ShowsItInIstBeforeAnythingIsWritten()
    {
        await _world.ImportAsync(ShopKind.Name, "code,name\ns1,Croma\n");
        var file = await _world.KeepAsync(OfferKind.Name, "code,title,shop,benefit,value,starts\no1,One,s1,Percent off,20,2026-12-01 18:29:00Z\n");
        Services.GetRequiredService<NavigationManager>().NavigateTo("/offers/import?file=" + file.Id);
        var page = Render<OfferImportPage>(shown => shown.AddCascadingValue(ImportWorld.Meera));

        page.WaitForAssertion(
            () => Assert.Contains("Line 2, starts: “2026-12-01 18:29:00Z” is 1 Dec 2026, 11:59 pm IST.", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Assert.Contains("Import 1 row", page.Find(".savebar .b.main").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ThatFailsInThePortal_DoesNotBlameTheDatabase()
    {
        var file = await _world.KeepAsync(ShopKind.Name, "code,name\na,Croma\n");
        _world.Faults.Decide = (_, operation) => operation == "Query" ? Storage.Fault.Invalid : Storage.Fault.None;
        var page = Open(file.Id);

        page.WaitForAssertion(() => Assert.Contains("The portal failed at this file.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Assert.DoesNotContain("database", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAFileThatCannotBeRead_SaysWhyAndTakesAnother()
    {
        var file = await _world.KeepAsync(ShopKind.Name, "code,name\na,\"Croma\n");
        var page = Open(file.Id);
        page.WaitForAssertion(() => Assert.Contains("Line 2: a quotation mark opens here and is never closed", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Assert.Contains("Nothing was changed.", page.Markup, StringComparison.Ordinal);
        Assert.Single(page.FindAll("input[type=file]"));
        Assert.Empty(page.FindAll(".savebar"));
    }

    [Fact]
    public async Task Page_OfSomebodyElsesFile_SaysThatItIsNotHere()
    {
        var file = await _world.KeepAsync(ShopKind.Name, "code,name\na,Croma\n", CatalogWorld.Rohan);
        var page = Open(file.Id);
        page.WaitForAssertion(() => Assert.Contains("This file is not here any more", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Page_OfARunningImport_OpenedAgain_FollowsIt()
    {
        var file = await _world.KeepAsync(ShopKind.Name, "code,name\n" + string.Concat(Enumerable.Range(0, 900).Select(n => $"s{n},Shop {n}\n")), name: "many.csv");
        await _world.StartAsync(file);
        var page = Open(file.Id);
        page.WaitForAssertion(() => Assert.Contains("900 created", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(60));
    }

    private IRenderedComponent<ShopImportPage> Open(string? file)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/shops/import" + (file is null ? "" : "?file=" + file));
        return Render<ShopImportPage>(page => page.AddCascadingValue(ImportWorld.Meera));
    }

    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
