using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.History;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Tests.Catalog.History;

public sealed class CatalogAuditRecordsTests
{
    [Fact]
    public async Task Find_ByAName_HasDeletedOnesBehindTheOthers_AndNothingForNobody()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var gone = await world.SaveAsync(world.NewShop("Croma"));
        CatalogWorld.Value(await world.Shops.DeleteAsync(CatalogWorld.Meera, gone, world.Submit(), CancellationToken.None));
        var there = await world.SaveAsync(world.NewShop("Croma Outlet"));
        var records = new CatalogAuditRecords(world.Get<IEnumerable<CatalogIndex>>());

        AuditRecord[] expected = [new(ShopKind.Name, there.Id, "Croma Outlet", "Shop, croma-outlet"), new(ShopKind.Name, gone.Id, "Croma", "Shop, croma, deleted")];
        Assert.Equal(expected, records.Find("croma", CatalogWorld.Person(Role.Support), 8));
        Assert.Equal("Croma", records.NameOf(ShopKind.Name, gone.Id, CatalogWorld.Meera));
        Assert.Empty(records.Find("croma", CatalogWorld.Person(null), 8));
        Assert.Null(records.NameOf(ShopKind.Name, gone.Id, CatalogWorld.Person(null)));
    }
}
