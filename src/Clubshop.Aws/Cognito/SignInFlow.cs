using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;

namespace Clubshop.Aws.Cognito;

/// <summary>
/// Signs people in with Cognito over SRP: no password leaves the process. Stateless and safe for concurrent use; the state between two
/// answers is a <see cref="PendingSignIn"/>. Outcomes that a person can cause are returned as a step; other failures throw
/// <see cref="CognitoUnavailableException"/>. The app client needs ALLOW_USER_SRP_AUTH and PreventUserExistenceErrors ENABLED: only then are
/// unknown and known names indistinguishable by response and time.
/// </summary>
public sealed partial class SignInFlow(
    IAmazonCognitoIdentityProvider cognito, UserPoolOptions pool, TokenVerifier tokens, TimeProvider time)
{
    private const int MaxNameLength = 128;
    private const int MaxPasswordLength = 256;

    /// <summary>Checks the password.</summary>
    /// <param name="userName">As typed: a name or an alias such as the e-mail address; white space around it is ignored.</param>
    /// <param name="password">As typed.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<SignInStep> StartAsync(string userName, string password, CancellationToken cancellationToken = default)
    {
        userName = userName.Trim();
        if (userName.Length is 0 or > MaxNameLength || password.Length is 0 or > MaxPasswordLength)
            return new SignInStep.Refused(RefusalReason.WrongCredentials);
        var srp = new Srp();
        var start = new InitiateAuthRequest
        {
            AuthFlow = AuthFlowType.USER_SRP_AUTH,
            ClientId = pool.ClientId,
            AuthParameters = Parameters(userName, ("SRP_A", srp.PublicValue)),
        };
        var (begun, refusal) = await CognitoCalls.CallAsync(
            CallKind.Password, cognito.InitiateAuthAsync(start, cancellationToken), cancellationToken);
        if (begun is null)
            return Refuse(refusal);
        if (begun.ChallengeName != ChallengeNameType.PASSWORD_VERIFIER)
            return new SignInStep.Refused(RefusalReason.UnsupportedChallenge, begun.ChallengeName?.Value);
        var challenge = ReadSrpChallenge(begun.ChallengeParameters ?? []);
        var answer = Answer(srp, challenge, password);
        var proof = new RespondToAuthChallengeRequest
        {
            ChallengeName = ChallengeNameType.PASSWORD_VERIFIER,
            ClientId = pool.ClientId,
            Session = begun.Session,
            ChallengeResponses = Parameters(
                challenge.UserId,
                ("PASSWORD_CLAIM_SECRET_BLOCK", challenge.SecretBlock),
                ("PASSWORD_CLAIM_SIGNATURE", answer.Signature),
                ("TIMESTAMP", answer.Timestamp)),
        };
        var proved = new PendingSignIn
        {
            UserName = challenge.UserId,
            Challenge = PendingChallenge.Code,
            Passed = Factors.Password,
            StartedAt = time.GetUtcNow(),
        };
        return await RespondAsync(CallKind.Password, proved, proof, Factors.Password, cancellationToken);
    }

    /// <summary>Answers <see cref="SignInStep.NewPasswordRequired"/>.</summary>
    public Task<SignInStep> AnswerNewPasswordAsync(
        PendingSignIn pending, string newPassword, CancellationToken cancellationToken = default)
    {
        Expect(pending, PendingChallenge.NewPassword);
        return RespondAsync(
            CallKind.NewPassword, pending, Response(pending, ChallengeNameType.NEW_PASSWORD_REQUIRED, ("NEW_PASSWORD", newPassword)),
            pending.Passed, cancellationToken);
    }

    /// <summary>Answers <see cref="SignInStep.CodeRequired"/>. The code is read by <see cref="CodeReader"/>.</summary>
    public async Task<SignInStep> AnswerCodeAsync(PendingSignIn pending, string code, CancellationToken cancellationToken = default)
    {
        Expect(pending, PendingChallenge.Code);
        if (CodeReader.Read(code) is not { } digits)
            return new SignInStep.Refused(RefusalReason.CodeWrong) { Pending = pending };
        var (name, field, factor) = pending.CodeKind switch
        {
            CodeKind.Sms => (ChallengeNameType.SMS_MFA, "SMS_MFA_CODE", Factors.Sms),
            CodeKind.Email => (ChallengeNameType.EMAIL_OTP, "EMAIL_OTP_CODE", Factors.Email),
            _ => (ChallengeNameType.SOFTWARE_TOKEN_MFA, "SOFTWARE_TOKEN_MFA_CODE", Factors.Totp),
        };
        var response = Response(pending, name, (field, digits));
        return await RespondAsync(CallKind.Challenge, pending, response, pending.Passed | factor, cancellationToken);
    }

    /// <summary>Answers <see cref="SignInStep.FactorChoiceRequired"/> with one of its choices.</summary>
    /// <exception cref="ArgumentException">It is not among them.</exception>
    public Task<SignInStep> ChooseFactorAsync(PendingSignIn pending, CodeKind choice, CancellationToken cancellationToken = default)
    {
        Expect(pending, PendingChallenge.FactorChoice);
        if (!pending.Choices.Contains(choice))
            throw new ArgumentException($"{choice} was not offered.", nameof(choice));
        var answer = choice switch
        {
            CodeKind.Sms => "SMS_MFA",
            CodeKind.Email => "EMAIL_MFA",
            _ => "SOFTWARE_TOKEN_MFA",
        };
        return RespondAsync(
            CallKind.Challenge, pending, Response(pending, ChallengeNameType.SELECT_MFA_TYPE, ("ANSWER", answer)), pending.Passed,
            cancellationToken);
    }

    private async Task<SignInStep> RespondAsync(
        CallKind kind, PendingSignIn pending, RespondToAuthChallengeRequest response, Factors passedAfter,
        CancellationToken cancellationToken)
    {
        var (next, refusal) = await CognitoCalls.CallAsync(
            kind, cognito.RespondToAuthChallengeAsync(response, cancellationToken), cancellationToken);
        if (next is null)
            return Refuse(refusal, kind is CallKind.Password ? null : pending);
        pending = pending with { Passed = passedAfter, Session = next.Session };
        if (next.AuthenticationResult is { } result)
            return await SignedInAsync(result, passedAfter, cancellationToken);
        return Challenges.Read(next.ChallengeName?.Value, next.ChallengeParameters ?? [], pending);
    }

    private async Task<SignInStep> SignedInAsync(AuthenticationResultType result, Factors passed, CancellationToken cancellationToken)
    {
        try
        {
            return new SignInStep.SignedIn(await TrustAsync(result, refreshToken: null, cancellationToken), passed);
        }
        catch (TokenNotTrustedException e)
        {
            return new SignInStep.Refused(RefusalReason.TokensNotTrusted, e.Message);
        }
    }

    private async Task<Tokens> TrustAsync(AuthenticationResultType result, string? refreshToken, CancellationToken cancellationToken)
    {
        var access = await tokens.VerifyAccessAsync(result.AccessToken ?? "", cancellationToken);
        var identity = await tokens.VerifyIdAsync(result.IdToken ?? "", cancellationToken);
        if (identity.Sub != access.Sub)
            throw new TokenNotTrustedException("sub");
        // Without rotation, a refresh returns no refresh token: the old one stays valid.
        var refresh = result.RefreshToken ?? refreshToken ?? throw new TokenNotTrustedException("refresh token");
        return new Tokens(result.AccessToken!, result.IdToken!, refresh, access.ExpiresAt, identity);
    }

    private RespondToAuthChallengeRequest Response(
        PendingSignIn pending, ChallengeNameType name, params ReadOnlySpan<(string, string)> values) =>
        new()
        {
            ChallengeName = name,
            ClientId = pool.ClientId,
            Session = pending.Session,
            ChallengeResponses = Parameters(pending.UserName, values),
        };

    private Dictionary<string, string> Parameters(string userName, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["USERNAME"] = userName };
        if (pool.ClientSecret is { } secret)
            parameters["SECRET_HASH"] = SecretHash.Of(userName, pool.ClientId, secret);
        foreach (var (name, value) in values)
            parameters[name] = value;
        return parameters;
    }

    private SrpAnswer Answer(Srp srp, SrpChallenge challenge, string password)
    {
        try
        {
            return srp.Answer(challenge, pool.PoolName, password, time.GetUtcNow());
        }
        catch (FormatException e)
        {
            throw new CognitoUnavailableException("Cognito's SRP challenge is invalid.", e);
        }
    }

    private static SrpChallenge ReadSrpChallenge(Dictionary<string, string> parameters)
    {
        return new SrpChallenge(Get("USER_ID_FOR_SRP"), Get("SALT"), Get("SRP_B"), Get("SECRET_BLOCK"));

        string Get(string name) => parameters.GetValueOrDefault(name)
            ?? throw new CognitoUnavailableException($"Cognito's SRP challenge has no {name}.");
    }

    // A refusal that a better answer can fix keeps the step; all others start again at the password.
    private static SignInStep.Refused Refuse(Refusal? refusal, PendingSignIn? pending = null)
    {
        var (reason, detail) = refusal ?? throw new InvalidOperationException("Neither a response nor a refusal.");
        var again = reason is RefusalReason.CodeWrong or RefusalReason.CodeUsed or RefusalReason.PasswordTooWeak
            or RefusalReason.PasswordUsedBefore or RefusalReason.LimitExceeded;
        return new SignInStep.Refused(reason, detail) { Pending = again ? pending : null };
    }

    private static void Expect(PendingSignIn pending, PendingChallenge challenge)
    {
        if (pending.Challenge != challenge)
            throw new ArgumentException($"The sign-in waits for {pending.Challenge}, not {challenge}.", nameof(pending));
    }
}
