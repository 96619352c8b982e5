using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.MasterData.Publishing;
using Clubshop.Admin.Tests.Storage;
using Clubshop.Admin.Tests.Testing;
using CsCheck;

namespace Clubshop.Admin.Tests.Staff;

/// <summary>Drafts as they are stored, and what keeps them up to date.</summary>
public sealed class DraftsTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly DraftPlace Here = new("offer/1", "tab-1", Permission.EditCatalog);
    private static readonly Actor Meera = CatalogWorld.Meera;
    private readonly ManualTime _time = new();
    private readonly List<Exception> _failures = [];
    private CatalogWorld _world = null!;
    private string? _typed;

    private Drafts Drafts => _world.Get<Drafts>();

    public async Task InitializeAsync() => _world = await CatalogWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    private Task<IReadOnlyList<Draft>> StoredAsync(Actor? actor = null) => Drafts.ListAsync(actor ?? Meera, Permission.EditCatalog, "offer/1", None);

    private DraftKeeper Keeper(DraftPlace? place = null, Func<string?>? read = null)
    {
        var keeper = new DraftKeeper(Drafts, _time, static work => work(), _failures.Add);
        keeper.Open(place ?? Here, () => Meera, () => (read?.Invoke() ?? _typed) is { } text ? new(text, 3) : null);
        return keeper;
    }

    [Fact]
    public async Task Draft_IsForThatPersonAloneWhileTheyMayEdit_ForFourteenDays()
    {
        Assert.Null(await Drafts.SaveAsync(Meera, Here, """{"title":"Half typed"}""", 3, again: false, None));
        Assert.Equal(("tab-1", """{"title":"Half typed"}""", 3), (await StoredAsync()) is [var one] ? (one.Tab, one.Text, one.Version) : default);

        Assert.Empty(await StoredAsync(Meera with { Id = "somebody-else" }));
        Assert.Empty(await StoredAsync(Meera with { Role = Role.ReadOnly }));
        Assert.NotNull(await Drafts.SaveAsync(Meera with { Role = Role.ReadOnly }, Here, "x", 3, again: false, None));
        Assert.NotNull(await Drafts.SaveAsync(Meera, Here, new string('₹', Drafts.MaxBytes / 2), 3, again: false, None));
        _world.Clock.Advance(Drafts.Life - TimeSpan.FromSeconds(1));
        Assert.Single(await StoredAsync());
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(await StoredAsync());
    }

    [Fact]
    public async Task TwoTabs_KeepADraftEach_TheNewestIsFirst_AndOneOfAnotherRecordIsNotAmongThem()
    {
        await Drafts.SaveAsync(Meera, Here, "one", 3, again: false, None);
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        await Drafts.SaveAsync(Meera, Here with { Tab = "tab-2" }, "two", 3, again: false, None);
        await Drafts.SaveAsync(Meera, Here with { Record = "offer/10" }, "ten", 3, again: false, None);
        Assert.Equal(["two", "one"], (await StoredAsync()).Select(draft => draft.Text));

        await Drafts.DeleteAsync(Meera, "offer/1", "tab-2", None);
        Assert.Equal(["one"], (await StoredAsync()).Select(draft => draft.Text));
    }

    [Fact]
    public async Task Keeper_WritesAfterAPauseAlone_HoweverMuchIsTyped()
    {
        using var keeper = Keeper();
        for (var key = 0; key < 20; key++)
        {
            _typed = new string('a', key + 1);
            keeper.Touch();
            _time.Advance(DraftKeeper.Pause / 4);
        }

        Assert.Empty(await StoredAsync());
        _time.Advance(DraftKeeper.Pause);
        Assert.True(await keeper.WriteAsync()); // after the write under way
        Assert.Equal(_typed, Assert.Single(await StoredAsync()).Text);
    }

    [Fact]
    public async Task Keeper_DroppedWhileItWrites_LeavesNothing()
    {
        using var keeper = Keeper();
        _typed = "typed";
        var writing = keeper.WriteAsync();
        _typed = null;
        await Task.WhenAll(writing, keeper.DropAsync());
        Assert.Empty(await StoredAsync());
    }

    [Fact]
    public async Task Keeper_WhoseDraftAnotherTabTookOver_SaysSoAndWritesNothingMore_UntilTheWorkGoesOnHere()
    {
        using var keeper = Keeper();
        var told = 0;
        keeper.TakenOver += (_, _) => told++;
        _typed = "one";
        await keeper.WriteAsync();
        await Drafts.DeleteAsync(Meera, "offer/1", "tab-1", None);

        _typed = "two";
        Assert.False(await keeper.WriteAsync());
        Assert.True(keeper.IsTaken);
        Assert.Empty(await StoredAsync());
        Assert.False(await keeper.WriteAsync());
        Assert.Equal(1, told);

        Assert.True(await keeper.ResumeAsync());
        Assert.Equal("two", Assert.Single(await StoredAsync()).Text);
    }

    [Fact]
    public async Task Keeper_WhileTheDatabaseIsAway_TriesAgainByItself()
    {
        using var keeper = Keeper();
        _typed = "typed";
        _world.Faults.Decide = (_, _) => Fault.ServerError;
        Assert.False(await keeper.WriteAsync());
        Assert.Single(_failures);

        _world.Faults.Decide = (_, _) => Fault.None;
        _time.Advance(DraftKeeper.Retry);
        Assert.True(await keeper.WriteAsync());
        Assert.Equal("typed", Assert.Single(await StoredAsync()).Text);
    }

    [Fact]
    public async Task Keeper_OfACircuitThatEnds_StillWritesWhatWasTypedLast()
    {
        var keeper = Keeper();
        _typed = "typed last";
        keeper.Touch();
        keeper.Dispose();
        await PublishingWorld.UntilAsync(async () => (await StoredAsync()) is [{ Text: "typed last" }], "the last words are stored");
    }

    private static readonly Gen<int[]> AnyWork = Gen.Int[0, 5].Array[1, 25];

    [Fact]
    public async Task Keeper_AfterAnyWork_HasStoredWhatTheFormHas_AndNothingAfterItWasDropped()
    {
        // Typing, pauses, writes asked for, and saving or giving up, in any order, several under way at once.
        foreach (var (work, number) in AnyWork.Array[15].Single().Select((work, number) => (work, number)))
        {
            var place = Here with { Tab = "any-" + number.ToString(System.Globalization.CultureInfo.InvariantCulture) };
            string? typed = null;
            using var keeper = Keeper(place, () => typed);
            var under = new List<Task>();
            for (var step = 0; step < work.Length; step++)
            {
                switch (work[step])
                {
                    case 0 or 1:
                        typed = $"typed {step}";
                        keeper.Touch();
                        break;
                    case 2:
                        under.Add(keeper.WriteAsync());
                        break;
                    case 3:
                        _time.Advance(DraftKeeper.Pause);
                        break;
                    default:
                        typed = null;
                        under.Add(keeper.DropAsync());
                        break;
                }
            }

            await Task.WhenAll(under);
            await keeper.WriteAsync();
            Assert.Equal(typed, (await StoredAsync()).SingleOrDefault(draft => draft.Tab == place.Tab)?.Text);
        }

        Assert.Empty(_failures);
    }
}
