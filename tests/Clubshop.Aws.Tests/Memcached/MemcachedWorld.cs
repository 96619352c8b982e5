using System.Text;
using Clubshop.Aws.Memcached;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.Aws.Tests.Memcached;

/// <summary>Clusters as the tests want them.</summary>
internal static class MemcachedWorld
{
    public static readonly StoreOptions Plain = new();

    public static MemcachedCluster Cluster(string node, Action<MemcachedOptions>? change = null, TimeProvider? time = null) =>
        Cluster([node], change, time);

    public static MemcachedCluster Cluster(IReadOnlyList<string> nodes, Action<MemcachedOptions>? change = null, TimeProvider? time = null)
    {
        // The machine that runs the tests may be busy: time-outs are long unless a test is about them.
        var options = new MemcachedOptions { Nodes = nodes, Timeout = TimeSpan.FromSeconds(30), ConnectTimeout = TimeSpan.FromSeconds(30) };
        change?.Invoke(options);
        return new MemcachedCluster(options, time ?? TimeProvider.System, NullLogger<MemcachedCluster>.Instance);
    }

    /// <summary>Ends once a node's state is as asked; the state is looked at whenever one changes.</summary>
    public static async Task UntilAsync(MemcachedCluster cache, Func<bool> reached)
    {
        var changed = new SemaphoreSlim(0);
        void Release(object? sender, EventArgs e) => changed.Release();
        cache.NodeStateChanged += Release;
        cache.NodesChanged += Release;
        while (!reached())
            Assert.True(await changed.WaitAsync(TimeSpan.FromSeconds(60)), "The nodes did not become as expected.");
        cache.NodeStateChanged -= Release;
        cache.NodesChanged -= Release;
    }

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static string? Text(CacheItem? item) => item is null ? null : Encoding.UTF8.GetString(item.Value.Span);
}
