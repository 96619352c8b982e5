namespace Clubshop.LocalAws.Wire;

/// <summary>Which service a request was signed for, by its Authorization header or its presigned query.</summary>
internal static class SigningScope
{
    /// <summary>The service in the credential's scope (<c>key/date/region/service/aws4_request</c>), or null when unsigned.</summary>
    public static string? ServiceOf(WireRequest request)
    {
        if (request.Header("Authorization") is { } header) return Service(header, "Credential=", ',');
        return Service(request.Path, "X-Amz-Credential=", '&');
    }

    private static string? Service(string text, string name, char end)
    {
        var at = text.IndexOf(name, StringComparison.Ordinal);
        if (at < 0) return null;
        var scope = Uri.UnescapeDataString(text[(at + name.Length)..].Split(end, ' ')[0]).Split('/');
        return scope.Length >= 5 ? scope[^2] : null;
    }
}
