namespace Clubshop.Aws.Cognito;

/// <summary>
/// Cognito could not be reached or did not answer properly: no connection, time-out, 5xx, or a response this client does not understand.
/// The person did not cause it. Whether the operation took effect is unknown.
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
