using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;

namespace Clubshop.Admin.Tests.Import;

/// <summary>An import is undone as a bulk change is: what it changed is as before, what it made is deleted and gives its codes free.</summary>
public sealed class ImportUndoTests : IAsyncLifetime
{
    private ImportWorld _world = null!;

    public async Task InitializeAsync() => _world = await ImportWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Undo_OfAnImport_RestoresDeletesAndSkips_AndTheSameFileCanComeAgain()
    {
        await _world.ImportAsync(ShopKind.Name, "code,name,city\na,Shop A,Pune\nb,Shop B,Pune\n");
        const string file = "code,name,city\na,Shop A,Delhi\nb,Shop B,Delhi\nc,Shop C,Delhi\nd,Shop D,Delhi\n";
        var job = await _world.ImportAsync(ShopKind.Name, file);
        Assert.Equal((2, 2, 0, 0), ImportWorld.Counts(job));
        var edited = await StoredAsync("b");
        await _world.Get<ShopService>().SaveAsync(CatalogWorld.Rohan, edited with { Name = "Shop B, renamed" }, new(Ids.New(_world.Clock)), default);

        var undone = await UndoAsync(job);

        Assert.Equal((3L, 1L), (undone.Counts["undone"], undone.Counts["skipped"]));
        Assert.Equal(("Pune", "Shop B, renamed", "Delhi"), ((await StoredAsync("a")).City, (await StoredAsync("b")).Name, (await StoredAsync("b")).City));
        Assert.DoesNotContain(_world.Get<Clubshop.Admin.MasterData.RecordIndex<ShopRow>>().All(), row => row.Status != EditorialStatus.Deleted && row.Code is "c" or "d");
        _world.Clock.Advance(TimeSpan.FromSeconds(1)); // it is looked at after what was written
        Assert.Equal((2, 2, 0, 0), ImportWorld.Counts(await _world.ImportAsync(ShopKind.Name, file)));
        Assert.Equal("shop-c", (await StoredAsync("c")).Slug);
    }

    [Fact]
    public async Task Undo_OfCategoriesInsideEachOther_RemovesThoseInsideFirst()
    {
        var job = await _world.ImportAsync(CategoryKind.Name, "code,name,parent\nfood,Food,\nsweets,Sweets,food\nladdu,Laddu,sweets\n");

        var undone = await UndoAsync(job);

        Assert.Equal(3, undone.Counts["undone"]);
    }

    [Fact]
    public async Task Row_WrittenByAnInstanceThatDied_AndEditedBySomebodySince_IsDoneAllTheSame()
    {
        var text = "code,name\n" + string.Join('\n', Enumerable.Range(0, 300).Select(i => $"s{i},Shop {i}")) + "\n";
        var file = await _world.KeepAsync(ShopKind.Name, text);
        var (writes, dead) = (0, new TaskCompletionSource());
        _world.Faults.Decide = (_, operation) =>
        {
            if (operation == "TransactWriteItems" && Interlocked.Increment(ref writes) > 60)
                dead.TrySetResult();
            return dead.Task.IsCompleted ? Storage.Fault.NotSent : Storage.Fault.None;
        };
        var job = await _world.StartAsync(file);
        await dead.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await using var second = await _world.AnotherAsync();
        var made = (await second.Get<ShopService>().FindByCodesAsync(["s0"], default)).Single().Record;
        await second.Get<ShopService>().SaveAsync(CatalogWorld.Rohan, made with { City = "Pune" }, new(Ids.New(_world.Clock)), default);
        _world.Clock.Advance(TimeSpan.FromMinutes(1)); // its lease ends
        second.Get<JobHub>().Enqueue(job.Id);

        var ended = await second.EndAsync(job);
        _world.Faults.Decide = (_, _) => Storage.Fault.None;

        Assert.Equal((300, 0, 0, 0), ImportWorld.Counts(ended));
        Assert.Equal("Pune", (await second.Get<ShopService>().FindByCodesAsync(["s0"], default)).Single().Record.City);
    }

    private async Task<JobInfo> UndoAsync(JobInfo job) =>
        await _world.EndAsync(CatalogWorld.Value(await _world.Get<UndoService>().StartAsync(ImportWorld.Meera, job.Id, default)));

    private async Task<Shop> StoredAsync(string code) => (await _world.Get<ShopService>().FindByCodesAsync([code], default)).Single().Record;
}
