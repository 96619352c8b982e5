using Clubshop.Admin.Common;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Tests.Catalog;

namespace Clubshop.Admin.Tests.Shops;

public sealed class ShopStoreTests
{
    // Every property that people edit, with a value that no default has: one that is new and forgotten in the store shows here.
    private static Shop Full(CatalogWorld world, string club, string category) => new()
    {
        Id = world.NewId(),
        Name = "अग्रवाल मिठाई 🍬",
        Slug = "agarwal-mithai",
        Code = "AGARWAL/1",
        Description = "Line one\nline two <b>not bold</b>",
        Website = "https://agarwal.example/?a=b",
        City = "New Delhi",
        ClubIds = [club],
        CategoryIds = [category],
        Status = EditorialStatus.Paused,
    };

    [Fact]
    public async Task Shop_SavedAndRead_KeepsEveryProperty()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var full = Full(world, (await world.ClubAsync("Infosys Pune")).Id, (await world.CategoryAsync("Sweets")).Id) with { Picture = await world.PictureAsync() };
        await world.SaveAsync(full);

        var read = CatalogWorld.Value(await world.Shops.FindAsync(CatalogWorld.Meera, full.Id, CancellationToken.None));

        var empty = new Shop { Id = full.Id };
        foreach (var property in typeof(Shop).GetProperties().Where(property => property.Name is not (nameof(Shop.Id) or nameof(Shop.Stamp))))
        {
            Assert.True(!Equals(property.GetValue(empty), property.GetValue(full)), $"{property.Name} has its default in this test");
            Assert.Equal(property.GetValue(full), property.GetValue(read));
            Assert.Contains(ShopFields.All, field => field.Name == property.Name);
        }
    }

    [Fact]
    public async Task Row_OfASavedShop_IsInTheIndexAtOnce()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var saved = await world.SaveAsync(world.NewShop("Lakmé"));
        var row = world.ShopIndex.Find(saved.Id)!;
        Assert.Equal(("Lakmé", "lakme", "lakme", 1L, "Meera Iyer"), (row.Name, row.Slug, row.Code, row.Version, row.UpdatedBy));
        Assert.Equal(row.Id, Assert.Single(world.ShopIndex.Search(new() { Text = "LAKME", Order = (_, _) => 0 }).Rows).Id);
    }
}
