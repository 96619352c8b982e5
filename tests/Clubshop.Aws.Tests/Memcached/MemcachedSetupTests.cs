using Clubshop.Aws.Memcached;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Clubshop.Aws.Tests.Memcached;

public sealed class MemcachedSetupTests
{
    [Fact]
    public void Options_Defaults_WithNodes_AreRight() => Assert.Empty(Problems(new MemcachedOptions { Nodes = ["10.0.0.1", "10.0.0.2:11212"] }));

    [Fact]
    public void Options_EveryWrongKey_IsNamedAtOnce()
    {
        var problems = Problems(new MemcachedOptions
        {
            Nodes = ["a:b:c", "x:1", "x:1"],
            Discovery = true,
            CertificateAuthorityFile = "/nowhere",
            Timeout = TimeSpan.Zero,
            ConnectTimeout = TimeSpan.FromHours(1),
            DiscoveryInterval = TimeSpan.Zero,
            FirstPause = TimeSpan.FromSeconds(9),
            LongestPause = TimeSpan.FromSeconds(3),
            ConnectionsPerNode = 0,
            MaxItemBytes = 1,
            FailuresToOpen = 0,
        });

        string[] keys =
        [
            "Cache:Nodes has a:b:c", "Cache:Nodes names a node twice", "Cache:Discovery", "Cache:CertificateAuthorityFile", "Cache:Timeout",
            "Cache:ConnectTimeout", "Cache:DiscoveryInterval", "Cache:LongestPause", "Cache:ConnectionsPerNode", "Cache:MaxItemBytes",
            "Cache:FailuresToOpen",
        ];
        Assert.All(keys, key => Assert.Contains(problems, problem => problem.StartsWith(key, StringComparison.Ordinal)));
        Assert.Equal(keys.Length, problems.Count);
    }

    [Fact]
    public void Options_AuthorityFileWithoutACertificate_IsNamed()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "no PEM");

        var problems = Problems(new MemcachedOptions { Nodes = ["a"], Tls = true, CertificateAuthorityFile = file });

        File.Delete(file);
        Assert.EndsWith("which has no certificate in PEM format.", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_SameNodeWithAndWithoutPort_IsTwice() =>
        Assert.Contains("twice", Assert.Single(Problems(new MemcachedOptions { Nodes = ["a", "a:11211"] })), StringComparison.Ordinal);

    [Fact]
    public void Options_NoNodes_IsAProblemOnlyWhereNobodyElseSaysThem()
    {
        Assert.StartsWith("Cache:Nodes is missing", Assert.Single(Problems(new MemcachedOptions())), StringComparison.Ordinal);
        Assert.True(new MemcachedOptionsCheck(nodesRequired: false).Validate(null, new MemcachedOptions()).Succeeded);
    }

    [Theory]
    [InlineData("clubshop.abc123.cfg.aps1.cache.amazonaws.com:11211", null, true)]
    [InlineData("clubshop.abc123.cfg.aps1.cache.amazonaws.com:11211", false, false)]
    [InlineData("clubshop.abc123.0001.aps1.cache.amazonaws.com:11211", null, false)]
    [InlineData("clubshop.abc123.0001.aps1.cache.amazonaws.com:11211", true, true)]
    public void Options_ConfigurationEndpoint_IsKnownByItsNameOrBySaying(string node, bool? discovery, bool discovers) =>
        Assert.Equal(discovers, new MemcachedOptions { Nodes = [node], Discovery = discovery }.Discovers);

    [Fact]
    public async Task Add_NodesAsAListOrAsOneText_AreTheCluster()
    {
        await using var listed = Services(("Cache:Nodes:0", "b:2"), ("Cache:Nodes:1", "a"), ("Cache:Timeout", "00:00:02"));
        await using var text = Services(("Cache:Nodes", "b:2, a"));

        Assert.Equal(["a:11211", "b:2"], listed.GetRequiredService<MemcachedCluster>().Nodes.Select(node => node.Address));
        Assert.Equal(["a:11211", "b:2"], text.GetRequiredService<MemcachedCluster>().Nodes.Select(node => node.Address));
        Assert.Equal(TimeSpan.FromSeconds(2), listed.GetRequiredService<IOptions<MemcachedOptions>>().Value.Timeout);
    }

    [Fact]
    public async Task Add_NoNodes_TakesThoseOfTheOther_WhichConfigurationWins()
    {
        await using var none = Services();
        await using var given = Services(("Cache:Nodes:0", "a"));

        Assert.Equal("127.0.0.1:4242", Assert.Single(none.GetRequiredService<MemcachedCluster>().Nodes).Address);
        Assert.Equal("a:11211", Assert.Single(given.GetRequiredService<MemcachedCluster>().Nodes).Address);
    }

    private static ServiceProvider Services(params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddLogging()
        .AddMemcached(
            new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build(),
            _ => ["127.0.0.1:4242"])
        .BuildServiceProvider();

    private static List<string> Problems(MemcachedOptions options) =>
        [.. new MemcachedOptionsCheck(nodesRequired: true).Validate(null, options).Failures ?? []];
}
