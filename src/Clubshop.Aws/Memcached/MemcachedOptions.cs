using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Clubshop.Aws.Memcached;

/// <summary>Which memcached to speak to, and how: section <c>Cache</c> of the configuration.</summary>
public sealed class MemcachedOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Cache";

    /// <summary>
    /// <c>Cache:Nodes</c>: every node as <c>host:port</c> (11211 where the port is left out), or ElastiCache's configuration endpoint
    /// alone. As one text they are separated by commas.
    /// </summary>
    public IReadOnlyList<string> Nodes { get; set; } = [];

    /// <summary>
    /// <c>Cache:Discovery</c>: whether the one address is a configuration endpoint that names the nodes. If it is not set, an address
    /// whose name has <c>.cfg.</c> in it is one, as ElastiCache names them.
    /// </summary>
    public bool? Discovery { get; set; }

    /// <summary><c>Cache:DiscoveryInterval</c>: how often the nodes are asked for; one minute as in AWS's own clients.</summary>
    public TimeSpan DiscoveryInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary><c>Cache:Tls</c>: whether the nodes speak TLS (ElastiCache: encryption in transit).</summary>
    public bool Tls { get; set; }

    /// <summary>
    /// <c>Cache:CertificateAuthorityFile</c>: a PEM file of authorities that sign the nodes' certificates, instead of those the system
    /// trusts.
    /// </summary>
    public string? CertificateAuthorityFile { get; set; }

    /// <summary><c>Cache:ConnectTimeout</c>: the longest that connecting may take, TLS and the first answer included.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary><c>Cache:Timeout</c>: the longest that an answer may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary><c>Cache:ConnectionsPerNode</c>: how many connections are opened to a node when one is busy.</summary>
    public int ConnectionsPerNode { get; set; } = 2;

    /// <summary><c>Cache:MaxItemBytes</c>: the nodes' item size limit (memcached's <c>-I</c>, ElastiCache's <c>max_item_size</c>).</summary>
    public int MaxItemBytes { get; set; } = 1024 * 1024;

    /// <summary><c>Cache:FailuresToOpen</c>: after how many time-outs in a row a node counts as down.</summary>
    public int FailuresToOpen { get; set; } = 3;

    /// <summary><c>Cache:FirstPause</c>: how long a node that is down is left in peace before the first probe; it doubles from probe to probe.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary><c>Cache:LongestPause</c>: the longest time between two probes.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Whether the address is asked for the nodes.</summary>
    internal bool Discovers => Discovery ?? (Nodes.Count == 1 && Nodes[0].Contains(".cfg.", StringComparison.OrdinalIgnoreCase));
}

/// <summary>Names every missing or wrong key of <see cref="MemcachedOptions"/> at once.</summary>
/// <param name="nodesRequired">Whether someone has to say the nodes.</param>
public sealed class MemcachedOptionsCheck(bool nodesRequired) : IValidateOptions<MemcachedOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, MemcachedOptions options)
    {
        var problems = ProblemsOf(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> ProblemsOf(MemcachedOptions options)
    {
        if (options.Nodes.Count == 0 && nodesRequired)
            yield return "Cache:Nodes is missing: set it to the memcached nodes (host:port), or to ElastiCache's configuration endpoint.";
        foreach (var node in options.Nodes)
        {
            if (NodeAddress.TryParse(node) is null)
                yield return $"Cache:Nodes has {node}: a node is host:port, such as 10.0.0.5:11211.";
        }

        if (options.Nodes.Select(node => NodeAddress.TryParse(node)?.ToString() ?? node).GroupBy(node => node).Any(group => group.Count() > 1))
            yield return "Cache:Nodes names a node twice.";
        if (options.Discovery is true && options.Nodes.Count > 1)
            yield return "Cache:Discovery is set although Cache:Nodes has several addresses: name only the configuration endpoint.";
        if (options.CertificateAuthorityFile is { Length: > 0 } file)
        {
            if (!options.Tls)
                yield return "Cache:CertificateAuthorityFile is set although Cache:Tls is not.";
            else if (!File.Exists(file))
                yield return $"Cache:CertificateAuthorityFile is {file}, where there is no file.";
            else if (!HoldsCertificates(file))
                yield return $"Cache:CertificateAuthorityFile is {file}, which has no certificate in PEM format.";
        }

        foreach (var (key, value, least, most) in Ranges(options))
        {
            if (value < least || value > most)
                yield return $"Cache:{key} is {value}: it can be {least} to {most}.";
        }

        if (options.ConnectionsPerNode is < 1 or > 64)
            yield return $"Cache:ConnectionsPerNode is {options.ConnectionsPerNode}: it can be 1 to 64.";
        if (options.MaxItemBytes is < 1024 or > 1024 * 1024 * 1024)
            yield return $"Cache:MaxItemBytes is {options.MaxItemBytes}: memcached takes 1024 bytes to 1 GiB.";
        if (options.FailuresToOpen is < 1 or > 1000)
            yield return $"Cache:FailuresToOpen is {options.FailuresToOpen}: it can be 1 to 1000.";
        if (options.LongestPause < options.FirstPause)
            yield return $"Cache:LongestPause is {options.LongestPause}: it cannot be shorter than Cache:FirstPause ({options.FirstPause}).";
    }

    private static bool HoldsCertificates(string file)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(file);
            return certificates.Count > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static IEnumerable<(string Key, TimeSpan Value, TimeSpan Least, TimeSpan Most)> Ranges(MemcachedOptions options) =>
    [
        (nameof(options.ConnectTimeout), options.ConnectTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)),
        (nameof(options.Timeout), options.Timeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)),
        (nameof(options.DiscoveryInterval), options.DiscoveryInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
        (nameof(options.FirstPause), options.FirstPause, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1)),
        (nameof(options.LongestPause), options.LongestPause, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(10)),
    ];
}
