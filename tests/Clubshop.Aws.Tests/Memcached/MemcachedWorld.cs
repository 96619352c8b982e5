using Clubshop.Aws.Memcached;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.Aws.Tests.Memcached;

/// <summary>Clusters as the tests want them.</summary>
internal static class MemcachedWorld
{
    public static MemcachedCluster Cluster(IReadOnlyList<string> nodes, Action<MemcachedOptions>? change = null, TimeProvider? time = null)
    {
        // The machine that runs the tests may be busy: time-outs are long unless a test is about them.
        var options = new MemcachedOptions { Nodes = nodes, Timeout = TimeSpan.FromSeconds(20), ConnectTimeout = TimeSpan.FromSeconds(20) };
        change?.Invoke(options);
        return new MemcachedCluster(options, time ?? TimeProvider.System, NullLogger<MemcachedCluster>.Instance);
    }
}
