using Bunit;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Common;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Ui;

namespace Clubshop.Admin.Tests.Categories;

public sealed class CategoryPageTests : PageTest
{
    [Fact]
    public async Task List_ShowsTheTreeIndented()
    {
        var top = await World.CategoryAsync("Fashion");
        await World.CategoryAsync("Shoes", top.Id);
        Navigation.NavigateTo("/categories");
        var page = Open<CategoryListPage>(CatalogWorld.Meera);
        Assert.Equal(["Fashion", "Shoes"], page.FindAll("tbody a.name").Select(link => link.TextContent));
        Assert.Equal("Shoes", page.Find(".indent-1 a.name").TextContent);
    }

    [Fact]
    public async Task List_OfWhatIsInsideACategory_HasAllLevels()
    {
        var top = await World.CategoryAsync("Fashion");
        var low = await World.CategoryAsync("Shoes", top.Id);
        await World.CategoryAsync("Boots", low.Id);
        await World.CategoryAsync("Food");
        Navigation.NavigateTo(CategoryUrls.Inside(top.Id));
        var page = Open<CategoryListPage>(CatalogWorld.Meera);
        Assert.Equal(["Shoes", "Boots"], page.FindAll("tbody a.name").Select(link => link.TextContent));
        Assert.Contains("Fashion", page.Find(".chip.on").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_HasALabelledInputForEveryFieldAndLeavesOutItselfAsParent()
    {
        var top = await World.CategoryAsync("Fashion");
        await World.CategoryAsync("Shoes", top.Id);
        await World.CategoryAsync("Food");
        var page = Open<CategoryEditPage>(CatalogWorld.Meera, top.Id);
        page.WaitForElement(Settled);
        foreach (var field in CategoryFields.All)
            Assert.NotNull(Field(page, field.Label));

        Field(page, "Parent").Click();
        Assert.Equal(["Food"], page.FindAll("[role=option] .cut").Select(option => option.TextContent.Trim()));
    }

    [Fact]
    public async Task Save_AfterAnotherMovedTheParentInside_TellsAtTheParent()
    {
        var (a, b) = (await World.CategoryAsync("A"), await World.CategoryAsync("B"));
        var page = Open<CategoryEditPage>(CatalogWorld.Meera, a.Id);
        page.WaitForElement(Settled);
        Field(page, "Parent").Click();
        page.WaitForElement("[role=option]").Click();
        await World.SaveAsync(b with { ParentId = a.Id });
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.StartsWith("A category cannot be inside itself", ErrorAt(page, "Parent"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Delete_WithCategoriesInside_SaysWhatIsInTheWay()
    {
        var top = await World.CategoryAsync("Fashion");
        await World.CategoryAsync("Shoes", top.Id);
        var page = Open<CategoryEditPage>(CatalogWorld.Meera, top.Id);
        page.WaitForElement(Settled);
        page.OpenMenus();
        page.FindAll("[role=menuitem]").Single(item => item.TextContent.Contains("Delete category", StringComparison.Ordinal)).Click();
        page.WaitForAssertion(() => Assert.Contains("Shoes is inside it. Move or delete it first.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(Dialogs.Asked);
        Assert.Equal(EditorialStatus.Published, CatalogWorld.Value(await World.Categories.FindAsync(CatalogWorld.Meera, top.Id, CancellationToken.None)).Status);
    }
}
