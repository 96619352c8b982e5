using Clubshop.Admin.Catalog;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Pictures;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Storage;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Tests.Pictures;

/// <summary>Pictures on an embedded AWS: kept, given out, used by records, and what happens while S3 is away.</summary>
public sealed class PictureServiceTests : IAsyncLifetime
{
    private CatalogWorld _world = null!;

    internal static readonly KeyValuePair<string, string?>[] Settings = [new("Pictures:Bucket", "pictures-test"), new("Pictures:PublicAddress", "https://www.clubshop.example")];

    public async Task InitializeAsync() => _world = await CatalogWorld.OpenAsync(settings: Settings);

    public async Task DisposeAsync() => await _world.DisposeAsync();

    private PictureService Pictures => _world.Get<PictureService>();

    [Fact]
    public async Task Keep_OfAPicture_GivesOutEveryFile()
    {
        var name = await KeepAsync(PictureSamples.Jpeg(700, 500));

        foreach (var file in PictureFiles.All)
        {
            var found = CatalogWorld.Value(await Pictures.OpenAsync(CatalogWorld.Meera, name, file, default));
            Assert.Equal(PictureFiles.TypeOf(file), found.Type);
            Assert.NotEmpty(found.Content);
        }

        Assert.Equal(name, await KeepAsync(PictureSamples.Jpeg(700, 500)));
    }

    [Theory]
    [InlineData("96.webp/../../x")]
    [InlineData("97.webp")]
    [InlineData("")]
    public async Task Open_OfAFileThatThereIsNot_FindsNothing(string file)
    {
        var name = await KeepAsync(PictureSamples.Png(100, 100));

        Assert.Equal(Problem.NotFound, (await Pictures.OpenAsync(CatalogWorld.Meera, name, file, default)).Problems[0].Code);
        Assert.Equal(Problem.NotFound, (await Pictures.OpenAsync(CatalogWorld.Meera, name.ToUpperInvariant(), "96.webp", default)).Problems[0].Code);
        Assert.Equal(Problem.NotFound, (await Pictures.OpenAsync(CatalogWorld.Meera, new string('0', 64), "96.webp", default)).Problems[0].Code);
    }

    [Fact]
    public async Task Keep_OfMoreThanTheLimit_ReadsNoFurther()
    {
        using var endless = new Endless();

        var kept = await Pictures.KeepAsync(CatalogWorld.Meera, endless, default);

        Assert.Equal(PictureService.TooLarge, kept.Problems[0].Code);
        Assert.True(endless.Given <= PictureFiles.MaxBytes + (128 * 1024));
    }

    [Fact]
    public async Task Save_WithAPictureThatIsKept_StoresIt_AndItsHistoryTells()
    {
        var name = await KeepAsync(PictureSamples.Png(300, 200));
        var club = await _world.ClubAsync("Infosys Pune");

        var saved = CatalogWorld.Value(await _world.Clubs.SaveAsync(CatalogWorld.Meera, club with { Picture = name }, _world.Submit(), default));

        Assert.Equal(name, saved.Picture);
        _world.IndexesFollow();
        var entry = (await _world.HistoryAsync(ClubKind.Name, club.Id))[0];
        Assert.Contains(entry.Changes, change => change.Attribute == "picture");
        Assert.NotNull(await _world.Get<TableReader>().ReadAsync(PictureRows.Used(name), default));
    }

    [Fact]
    public async Task Save_WithAPictureThatIsNotKept_IsRefusedAtItsField()
    {
        var club = await _world.ClubAsync("Infosys Pune");

        var refused = await _world.Clubs.SaveAsync(CatalogWorld.Meera, club with { Picture = new string('a', 64) }, _world.Submit(), default);
        var odd = await _world.Clubs.SaveAsync(CatalogWorld.Meera, club with { Picture = "https://elsewhere.example/x.png" }, _world.Submit(), default);

        Assert.Equal(("picture-gone", nameof(Club.Picture)), (refused.Problems[0].Code, refused.Problems[0].Field));
        Assert.Equal(("picture", nameof(Club.Picture)), (odd.Problems[0].Code, odd.Problems[0].Field));
    }

