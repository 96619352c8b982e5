using Clubshop.Admin.MasterData;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.Admin.Tests.MasterData;

public sealed class IndexFeedTests : IAsyncLifetime
{
    private StorageHost _host = null!;
    private StorageHost _other = null!;

    public async Task InitializeAsync() => (_host, _other) = (await StorageHost.StartAsync(), null!);

    public async Task DisposeAsync()
    {
        if (_other is not null)
            await _other.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Commit_BeforeItReturns_IsInTheIndex()
    {
        var (index, _) = Fed(_host);
        var shop = await _host.SaveAsync(_host.Shop("1", null, "Tata"));
        Assert.Equal("Tata", index.Find("1")!.Name);
        await _host.SaveAsync(_host.Shop("1", shop, "Tata 1mg"));
        Assert.Equal("Tata 1mg", Assert.Single(index.Search(new() { Text = "1MG", Order = (_, _) => 0 }).Rows).Name);
    }

    [Fact]
    public async Task Poll_AfterAnotherInstanceWrote_BringsItsChanges()
    {
        _other = _host.Another();
        var (index, feed) = Fed(_host);
        await feed.LoadAsync(default);
        for (var i = 0; i < 40; i++)
        {
            var shop = await _other.SaveAsync(_other.Shop($"{i}", null, $"Shop {i}"));
            if (i % 3 == 0)
                await _other.SaveAsync(_other.Shop($"{i}", shop, $"Shop {i} renamed"));
            _host.IndexesFollow(); // the clock leaps further than an index can lag
            _host.Clock.Advance(TimeSpan.FromSeconds(i % 7));
            if (i % 5 == 0)
                await feed.PollAsync(default);
        }

        _host.IndexesFollow();
        await feed.PollAsync(default);
        Assert.Equal(40, index.Count);
        Assert.Equal(14, index.All().Count(row => row.Name.EndsWith("renamed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Poll_OfWhatIsKnown_ReadsNoRecordAgain()
    {
        _other = _host.Another();
        var (index, feed) = Fed(_host);
        await feed.LoadAsync(default);
        for (var i = 0; i < 10; i++)
            await _host.SaveAsync(_host.Shop($"own-{i}", null, $"Shop {i}"));
        await _other.SaveAsync(_other.Shop("foreign", null, "Tata"));
        _host.IndexesFollow();
        _host.Faults.Restart();
        await feed.PollAsync(default);
        Assert.Equal("Tata", index.Find("foreign")!.Name);
        Assert.Single(_host.Faults.Operations, operation => operation == "BatchGetItem");

        _host.Faults.Restart();
        await feed.PollAsync(default);
        Assert.DoesNotContain("BatchGetItem", _host.Faults.Operations);
    }

    [Fact]
    public async Task Poll_AfterFailures_MissesNothing()
    {
        _other = _host.Another();
        var (index, feed) = Fed(_host);
        await feed.LoadAsync(default);
        await _other.SaveAsync(_other.Shop("1", null, "Tata"));
        _host.Faults.Decide = (_, _) => Fault.NotSent;
        for (var minute = 0; minute < 10; minute++)
        {
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => feed.PollAsync(default));
            _host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        _host.Faults.Decide = (_, _) => Fault.None;
        _host.IndexesFollow();
        await feed.PollAsync(default);
        Assert.NotNull(index.Find("1"));
    }

    [Fact]
    public async Task Poll_ChangeOfAWriterWhoseClockIsSlow_FindsIt()
    {
        var (index, feed) = Fed(_host);
        _host.Observers.Clear();
        await feed.LoadAsync(default);
        _host.Clock.Advance(TimeSpan.FromMinutes(5));
        _host.IndexesFollow();
        await feed.PollAsync(default);
        _host.Clock.AdjustTime(_host.Clock.GetUtcNow() - TimeSpan.FromSeconds(30)); // back
        await _host.SaveAsync(_host.Shop("1", null, "Tata"));
        _host.Clock.Advance(TimeSpan.FromSeconds(30));
        _host.IndexesFollow();
        await feed.PollAsync(default);
        Assert.NotNull(index.Find("1"));
    }

    [Fact]
    public async Task Load_Again_RemovesPurgedRowsAndKeepsNewOnes()
    {
        var (index, feed) = Fed(_host);
        var shop = await _host.SaveAsync(_host.Shop("1", null, "Tata"));
        var deletion = _host.Shop("1", shop, "Tata");
        await _host.SaveAsync(deletion with { Entity = deletion.Entity with { Deleted = true } });
        await feed.LoadAsync(default);
        Assert.NotNull(index.Find("1"));

        _host.Clock.Advance(TimeSpan.FromDays(91));
        index.Merge(new("fresh", 1, "Just written, not yet in DynamoDB's index", default, 0));
        await feed.LoadAsync(default);
        Assert.Null(index.Find("1"));
        Assert.NotNull(index.Find("fresh"));
    }

    [Fact]
    public async Task Load_WhileOthersWrite_NeverGoesBack()
    {
        _other = _host.Another();
        var (index, feed) = Fed(_host);
        var shop = await _host.SaveAsync(_host.Shop("1", null, "Tata"));
        var highest = 0L;
        index.Changed += (_, _) =>
        {
            var version = index.Find("1")!.Version;
            Assert.True(version >= highest);
            highest = version;
        };
        for (var i = 0; i < 20; i++)
        {
            var load = Task.Run(() => feed.LoadAsync(default));
            shop = await _host.SaveAsync(_host.Shop("1", shop, $"Tata {i}"));
            await load;
            Assert.Equal(shop.Version, index.Find("1")!.Version);
        }
    }

    [Fact]
    public async Task Poller_StartedBeforeTheTables_BecomesReady()
    {
        await using var host = await StorageHost.StartAsync(tables: false);
        var index = new RecordIndex<TestRow>(ShopKind.Table, TestRow.Of, host.Clock);
        host.Observers.Add(new IndexPatch([index], NullLogger<IndexPatch>.Instance));
        using var poller = new ChangePoller([index], host.Reader, host.Clock, NullLogger<ChangePoller>.Instance);
        await poller.StartAsync(default);
        Assert.Equal(IndexState.Loading, index.State);

        await host.Setup.CreateMissingAsync(default);
        await host.SaveAsync(host.Shop("1", null, "Tata"));
        host.IndexesFollow();
        await index.WhenReadyAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
        Assert.Equal(IndexState.Ready, index.State);
        Assert.NotNull(index.Find("1"));
        await poller.StopAsync(default);
    }

    [Fact]
    public void NextReread_OfManyInstances_IsSpreadOverHalfAnHour()
    {
        var drawn = Enumerable.Range(0, 400).Select(_ => ChangePoller.NextReread().TotalMinutes).ToList();

        Assert.All(drawn, minutes => Assert.InRange(minutes, 45, 75));
        Assert.True(drawn.Max() - drawn.Min() > 20, "Instances that started together read everything together.");
    }

    private static (RecordIndex<TestRow> Index, IndexFeed Feed) Fed(StorageHost host)
    {
        var index = new RecordIndex<TestRow>(ShopKind.Table, TestRow.Of, host.Clock);
        host.Observers.Add(new IndexPatch([index], NullLogger<IndexPatch>.Instance));
        return (index, new(index, host.Reader, host.Clock, NullLogger.Instance));
    }
}
