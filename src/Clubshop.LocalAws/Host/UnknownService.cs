using System.Text.Json;
using Clubshop.LocalAws.Wire;

namespace Clubshop.LocalAws.Host;

/// <summary>The refusal of a request that no service here claims: AWS's own error, with the name of what was asked.</summary>
internal static class UnknownService
{
    /// <summary>The answer.</summary>
    public static WireResponse Answer(WireRequest request)
    {
        var asked = request.Header("X-Amz-Target") ?? $"{request.Method} {request.Path.Split('?')[0]}";
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>
        {
            ["__type"] = "UnknownOperationException",
            ["message"] = $"The embedded AWS has no service for {asked}.",
        });
        return new WireResponse(
            400,
            request.Header("Content-Type") ?? "application/json",
            new Dictionary<string, string> { ["x-amzn-ErrorType"] = "UnknownOperationException" },
            body);
    }
}
