using AngleSharp.Dom;
using Bunit;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Microsoft.AspNetCore.Components;
using Clubshop.Admin.Tests.Ui;

namespace Clubshop.Admin.Tests.Catalog.Editing;

/// <summary>"Duplicate" of every kind but offers, which have dates (<see cref="Offers.OfferEditPageTests"/>).</summary>
public sealed class DuplicateTests : PageTest
{
    [Fact]
    public async Task Shop_Duplicated_IsADraftOfItsOwnWithTheSameContent()
    {
        var club = await World.ClubAsync("Infosys Pune");
        var shop = await World.SaveAsync(World.NewShop() with { City = "Pune", Website = "https://croma.example", ClubIds = [club.Id] });
        Navigation.NavigateTo(Link<ShopEditPage>(shop.Id, "Duplicate shop"));
        var copy = Ready<ShopEditPage>();
        Assert.Contains("A copy of “Croma”", copy.Find(".head").TextContent, StringComparison.Ordinal);
        Assert.Single(World.ShopIndex.All());

        copy.Find("form").Submit();
        copy.WaitForAssertion(() => Assert.Equal(["Shop saved"], Toasts.Done));
        var made = CatalogWorld.Value(await World.Shops.FindAsync(CatalogWorld.Meera, Assert.Single(World.ShopIndex.All(), row => row.Id != shop.Id).Id, CancellationToken.None));
        Assert.Equal((shop.Name, shop.City, shop.Website, EditorialStatus.Draft), (made.Name, made.City, made.Website, made.Status));
        Assert.Equal(shop.ClubIds, made.ClubIds);
        Assert.NotEqual(shop.Slug, made.Slug);
        Assert.NotEqual(shop.Code, made.Code);
        Assert.Equal($"copied from “Croma” ({shop.Code})", Assert.Single(await World.HistoryAsync(ShopKind.Name, made.Id)).Note);
    }

    [Fact]
    public async Task ClubAndCategory_HaveTheSameForm()
    {
        var club = await World.ClubAsync("Infosys Pune");
        Navigation.NavigateTo(Link<ClubEditPage>(club.Id, "Duplicate club"));
        Assert.Equal("Infosys Pune", Field(Ready<ClubEditPage>(), "Name").GetAttribute("value"));

        var category = await World.CategoryAsync("Shoes", (await World.CategoryAsync("Fashion")).Id);
        Navigation.NavigateTo(Link<CategoryEditPage>(category.Id, "Duplicate category"));
        var copy = Ready<CategoryEditPage>();
        copy.Find("form").Submit();
        copy.WaitForAssertion(() => Assert.Equal(["Category saved"], Toasts.Done));
        Assert.Equal(2, World.Get<Clubshop.Admin.MasterData.RecordIndex<CategoryRow>>().All().Count(row => row.ParentId == category.ParentId && row.Name == "Shoes"));
    }

    [Fact]
    public async Task Copy_ThenNewFromTheSamePage_BeginsEmpty()
    {
        var shop = await World.SaveAsync(World.NewShop());
        Navigation.NavigateTo(ShopKind.Definition.CopyOf(shop.Id));
        var page = Ready<ShopEditPage>();
        Assert.Equal("Croma", Field(page, "Name").GetAttribute("value"));
        Navigation.NavigateTo(ShopUrls.New);
        page.WaitForAssertion(() => Assert.Equal("", Field(page, "Name").GetAttribute("value") ?? ""));
    }

    [Fact]
    public async Task Club_ForWhoMayEditButNotCreateIt_IsNotDuplicated()
    {
        var club = await World.ClubAsync("Infosys Pune");
        var page = Open<ClubEditPage>(CatalogWorld.Person(Role.ClubAdministrators, club.Id), club.Id);
        page.WaitForElement(Settled);
        page.OpenMenus();
        Assert.DoesNotContain("Duplicate", page.Markup, StringComparison.Ordinal);

        Navigation.NavigateTo("/clubs");
        var list = Open<ClubListPage>(CatalogWorld.Person(Role.ClubAdministrators, club.Id));
        list.OpenRowMenu();
        Assert.DoesNotContain(list.FindAll("[role=menuitem]"), item => item.TextContent.Trim() == "Duplicate");
    }

    private string Link<TPage>(string id, string text)
        where TPage : IComponent
    {
        var page = Open<TPage>(CatalogWorld.Meera, id);
        page.WaitForElement(Settled);
        page.OpenMenus();
        return page.FindAll("a[role=menuitem]").Single(item => item.TextContent.Trim() == text).GetAttribute("href")!;
    }

    private IRenderedComponent<TPage> Ready<TPage>()
        where TPage : IComponent
    {
        var page = Open<TPage>(CatalogWorld.Meera);
        page.WaitForElement(Settled);
        return page;
    }
}
