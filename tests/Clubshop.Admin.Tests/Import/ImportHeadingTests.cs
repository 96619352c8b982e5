using Clubshop.Admin.Categories;
using Clubshop.Admin.Common;
using Clubshop.Admin.Import;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Tests.Catalog;

namespace Clubshop.Admin.Tests.Import;

/// <summary>Files that call their columns their own way.</summary>
public sealed class ImportHeadingTests : IAsyncLifetime
{
    private const string Sheet = "Artikel-Nr;दुकान;Ort;Notiz\nfar-1;Croma;Pune;x\nfar-2;Zudio;Delhi;y\n";

    private static readonly Dictionary<string, string> Said = new(StringComparer.Ordinal) { ["Artikel-Nr"] = "code", ["दुकान"] = "name", ["Ort"] = "city", ["Notiz"] = "" };

    private ImportWorld _world = null!;

    public async Task InitializeAsync() => _world = await ImportWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    private Task<Result<ImportFile>> NameAsync(ImportFile file, IReadOnlyDictionary<string, string> said) => _world.Imports.NameAsync(ImportWorld.Meera, file, said, CancellationToken.None);

    private async Task<FileHeadings> HeadingsAsync(ImportFile file) => CatalogWorld.Value(await _world.Imports.HeadingsAsync(ImportWorld.Meera, file, CancellationToken.None));

    [Fact]
    public async Task File_WithHeadingsOfItsOwn_IsReadAsThePersonSays()
    {
        var file = await _world.KeepAsync(ShopKind.Name, Sheet);
        Assert.False((await _world.LookAsync(file)).Ok);
        var headings = await HeadingsAsync(file);
        Assert.Equal(["Artikel-Nr", "दुकान", "Ort", "Notiz"], headings.All.Select(one => one.Heading));
        Assert.All(headings.All, one => Assert.False(one.IsOwn));
        Assert.Equal(["code", "name"], headings.Missing);

        var named = CatalogWorld.Value(await NameAsync(file, Said));
        Assert.Empty((await HeadingsAsync(named)).Missing);
        var preview = CatalogWorld.Value(await _world.LookAsync(named));
        Assert.Equal((2, 0), (preview.Created, preview.Refused));
        Assert.Equal(["Notiz"], preview.IgnoredColumns);
        Assert.Equal((2, 0, 0, 0), ImportWorld.Counts(await _world.EndAsync(await _world.StartAsync(named))));
        Assert.Equal(("Croma", "Pune"), (_world.Shop("far-1").Name, _world.Shop("far-1").City));
    }

    [Fact]
    public async Task NextFile_WithTheSameHeadings_IsReadSoByItself_ForThatPersonAndKindAlone()
    {
        CatalogWorld.Value(await NameAsync(await _world.KeepAsync(ShopKind.Name, Sheet), Said));
        var next = await _world.KeepAsync(ShopKind.Name, "ORT,artikel nr,दुकान\nKochi,far-3,Lulu\n");
        Assert.Equal(1, CatalogWorld.Value(await _world.LookAsync(next)).Created);
        Assert.Equal((1, 0, 0, 0), ImportWorld.Counts(await _world.EndAsync(await _world.StartAsync(next))));
        Assert.Equal("Kochi", _world.Shop("far-3").City);

        Assert.False((await _world.LookAsync(await _world.KeepAsync(CategoryKind.Name, "artikel nr,दुकान\nfar-3,Lulu\n"))).Ok);
        var others = await _world.KeepAsync(ShopKind.Name, Sheet, CatalogWorld.Rohan);
        Assert.False((await _world.LookAsync(others, CatalogWorld.Rohan)).Ok);
    }

    [Fact]
    public async Task RefusedRows_OfSuchAFile_AreGivenWithItsOwnHeadings()
    {
        var file = CatalogWorld.Value(await NameAsync(await _world.KeepAsync(ShopKind.Name, Sheet + ";Ohne Nummer;Pune;z\n"), Said));
        var job = await _world.EndAsync(await _world.StartAsync(file));
        Assert.Equal(1, job.Counts["refused"]);
        using var written = new MemoryStream();
        var entry = CatalogWorld.Value(await _world.Imports.FindAsync(ImportWorld.Meera, ShopKind.Name, file.Id, CancellationToken.None));
        await _world.Imports.WriteRefusedAsync(ImportWorld.Meera, entry, written, CancellationToken.None);
        var text = System.Text.Encoding.UTF8.GetString(written.ToArray()).TrimStart('\uFEFF');
        Assert.StartsWith("Artikel-Nr,दुकान,Ort,Notiz,reason\r\n,Ohne Nummer,Pune,z,", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Naming_ThatMakesNoSense_IsRefusedAndKeepsNothing()
    {
        var file = await _world.KeepAsync(ShopKind.Name, Sheet);
        foreach (var said in new Dictionary<string, string>[]
        {
            new() { ["Ort"] = "price" },
            new() { ["Ort"] = "city", ["Notiz"] = "city" },
            new() { [new string('x', 101)] = "city" },
            Enumerable.Range(0, 201).ToDictionary(n => $"h{n}", _ => ""),
        })
            Assert.False((await NameAsync(file, said)).Ok);

        Assert.All((await HeadingsAsync(file)).All, one => Assert.Null(one.Column));
        Assert.Equal(Problem.NotFound, (await _world.Imports.NameAsync(CatalogWorld.Rohan, file, Said, CancellationToken.None)).Problems[0].Code);

        var named = CatalogWorld.Value(await NameAsync(file, Said));
        await _world.EndAsync(await _world.StartAsync(named));
        Assert.Equal(Problem.NotFound, (await NameAsync(named, Said)).Problems[0].Code);
    }
}
