using System.Globalization;
using System.Text;

namespace Clubshop.Aws.Memcached;

/// <summary>
/// What ElastiCache's configuration endpoint says: a version that grows by one with each change of members, a line feed, and the nodes
/// as <c>host|ip|port</c>, divided by blanks. docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoDiscovery.AddingToYourClientLibrary.html
/// </summary>
internal sealed record ClusterConfiguration(long Version, IReadOnlyList<NodeAddress> Nodes)
{
    /// <summary>Reads one; null if the text is not one.</summary>
    public static ClusterConfiguration? TryParse(ReadOnlySpan<byte> block)
    {
        var lines = Encoding.UTF8.GetString(block).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines is not [var version, var list] || !long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        List<NodeAddress> nodes = [];
        foreach (var entry in list.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            // The name comes first, as in libmemcached-based clients: it names the node in the ring, and a certificate is made out to it.
            if (entry.Split('|') is not [var host, var ip, var port]
                || NodeAddress.TryParse((host.Length > 0 ? host : Bracketed(ip)) + ":" + port) is not { } node
                || nodes.Contains(node))
            {
                return null;
            }

            nodes.Add(node);
        }

        return nodes.Count > 0 ? new(number, nodes) : null;
    }

    private static string Bracketed(string ip) => ip.Contains(':', StringComparison.Ordinal) ? $"[{ip}]" : ip;
}
