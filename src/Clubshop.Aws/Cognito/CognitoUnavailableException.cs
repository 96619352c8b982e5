namespace Clubshop.Aws.Cognito;

/// <summary>
/// Cognito could not be asked, or could not answer: no connection, time-out, 5xx, or an answer this client does not understand.
/// Not the person's doing; nothing is known about whether the operation took effect.
/// </summary>
public sealed class CognitoUnavailableException : Exception
{
    /// <summary>Names the operation.</summary>
    public CognitoUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Names the operation and keeps the cause.</summary>
    public CognitoUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Without a cause.</summary>
    public CognitoUnavailableException()
    {
    }
}
