using Clubshop.LocalAws.Wire;

namespace Clubshop.LocalAws.DynamoDb;

/// <summary>The signature of a request. It must be there and be complete; whose it is and whether it fits is not asked.</summary>
internal static class SignatureScope
{
    private static readonly string[] Parts = ["Credential", "Signature", "SignedHeaders"];

    /// <summary>The service that the credential is scoped to, or null.</summary>
    public static string? ServiceOf(WireRequest request)
    {
        if (request.Header("Authorization") is not { } header) return null;
        var at = header.IndexOf("Credential=", StringComparison.Ordinal);
        if (at < 0) return null;
        var scope = header[(at + 11)..].Split(',', ' ')[0].Split('/');
        return scope.Length >= 5 ? scope[^2] : null;
    }

    /// <summary>Passes a request that is signed, in the header or in the query.</summary>
    /// <exception cref="DynamoDbException">It is not, or not completely.</exception>
    public static void Require(WireRequest request)
    {
        var header = request.Header("Authorization");
        var inQuery = request.Path.Contains("X-Amz-Algorithm", StringComparison.Ordinal);
        if (header is not null && inQuery)
            throw DynamoDbException.InvalidSignature("Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
        if (inQuery) return;
        if (header is null || !header.TrimStart().StartsWith("AWS4-", StringComparison.Ordinal)) throw DynamoDbException.MissingAuthenticationToken();

        var given = header[(header.IndexOf(' ', StringComparison.Ordinal) + 1)..].Split(',')
            .Select(part => part.Trim().Split('=', 2)).Where(part => part.Length == 2 && part[1].Length > 0).Select(part => part[0]).ToHashSet();
        var missing = string.Concat(Parts.Where(part => !given.Contains(part)).Select(part => $"Authorization header requires '{part}' parameter. "));
        if (request.Header("X-Amz-Date") is null && request.Header("Date") is null)
            missing += "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
        if (missing.Length > 0) throw DynamoDbException.IncompleteSignature($"{missing}Authorization={header}");
    }
}
