using Clubshop.LocalAws.Wire;

namespace Clubshop.LocalAws.Cognito.Wire;

/// <summary>Whether a request is signed. Any credentials will do: there is nobody here to keep out.</summary>
internal static class Signature
{
    /// <summary>Whether there is a Signature Version 4, in the header or in the query.</summary>
    /// <exception cref="CognitoException">IncompleteSignatureException for an Authorization header that lacks a part.</exception>
    public static bool IsPresent(WireRequest request)
    {
        if (request.Header("Authorization") is not { Length: > 0 } header)
            return request.Path.Contains("X-Amz-Signature=", StringComparison.Ordinal);
        foreach (var part in (string[])["Credential", "Signature", "SignedHeaders"])
        {
            if (!header.Contains(part + "=", StringComparison.Ordinal))
            {
                throw new CognitoException(
                    "IncompleteSignatureException", $"Authorization header requires '{part}' parameter.");
            }
        }

        return true;
    }
}
