using System.Collections.Frozen;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Clubshop.LocalAws.Host;

/// <summary>
/// Who may call an endpoint that accepts any credentials: programs of this machine that use its name. A web page in a browser of this machine
/// reaches the port as well; what distinguishes it is the Origin or Sec-Fetch-Site that its browser sends, and a page whose name was made to
/// lead here (DNS rebinding) by its Host. SDKs and the AWS CLI send neither of the first two.
/// </summary>
public sealed class EndpointAccess
{
    private static readonly string[] ThisMachineNames = ["localhost", "127.0.0.1", "[::1]"];

    private readonly FrozenSet<string> _hosts;
    private readonly FrozenSet<string> _origins;
    private readonly bool _allowsRemote;

    /// <param name="allowRemote">Whether other machines may call it.</param>
    /// <param name="hosts">Further names of this machine, without a port.</param>
    /// <param name="origins">Origins such as <c>http://localhost:3000</c> whose pages may call it and read the answers.</param>
    public EndpointAccess(bool allowRemote, IEnumerable<string> hosts, IEnumerable<string> origins)
    {
        _allowsRemote = allowRemote;
        _hosts = ThisMachineNames.Concat(hosts).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        _origins = origins.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Only this machine, under its own names, and no page of another origin.</summary>
    public static EndpointAccess ThisMachine { get; } = new(false, [], []);

    /// <summary>Why the request is not answered, in a sentence for the sender; null when it is.</summary>
    public string? Refusal(HttpContext context)
    {
        if (!_allowsRemote && !(context.Connection.RemoteIpAddress is { } peer && IPAddress.IsLoopback(peer)))
            return "The embedded AWS answers only this machine (--allow-remote changes that).";

        var request = context.Request;
        if (!IsOurs(request.Host.Host)) return "The embedded AWS does not answer to this Host (--allow-host NAME adds one).";
        if (request.Headers.Origin is { Count: > 0 } origin)
            return IsOwn(origin, request) || Allows(origin) ? null : "The embedded AWS does not answer pages of this origin (--allow-origin ORIGIN adds one).";

        return request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && !IsOfThisPage(site)
            ? "The embedded AWS does not answer pages of another site."
            : null;
    }

    /// <summary>Whether this origin was allowed by name: its pages may read the answers.</summary>
    public bool Allows(StringValues origin) => origin is [{ } one] && _origins.Contains(one);

    // Names that end in .localhost always resolve to this machine, in every browser: S3 puts bucket names before it.
    private bool IsOurs(string host) => _hosts.Contains(host) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    private static bool IsOwn(StringValues origin, HttpRequest request) =>
        origin is [{ } one] && one.Equals($"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);

    // "none" comes from the person: a typed address, a bookmark.
    private static bool IsOfThisPage(StringValues site) => site is ["same-origin" or "none"];
}
