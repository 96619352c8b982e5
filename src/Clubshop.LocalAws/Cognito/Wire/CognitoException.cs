namespace Clubshop.LocalAws.Cognito.Wire;

/// <summary>A refusal of the service: the name and text that the caller sees. Always HTTP 400, as the live service answers.</summary>
internal sealed class CognitoException(string name, string message) : Exception(message)
{
    /// <summary>The error's bare name, such as <c>NotAuthorizedException</c>.</summary>
    public string Name { get; } = name;
}

/// <summary>The refusals that several operations share, with the texts seen from the live service.</summary>
internal static class Refusals
{
    public static CognitoException InvalidParameter(string message) => new("InvalidParameterException", message);

    public static CognitoException NotAuthorized(string message) => new("NotAuthorizedException", message);

    /// <summary>A wrong password, and with existence hidden an unknown user: the two must read the same.</summary>
    public static CognitoException WrongPassword() => NotAuthorized("Incorrect username or password.");

    public static CognitoException LockedOut() => NotAuthorized("Password attempts exceeded");

    public static CognitoException NoSuchUser() => new("UserNotFoundException", "User does not exist.");

    public static CognitoException Disabled() => NotAuthorized("User is disabled.");

    public static CognitoException NotFound(string message) => new("ResourceNotFoundException", message);

    public static CognitoException NoSuchGroup() => NotFound("Group not found.");

    public static CognitoException InvalidSession() => NotAuthorized("Invalid session for the user.");

    public static CognitoException MissingParameter(string name) => InvalidParameter("Missing required parameter " + name);

    public static CognitoException LimitExceeded() =>
        new("LimitExceededException", "Attempt limit exceeded, please try after some time.");
}
