using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;

namespace Clubshop.Aws.Cognito;

/// <summary>What was being asked when Cognito refused: the same exception means different things.</summary>
internal enum Asked
{
    /// <summary>The password, over SRP.</summary>
    Password,
    /// <summary>An answer within a sign-in: a code, an enrolment, a choice.</summary>
    Challenge,
    /// <summary>A new password within a sign-in.</summary>
    NewPassword,
    /// <summary>A code to set the password anew.</summary>
    Forgot,
    /// <summary>The password anew, with that code.</summary>
    ConfirmForgot,
    /// <summary>Something for a signed-in person, with their tokens.</summary>
    WithTokens,
    /// <summary>A change of password, with the old one and an access token.</summary>
    ChangePassword,
}

/// <summary>Why a person was refused.</summary>
internal readonly record struct Refusal(RefusalReason Reason, string? Detail = null);

/// <summary>
/// Cognito's errors as reasons, for all flows, once. The service answers 400 for all of them, so the exception's type decides, and for
/// NotAuthorizedException the message, which is the only thing that tells its many meanings apart.
/// </summary>
internal static class Refusals
{
    private const string PolicyPrefix = "Password did not conform with policy:";

    /// <summary>The reason, or null when it is nothing a person did: misconfiguration or failure.</summary>
    public static Refusal? Of(AmazonCognitoIdentityProviderException error, Asked asked) => error switch
    {
        NotAuthorizedException => NotAuthorized(error.Message, asked),
        UserNotFoundException => new(asked switch
        {
            Asked.Forgot => RefusalReason.CannotReset,
            Asked.ConfirmForgot => RefusalReason.CodeWrong,
            Asked.WithTokens or Asked.ChangePassword => RefusalReason.TokensRevoked,
            _ => RefusalReason.WrongCredentials,
        }),
        PasswordResetRequiredException => new(RefusalReason.ResetRequired),
        UserNotConfirmedException => new(RefusalReason.NotConfirmed),
        CodeMismatchException or EnableSoftwareTokenMFAException => new(RefusalReason.CodeWrong),
        ExpiredCodeException => new(Says(error.Message, "already been used") ? RefusalReason.CodeUsed : RefusalReason.CodeExpired),
        InvalidPasswordException => TooWeak(error.Message),
        PasswordHistoryPolicyViolationException => new(RefusalReason.PasswordUsedBefore),
        LimitExceededException or TooManyFailedAttemptsException or TooManyRequestsException or ForbiddenException =>
            new(RefusalReason.LimitExceeded),
        SoftwareTokenMFANotFoundException => new(RefusalReason.UnsupportedChallenge, "SOFTWARE_TOKEN_MFA"),
        MFAMethodNotFoundException => new(RefusalReason.UnsupportedChallenge, "MFA"),
        RefreshTokenReuseException => new(RefusalReason.TokensRevoked),
        CodeDeliveryFailureException => new(RefusalReason.CannotReset),
        InvalidParameterException => InvalidParameter(error.Message, asked),
        _ => null,
    };

    private static Refusal? NotAuthorized(string message, Asked asked)
    {
        // A wrong client secret is ours to mend; nobody's password is at fault.
        if (Says(message, "secret hash") || Says(message, "SecretHash") || Says(message, "SECRET_HASH") || Says(message, "client secret"))
            return null;
        if (Says(message, "Password attempts exceeded"))
            return new(RefusalReason.Locked);
        if (Says(message, "User is disabled"))
            return new(RefusalReason.Disabled);
        if (Says(message, "Temporary password has expired"))
            return new(RefusalReason.TemporaryPasswordExpired);
        if (Says(message, "cannot be reset in the current state"))
            return new(RefusalReason.CannotReset);
        return new(asked switch
        {
            Asked.Password => RefusalReason.WrongCredentials,
            Asked.Challenge or Asked.NewPassword => RefusalReason.SessionExpired,
            Asked.Forgot or Asked.ConfirmForgot => RefusalReason.CannotReset,
            Asked.ChangePassword when Says(message, "Incorrect username or password") => RefusalReason.WrongCredentials,
            _ => RefusalReason.TokensRevoked,
        });
    }

    private static Refusal? InvalidParameter(string message, Asked asked)
    {
        // "… flow not enabled for this client", "… is not enabled": the pool or the client is set up wrongly.
        if (Says(message, "not enabled") || Says(message, "not supported"))
            return null;
        return asked switch
        {
            // A password under 6 characters breaks the parameter's own constraint before any policy is asked.
            Asked.NewPassword or Asked.ChangePassword => TooWeak(message),
            Asked.ConfirmForgot => Says(message, "password") ? TooWeak(message) : new(RefusalReason.CodeWrong),
            Asked.Forgot => new(RefusalReason.CannotReset),
            Asked.Password => new(RefusalReason.WrongCredentials),
            Asked.Challenge => new(RefusalReason.CodeWrong),
            _ => null,
        };
    }

    private static Refusal TooWeak(string message)
    {
        // A constraint's message quotes the value, which is the password: only the policy's own messages are passed on.
        var at = message.IndexOf(PolicyPrefix, StringComparison.OrdinalIgnoreCase);
        return new(RefusalReason.PasswordTooWeak, at < 0 ? "Password not long enough" : message[(at + PolicyPrefix.Length)..].Trim());
    }

    private static bool Says(string message, string part) => message.Contains(part, StringComparison.OrdinalIgnoreCase);
}
