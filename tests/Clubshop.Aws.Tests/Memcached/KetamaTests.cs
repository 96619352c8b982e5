using System.Globalization;
using System.Text;
using Clubshop.Aws.Memcached;

namespace Clubshop.Aws.Tests.Memcached;

public sealed class KetamaTests
{
    /// <summary>
    /// The pool of libmemcached's own ketama tests: <c>memcached_ketama_compat</c> (github.com/awesomized/libmemcached), whose expectations
    /// are tests/ketama_test_cases.h (also in github.com/naver/arcus-c-client, at commit 1d7901d3).
    /// </summary>
    private static readonly (NodeAddress Node, int Weight)[] LibmemcachedPool =
    [
        (new("10.0.1.1", 11211), 600), (new("10.0.1.2", 11211), 300), (new("10.0.1.3", 11211), 200), (new("10.0.1.4", 11211), 350),
        (new("10.0.1.5", 11211), 1000), (new("10.0.1.6", 11211), 800), (new("10.0.1.7", 11211), 950), (new("10.0.1.8", 11211), 100),
    ];

    // A quarter of the cases of ketama_test_cases.h: key, its hash, and the last number of the owner's address.
    public static TheoryData<string, uint, int> LibmemcachedCases => new()
    {
        { "SVa_]_V41)", 443691461, 7 },
        { "*/Z;?V(.\\8", 1422915503, 1 },
        { "30C1*Z*S/_", 1473165754, 2 },
        { "ERR:EC58G>", 2148406511, 7 },
        { "1I=cTMNTKF", 2882686667, 5 },
        { "]VG<`I*Z8)", 1103544263, 5 },
        { "UUTC`-V159", 3716288206, 5 },
        { "@7RU6C6T+Z", 3862737685, 5 },
        { "726bW=9*a4", 4213440020, 7 },
        { "\\`)<B)UE,c", 951096736, 1 },
        { "P1[Ma3=K1/", 1989324036, 8 },
        { "cDT0)Z5P6,", 176485284, 5 },
        { "`,SS]NBP,b", 1883545960, 1 },
        { "(LHcO203I3", 1007779411, 5 },
        { "6,cEI`F_P>", 3972869246, 6 },
        { "M/HV^_HZ4O", 3623390946, 7 },
        { "[>RZHG97Q9", 71954686, 6 },
        { "N-)88>[O`,", 50404102, 5 },
        { "M(@X^b[L:K", 3019630308, 1 },
        { "[1ZXONX2]a", 4108881567, 4 },
        { "\\MQ_XNT7L-", 1259349383, 7 },
        { "C89I.-V?cT", 1604239957, 8 },
        { "D[HE+cFXDK", 2117036136, 3 },
        { "EM75N0+[X1", 1558531507, 4 },
        { "8*6a;Sc*X+", 4223431086, 2 },
    };

    /// <summary>
    /// The owners (by index) of <c>offer:0</c> to <c>offer:39</c> as libmemcached 1.0.18 itself says (memcached_generate_hash through
    /// pylibmc 1.6.3's Client.hash, behaviour ketama_weighted, which PHP's Memcached calls OPT_LIBKETAMA_COMPATIBLE).
    /// </summary>
    public static TheoryData<string, string> EqualPools => new()
    {
        { "10.0.1.1:11211,10.0.1.2:11211,10.0.1.3:11211", "0020100211021002201101111122110201021200" },
        { "127.0.0.1:21201,127.0.0.1:21202,127.0.0.1:21203,127.0.0.1:21204", "1230121102300210312013122300021332222321" },
        { "cache-a.example:11211,cache-b.example:11212", "1001000011100000110111100111100100010111" },
    };

    [Theory]
    [MemberData(nameof(LibmemcachedCases))]
    public void Owner_InLibmemcachedsPool_IsTheOneOfItsTests(string key, uint hash, int owner)
    {
        var ring = new Ketama(LibmemcachedPool);

        Assert.Equal(hash, Ketama.Hash(Encoding.ASCII.GetBytes(key)));
        Assert.Equal(owner - 1, ring.OwnerOf(Encoding.ASCII.GetBytes(key)));
    }

    [Theory]
    [MemberData(nameof(EqualPools))]
    public void Owner_InAnEqualPool_IsTheOneThatLibmemcachedSays(string nodes, string owners)
    {
        var ring = new Ketama([.. nodes.Split(',').Select(node => NodeAddress.TryParse(node)!)]);

        var ours = string.Concat(Enumerable.Range(0, 40)
            .Select(i => ring.OwnerOf(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"offer:{i}")))));
        Assert.Equal(owners, ours);
    }

    [Fact]
    public void Owner_OrderOfNodesChanged_IsTheSameNode()
    {
        NodeAddress[] nodes = [new("a", 11211), new("b", 11211), new("c", 11311), new("d", 11211)];
        NodeAddress[] turned = [.. nodes.Reverse()];
        var (ring, other) = (new Ketama(nodes), new Ketama(turned));

        Assert.All(
            Enumerable.Range(0, 1000).Select(i => BitConverter.GetBytes(i)),
            key => Assert.Equal(nodes[ring.OwnerOf(key)], turned[other.OwnerOf(key)]));
    }

    [Fact]
    public void Owner_OneNodeMore_MovesKeysToThatNodeAlone()
    {
        NodeAddress[] nodes = [new("a", 1), new("b", 1), new("c", 1), new("d", 1)];
        var (before, after) = (new Ketama(nodes[..3]), new Ketama(nodes));
        var keys = Enumerable.Range(0, 4000).Select(i => BitConverter.GetBytes(i)).ToList();

        var moved = keys.Where(key => before.OwnerOf(key) != after.OwnerOf(key)).ToList();

        Assert.All(moved, key => Assert.Equal(3, after.OwnerOf(key)));
        Assert.InRange(moved.Count, 500, 1500); // a quarter, give or take
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1:11211")]
    [InlineData("10.0.0.1:1", "10.0.0.1:1")]
    [InlineData("cache.example:65535", "cache.example:65535")]
    [InlineData("[::1]:11212", "[::1]:11212")]
    [InlineData("[::1]", "[::1]:11211")]
    public void Address_Readable_IsHostAndPort(string text, string address) => Assert.Equal(address, NodeAddress.TryParse(text)?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData(":11211")]
    [InlineData("host:")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("host:-1")]
    [InlineData("host:1:2")]
    [InlineData("[::1]x:1")]
    [InlineData("[::1")]
    [InlineData("a b:1")]
    [InlineData("http://host:1")]
    public void Address_Unreadable_IsNone(string text) => Assert.Null(NodeAddress.TryParse(text));
}
