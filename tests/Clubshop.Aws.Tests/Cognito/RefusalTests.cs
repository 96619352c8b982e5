using System.Net;
using Clubshop.Aws.Cognito;
using Clubshop.Aws.Tests.Playback;

namespace Clubshop.Aws.Tests.Cognito;

/// <summary>Every error of the flows, as the service words it, becomes one reason; what nobody caused stays an exception.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly PlayedPool _pool = new();

    private SignInFlow Flow => _pool.Flow;

    private PlayedCognito Http => _pool.Http;

    public void Dispose() => _pool.Dispose();

    [Theory]
    [InlineData("NotAuthorizedException", "Incorrect username or password.", RefusalReason.WrongCredentials)]
    [InlineData("UserNotFoundException", "User does not exist.", RefusalReason.WrongCredentials)]
    [InlineData("NotAuthorizedException", "Password attempts exceeded", RefusalReason.Locked)]
    [InlineData("NotAuthorizedException", "User is disabled.", RefusalReason.Disabled)]
    [InlineData("NotAuthorizedException", "Temporary password has expired and must be reset by an administrator.", RefusalReason.TemporaryPasswordExpired)]
    [InlineData("PasswordResetRequiredException", "Password reset required for the user", RefusalReason.ResetRequired)]
    [InlineData("UserNotConfirmedException", "User is not confirmed.", RefusalReason.NotConfirmed)]
    [InlineData("TooManyRequestsException", "Too many requests", RefusalReason.LimitExceeded)]
    [InlineData("ForbiddenException", "Request not allowed due to WAF block.", RefusalReason.LimitExceeded)]
    public async Task Password_Refused_HasItsReason(string error, string message, RefusalReason reason)
    {
        Http.Answers("InitiateAuth", PlayedPool.SrpChallenge).Refuses("RespondToAuthChallenge", error, message);
        var refused = Assert.IsType<SignInStep.Refused>(await Flow.StartAsync("ada", "p"));
        Assert.Equal((reason, false), (refused.Reason, refused.CanRetry));
    }

    [Theory]
    [InlineData("NotAuthorizedException", "Incorrect username or password.", RefusalReason.WrongCredentials)]
    [InlineData("UserNotFoundException", "User does not exist.", RefusalReason.WrongCredentials)]
    [InlineData("PasswordResetRequiredException", "Password reset required for the user", RefusalReason.ResetRequired)]
    [InlineData("InvalidParameterException", "1 validation error detected: Value at 'username' failed", RefusalReason.WrongCredentials)]
    public async Task Start_RefusedAtOnce_HasItsReason(string error, string message, RefusalReason reason)
    {
        Http.Refuses("InitiateAuth", error, message);
        Assert.Equal(reason, Assert.IsType<SignInStep.Refused>(await Flow.StartAsync("ada", "p")).Reason);
    }

    [Theory]
    [InlineData("CodeMismatchException", "Invalid code received for user", RefusalReason.CodeWrong, true)]
    [InlineData("ExpiredCodeException", "Your software token has already been used once.", RefusalReason.CodeUsed, true)]
    [InlineData("ExpiredCodeException", "Invalid code provided, please request a code again.", RefusalReason.CodeExpired, false)]
    [InlineData("NotAuthorizedException", "Invalid session for the user.", RefusalReason.SessionExpired, false)]
    [InlineData("NotAuthorizedException", "Invalid session for the user, session is expired.", RefusalReason.SessionExpired, false)]
    [InlineData("NotAuthorizedException", "Invalid session for the user, session can only be used once.", RefusalReason.SessionExpired, false)]
    [InlineData("NotAuthorizedException", "Password attempts exceeded", RefusalReason.Locked, false)]
    [InlineData("NotAuthorizedException", "User is disabled.", RefusalReason.Disabled, false)]
    [InlineData("SoftwareTokenMFANotFoundException", "Software Token MFA has not been enabled by the userPool", RefusalReason.UnsupportedChallenge, false)]
    [InlineData("TooManyRequestsException", "Too many requests", RefusalReason.LimitExceeded, true)]
    public async Task Code_Refused_HasItsReason(string error, string message, RefusalReason reason, bool canRetry)
    {
        Http.Refuses("RespondToAuthChallenge", error, message);
        var pending = Pending(PendingChallenge.Code) with { CodeKind = CodeKind.Totp };
        var refused = Assert.IsType<SignInStep.Refused>(await Flow.AnswerCodeAsync(pending, "123456"));
        Assert.Equal((reason, canRetry), (refused.Reason, refused.CanRetry));
        Assert.Equal(canRetry ? pending : null, refused.Pending);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("12345a")]
    [InlineData("١٢٣٤٥")]
    public async Task Code_ThatIsNotSixDigits_IsRefusedWithoutACall(string code)
    {
        var refused = Assert.IsType<SignInStep.Refused>(await Flow.AnswerCodeAsync(Pending(PendingChallenge.Code), code));
        Assert.Equal((RefusalReason.CodeWrong, true), (refused.Reason, refused.CanRetry));
        Assert.Equal(RefusalReason.CodeWrong, Assert.IsType<SignInStep.Refused>(
            await Flow.VerifyEnrolmentAsync(Pending(PendingChallenge.EnrolmentCode), code)).Reason);
        Assert.Equal(RefusalReason.CodeWrong, Assert.IsType<AccountStep.Refused>(await Flow.ConfirmForgotAsync("ada", code, "p")).Reason);
        Assert.Empty(Http.Requests);
    }

    [Theory]
    [InlineData("InvalidPasswordException", "Password did not conform with policy: Password not long enough", RefusalReason.PasswordTooWeak, "Password not long enough")]
    [InlineData("InvalidPasswordException", "Password did not conform with policy: Password must have numeric characters", RefusalReason.PasswordTooWeak, "Password must have numeric characters")]
    [InlineData("InvalidParameterException", "1 validation error detected: Value 'S3cret' at 'newPassword' failed", RefusalReason.PasswordTooWeak, "Password not long enough")]
    [InlineData("PasswordHistoryPolicyViolationException", "Password has previously been used.", RefusalReason.PasswordUsedBefore, null)]
    public async Task NewPassword_Refused_CanBeTriedAgain(string error, string message, RefusalReason reason, string? detail)
    {
        Http.Refuses("RespondToAuthChallenge", error, message);
        var refused = Assert.IsType<SignInStep.Refused>(await Flow.AnswerNewPasswordAsync(Pending(PendingChallenge.NewPassword), "S3cret"));
        Assert.Equal((reason, detail, true), (refused.Reason, refused.Detail, refused.CanRetry));

        Http.Refuses("ChangePassword", error, message);
        var change = Assert.IsType<AccountStep.Refused>(await Flow.ChangePasswordAsync("token", "old", "S3cret"));
        Assert.Equal((reason, detail), (change.Reason, change.Detail));

        Http.Refuses("ConfirmForgotPassword", error, message);
        var confirm = Assert.IsType<AccountStep.Refused>(await Flow.ConfirmForgotAsync("ada", "123456", "S3cret"));
        Assert.Equal((reason, detail), (confirm.Reason, confirm.Detail));
    }

    [Fact]
    public async Task Enrolment_AnsweredWithStatusError_CanBeTriedWithTheNewestSession()
    {
        Http.Answers("VerifySoftwareToken", new { Status = "ERROR", Session = "newest" });
        var refused = Assert.IsType<SignInStep.Refused>(await Flow.VerifyEnrolmentAsync(Pending(PendingChallenge.EnrolmentCode), "123456"));
        Assert.Equal((RefusalReason.CodeWrong, "newest"), (refused.Reason, refused.Pending!.Session));
    }

    [Theory]
    [InlineData("UserNotFoundException", "User does not exist.", RefusalReason.CannotReset)]
    [InlineData("InvalidParameterException", "Cannot reset password for the user as there is no registered/verified email or phone_number", RefusalReason.CannotReset)]
    [InlineData("NotAuthorizedException", "User password cannot be reset in the current state.", RefusalReason.CannotReset)]
    [InlineData("NotAuthorizedException", "User is disabled.", RefusalReason.Disabled)]
    [InlineData("LimitExceededException", "Attempt limit exceeded, please try after some time.", RefusalReason.LimitExceeded)]
    [InlineData("CodeDeliveryFailureException", "nobody there", RefusalReason.CannotReset)]
    public async Task Forgot_Refused_HasItsReason(string error, string message, RefusalReason reason)
    {
        Http.Refuses("ForgotPassword", error, message);
        Assert.Equal(reason, Assert.IsType<AccountStep.Refused>(await Flow.ForgotAsync("ada")).Reason);
    }

    [Theory]
    [InlineData("CodeMismatchException", "Invalid verification code provided, please try again.", RefusalReason.CodeWrong)]
    [InlineData("ExpiredCodeException", "Invalid code provided, please request a code again.", RefusalReason.CodeExpired)]
    [InlineData("UserNotFoundException", "User does not exist.", RefusalReason.CodeWrong)]
    [InlineData("TooManyFailedAttemptsException", "Too many", RefusalReason.LimitExceeded)]
    public async Task ConfirmForgot_Refused_HasItsReason(string error, string message, RefusalReason reason)
    {
        Http.Refuses("ConfirmForgotPassword", error, message);
        Assert.Equal(reason, Assert.IsType<AccountStep.Refused>(await Flow.ConfirmForgotAsync("ada", "123456", "p")).Reason);
    }

    [Theory]
    [InlineData("NotAuthorizedException", "Incorrect username or password.", RefusalReason.WrongCredentials)]
    [InlineData("NotAuthorizedException", "Access Token has been revoked", RefusalReason.TokensRevoked)]
    [InlineData("LimitExceededException", "Attempt limit exceeded, please try after some time.", RefusalReason.LimitExceeded)]
    public async Task ChangePassword_Refused_HasItsReason(string error, string message, RefusalReason reason)
    {
        Http.Refuses("ChangePassword", error, message);
        Assert.Equal(reason, Assert.IsType<AccountStep.Refused>(await Flow.ChangePasswordAsync("token", "old", "new")).Reason);
    }

    [Theory]
    [InlineData("InternalErrorException", "failed", 500)]
    [InlineData("InternalErrorException", "failed", 400)]
    [InlineData("ResourceNotFoundException", "User pool client 1example23456789 does not exist.", 400)]
    [InlineData("NotAuthorizedException", "Unable to verify secret hash for client 1example23456789", 400)]
    [InlineData("NotAuthorizedException", "SecretHash does not match for the client: 1example23456789", 400)]
    [InlineData("NotAuthorizedException", "Client 1example23456789 is configured with secret but SECRET_HASH was not received", 400)]
    [InlineData("InvalidParameterException", "USER_SRP_AUTH is not enabled for the client.", 400)]
    [InlineData("UserLambdaValidationException", "PreAuthentication failed", 400)]
    [InlineData("UnknownOperationException", "", 400)]
    [InlineData("ServiceUnavailable", "", 503)]
    public async Task Failure_NobodyCaused_IsAnException(string error, string message, int status)
    {
        Http.Refuses("InitiateAuth", error, message, status);
        var unavailable = await Assert.ThrowsAsync<CognitoUnavailableException>(() => Flow.StartAsync("ada", "p"));
        Assert.NotNull(unavailable.InnerException);
    }

    [Fact]
    public async Task Failure_OfTheConnection_IsAnException()
    {
        Http.Plays("InitiateAuth", () => throw new HttpRequestException("refused"));
        await Assert.ThrowsAsync<CognitoUnavailableException>(() => Flow.StartAsync("ada", "p"));
    }

    [Fact]
    public async Task Failure_TimeOutWithoutACancellation_IsAnException()
    {
        Http.Plays("InitiateAuth", () => throw new TaskCanceledException("timed out", new TimeoutException()));
        await Assert.ThrowsAsync<CognitoUnavailableException>(() => Flow.StartAsync("ada", "p"));
    }

    [Fact]
    public async Task Failure_AnswerThatIsNotJson_IsAnException()
    {
        Http.Plays("InitiateAuth", () => PlayedCognito.Json(HttpStatusCode.OK, "<html>"));
        await Assert.ThrowsAsync<CognitoUnavailableException>(() => Flow.StartAsync("ada", "p"));
    }

    [Fact]
    public async Task Failure_ChallengeWithoutItsNumbers_IsAnException()
    {
        Http.Answers("InitiateAuth", PlayedPool.Challenge("PASSWORD_VERIFIER", null, ("SALT", "7b")));
        await Assert.ThrowsAsync<CognitoUnavailableException>(() => Flow.StartAsync("ada", "p"));
        Http.Answers("InitiateAuth", PlayedPool.Challenge(
            "PASSWORD_VERIFIER", null, ("SALT", "7b"), ("SRP_B", "0"), ("USER_ID_FOR_SRP", "u"), ("SECRET_BLOCK", "AAAA")));
        await Assert.ThrowsAsync<CognitoUnavailableException>(() => Flow.StartAsync("ada", "p"));
    }

    [Fact]
    public async Task Cancellation_ByTheCaller_StaysACancellation()
    {
        using var stop = new CancellationTokenSource();
        Http.Plays("InitiateAuth", () =>
        {
            stop.Cancel();
            throw new OperationCanceledException(stop.Token);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Flow.StartAsync("ada", "p", stop.Token));
    }

    private PendingSignIn Pending(PendingChallenge challenge) => new()
    {
        UserName = PlayedPool.Sub,
        Challenge = challenge,
        Session = "s1",
        Passed = Factors.Password,
        StartedAt = _pool.Time.GetUtcNow(),
    };
}
