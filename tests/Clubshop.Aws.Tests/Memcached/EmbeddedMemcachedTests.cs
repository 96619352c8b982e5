using Clubshop.Admin.Tests.Testing;
using Clubshop.Aws.Memcached;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Memcached;
using Microsoft.Extensions.Logging.Abstractions;
using static Clubshop.Aws.Tests.Memcached.MemcachedWorld;

namespace Clubshop.Aws.Tests.Memcached;

/// <summary>The client and the embedded memcached: what only that one can be made to do.</summary>
public sealed class EmbeddedMemcachedTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Node_DownAndUp_IsSeenWithoutBeingAsked_AndIsEmptyAfterwards()
    {
        await using var server = Start();
        await using var cache = Cluster(server.Address);
        await cache.StoreAsync("k", Bytes("v"), Plain, None);

        server.Faults.Set(new FaultPlan { Rules = [new FaultRule { Kind = FaultKind.CacheDown }] });
        await UntilAsync(cache, () => cache.Nodes[0].State.Condition is NodeCondition.Down);
        server.Faults.Clear();
        await UntilAsync(cache, () => cache.Nodes[0].State.Condition is NodeCondition.Up);

        Assert.Null(await cache.GetAsync("k", None).WaitAsync(Patience));
    }

    [Fact]
    public async Task Discovery_TheEmbeddedConfiguration_IsFollowed()
    {
        var time = new ManualTime();
        await using var first = Start();
        await using var second = Start();
        await using var cache = Cluster(first.Address, options => options.Discovery = true, time);
        await cache.StoreAsync("k", Bytes("v"), Plain, None).WaitAsync(Patience);
        Assert.Equal($"localhost:{first.Port}", Assert.Single(cache.Nodes).Address);

        first.SetCluster([first.Address, second.Address]);
        while (!time.Dues.Contains(TimeSpan.FromMinutes(1)))
            await Task.Yield();
        time.Advance(TimeSpan.FromMinutes(1));
        await UntilAsync(cache, () => cache.Nodes.Count == 2);
    }

    // Resets, garbage, halves of lines and slow answers at random, under many callers: what is answered is right.
    [Fact]
    public async Task Operations_UnderRandomFaults_AreRightOrNamed()
    {
        var seed = TestSeed.Next();
        await using var server = Start();
        server.Faults.Set(new FaultPlan
        {
            Seed = seed,
            Rules =
            [
                new FaultRule { Kind = FaultKind.CacheReset, Probability = 0.01 },
                new FaultRule { Kind = FaultKind.CacheGarbage, Probability = 0.01 },
                new FaultRule { Kind = FaultKind.CacheHalfLine, Probability = 0.01 },
                new FaultRule { Kind = FaultKind.CacheSilent, Probability = 0.002 },
                new FaultRule { Kind = FaultKind.CacheSlow, Probability = 0.01, DelayMs = 5 },
            ],
        });
        await using var cache = Cluster(server.Address, options => (options.Timeout, options.ConnectTimeout, options.FailuresToOpen) =
            (TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(300), 1000));
        var right = 0;

        await Task.WhenAll(Enumerable.Range(0, 16).Select(async caller =>
        {
            var random = new Random(seed + caller);
            for (var i = 0; i < 300; i++)
            {
                var key = $"k{random.Next(100)}";
                try
                {
                    if (random.Next(2) == 0)
                        await cache.StoreAsync(key, Bytes(key + new string('.', random.Next(3000))), Plain, None).WaitAsync(Patience);
                    else if (Text(await cache.GetAsync(key, None).WaitAsync(Patience)) is { } text)
                        Assert.True(text.TrimEnd('.') == key, $"seed {seed}: {key} has {text.TrimEnd('.')}");
                    Interlocked.Increment(ref right);
                }
                catch (MemcachedException)
                {
                    await Task.Yield();
                }
            }
        }));

        Assert.True(right > 100, $"seed {seed}: only {right} of 4800 were answered");
        server.Faults.Clear();
        await UntilAsync(cache, () => cache.Nodes[0].State.Condition is NodeCondition.Up);
        Assert.Equal(StoreOutcome.Stored, await cache.StoreAsync("k", Bytes("v"), Plain, None).WaitAsync(Patience));
    }

    private static MemcachedServer Start() => MemcachedServer.Start(0, new FaultBoard(), TimeProvider.System, NullLogger.Instance);
}
