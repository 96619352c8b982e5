using System.Net;

namespace Clubshop.Admin.Embedded;

/// <summary>Finds addresses that other machines could reach. Embedded mode refuses to listen there, because its passwords are public.</summary>
internal static class LoopbackCheck
{
    /// <summary>The configured addresses that other machines can reach; empty when there are none.</summary>
    public static IReadOnlyList<string> Reachable(IConfiguration configuration) =>
    [
        .. Addresses(configuration).Where(address => !IsLoopback(address)),
        .. Ports(configuration, "http_ports"),
        .. Ports(configuration, "https_ports"),
    ];

    /// <summary>Whether only this machine can reach an address, such as <c>http://127.0.0.1:5080</c>.</summary>
    public static bool IsLoopback(string address)
    {
        // Kestrel's "http://*:80" and "http://+:80" are not valid URIs and mean every address.
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
            return false;
        return uri.IsLoopback || (IPAddress.TryParse(uri.DnsSafeHost, out var ip) && IPAddress.IsLoopback(ip));
    }

    private static IEnumerable<string> Addresses(IConfiguration configuration) =>
        (configuration[WebHostDefaults.ServerUrlsKey] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>());

    // A port without an address means every address; it counts only when no address is given.
    private static IEnumerable<string> Ports(IConfiguration configuration, string key) =>
        string.IsNullOrEmpty(configuration[WebHostDefaults.ServerUrlsKey])
            ? (configuration[key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(port => $"{key}={port}")
            : [];
}