    [Fact]
    public async Task Save_OfARecordWhosePictureIsGone_LeavesItAlone()
    {
        var name = await KeepAsync(PictureSamples.Png(300, 200));
        var club = CatalogWorld.Value(await _world.Clubs.SaveAsync(CatalogWorld.Meera, (await _world.ClubAsync("A club")) with { Picture = name }, _world.Submit(), default));
        await _world.Get<UnauditedWriter>().DeleteAsync(PictureRows.Of(name), null, default);

        var saved = CatalogWorld.Value(await _world.Clubs.SaveAsync(CatalogWorld.Meera, club with { City = "Pune" }, _world.Submit(), default));

        Assert.Equal((name, "Pune"), (saved.Picture, saved.City));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Keep_WhileS3IsAway_SaysSo_AndWorksWhenItIsBack(bool answers)
    {
        _world.Faults.Decide = (_, operation) => operation.Length > 0 ? Fault.None : answers ? Fault.ServerError : Fault.NotSent;
        var away = await Pictures.KeepAsync(CatalogWorld.Meera, new MemoryStream(PictureSamples.Png(200, 200)), default);
        var notSaved = await _world.Clubs.SaveAsync(CatalogWorld.Meera, (await _world.ClubAsync("A club")) with { Picture = PictureCodec.Encode(PictureSamples.Png(200, 200)).Value!.Name }, _world.Submit(), default);
        _world.Faults.Decide = (_, _) => Fault.None;

        Assert.Equal(PictureService.Away, away.Problems[0].Code);
        Assert.Contains("What you typed is still here", away.Problems[0].Message, StringComparison.Ordinal);
        Assert.Equal("picture-gone", notSaved.Problems[0].Code);
        Assert.True(PictureFiles.IsName(await KeepAsync(PictureSamples.Png(200, 200))));
    }

    [Fact]
    public async Task Open_WhileS3IsAway_SaysSo()
    {
        var name = await KeepAsync(PictureSamples.Png(200, 200));
        _world.Faults.Decide = (_, operation) => operation.Length > 0 ? Fault.None : Fault.NotSent;

        Assert.Equal(PictureService.Away, (await Pictures.OpenAsync(CatalogWorld.Meera, name, "96.webp", default)).Problems[0].Code);
    }

    [Fact]
    public async Task Keep_BrokenOffHalfway_IsMadeWholeByTheNext()
    {
        var puts = 0;
        _world.Faults.Decide = (_, operation) => operation.Length == 0 && Interlocked.Increment(ref puts) > 3 ? Fault.NotSent : Fault.None;
        Assert.False((await Pictures.KeepAsync(CatalogWorld.Meera, new MemoryStream(PictureSamples.Png(200, 200)), default)).Ok);
        _world.Faults.Decide = (_, _) => Fault.None;

        var name = await KeepAsync(PictureSamples.Png(200, 200));

        foreach (var file in PictureFiles.All)
            Assert.True((await Pictures.OpenAsync(CatalogWorld.Meera, name, file, default)).Ok);
    }

    [Fact]
    public async Task Keep_WithoutABucket_SaysWhichSettingIsMissing()
    {
        await using var world = await CatalogWorld.OpenAsync();

        var refused = await world.Get<PictureService>().KeepAsync(CatalogWorld.Meera, new MemoryStream(PictureSamples.Png(100, 100)), default);

        Assert.Contains("Pictures:Bucket", refused.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keep_OfManyAtOnce_KeepsEach()
    {
        var names = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => KeepAsync(PictureSamples.Png(100 + (number % 4), 100))));

        Assert.Equal(4, names.Distinct().Count());
        Assert.All(names, name => Assert.True(PictureFiles.IsName(name)));
    }

    [Theory]
    [InlineData("UPPER", null, "Pictures:Bucket")]
    [InlineData("a/b", null, "Pictures:Bucket")]
    [InlineData("fine-name", "http://x.example", "Pictures:PublicAddress")]
    [InlineData(null, "https://x.example/path", "Pictures:PublicAddress")]
    [InlineData(null, "x.example", "Pictures:PublicAddress")]
    public void Options_ThatAreWrong_AreNamed(string? bucket, string? address, string key)
    {
        var checkedOptions = new PictureOptionsCheck().Validate(null, new() { Bucket = bucket, PublicAddress = address });

        Assert.Contains(key, checkedOptions.FailureMessage, StringComparison.Ordinal);
        Assert.True(new PictureOptionsCheck().Validate(null, new() { Bucket = "pictures-1", PublicAddress = "https://www.clubshop.example/" }).Succeeded);
    }

    [Fact]
    public void Addresses_OfPictures_LeadToTheDistribution_AndBackToThePortal()
    {
        var name = new string('b', 64);
        var addresses = _world.Get<PictureAddresses>();

        Assert.Equal($"https://www.clubshop.example/pictures/{name}/push.jpg", addresses.ForPush(name));
        Assert.Null(addresses.ForPush(""));
        Assert.Null(new PictureAddresses(Options.Create(new PictureOptions())).ForPush(name));
        Assert.Equal($"/pictures/{name}/640.webp", addresses.OwnPath(addresses.ForPush(name), 640));
        Assert.Null(addresses.OwnPath($"https://elsewhere.example/pictures/{name}/push.jpg", 640));
        Assert.Null(addresses.OwnPath("https://www.clubshop.example/pictures/../x/push.jpg", 640));
        Assert.Null(addresses.OwnPath(null, 640));
    }

    private async Task<string> KeepAsync(byte[] file) =>
        CatalogWorld.Value(await Pictures.KeepAsync(CatalogWorld.Meera, new MemoryStream(file), default)).Name;

    // Gives bytes for as long as somebody reads.
    private sealed class Endless : MemoryStream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
