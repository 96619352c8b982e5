using System.Globalization;

namespace Clubshop.Aws.Memcached;

/// <summary>Where a node listens.</summary>
/// <param name="Host">A name or an IP address; an IPv6 address without brackets.</param>
/// <param name="Port">The TCP port.</param>
internal sealed record NodeAddress(string Host, int Port)
{
    /// <summary>memcached's own port; it is left out of a node's name in the ring.</summary>
    public const int DefaultPort = 11211;

    /// <summary>Reads <c>host</c>, <c>host:port</c> or <c>[IPv6]:port</c>; null if the text has another form.</summary>
    public static NodeAddress? TryParse(string? text)
    {
        text = text?.Trim();
        if (string.IsNullOrEmpty(text))
            return null;
        var end = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : -1;
        var colon = end < 0 ? text.IndexOf(':', StringComparison.Ordinal) : text.IndexOf(':', end);
        if (end < 0 && colon != text.LastIndexOf(':'))
            return null;
        var host = end < 0 ? (colon < 0 ? text : text[..colon]) : text[1..end];
        var port = DefaultPort;
        if (colon >= 0 && !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port))
            return null;
        if (end >= 0 && colon != end + 1 && text.Length != end + 1)
            return null;
        return port is > 0 and <= 65535 && Uri.CheckHostName(host) is not UriHostNameType.Unknown ? new(host, port) : null;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");
}
