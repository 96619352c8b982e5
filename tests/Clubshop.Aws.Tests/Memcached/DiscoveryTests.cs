using System.Text;
using Clubshop.Admin.Tests.Testing;
using Clubshop.Aws.Memcached;
using static Clubshop.Aws.Tests.Memcached.MemcachedWorld;

namespace Clubshop.Aws.Tests.Memcached;

/// <summary>ElastiCache's auto-discovery, against a configuration endpoint that the test plays and real nodes.</summary>
public sealed class DiscoveryTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Nodes_AreThoseOfTheConfiguration()
    {
        await using var first = await DebianMemcached.StartAsync();
        await using var second = await DebianMemcached.StartAsync();
        await using var endpoint = Endpoint(() => Config(1, first.Port, second.Port));
        await using var cache = Discovering(endpoint);

        for (var i = 0; i < 50; i++)
            await cache.StoreAsync($"k{i}", Bytes("v"), Plain, None).WaitAsync(Patience);

        string[] told = [$"localhost:{first.Port}", $"localhost:{second.Port}"];
        Assert.Equal(told.Order(StringComparer.Ordinal), cache.Nodes.Select(node => node.Address));
        Assert.Equal(50, (await cache.Nodes[0].StatsAsync(None)).Items + (await cache.Nodes[1].StatsAsync(None)).Items);
        Assert.Null(cache.DiscoveryProblem);
    }

    [Fact]
    public async Task Nodes_VersionGrows_MembersChange_AndThoseThatStayKeepTheirConnections()
    {
        var time = new ManualTime();
        await using var first = await DebianMemcached.StartAsync();
        await using var second = await DebianMemcached.StartAsync();
        var said = Config(1, first.Port);
        await using var endpoint = Endpoint(() => Volatile.Read(ref said));
        await using var cache = Discovering(endpoint, time);
        await cache.StoreAsync("k", Bytes("v"), Plain, None).WaitAsync(Patience);
        var kept = cache.Nodes[0];
        await LooksAsync(endpoint, 1);

        Volatile.Write(ref said, Config(2, first.Port, second.Port));
        await NextLookAsync(time, endpoint);
        await UntilAsync(cache, () => cache.Nodes.Count == 2);
        Assert.Contains(kept, cache.Nodes);

        Volatile.Write(ref said, Config(3, second.Port));
        await NextLookAsync(time, endpoint);
        await UntilAsync(cache, () => cache.Nodes.Count == 1);
        Assert.Equal($"localhost:{second.Port}", cache.Nodes[0].Address);
        Assert.Null(await cache.GetAsync("k", None).WaitAsync(Patience));
    }

    [Fact]
    public async Task Nodes_OlderVersion_IsNotBelieved()
    {
        var time = new ManualTime();
        await using var first = await DebianMemcached.StartAsync();
        await using var second = await DebianMemcached.StartAsync();
        var said = Config(5, first.Port);
        await using var endpoint = Endpoint(() => Volatile.Read(ref said));
        await using var cache = Discovering(endpoint, time);
        await cache.GetAsync("k", None).WaitAsync(Patience);
        await LooksAsync(endpoint, 1);

        Volatile.Write(ref said, Config(4, second.Port));
        await NextLookAsync(time, endpoint);
        await UntilDueAsync(time);
        Assert.Equal($"localhost:{first.Port}", Assert.Single(cache.Nodes).Address);

        Volatile.Write(ref said, Config(6, first.Port, second.Port));
        await NextLookAsync(time, endpoint);
        await UntilAsync(cache, () => cache.Nodes.Count == 2);
    }

    [Fact]
    public async Task Nodes_EndpointBefore1414_IsAskedTheOldWay()
    {
        await using var node = await DebianMemcached.StartAsync();
        await using var endpoint = new PlayedNode((line, talk) => talk.SayAsync(line switch
        {
            "get AmazonElastiCache:cluster" => $"VALUE AmazonElastiCache:cluster 0 {Config(1, node.Port).Length}\r\n{Config(1, node.Port)}\r\nEND\r\n",
            _ => "ERROR\r\n",
        }));
        await using var cache = Discovering(endpoint);

        Assert.Null(await cache.GetAsync("k", None).WaitAsync(Patience));
        Assert.Equal($"localhost:{node.Port}", Assert.Single(cache.Nodes).Address);
    }

    [Theory]
    [InlineData("END\r\n", "is not a configuration endpoint")]
    [InlineData("CONFIG cluster 0 3\r\nabc\r\nEND\r\n", "cannot be read")]
    [InlineData("CONFIG cluster 0 3\r\nabcdef\r\nEND\r\n", "does not end where its size says")]
    [InlineData("garbage\r\n", "neither CONFIG nor VALUE")]
    public async Task Nodes_EndpointThatSaysNone_IsNamedToTheCaller(string answer, string problem)
    {
        await using var endpoint = PlayedNode.Saying(answer);
        await using var cache = Discovering(endpoint);

        var exception = await Assert.ThrowsAsync<MemcachedUnavailableException>(() => cache.GetAsync("k", None).WaitAsync(Patience));

        Assert.Contains("its nodes are not known yet", exception.Message, StringComparison.Ordinal);
        Assert.Contains(problem, cache.DiscoveryProblem, StringComparison.Ordinal);
        Assert.Empty(cache.Nodes);
        Assert.Throws<MemcachedUnavailableException>(() => cache.NodeOf("k"));
    }

    [Fact]
    public async Task Nodes_EndpointGone_MembersAreAskedThemselves()
    {
        var time = new ManualTime();
        var said = "";
        // A member of a real cluster knows the configuration too; here it is played.
        await using var member = new PlayedNode((line, talk) => line == "config get cluster"
            ? talk.SayAsync(Framed(Volatile.Read(ref said)))
            : talk.SayAsync($"EN O{PlayedNode.NumberOf(line)}\r\n"));
        await using var other = await DebianMemcached.StartAsync();
        said = Config(1, member.Port);
        var endpoint = Endpoint(() => Volatile.Read(ref said));
        await using var cache = Discovering(endpoint, time);
        await cache.GetAsync("k", None).WaitAsync(Patience);
        await LooksAsync(endpoint, 1);

        await endpoint.DisposeAsync();
        Volatile.Write(ref said, Config(2, member.Port, other.Port));
        await UntilDueAsync(time);
        time.Advance(TimeSpan.FromMinutes(1));

        await UntilAsync(cache, () => cache.Nodes.Count == 2);
    }

    [Theory]
    [InlineData("12\nh1|10.0.0.1|11211 h2||11212\n", "12: h1:11211 h2:11212")]
    [InlineData("1\n|10.0.0.1|11211", "1: 10.0.0.1:11211")]
    [InlineData("1\r\nh|::1|1\r\n", "1: h:1")]
    [InlineData("1\n|::1|1\r\n", "1: [::1]:1")]
    [InlineData("1\n", null)]
    [InlineData("", null)]
    [InlineData("x\nh|1.2.3.4|1\n", null)]
    [InlineData("-1\nh|1.2.3.4|1\n", null)]
    [InlineData("1\nh|1.2.3.4\n", null)]
    [InlineData("1\nh|1.2.3.4|0\n", null)]
    [InlineData("1\n|1.2.3.4|x\n", null)]
    [InlineData("1\nh|1.2.3.4|1 h|1.2.3.4|1\n", null)]
    [InlineData("1\nh|1.2.3.4|1\nmore\n", null)]
    public void Configuration_IsReadOrNone(string block, string? expected)
    {
        var read = ClusterConfiguration.TryParse(Encoding.ASCII.GetBytes(block));

        Assert.Equal(expected, read is null ? null : $"{read.Version}: {string.Join(' ', read.Nodes)}");
    }

    private static MemcachedCluster Discovering(PlayedNode endpoint, TimeProvider? time = null) =>
        Cluster(endpoint.Address, options => options.Discovery = true, time);

    private static PlayedNode Endpoint(Func<string> configuration) => new((_, talk) => talk.SayAsync(Framed(configuration())));

    private static string Framed(string block) => $"CONFIG cluster 0 {block.Length}\r\n{block}\r\nEND\r\n";

    private static string Config(long version, params int[] ports) =>
        $"{version}\n{string.Join(' ', ports.Select(port => $"localhost|127.0.0.1|{port}"))}\n";

    private static async Task LooksAsync(PlayedNode endpoint, int times)
    {
        for (var i = 0; i < times; i++)
            await endpoint.Heard.ReadAsync().AsTask().WaitAsync(Patience);
    }

    private static async Task NextLookAsync(ManualTime time, PlayedNode endpoint)
    {
        await UntilDueAsync(time);
        time.Advance(TimeSpan.FromMinutes(1));
        await LooksAsync(endpoint, 1);
    }

    // The next look is on the clock (one minute) once the one before has been taken in; time-outs are shorter.
    private static async Task UntilDueAsync(ManualTime time)
    {
        while (!time.Dues.Contains(TimeSpan.FromMinutes(1)))
            await Task.Yield();
    }
}
