using System.Diagnostics;
using Clubshop.Admin.Tests.Testing;
using Clubshop.Aws.Memcached;
using static Clubshop.Aws.Tests.Memcached.MemcachedWorld;

namespace Clubshop.Aws.Tests.Memcached;

/// <summary>Nodes that go and come: real ones, killed, stopped and started.</summary>
public sealed class NodeStateTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Node_Killed_IsDownAtOnceWithoutBeingAsked_AndUpAgainAfterItsStart()
    {
        await using var server = await DebianMemcached.StartAsync();
        await using var cache = Cluster(server.Address);
        var node = cache.Nodes[0];
        await cache.StoreAsync("k", Bytes("v"), Plain, None);

        await server.KillAsync();
        await UntilAsync(cache, () => node.State.Condition is NodeCondition.Down);

        Assert.Equal("the connection was refused", node.State.Problem);
        var exception = await Assert.ThrowsAsync<MemcachedUnavailableException>(() => cache.GetAsync("k", None).WaitAsync(Patience));
        Assert.True(exception.NotSent);
        Assert.Contains("it is down and not asked: the connection was refused", exception.Message, StringComparison.Ordinal);

        await server.RestartAsync();
        await UntilAsync(cache, () => node.State.Condition is NodeCondition.Up);

        Assert.Null(await cache.GetAsync("k", None).WaitAsync(Patience));
        Assert.Equal(StoreOutcome.Stored, await cache.StoreAsync("k", Bytes("w"), Plain, None).WaitAsync(Patience));
    }

    [Fact]
    public async Task Node_NeverThere_IsDown_AndTheFirstGetSaysWhy()
    {
        await using var server = await DebianMemcached.StartAsync();
        await server.KillAsync();
        await using var cache = Cluster(server.Address);

        var exception = await Assert.ThrowsAsync<MemcachedUnavailableException>(() => cache.GetAsync("k", None).WaitAsync(Patience));

        Assert.Equal("the connection was refused", exception.Problem);
        Assert.True(exception.NotSent);
        Assert.Equal(NodeCondition.Down, cache.Nodes[0].State.Condition);
    }

    [Fact]
    public async Task Node_NameUnknown_SaysSo()
    {
        await using var cache = Cluster("no-such-host.invalid:11211");

        await Assert.ThrowsAsync<MemcachedUnavailableException>(() => cache.GetAsync("k", None).WaitAsync(Patience));
    }

    [Fact]
    public async Task Node_Stopped_TimesOutThenIsDown_AndIsUpWhenItGoesOn()
    {
        await using var server = await DebianMemcached.StartAsync();
        var limit = TimeSpan.FromMilliseconds(200);
        await using var cache = Cluster(server.Address, options => (options.Timeout, options.ConnectTimeout) = (limit, limit));
        var node = cache.Nodes[0];
        await node.PingAsync(None);

        server.Pause();
        await RefusedAsync(cache);
        await UntilAsync(cache, () => node.State.Condition is NodeCondition.Down);
        server.Resume();
        await UntilAsync(cache, () => node.State.Condition is NodeCondition.Up);

        Assert.NotNull(node.State.Problem);
        Assert.NotNull(node.State.ProblemAt);
    }

    // A signal may take a moment to be obeyed.
    private static async Task RefusedAsync(MemcachedCluster cache)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < Patience)
        {
            try
            {
                await cache.GetAsync("k", None).WaitAsync(Patience);
            }
            catch (MemcachedUnavailableException)
            {
                return;
            }
        }

        Assert.Fail("The node goes on answering.");
    }

    [Fact]
    public async Task Nodes_OneDown_TheOthersServeTheirKeys_AndNoKeyMoves()
    {
        await using var first = await DebianMemcached.StartAsync();
        await using var second = await DebianMemcached.StartAsync();
        await using var third = await DebianMemcached.StartAsync();
        await using var cache = Cluster([first.Address, second.Address, third.Address]);
        var keys = Enumerable.Range(0, 300).Select(i => $"offer:{i}").ToList();
        foreach (var key in keys)
            await cache.StoreAsync(key, Bytes(key), Plain, None);
        var owners = keys.ToDictionary(key => key, key => cache.NodeOf(key).Address);
        Assert.Equal(3, owners.Values.Distinct().Count());

        await second.KillAsync();
        await UntilAsync(cache, () => cache.Nodes.Any(node => node.State.Condition is NodeCondition.Down));

        foreach (var key in keys)
        {
            Assert.Equal(owners[key], cache.NodeOf(key).Address);
            if (owners[key] == second.Address)
                await Assert.ThrowsAsync<MemcachedUnavailableException>(() => cache.GetAsync(key, None).WaitAsync(Patience));
            else
                Assert.Equal(key, Text(await cache.GetAsync(key, None).WaitAsync(Patience)));
        }

        await Assert.ThrowsAsync<MemcachedUnavailableException>(() => cache.GetManyAsync(keys, None).WaitAsync(Patience));
    }

    [Fact]
    public async Task GetMany_OverThreeNodes_AsksEachForItsOwn()
    {
        await using var first = await DebianMemcached.StartAsync();
        await using var second = await DebianMemcached.StartAsync();
        await using var third = await DebianMemcached.StartAsync();
        await using var cache = Cluster([first.Address, second.Address, third.Address]);
        var keys = Enumerable.Range(0, 300).Select(i => $"offer:{i}").ToList();
        await Task.WhenAll(keys.Select(key => cache.StoreAsync(key, Bytes(key), Plain, None)));

        var found = await cache.GetManyAsync([.. keys, "absent", "offer:1"], None);

        Assert.Equal(keys.Order(), found.Keys.Order());
        Assert.All(found, pair => Assert.Equal(pair.Key, Text(pair.Value)));
        Assert.Equal(cache.Nodes.Select(node => node.Address), cache.Nodes.Select(node => node.Address).Order(StringComparer.Ordinal));
        foreach (var node in cache.Nodes)
            Assert.Equal(keys.Count(key => cache.NodeOf(key) == node), (await node.StatsAsync(None)).Items);
    }

    [Fact]
    public async Task Node_AsksOfOneNode_GoThereWhoeverOwnsTheKey()
    {
        await using var first = await DebianMemcached.StartAsync();
        await using var second = await DebianMemcached.StartAsync();
        await using var cache = Cluster([first.Address, second.Address]);
        var owner = cache.NodeOf("k");
        var other = cache.Nodes.Single(node => node != owner);

        await other.StoreAsync("k", Bytes("stray"), Plain, None);

        Assert.Null(await cache.GetAsync("k", None));
        Assert.Equal("stray", Text(await other.GetAsync("k", None)));
    }

    [Fact]
    public async Task Node_GreetsAndThenFallsSilent_IsDownAfterTheNumberAllowed()
    {
        var time = new ManualTime();
        var limit = TimeSpan.FromMilliseconds(500);
        await using var node = new PlayedNode(static async (line, talk) =>
        {
            if (line.Contains("warm", StringComparison.Ordinal))
                await talk.SayAsync($"EN O{PlayedNode.NumberOf(line)}\r\n");
        });
        await using var cache = Cluster(node.Address, options => (options.Timeout, options.FailuresToOpen) = (limit, 2), time);
        await cache.GetAsync("warm", None).WaitAsync(Patience);

        await node.Heard.ReadAsync();

        for (var i = 0; i < 2; i++)
        {
            var get = cache.GetAsync("k", None);
            await node.Heard.ReadAsync().AsTask().WaitAsync(Patience);
            time.Advance(limit);
            await Assert.ThrowsAsync<MemcachedUnavailableException>(() => get.WaitAsync(Patience));
        }

        await UntilAsync(cache, () => cache.Nodes[0].State.Condition is NodeCondition.Down);
        Assert.Equal(time.GetUtcNow(), cache.Nodes[0].State.Since);
    }

    [Fact]
    public async Task Probe_WhileDown_ComesAtGrowingPausesUpToTheLongest()
    {
        var time = new ManualTime();
        await using var server = await DebianMemcached.StartAsync();
        await server.KillAsync();
        await using var cache = Cluster(
            server.Address,
            options => (options.FirstPause, options.LongestPause) = (TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(1000)),
            time);
        await Assert.ThrowsAsync<MemcachedUnavailableException>(() => cache.GetAsync("k", None).WaitAsync(Patience));

        foreach (var most in (int[])[200, 400, 800, 1000, 1000])
        {
            var pause = await PauseAsync(time);
            Assert.InRange(pause.TotalMilliseconds, most * 0.8, most);
            time.Advance(pause);
        }

        await server.RestartAsync();
        time.Advance(await PauseAsync(time));
        await UntilAsync(cache, () => cache.Nodes[0].State.Condition is NodeCondition.Up);

        // A probe that failed has set the timer for the next; connecting has a timer of its own (30 s) meanwhile.
        static async Task<TimeSpan> PauseAsync(ManualTime time)
        {
            using var patience = new CancellationTokenSource(Patience);
            using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
            while (true)
            {
                if (time.Dues is [var due, ..] && due <= TimeSpan.FromSeconds(1))
                    return due;
                await look.WaitForNextTickAsync(patience.Token);
            }
        }
    }

    [Fact]
    public async Task Dispose_WhileAsked_EndsTheWaitNamed()
    {
        await using var node = new PlayedNode(static (_, talk) => talk.SilenceAsync());
        var cache = Cluster(node.Address);
        var get = cache.GetAsync("k", None);
        await node.Heard.ReadAsync().AsTask().WaitAsync(Patience);

        await cache.DisposeAsync();

        await Assert.ThrowsAsync<MemcachedUnavailableException>(() => get.WaitAsync(Patience));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => cache.GetAsync("k", None).WaitAsync(Patience));
    }

    // Random operations by many callers while the node is killed, stopped and started: each get has its own key's value or nothing.
    [Fact]
    public async Task Operations_WhileTheNodeGoesAndComes_AreRightOrNamed()
    {
        var seed = TestSeed.Next();
        await using var server = await DebianMemcached.StartAsync();
        await using var cache = Cluster(server.Address, options => (options.Timeout, options.ConnectTimeout, options.ConnectionsPerNode) =
            (TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(300), 4));
        using var stop = new CancellationTokenSource();
        var (right, failed) = (0, 0);

        var callers = Enumerable.Range(0, 16).Select(caller => Task.Run(async () =>
        {
            var random = new Random(seed + caller);
            while (!stop.IsCancellationRequested)
            {
                var key = $"k{random.Next(200)}";
                using var cancel = new CancellationTokenSource();
                if (random.Next(50) == 0)
                    await cancel.CancelAsync();
                try
                {
                    if (random.Next(2) == 0)
                        await cache.StoreAsync(key, Bytes(key + new string('.', random.Next(5000))), Plain, cancel.Token);
                    else if (Text(await cache.GetAsync(key, cancel.Token)) is { } text)
                        Assert.True(text.TrimEnd('.') == key, $"seed {seed}: {key} has {text.TrimEnd('.')}");
                    Interlocked.Increment(ref right);
                }
                catch (Exception exception) when (exception is MemcachedUnavailableException or OperationCanceledException)
                {
                    Interlocked.Increment(ref failed);
                    await Task.Yield();
                }
            }
        })).ToList();

        for (var round = 0; round < 3; round++)
        {
            await ProgressAsync();
            await server.KillAsync();
            await UntilAsync(cache, () => cache.Nodes[0].State.Condition is NodeCondition.Down);
            await server.RestartAsync();
            await ProgressAsync();
            server.Pause();
            await UntilAsync(cache, () => cache.Nodes[0].State.Condition is NodeCondition.Down);
            server.Resume();
        }

        await ProgressAsync();
        await stop.CancelAsync();
        await Task.WhenAll(callers).WaitAsync(Patience);
        Assert.True(failed > 0, $"seed {seed}");

        async Task ProgressAsync()
        {
            var started = Stopwatch.GetTimestamp();
            for (var before = Volatile.Read(ref right); Volatile.Read(ref right) < before + 200; await Task.Yield())
                Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"seed {seed}: no progress; {cache.Nodes[0].State}");
        }
    }
}
