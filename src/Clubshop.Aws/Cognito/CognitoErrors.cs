using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;

namespace Clubshop.Aws.Cognito;

/// <summary>What kind of call Cognito refused: the same exception means different things.</summary>
internal enum CallKind
{
    /// <summary>The password, over SRP.</summary>
    Password,
    /// <summary>An answer within a sign-in: a code, an enrolment or a choice.</summary>
    Challenge,
    /// <summary>A new password within a sign-in.</summary>
    NewPassword,
    /// <summary>A request for a code to reset the password.</summary>
    Forgot,
    /// <summary>A password reset with that code.</summary>
    ConfirmForgot,
    /// <summary>A call for a signed-in person, with their tokens.</summary>
    WithTokens,
    /// <summary>A password change, with the old password and an access token.</summary>
    ChangePassword,
}

/// <summary>Why a person was refused.</summary>
internal readonly record struct Refusal(RefusalReason Reason, string? Detail = null);

/// <summary>
/// Maps Cognito's errors to reasons, for all flows. The service answers 400 for all of them, so the exception's type decides; for
/// NotAuthorizedException the message decides, which is the only thing that distinguishes its meanings.
/// </summary>
internal static class CognitoErrors
{
    private const string PolicyPrefix = "Password did not conform with policy:";

    /// <summary>The reason; null when the person did not cause it (misconfiguration or failure).</summary>
    public static Refusal? Of(AmazonCognitoIdentityProviderException error, CallKind kind) => error switch
    {
        NotAuthorizedException => NotAuthorized(error.Message, kind),
        UserNotFoundException => new(kind switch
        {
            CallKind.Forgot => RefusalReason.CannotReset,
            CallKind.ConfirmForgot => RefusalReason.CodeWrong,
            CallKind.WithTokens or CallKind.ChangePassword => RefusalReason.TokensRevoked,
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
        InvalidParameterException => InvalidParameter(error.Message, kind),
        _ => null,
    };

    private static Refusal? NotAuthorized(string message, CallKind kind)
    {
        // A wrong client secret is a configuration error; nobody's password is wrong.
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
        return new(kind switch
        {
            CallKind.Password => RefusalReason.WrongCredentials,
            CallKind.Challenge or CallKind.NewPassword => RefusalReason.SessionExpired,
            CallKind.Forgot or CallKind.ConfirmForgot => RefusalReason.CannotReset,
            CallKind.ChangePassword when Says(message, "Incorrect username or password") => RefusalReason.WrongCredentials,
            _ => RefusalReason.TokensRevoked,
        });
    }

    private static Refusal? InvalidParameter(string message, CallKind kind)
    {
        // "… flow not enabled for this client", "… is not enabled": the pool or the client is misconfigured.
        if (Says(message, "not enabled") || Says(message, "not supported"))
            return null;
        return kind switch
        {
            // A password under 6 characters violates the parameter's own constraint before any policy is checked.
            CallKind.NewPassword or CallKind.ChangePassword => TooWeak(message),
            CallKind.ConfirmForgot => Says(message, "password") ? TooWeak(message) : new(RefusalReason.CodeWrong),
            CallKind.Forgot => new(RefusalReason.CannotReset),
            CallKind.Password => new(RefusalReason.WrongCredentials),
            CallKind.Challenge => new(RefusalReason.CodeWrong),
            _ => null,
        };
    }

    private static Refusal TooWeak(string message)
    {
        // A constraint's message quotes the value, which is the password: pass on only the policy's own messages.
        var at = message.IndexOf(PolicyPrefix, StringComparison.OrdinalIgnoreCase);
        return new(RefusalReason.PasswordTooWeak, at < 0 ? "Password not long enough" : message[(at + PolicyPrefix.Length)..].Trim());
    }

    private static bool Says(string message, string part) => message.Contains(part, StringComparison.OrdinalIgnoreCase);
}
