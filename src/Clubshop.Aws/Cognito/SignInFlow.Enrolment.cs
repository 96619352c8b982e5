using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;

namespace Clubshop.Aws.Cognito;

// Enrols an authenticator: within a sign-in by its session, afterwards by the access token. Cognito treats them differently: with an access
// token, it returns no session, nothing is left to answer, and the factor has to be turned on.
public sealed partial class SignInFlow
{
    private const string DeviceName = "Clubshop Admin";

    /// <summary>
    /// Requires TOTP of a finished sign-in: returns the step itself when TOTP was passed; otherwise (an OPTIONAL pool, SMS, e-mail) an
    /// <see cref="SignInStep.EnrolmentRequired"/> whose pending step keeps the tokens until an authenticator is proved.
    /// </summary>
    public SignInStep RequireTotp(SignInStep.SignedIn signedIn)
    {
        if (signedIn.Passed.HasFlag(Factors.Totp))
            return signedIn;
        return new SignInStep.EnrolmentRequired(new PendingSignIn
        {
            UserName = signedIn.Tokens.Identity.UserName,
            Challenge = PendingChallenge.Enrolment,
            Passed = signedIn.Passed,
            StartedAt = time.GetUtcNow(),
            Tokens = signedIn.Tokens,
        });
    }

    /// <summary>
    /// Requests the key of a new authenticator. Called again (after a reload) with a pending step that has its key, it returns the same key
    /// without a request.
    /// </summary>
    /// <returns>
    /// <see cref="SignInStep.EnrolmentStarted"/> or <see cref="SignInStep.Refused"/>; the reason
    /// <see cref="RefusalReason.SignInAgain"/> when the person has an authenticator that Cognito did not ask for: enrolling another
    /// would let anybody with the password replace it.
    /// </returns>
    public async Task<SignInStep> BeginEnrolmentAsync(PendingSignIn pending, CancellationToken cancellationToken = default)
    {
        if (pending is { Challenge: PendingChallenge.EnrolmentCode, EnrolmentKey: { } key })
            return new SignInStep.EnrolmentStarted(key, pending);
        Expect(pending, PendingChallenge.Enrolment);
        if (pending.Tokens is { } held && await PreferExistingAsync(held.AccessToken, cancellationToken) is { } refused)
            return refused;
        var request = pending.Tokens is { } signedIn
            ? new AssociateSoftwareTokenRequest { AccessToken = signedIn.AccessToken }
            : new AssociateSoftwareTokenRequest { Session = pending.Session };
        var (issued, refusal) = await CognitoCalls.CallAsync(
            pending.Tokens is null ? CallKind.Challenge : CallKind.WithTokens,
            cognito.AssociateSoftwareTokenAsync(request, cancellationToken), cancellationToken);
        if (issued is null)
            return Refuse(refusal, pending);
        var secret = issued.SecretCode ?? throw new CognitoUnavailableException("Cognito returned no key.");
        return new SignInStep.EnrolmentStarted(
            secret,
            pending with
            {
                Challenge = PendingChallenge.EnrolmentCode,
                EnrolmentKey = secret,
                Session = issued.Session ?? pending.Session,
            });
    }

    /// <summary>Proves the new authenticator with its first code, and finishes the sign-in.</summary>
    public async Task<SignInStep> VerifyEnrolmentAsync(PendingSignIn pending, string code, CancellationToken cancellationToken = default)
    {
        Expect(pending, PendingChallenge.EnrolmentCode);
        if (CodeReader.Read(code) is not { } digits)
            return new SignInStep.Refused(RefusalReason.CodeWrong) { Pending = pending };
        if (pending.Tokens is { } held)
        {
            return await VerifyReplacementAsync(held.AccessToken, digits, cancellationToken) switch
            {
                AccountStep.Refused r => Refuse(new Refusal(r.Reason, r.Detail), pending),
                _ => new SignInStep.SignedIn(held, pending.Passed | Factors.Totp),
            };
        }

        var request = new VerifySoftwareTokenRequest { Session = pending.Session, UserCode = digits, FriendlyDeviceName = DeviceName };
        var (verified, refusal) = await CognitoCalls.CallAsync(
            CallKind.Challenge, cognito.VerifySoftwareTokenAsync(request, cancellationToken), cancellationToken);
        if (verified is null)
            return Refuse(refusal, pending);
        pending = pending with { Session = verified.Session ?? pending.Session };
        if (verified.Status != VerifySoftwareTokenResponseType.SUCCESS)
            return new SignInStep.Refused(RefusalReason.CodeWrong) { Pending = pending };
        return await RespondAsync(
            CallKind.Challenge, pending, Response(pending, ChallengeNameType.MFA_SETUP), pending.Passed | Factors.Totp, cancellationToken);
    }

