namespace Clubshop.Admin.SignIn;

/// <summary>Where to go after sign-in: only addresses of this portal, so that a link to the sign-in page cannot redirect elsewhere (open redirect).</summary>
public static class ReturnUrl
{
    private const int Longest = 2000;

    /// <summary>The address if it is a path of this portal to return to, else <c>/</c>.</summary>
    public static string Local(string? address) => IsLocal(address) ? address! : "/";

    /// <summary>
    /// Whether the address is a path of this portal outside sign-in itself. Refused: other hosts in every spelling browsers accept
    /// (<c>//host</c>, <c>/\host</c>, and both with control characters in between, which browsers drop).
    /// </summary>
    public static bool IsLocal(string? address) => IsHere(address) && !IsSignIn(address!);

    /// <summary>The address if it is a path of this portal, sign-in included, else <c>/</c>: for forms that stand on every page.</summary>
    public static string Here(string? address) => IsHere(address) ? address! : "/";

    private static bool IsHere(string? address) =>
        address is ['/', ..] && address.Length <= Longest && !address.Any(c => char.IsControl(c) || c == '\\') && (address.Length == 1 || address[1] != '/');

    /// <summary>Whether the address leads off this portal, in any spelling; not merely back to sign-in.</summary>
    public static bool IsElsewhere(string? address) => !string.IsNullOrEmpty(address) && !IsLocal(address)
        && (address[0] != '/' || address.Any(c => char.IsControl(c) || c == '\\') || address is ['/', '/', ..]);

    /// <summary>The sign-in page's address that returns to <paramref name="address"/>.</summary>
    /// <param name="address">A path with its query.</param>
    /// <param name="reason">One of <see cref="SignInReasons"/>, or null.</param>
    public static string ToSignIn(string? address, string? reason = null)
    {
        var back = Local(address);
        var query = back == "/" && reason is not null ? "" : "?returnUrl=" + Uri.EscapeDataString(back);
        return "/sign-in" + query + (reason is null ? "" : (query.Length == 0 ? "?" : "&") + "reason=" + reason);
    }

    private static bool IsSignIn(string address)
    {
        var path = address.AsSpan(0, address.AsSpan().IndexOfAny('?', '#') is var end and >= 0 ? end : address.Length);
        return Is(path, "/sign-in") || Is(path, "/sign-out") || Is(path, "/_blazor") || Is(path, "/_framework");
    }

    private static bool Is(ReadOnlySpan<char> path, string start) =>
        path.StartsWith(start, StringComparison.OrdinalIgnoreCase) && (path.Length == start.Length || path[start.Length] == '/');
}
