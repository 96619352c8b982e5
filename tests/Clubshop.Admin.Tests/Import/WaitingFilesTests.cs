using Clubshop.Admin.Catalog;
using Clubshop.Admin.Import;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Tests.Import;

/// <summary>Files that were chosen and not imported: so many for a person, and for a day.</summary>
public sealed class WaitingFilesTests : IAsyncLifetime
{
    private ImportWorld _world = null!;

    public async Task InitializeAsync() => _world = await ImportWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task File_OneTooManyWaiting_IsRefusedWithASentenceUntilOneIsImported()
    {
        var files = new List<ImportFile>();
        for (var n = 0; n < new ImportOptions().WaitingFiles; n++)
            files.Add(await _world.KeepAsync(ShopKind.Name, $"code,name\nc{n},Croma\n"));

        var refused = await TryAsync(ImportWorld.Meera);
        Assert.Contains("20 of your files wait to be imported", Assert.Single(refused.Problems).Message, StringComparison.Ordinal);
        Assert.True((await TryAsync(Tests.Catalog.CatalogWorld.Rohan)).Ok);

        var preview = await _world.LookAsync(files[3]);
        Assert.True((await _world.Imports.StartAsync(ImportWorld.Meera, files[3], preview.Value!, default)).Ok);
        Assert.True((await TryAsync(ImportWorld.Meera)).Ok);
    }

    [Fact]
    public async Task File_NotImportedWithinADay_IsGone_AndAnImportedOneStays()
    {
        var waiting = await _world.KeepAsync(ShopKind.Name, "code,name\na,Croma\n");
        var used = await _world.KeepAsync(ShopKind.Name, "code,name\nb,Nykaa\n");
        var preview = await _world.LookAsync(used);
        Assert.True((await _world.Imports.StartAsync(ImportWorld.Meera, used, preview.Value!, default)).Ok);

        _world.Clock.Advance(TimeSpan.FromHours(25));

        Assert.False((await _world.Imports.FindAsync(ImportWorld.Meera, ShopKind.Name, waiting.Id, default)).Ok);
        Assert.True((await _world.Imports.FindAsync(ImportWorld.Meera, ShopKind.Name, used.Id, default)).Ok);
        Assert.Equal(1, (await _world.LookAsync(used)).Value!.Rows);
    }

    [Fact]
    public async Task File_MoreAtOnceThanOneSends_WaitForEachOther()
    {
        var hold = new TaskCompletionSource();
        var coming = Enumerable.Range(0, 3).Select(_ => _world.Imports.KeepAsync(ImportWorld.Meera, ShopKind.Name, "a.csv", new SlowStream(hold.Task), default)).ToList();

        Assert.Contains("still on their way", Assert.Single((await TryAsync(ImportWorld.Meera)).Problems).Message, StringComparison.Ordinal);

        hold.SetResult();
        await Task.WhenAll(coming);
        Assert.True((await TryAsync(ImportWorld.Meera)).Ok);
    }

    private Task<Clubshop.Admin.Common.Result<ImportFile>> TryAsync(Actor actor) =>
        _world.Imports.KeepAsync(actor, ShopKind.Name, "one.csv", new MemoryStream("code,name\nx,Croma\n"u8.ToArray()), default);

    private sealed class SlowStream(Task until) : MemoryStream("code,name\ny,Croma\n"u8.ToArray())
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await until;
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
