namespace Clubshop.Admin.SignIn;

/// <summary>Who sent a request: address, protocol and browser.</summary>
/// <param name="Address">The peer's address; null when unknown.</param>
/// <param name="Protocol"><c>http</c> or <c>https</c>.</param>
/// <param name="UserAgent">What the browser says it is.</param>
public sealed record Visitor(string? Address, string Protocol, string? UserAgent)
{
    /// <summary>The visitor behind a request.</summary>
    public static Visitor Of(HttpContext http) =>
        new(http.Connection.RemoteIpAddress?.ToString(), http.Request.Scheme, http.Request.Headers.UserAgent.ToString());
}
