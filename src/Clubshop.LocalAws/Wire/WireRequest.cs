using Clubshop.LocalAws.Faults;

namespace Clubshop.LocalAws.Wire;

/// <summary>A request as it arrives, from the in-process handler or from Kestrel.</summary>
/// <param name="Method">HTTP method, upper case.</param>
/// <param name="Path">Path with query, as sent.</param>
/// <param name="Headers">Header values by name, names compared without case; content headers included.</param>
/// <param name="Body">The whole body.</param>
public sealed record WireRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>The header's value, or null.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;
}

/// <summary>An answer as it leaves.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">Content type of the body.</param>
/// <param name="Headers">Further headers.</param>
/// <param name="Body">The whole body.</param>
public sealed record WireResponse(int Status, string ContentType, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>Content-Length where it is not the body's: the answer to HEAD.</summary>
    public long? Length { get; init; }
}

/// <summary>One service of the embedded AWS.</summary>
public interface ILocalService
{
    /// <summary>Its name as AWS SDKs have it, in small letters: <c>dynamodb</c>.</summary>
    string ServiceName { get; }

    /// <summary>Whether this service answers the request, by its X-Amz-Target, path or signature scope.</summary>
    bool Claims(WireRequest request);

    /// <summary>Answers the request; errors of the service are answers too.</summary>
    ValueTask<WireResponse> AnswerAsync(WireRequest request, CancellationToken cancellationToken);

    /// <summary>The name of the requested operation, as faults name it; empty without one.</summary>
    string OperationOf(WireRequest request)
    {
        var target = request.Header("X-Amz-Target") ?? "";
        return target[(target.LastIndexOf('.') + 1)..];
    }

    /// <summary>The service's own refusal for a fault; null leaves it to the form of the JSON services.</summary>
    WireResponse? Refusal(WireRequest request, FaultKind kind) => null;
}
