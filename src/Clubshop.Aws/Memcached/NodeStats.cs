using System.Globalization;

namespace Clubshop.Aws.Memcached;

/// <summary>What a node counts of itself; the names on the right are those of memcached's <c>stats</c>.</summary>
/// <param name="Version"><c>version</c></param>
/// <param name="Uptime"><c>uptime</c></param>
/// <param name="Items"><c>curr_items</c>: held now</param>
/// <param name="Bytes"><c>bytes</c>: used by the items</param>
/// <param name="LimitBytes"><c>limit_maxbytes</c>: may be used</param>
/// <param name="Hits"><c>get_hits</c> since the start</param>
/// <param name="Misses"><c>get_misses</c> since the start</param>
/// <param name="Evictions"><c>evictions</c>: dropped for want of room before their time</param>
/// <param name="Connections"><c>curr_connections</c></param>
/// <param name="All">Every line, by name.</param>
public sealed record NodeStats(
    string Version,
    TimeSpan Uptime,
    long Items,
    long Bytes,
    long LimitBytes,
    long Hits,
    long Misses,
    long Evictions,
    int Connections,
    IReadOnlyDictionary<string, string> All)
{
    /// <summary>Hits of all gets, 0 to 1; null before the first get.</summary>
    public double? HitRate => (double)Hits + Misses is var all and > 0 ? Hits / all : null;

    /// <summary>Used of what may be used, 0 to 1; null if the node names no limit.</summary>
    public double? Fill => LimitBytes == 0 ? null : (double)Bytes / LimitBytes;

    internal static NodeStats From(IReadOnlyDictionary<string, string> lines) => new(
        lines.GetValueOrDefault("version", ""),
        TimeSpan.FromSeconds(Math.Min(Number(lines, "uptime"), TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerSecond)),
        Number(lines, "curr_items"),
        Number(lines, "bytes"),
        Number(lines, "limit_maxbytes"),
        Number(lines, "get_hits"),
        Number(lines, "get_misses"),
        Number(lines, "evictions"),
        (int)Math.Min(int.MaxValue, Number(lines, "curr_connections")),
        lines);

    // A line that is missing or not a number counts as 0: older nodes have fewer lines.
    private static long Number(IReadOnlyDictionary<string, string> lines, string name) =>
        lines.TryGetValue(name, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
}
