namespace Clubshop.Aws.Cognito;

/// <summary>A token that this pool did not issue for this client, or that has expired. The message names the broken rule, never the token.</summary>
public sealed class TokenNotTrustedException : Exception
{
    /// <summary>Names the rule.</summary>
    public TokenNotTrustedException(string message)
        : base(message)
    {
    }

    /// <summary>Names the rule and keeps the cause.</summary>
    public TokenNotTrustedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Without a rule.</summary>
    public TokenNotTrustedException()
    {
    }
}
