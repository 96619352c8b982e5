using Clubshop.Admin.Catalog;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Storage;

namespace Clubshop.Admin.Tests.Categories;

public sealed class CategoryServiceTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<Role> Roles => [.. Enum.GetValues<Role>()];

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Save_IsForWhoEditsCategories(Role role)
    {
        await using var world = await CatalogWorld.OpenAsync();
        var result = await world.Categories.SaveAsync(CatalogWorld.Person(role, "any"), new Category { Id = world.NewId(), Name = "Shoes" }, world.Submit(), None);
        Assert.Equal(Permissions.Has(role, Permission.EditCategories), result.Ok);
    }

    [Fact]
    public async Task Category_SavedAndRead_KeepsEveryProperty()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var parent = await world.CategoryAsync("Fashion");
        var full = new Category { Id = world.NewId(), Name = "Shoes", Slug = "shoes", Code = "shop/shoes", Description = "all", ParentId = parent.Id, Status = EditorialStatus.Published };
        await world.SaveAsync(full);
        var read = CatalogWorld.Value(await world.Categories.FindAsync(CatalogWorld.Meera, full.Id, None));
        Assert.Equal(full with { Stamp = read.Stamp }, read);
        var empty = new Category { Id = full.Id };
        foreach (var property in typeof(Category).GetProperties().Where(property => property.Name is not (nameof(Category.Id) or nameof(Category.Stamp))))
        {
            Assert.True(!Equals(property.GetValue(empty), property.GetValue(full)), $"{property.Name} has its default in this test");
            Assert.Contains(CategoryFields.All, field => field.Name == property.Name);
        }
    }

    [Fact]
    public async Task Save_InsideItselfOrWhatIsInsideIt_IsToldAtTheParent()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var top = await world.CategoryAsync("Fashion");
        var middle = await world.CategoryAsync("Shoes", top.Id);
        var low = await world.CategoryAsync("Boots", middle.Id);
        foreach (var parent in new[] { top, middle, low })
        {
            var problem = Assert.Single((await world.Categories.SaveAsync(CatalogWorld.Meera, top with { ParentId = parent.Id }, world.Submit(), None)).Problems);
            Assert.Equal(("cycle", nameof(Category.ParentId)), (problem.Code, problem.Field));
        }
    }

    [Fact]
    public async Task Save_OfTwoMovesIntoEachOtherAtOnce_MakesNoCircle()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var (a, b) = (await world.CategoryAsync("A"), await world.CategoryAsync("B"));

        // The second move happens whole, after the first has read the tree and before it writes.
        var between = false;
        world.Faults.Decide = (_, operation) =>
        {
            if (operation == "TransactWriteItems" && !between)
            {
                between = true;
#pragma warning disable xUnit1031 // The handler is not asynchronous, and nothing here has a context to wait for.
                Assert.True(Task.Run(() => world.Categories.SaveAsync(CatalogWorld.Rohan, b with { ParentId = a.Id }, world.Submit(), None)).Result.Ok);
#pragma warning restore xUnit1031
            }

            return Fault.None;
        };
        var late = await world.Categories.SaveAsync(CatalogWorld.Meera, a with { ParentId = b.Id }, world.Submit(), None);

        Assert.Equal(("cycle", nameof(Category.ParentId)), (Assert.Single(late.Problems).Code, late.Problems[0].Field));
        Assert.Equal("", (await world.Categories.FindAsync(CatalogWorld.Meera, a.Id, None)).Value!.ParentId);
    }

    [Fact]
    public async Task Save_OnASeventhLevel_IsRefused()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var parent = "";
        for (var level = 1; level <= CategoryRules.LevelsAtMost; level++)
            parent = (await world.CategoryAsync("Level " + level, parent)).Id;

        var result = await world.Categories.SaveAsync(CatalogWorld.Meera, new Category { Id = world.NewId(), Name = "Seventh", ParentId = parent }, world.Submit(), None);
        Assert.Equal("too-deep", Assert.Single(result.Problems).Code);
    }

    [Fact]
    public async Task Save_OfOneNameUnderTwoParents_TellsTheSlugsApartByTheParent()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var (craft, shop) = (await world.CategoryAsync("Craft"), await world.CategoryAsync("Shop"));
        Assert.Equal("fuel", (await world.CategoryAsync("Fuel", craft.Id)).Slug);
        Assert.Equal("shop-fuel", (await world.CategoryAsync("Fuel", shop.Id)).Slug);
    }

    [Fact]
    public async Task Delete_WithCategoriesInside_IsRefusedUntilTheyAreGone()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var top = await world.CategoryAsync("Fashion");
        var inside = await world.CategoryAsync("Shoes", top.Id);
        var refused = Assert.Single((await world.Categories.DeleteAsync(CatalogWorld.Meera, top, world.Submit() with { Decided = true }, None)).Problems);
        Assert.Equal((Consequences.InUse, "Shoes is inside it. Move or delete it first."), (refused.Code, refused.Message));

        CatalogWorld.Value(await world.Categories.DeleteAsync(CatalogWorld.Meera, inside, world.Submit(), None));
        CatalogWorld.Value(await world.Categories.DeleteAsync(CatalogWorld.Meera, top, world.Submit(), None));
        var restored = await world.Categories.RestoreAsync(CatalogWorld.Meera, inside, world.Submit(), None);
        Assert.Equal(("parent-gone", nameof(Category.ParentId)), (Assert.Single(restored.Problems).Code, restored.Problems[0].Field));
    }

    [Fact]
    public async Task Save_UnderAParentThatIsDeleted_IsToldAtTheParent()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var top = await world.CategoryAsync("Fashion");
        CatalogWorld.Value(await world.Categories.DeleteAsync(CatalogWorld.Meera, top, world.Submit(), None));
        var result = await world.Categories.SaveAsync(CatalogWorld.Meera, new Category { Id = world.NewId(), Name = "Shoes", ParentId = top.Id }, world.Submit(), None);
        Assert.Equal(nameof(Category.ParentId), Assert.Single(result.Problems).Field);
    }

    [Fact]
    public async Task Find_ByAnyPartOfThePath_LeavesOutTheCategoryAndWhatIsInsideIt()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var index = world.Get<Clubshop.Admin.MasterData.RecordIndex<CategoryRow>>();
        var top = await world.CategoryAsync("Fashion");
        var shoes = await world.CategoryAsync("Shoes", top.Id);
        var other = await world.CategoryAsync("Shoe care");
        Assert.Equal([shoes.Id], CategoryNames.Find(index, "fash shoe", except: null).Items);
        Assert.Equal([other.Id], CategoryNames.Find(index, "", except: top.Id).Items);
        Assert.Equal("Fashion / Shoes", CategoryNames.Of(index, shoes.Id));
    }
}