    /// <summary>Requests the key of an authenticator that replaces the present one once it is proved.</summary>
    /// <returns><see cref="AccountStep.KeyIssued"/> or <see cref="AccountStep.Refused"/>.</returns>
    public async Task<AccountStep> BeginReplacementAsync(string accessToken, CancellationToken cancellationToken = default)
    {
        var (issued, refusal) = await CognitoCalls.CallAsync(
            CallKind.WithTokens,
            cognito.AssociateSoftwareTokenAsync(new AssociateSoftwareTokenRequest { AccessToken = accessToken }, cancellationToken),
            cancellationToken);
        return issued is null
            ? RefuseAccount(refusal)
            : new AccountStep.KeyIssued(issued.SecretCode ?? throw new CognitoUnavailableException("Cognito returned no key."));
    }

    /// <summary>Proves the authenticator of <see cref="BeginReplacementAsync"/>, which every sign-in then requires.</summary>
    /// <returns><see cref="AccountStep.Done"/> or <see cref="AccountStep.Refused"/>.</returns>
    public async Task<AccountStep> VerifyReplacementAsync(string accessToken, string code, CancellationToken cancellationToken = default)
    {
        if (CodeReader.Read(code) is not { } digits)
            return new AccountStep.Refused(RefusalReason.CodeWrong);
        var request = new VerifySoftwareTokenRequest { AccessToken = accessToken, UserCode = digits, FriendlyDeviceName = DeviceName };
        var (verified, refusal) = await CognitoCalls.CallAsync(
            CallKind.WithTokens, cognito.VerifySoftwareTokenAsync(request, cancellationToken), cancellationToken);
        if (verified is null)
            return RefuseAccount(refusal);
        if (verified.Status != VerifySoftwareTokenResponseType.SUCCESS)
            return new AccountStep.Refused(RefusalReason.CodeWrong);
        var failed = await PreferTotpAsync(accessToken, cancellationToken);
        return failed is null ? new AccountStep.Done() : RefuseAccount(failed);
    }

    // The person has an authenticator, but Cognito asked for another factor or none: make it the preferred one from the next sign-in on.
    private async Task<SignInStep.Refused?> PreferExistingAsync(string accessToken, CancellationToken cancellationToken)
    {
        var (user, refusal) = await CognitoCalls.CallAsync(
            CallKind.WithTokens, cognito.GetUserAsync(new GetUserRequest { AccessToken = accessToken }, cancellationToken), cancellationToken);
        if (user is null)
            return Refuse(refusal);
        if (user.UserMFASettingList?.Contains("SOFTWARE_TOKEN_MFA") is not true)
            return null;
        var failed = await PreferTotpAsync(accessToken, cancellationToken);
        return failed is null ? new SignInStep.Refused(RefusalReason.SignInAgain) : Refuse(failed);
    }

    private async Task<Refusal?> PreferTotpAsync(string accessToken, CancellationToken cancellationToken)
    {
        var preference = new SetUserMFAPreferenceRequest
        {
            AccessToken = accessToken,
            SoftwareTokenMfaSettings = new SoftwareTokenMfaSettingsType { Enabled = true, PreferredMfa = true },
        };
        var (_, refusal) = await CognitoCalls.CallAsync(
            CallKind.WithTokens, cognito.SetUserMFAPreferenceAsync(preference, cancellationToken), cancellationToken);
        return refusal;
    }
}
