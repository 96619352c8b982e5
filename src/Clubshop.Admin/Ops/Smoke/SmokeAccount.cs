using System.Security.Cryptography;
using Amazon.CognitoIdentityProvider;
using Clubshop.Admin.Staff;
using Clubshop.Aws.Cognito;

namespace Clubshop.Admin.Ops.Smoke;

/// <summary>An Administrator's account for some minutes: made, enrolled with an authenticator, signed in, deleted. It gets no e-mail.</summary>
internal sealed class SmokeAccount(IAmazonCognitoIdentityProvider cognito, SignInFlow flow, string poolId, string id, TimeProvider time)
{
    private readonly string _password = "aA1!" + RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789", 40);
    private string _secret = "";
    private long _usedStep;

    /// <summary>Its address, at a name that nobody can own (RFC 2606).</summary>
    public string Email { get; } = $"smoke-{id}@clubshop.example";

    /// <summary>Makes it.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        await cognito.AdminCreateUserAsync(
            new()
            {
                UserPoolId = poolId,
                Username = Email,
                MessageAction = MessageActionType.SUPPRESS,
                UserAttributes = [new() { Name = "email", Value = Email }, new() { Name = "email_verified", Value = "true" }, new() { Name = "name", Value = "Smoke Test" }],
            },
            cancellationToken);
        await cognito.AdminAddUserToGroupAsync(new() { UserPoolId = poolId, Username = Email, GroupName = nameof(Role.Administrators) }, cancellationToken);
        await cognito.AdminSetUserPasswordAsync(new() { UserPoolId = poolId, Username = Email, Password = _password, Permanent = true }, cancellationToken);
    }

    /// <summary>Signs in for the first time, which asks for an authenticator.</summary>
    /// <exception cref="InvalidOperationException">Cognito answered something else.</exception>
    public async Task<SignInStep.SignedIn> EnrolAsync(CancellationToken cancellationToken)
    {
        var required = Expect<SignInStep.EnrolmentRequired>(await flow.StartAsync(Email, _password, cancellationToken));
        var started = Expect<SignInStep.EnrolmentStarted>(await flow.BeginEnrolmentAsync(required.Pending, cancellationToken));
        _secret = started.SecretKey;
        _usedStep = Totp.StepOf(time.GetUtcNow());
        return Expect<SignInStep.SignedIn>(await flow.VerifyEnrolmentAsync(started.Pending, Totp.Code(_secret, _usedStep), cancellationToken));
    }

    /// <summary>Signs in with password and code; a wrong code first.</summary>
    /// <returns>The reason of the refusal, and the sign-in.</returns>
    /// <exception cref="InvalidOperationException">Cognito answered something else.</exception>
    public async Task<(RefusalReason Wrong, SignInStep.SignedIn Right)> SignInAsync(CancellationToken cancellationToken)
    {
        var required = Expect<SignInStep.CodeRequired>(await flow.StartAsync(Email, _password, cancellationToken));
        var step = Math.Max(_usedStep + 1, Totp.StepOf(time.GetUtcNow()));
        var right = Totp.Code(_secret, step);
        var refused = Expect<SignInStep.Refused>(await flow.AnswerCodeAsync(required.Pending, right == "000000" ? "000001" : "000000", cancellationToken));

        // A code counts once, and one of the next step may come too early: then it is waited for.
        var pending = refused.Pending ?? required.Pending;
        for (var attempt = 0; ; attempt++)
        {
            var answer = await flow.AnswerCodeAsync(pending, right, cancellationToken);
            if (answer is not SignInStep.Refused { CanRetry: true } again || attempt == 3)
                return (refused.Reason, Expect<SignInStep.SignedIn>(answer));

            pending = again.Pending!;
            await Task.Delay(TimeSpan.FromSeconds(Totp.StepSeconds / 2), time, cancellationToken);
            right = Totp.Code(_secret, Math.Max(step, Totp.StepOf(time.GetUtcNow())));
        }
    }

    /// <summary>Deletes it.</summary>
    public Task DeleteAsync() => cognito.AdminDeleteUserAsync(new() { UserPoolId = poolId, Username = Email }, CancellationToken.None);

    // Names the step, never what it carries.
    private static T Expect<T>(SignInStep step)
        where T : SignInStep => step as T ?? throw new InvalidOperationException(
            $"Cognito answered {(step is SignInStep.Refused refused ? $"no ({refused.Reason})" : step.GetType().Name)} where {typeof(T).Name} was expected.");
}
