using System.Globalization;
using Clubshop.Aws.Memcached;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Memcached;
using Microsoft.Extensions.Logging.Abstractions;
using static Clubshop.Aws.Tests.Memcached.MemcachedWorld;

namespace Clubshop.Aws.Tests.Memcached;

/// <summary>Every operation, against a server that the derived class starts.</summary>
public abstract class OperationTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private (string Address, IAsyncDisposable Server) _server;
    private MemcachedCluster _cache = null!;

    public async Task InitializeAsync()
    {
        _server = await StartAsync();
        _cache = Cluster(_server.Address);
    }

    public async Task DisposeAsync()
    {
        await _cache.DisposeAsync();
        await _server.Server.DisposeAsync();
    }

    [Fact]
    public async Task Get_AfterStore_HasValueFlagsAndLifetime()
    {
        var stored = await _cache.StoreAsync("offer:1", Bytes("{\"a\":1}"), new() { Flags = 7, Lifetime = TimeSpan.FromSeconds(90) }, None);
        var item = await _cache.GetAsync("offer:1", None);

        Assert.Equal(StoreOutcome.Stored, stored);
        Assert.NotNull(item);
        Assert.Equal("{\"a\":1}", Text(item));
        Assert.Equal(7u, item.Flags);
        Assert.InRange(item.TimeToLive!.Value.TotalSeconds, 60, 90);
        Assert.NotEqual(0ul, item.Cas);
    }

    [Fact]
    public async Task Get_Absent_IsNull() => Assert.Null(await _cache.GetAsync("absent", None));

    [Fact]
    public async Task Get_StoredWithoutLifetime_HasNone()
    {
        await _cache.StoreAsync("k", Bytes("v"), Plain, None);

        Assert.Null((await _cache.GetAsync("k", None))!.TimeToLive);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public async Task Get_ValueOfAnySizeAndBytes_IsTheSame(int size)
    {
        var value = new byte[size];
        new Random(size).NextBytes(value);
        await _cache.StoreAsync("big", value, Plain, None);

        Assert.True((await _cache.GetAsync("big", None))!.Value.Span.SequenceEqual(value));
    }

    [Fact]
    public async Task Store_ValueThatLooksLikeAnswers_ComesBackWhole()
    {
        var value = Bytes("HD O1\r\nEN\r\nVA 2 c1\r\nxx\r\nEND\r\n");
        await _cache.StoreAsync("k", value, Plain, None);

        Assert.Equal(value, (await _cache.GetAsync("k", None))!.Value.ToArray());
    }

    [Fact]
    public async Task Store_Add_TakesOnlyAnEmptyKey()
    {
        Assert.Equal(StoreOutcome.Stored, await _cache.StoreAsync("k", Bytes("1"), new() { Mode = StoreMode.Add }, None));
        Assert.Equal(StoreOutcome.NotStored, await _cache.StoreAsync("k", Bytes("2"), new() { Mode = StoreMode.Add }, None));
        Assert.Equal("1", Text(await _cache.GetAsync("k", None)));
    }

    [Fact]
    public async Task Store_Replace_TakesOnlyAHeldKey()
    {
        Assert.Equal(StoreOutcome.NotStored, await _cache.StoreAsync("k", Bytes("1"), new() { Mode = StoreMode.Replace }, None));
        await _cache.StoreAsync("k", Bytes("2"), Plain, None);
        Assert.Equal(StoreOutcome.Stored, await _cache.StoreAsync("k", Bytes("3"), new() { Mode = StoreMode.Replace }, None));
        Assert.Equal("3", Text(await _cache.GetAsync("k", None)));
    }

    [Fact]
    public async Task Store_WithTheNumberRead_IsStored_AndWithAnOlderOneIsNot()
    {
        await _cache.StoreAsync("k", Bytes("1"), Plain, None);
        var read = (await _cache.GetAsync("k", None))!.Cas;

        Assert.Equal(StoreOutcome.Stored, await _cache.StoreAsync("k", Bytes("2"), new() { Cas = read }, None));
        Assert.Equal(StoreOutcome.Exists, await _cache.StoreAsync("k", Bytes("3"), new() { Cas = read }, None));
        Assert.Equal("2", Text(await _cache.GetAsync("k", None)));
    }

    [Fact]
    public async Task Store_WithANumberWhereNothingIs_IsNotFound() =>
        Assert.Equal(StoreOutcome.NotFound, await _cache.StoreAsync("k", Bytes("1"), new() { Cas = 5 }, None));

    [Fact]
    public async Task Store_SameNumberByMany_OnlyOneWins()
    {
        await _cache.StoreAsync("k", Bytes("0"), Plain, None);
        var read = (await _cache.GetAsync("k", None))!.Cas;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            _cache.StoreAsync("k", Bytes(i.ToString(CultureInfo.InvariantCulture)), new() { Cas = read }, None)));

        Assert.Single(outcomes, StoreOutcome.Stored);
        Assert.All(outcomes.Where(outcome => outcome is not StoreOutcome.Stored), outcome => Assert.Equal(StoreOutcome.Exists, outcome));
    }

    [Fact]
    public async Task Delete_Held_ThenAbsent()
    {
        await _cache.StoreAsync("k", Bytes("1"), Plain, None);

        Assert.True(await _cache.DeleteAsync("k", null, None));
        Assert.False(await _cache.DeleteAsync("k", null, None));
        Assert.Null(await _cache.GetAsync("k", None));
    }

    [Fact]
    public async Task Delete_WithAnotherNumber_DeletesNothing()
    {
        await _cache.StoreAsync("k", Bytes("1"), Plain, None);
        var read = (await _cache.GetAsync("k", None))!.Cas;

        Assert.False(await _cache.DeleteAsync("k", read + 1000, None));
        Assert.True(await _cache.DeleteAsync("k", read, None));
    }

    [Fact]
    public async Task Touch_Held_HasTheNewLifetime()
    {
        await _cache.StoreAsync("k", Bytes("1"), new() { Lifetime = TimeSpan.FromSeconds(50) }, None);

        Assert.True(await _cache.TouchAsync("k", TimeSpan.FromSeconds(5000), None));
        Assert.False(await _cache.TouchAsync("absent", TimeSpan.FromSeconds(5000), None));
        Assert.InRange((await _cache.GetAsync("k", None))!.TimeToLive!.Value.TotalSeconds, 4000, 5000);
    }

    [Fact]
    public async Task Increment_Absent_StartsAtInitialAndGoesOn()
    {
        Assert.Equal(1ul, await _cache.IncrementAsync("gen", 1, 1, null, None));
        Assert.Equal(2ul, await _cache.IncrementAsync("gen", 1, 1, null, None));
        Assert.Equal(12ul, await _cache.IncrementAsync("gen", 10, 1, null, None));
        Assert.Equal("12", Text(await _cache.GetAsync("gen", None))!.TrimEnd());
    }

    [Fact]
    public async Task Increment_ByMany_CountsEachOnce()
    {
        var seen = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => _cache.IncrementAsync("gen", 1, 1, null, None)));

        Assert.Equal(Enumerable.Range(1, 200).Select(i => (ulong)i), seen.Order());
    }

    [Fact]
    public async Task Increment_Largest_GoesRoundToZero()
    {
        await _cache.StoreAsync("gen", Bytes("18446744073709551615"), Plain, None);

        Assert.Equal(0ul, await _cache.IncrementAsync("gen", 1, 1, null, None));
    }

    [Fact]
    public async Task Increment_AnotherProgramsText_IsSaidAndTheConnectionGoesOn()
    {
        await _cache.StoreAsync("k", Bytes("no number"), Plain, None);

        var exception = await Assert.ThrowsAsync<MemcachedProtocolException>(() => _cache.IncrementAsync("k", 1, 1, null, None));
        Assert.Contains("something other than a counter", exception.Message, StringComparison.Ordinal);
        Assert.Equal("no number", Text(await _cache.GetAsync("k", None)));
        Assert.Equal(NodeCondition.Up, _cache.Nodes[0].State.Condition);
    }

    [Fact]
    public async Task GetMany_HasThoseHeldAlone()
    {
        for (var i = 0; i < 1500; i += 3)
            await _cache.StoreAsync($"k{i}", Bytes($"v{i}"), Plain, None);

        var found = await _cache.GetManyAsync([.. Enumerable.Range(0, 1500).Select(i => $"k{i}")], None);

        Assert.Equal(500, found.Count);
        Assert.All(found, pair => Assert.Equal("v" + pair.Key[1..], Text(pair.Value)));
        Assert.Empty(await _cache.GetManyAsync([], None));
    }

    [Fact]
    public async Task Stats_CountsHitsMissesAndItems()
    {
        await _cache.StoreAsync("k", Bytes("v"), Plain, None);
        await _cache.GetAsync("k", None);
        await _cache.GetAsync("absent", None);

        var stats = await _cache.Nodes[0].StatsAsync(None);

        Assert.Equal(1, stats.Items);
        Assert.Equal(1, stats.Hits);
        Assert.Equal(1, stats.Misses);
        Assert.Equal(0.5, stats.HitRate);
        Assert.True(stats.LimitBytes > 0);
        Assert.True(stats.Bytes > 0);
        Assert.NotEmpty(stats.Version);
        Assert.True(stats.Connections > 0);
    }

    [Fact]
    public async Task Ping_IsAnswered_AndTheNodeIsUp()
    {
        Assert.Equal(NodeCondition.Unknown, _cache.Nodes[0].State.Condition);
        await _cache.Nodes[0].PingAsync(None);
        Assert.Equal(NodeCondition.Up, _cache.Nodes[0].State.Condition);
    }

    [Fact]
    public async Task Key_LongestAndOfManyBytes_IsTaken()
    {
        foreach (var key in (string[])[new string('k', 250), "ऑफर:१", "a", "offer:~!@#$%^&*()[]{}|\\"])
        {
            await _cache.StoreAsync(key, Bytes(key), Plain, None);
            Assert.Equal(key, Text(await _cache.GetAsync(key, None)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\r\nflush_all")]
    [InlineData("a\0")]
    [InlineData("a\u0085b")]
    [InlineData("a\u2028b")]
    public async Task Key_NotAllowed_IsRefusedBeforeSending(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _cache.GetAsync(key, None));
        await Assert.ThrowsAsync<ArgumentException>(() => _cache.StoreAsync(key, Bytes("v"), Plain, None));
        Assert.Equal(NodeCondition.Unknown, _cache.Nodes[0].State.Condition);
    }

    [Fact]
    public async Task Key_HalfACharacter_IsRefused() => await Assert.ThrowsAsync<ArgumentException>(() => _cache.GetAsync("a\ud800", None));

    [Theory]
    [InlineData('k', 251)]
    [InlineData('k', 300)]
    [InlineData('१', 84)]
    public async Task Key_TooManyBytes_IsRefusedBeforeSending(char letter, int count) =>
        await Assert.ThrowsAsync<ArgumentException>(() => _cache.GetAsync(new string(letter, count), None));

    [Fact]
    public async Task Store_LargestAllowed_IsTaken_AndOneByteMoreRefusedBeforeSending()
    {
        var exception = await Assert.ThrowsAsync<MemcachedValueTooLargeException>(() => _cache.StoreAsync("k", new byte[1024 * 1024], Plain, None));
        Assert.Equal(NodeCondition.Unknown, _cache.Nodes[0].State.Condition);

        Assert.Equal(StoreOutcome.Stored, await _cache.StoreAsync("k", new byte[exception.Limit], Plain, None));
        Assert.Equal(exception.Limit, (await _cache.GetAsync("k", None))!.Value.Length);
        await Assert.ThrowsAsync<MemcachedValueTooLargeException>(() => _cache.StoreAsync("k", new byte[exception.Limit + 1], Plain, None));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData((30 * 24 * 3600) + 1)]
    public async Task Store_LifetimeOutOfRange_IsRefused(int seconds) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            _cache.StoreAsync("k", Bytes("v"), new() { Lifetime = TimeSpan.FromSeconds(seconds) }, None));

    [Fact]
    public async Task Store_LifetimeBelowASecond_IsASecondAndNotForEver()
    {
        await _cache.StoreAsync("k", Bytes("v"), new() { Lifetime = TimeSpan.FromMilliseconds(1) }, None);

        Assert.NotEqual(TimeSpan.Zero, (await _cache.GetAsync("k", None))?.TimeToLive ?? TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Get_CancelledBefore_SendsNothing() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _cache.GetAsync("k", new CancellationToken(canceled: true)));

    private protected abstract Task<(string Address, IAsyncDisposable Server)> StartAsync();
}

/// <summary>Against the real memcached.</summary>
public sealed class DebianOperationTests : OperationTests
{
    private protected override async Task<(string Address, IAsyncDisposable Server)> StartAsync()
    {
        var server = await DebianMemcached.StartAsync();
        return (server.Address, server);
    }
}

/// <summary>Against the embedded memcached.</summary>
public sealed class EmbeddedOperationTests : OperationTests
{
    private protected override Task<(string Address, IAsyncDisposable Server)> StartAsync()
    {
        var server = MemcachedServer.Start(0, new FaultBoard(), TimeProvider.System, NullLogger.Instance);
        return Task.FromResult<(string, IAsyncDisposable)>((server.Address, server));
    }
}
