using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Clubshop.Aws.Memcached;

/// <summary>
/// Which node owns a key: consistent hashing as libmemcached's <c>MEMCACHED_BEHAVIOR_KETAMA_WEIGHTED</c> does it (MD5; per node 40
/// digests of <c>host-i</c>, or <c>host:port-i</c> where the port is not 11211; four points of each digest), so that any client of
/// that kind finds a key on the same node. Only the members decide a key's owner: a node that is down keeps its keys, because
/// a stand-in would answer with what it had before, and the node itself, once back, with what it missed.
/// </summary>
internal sealed class Ketama
{
    private const int DigestsPerNode = 40;
    private const int PointsPerDigest = 4;

    private readonly uint[] _points;
    private readonly int[] _owners;

    /// <summary>Nodes of equal weight.</summary>
    public Ketama(IReadOnlyList<NodeAddress> nodes)
        : this([.. nodes.Select(node => (node, 1))])
    {
    }

    /// <summary>Nodes whose share of the keys follows their weight.</summary>
    public Ketama(IReadOnlyList<(NodeAddress Node, int Weight)> nodes)
    {
        ArgumentOutOfRangeException.ThrowIfZero(nodes.Count, nameof(nodes));
        var total = nodes.Sum(node => (double)node.Weight);
        List<(uint Point, int Owner)> points = [];
        for (var owner = 0; owner < nodes.Count; owner++)
        {
            var name = NameOf(nodes[owner].Node);
            // libmemcached adds the small number so that an equal share is not rounded down.
            var digests = (int)Math.Floor((nodes[owner].Weight / total * DigestsPerNode * nodes.Count) + 1e-10);
            for (var i = 0; i < digests; i++)
            {
                var digest = Md5(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name}-{i}")));
                for (var part = 0; part < PointsPerDigest; part++)
                    points.Add((BinaryPrimitives.ReadUInt32LittleEndian(digest.AsSpan(part * sizeof(uint))), owner));
            }
        }

        var ordered = points.OrderBy(point => point.Point).ToList();
        _points = [.. ordered.Select(point => point.Point)];
        _owners = [.. ordered.Select(point => point.Owner)];
    }

    /// <summary>A key's place on the ring.</summary>
    public static uint Hash(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadUInt32LittleEndian(Md5(key));

    /// <summary>The index of the node that owns a key: the first point at or after the key's place, round the ring.</summary>
    public int OwnerOf(ReadOnlySpan<byte> key)
    {
        var at = Array.BinarySearch(_points, Hash(key));
        at = at < 0 ? ~at : at;
        return _owners[at == _points.Length ? 0 : at];
    }

    private static string NameOf(NodeAddress node) => node.Port == NodeAddress.DefaultPort
        ? node.Host
        : string.Create(CultureInfo.InvariantCulture, $"{node.Host}:{node.Port}");

#pragma warning disable CA5351 // MD5 spreads keys here, as every ketama client must; nothing is kept secret by it.
    private static byte[] Md5(ReadOnlySpan<byte> bytes) => MD5.HashData(bytes);
#pragma warning restore CA5351
}
