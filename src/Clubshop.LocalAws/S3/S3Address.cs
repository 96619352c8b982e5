using System.Net;
using Clubshop.LocalAws.Wire;

namespace Clubshop.LocalAws.S3;

/// <summary>What a request is about: bucket and key by path (<c>/bucket/key</c>) or by host (<c>bucket.s3.…/key</c>), and its query.</summary>
internal sealed record S3Address(string Bucket, string Key, IReadOnlyDictionary<string, string> Query)
{
    /// <summary>Hosts under which a bucket is the first label: this machine's, and the name that the portal's clients use.</summary>
    private static readonly string[] Homes = [".localhost", ".local.aws.invalid"];

    /// <summary>Reads the address.</summary>
    public static S3Address Of(WireRequest request)
    {
        var parts = request.Path.Split('?', 2);
        var query = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in parts.Length < 2 ? [] : parts[1].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = pair.Split('=', 2);
            query[Decode(cut[0])] = cut.Length < 2 ? "" : Decode(cut[1]);
        }
        var path = parts[0].StartsWith('/') ? parts[0][1..] : parts[0];
        var (bucket, rest) = (BucketOfHost(request.Header("Host")), path);
        if (bucket is null)
        {
            var slash = path.IndexOf('/', StringComparison.Ordinal);
            bucket = PercentText.Decode(slash < 0 ? path : path[..slash], out _);
            rest = slash < 0 ? "" : path[(slash + 1)..];
        }
        var key = PercentText.Decode(rest, out var isText);
        return new S3Address(bucket, key, query) { IsText = isText };
    }

    /// <summary>Whether the key is text; a key of bytes that are not UTF-8 is refused.</summary>
    public bool IsText { get; private init; }

    /// <summary>Whether the host is one of S3's own, so that an unsigned request is meant for it.</summary>
    public static bool IsHostOfS3(string? host) =>
        host is not null && (host.StartsWith("s3.", StringComparison.OrdinalIgnoreCase) || host.Contains(".s3.", StringComparison.OrdinalIgnoreCase));

    private static string Decode(string text) => PercentText.Decode(text.Replace('+', ' '), out _);

    private static string? BucketOfHost(string? header)
    {
        if (header is null) return null;
        var host = header.Split(':')[0];
        if (header.StartsWith('[') || IPAddress.TryParse(host, out _) || host.StartsWith("s3.", StringComparison.OrdinalIgnoreCase)) return null;
        var at = host.IndexOf(".s3.", StringComparison.OrdinalIgnoreCase);
        if (at > 0) return host[..at];
        var home = Homes.FirstOrDefault(home => host.Length > home.Length && host.EndsWith(home, StringComparison.OrdinalIgnoreCase));
        return home is null ? null : host[..^home.Length];
    }
}
