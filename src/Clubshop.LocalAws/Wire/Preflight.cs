namespace Clubshop.LocalAws.Wire;

/// <summary>The answer to a browser's question before a cross-origin request, as the JSON services give it.</summary>
internal static class Preflight
{
    /// <summary>The answer, or null when the request is no such question.</summary>
    public static WireResponse? Answer(WireRequest request)
    {
        if (request.Method != "OPTIONS" || request.Header("Origin") is null) return null;
        var headers = new Dictionary<string, string> { ["Access-Control-Allow-Origin"] = "*", ["Access-Control-Max-Age"] = "172800" };
        if (request.Header("Access-Control-Request-Headers") is { } wanted) headers["Access-Control-Allow-Headers"] = wanted;
        if (request.Header("Access-Control-Request-Method") is { } method) headers["Access-Control-Allow-Methods"] = method;
        return new WireResponse(200, "text/plain", headers, ReadOnlyMemory<byte>.Empty);
    }
}
