using System.Text;
using Clubshop.Aws.Memcached;

namespace Clubshop.Aws.Tests.Memcached;

public sealed class OperationTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private DebianMemcached _server = null!;
    private MemcachedCluster _cache = null!;

    public async Task InitializeAsync()
    {
        _server = await DebianMemcached.StartAsync();
        _cache = MemcachedWorld.Cluster([_server.Address]);
    }

    public async Task DisposeAsync()
    {
        await _cache.DisposeAsync();
        await _server.DisposeAsync();
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
        Assert.InRange(item.TimeToLive!.Value.TotalSeconds, 80, 90);
        Assert.NotEqual(0ul, item.Cas);
    }

    [Fact]
    public async Task Get_Absent_IsNull() => Assert.Null(await _cache.GetAsync("absent", None));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(CacheItem item) => Encoding.UTF8.GetString(item.Value.Span);
}
