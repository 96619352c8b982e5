using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Pictures;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.Admin.Tests.Pictures;

/// <summary>What is uploaded and never saved goes; what a record was saved with stays, whatever happens at the same moment.</summary>
public sealed class PictureSweeperTests : IAsyncLifetime
{
    private static readonly TimeSpan Over = PictureSweeper.Kept + TimeSpan.FromHours(1);

    private CatalogWorld _world = null!;

    public async Task InitializeAsync() => _world = await CatalogWorld.OpenAsync(settings: PictureServiceTests.Settings);

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Sweep_AfterAMonth_TakesWhatWasNeverSaved_AndNothingElse()
    {
        var (unused, used) = (await KeepAsync(100), await KeepAsync(101));
        await SaveAsync(used);
        Assert.Equal(0, await SweepAsync());
        _world.Clock.Advance(Over);
        var fresh = await KeepAsync(102);

        Assert.Equal(1, await SweepAsync());

        Assert.False(await IsThereAsync(unused));
        Assert.True(await IsThereAsync(used) && await IsThereAsync(fresh));
        Assert.Null(await _world.Get<TableReader>().ReadAsync(PictureRows.Of(unused), default));
        Assert.Equal(0, await SweepAsync());
        Assert.Equal("picture-gone", (await TryAsync(unused)).Problems[0].Code);
        Assert.Equal(unused, await KeepAsync(100));
        await SaveAsync(unused);
    }

    [Fact]
    public async Task Sweep_OfAPictureThatIsUploadedAgain_WaitsAnotherMonth()
    {
        var name = await KeepAsync(100);
        _world.Clock.Advance(Over);
        Assert.Equal(name, await KeepAsync(100));

        Assert.Equal(0, await SweepAsync());
        Assert.True(await IsThereAsync(name));
    }

    [Fact]
    public async Task Sweep_BrokenOffAtAnyCall_IsDoneByTheNext_AndNeverLeavesARecordWithoutItsPicture()
    {
        for (var stop = 0; stop < 12; stop++)
        {
            var name = await KeepAsync(200 + stop);
            _world.Clock.Advance(Over);
            _world.Faults.Restart();
            var limit = stop;
            _world.Faults.Decide = (call, _) => call >= limit ? Fault.NotSent : Fault.None;
            try
            {
                await SweepAsync();
            }
            catch (Exception broken) when (broken is not Xunit.Sdk.XunitException)
            {
                // It is tried again.
            }

            _world.Faults.Decide = (_, _) => Fault.None;
            var saved = await TryAsync(name);
            if (saved.Ok)
                Assert.True(await IsThereAsync(name), $"after {stop} calls");
            else
                Assert.Equal("picture-gone", saved.Problems[0].Code);
            _world.Clock.Advance(TimeSpan.FromHours(1));
            await SweepAsync();
            Assert.Equal(saved.Ok, await IsThereAsync(name));
        }
    }

    [Fact]
    public async Task Save_InTheMomentOfTheSweep_EitherHasItsPictureOrIsRefused()
    {
        for (var moment = 1; moment < 9; moment++)
        {
            var name = await KeepAsync(300 + moment);
            var club = await _world.ClubAsync("A club " + moment);
            _world.Clock.Advance(Over);
            _world.Faults.Restart();
            Result<Club>? saved = null;
            var at = moment;
            _world.Faults.Before = async (call, _) =>
            {
                if (call != at)
                    return;

                _world.Faults.Before = null;
                saved = await _world.Clubs.SaveAsync(CatalogWorld.Meera, club with { Picture = name }, _world.Submit(), default);
            };
            await SweepAsync();
            _world.Faults.Before = null;
            if (saved is { Ok: true })
                Assert.True(await IsThereAsync(name), $"saved before call {moment}");
        }
    }

    private Task<int> SweepAsync() => new PictureSweeper(
        _world.Get<PictureStore>(), _world.Get<TableReader>(), _world.Get<UnauditedWriter>(), _world.Clock, NullLogger<PictureSweeper>.Instance).SweepAsync(default);

    private async Task<string> KeepAsync(int width) =>
        CatalogWorld.Value(await _world.Get<PictureService>().KeepAsync(CatalogWorld.Meera, new MemoryStream(PictureSamples.Png(width, 100)), default)).Name;

    private async Task<bool> IsThereAsync(string name) => (await _world.Get<PictureService>().OpenAsync(CatalogWorld.Meera, name, "96.webp", default)).Ok;

    private async Task<Result<Club>> TryAsync(string picture) => await _world.Clubs.SaveAsync(
        CatalogWorld.Meera, new() { Id = _world.NewId(), Name = "A club", Picture = picture }, _world.Submit(), default);

    private async Task SaveAsync(string picture) => CatalogWorld.Value(await TryAsync(picture));
}
