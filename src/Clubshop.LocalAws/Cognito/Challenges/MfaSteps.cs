using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Totp;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Challenges;

/// <summary>The second half of a sign-in: which factor is asked, and the answers to them.</summary>
internal sealed class MfaSteps(CognitoParts parts)
{
    /// <summary>What follows a right password: the preferred factor or the only one, the choice between several, enrolment, or tokens.</summary>
    public async ValueTask<JsonObject> NextAsync(UserPool pool, ClientRecord client, UserRecord user)
    {
        if (pool.Rules.Mfa == "OFF")
            return await FinishAsync(pool, client, user);
        var factors = Factors(pool, user);
        if (factors.Count == 0)
            return pool.Rules.Mfa == "ON" ? AskSetup(pool, client, user) : await FinishAsync(pool, client, user);
        if (factors.Count > 1 && (user.PreferredFactor is null || !factors.Contains(user.PreferredFactor, StringComparer.Ordinal)))
            return AskChoice(pool, client, user, factors);
        var factor = factors.Count == 1 ? factors[0] : user.PreferredFactor!;
        return await AskAsync(pool, client, user, factor);
    }

    /// <summary>The answer to SOFTWARE_TOKEN_MFA.</summary>
    public async ValueTask<JsonObject> AnswerTotpAsync(
        UserPool pool, ClientRecord client, string? sessionId, IReadOnlyDictionary<string, string> responses,
        CancellationToken cancellationToken)
    {
        var session = parts.Sessions.Get(sessionId, Challenge.Totp, client.Id);
        SignInFlow.CheckUser(pool, client, session, responses);
        var code = SignInFlow.Parameter(responses, "SOFTWARE_TOKEN_MFA_CODE");
        var key = UserDirectory.NameKey(pool.Rules, session.Username);
        parts.Lockouts.Check(pool.Id, key);
        var user = await parts.State.ChangeUserAsync(
            pool,
            session.Username,
            current =>
            {
                var device = current.Totp
                    ?? throw new CognitoException("SoftwareTokenMFANotFoundException", "Software Token MFA is not enabled for the user.");
                if (TotpCodes.Match(device.Secret, code, parts.Clock.GetUtcNow()) is not { } step)
                {
                    parts.Lockouts.Failed(pool.Id, key);
                    throw new CognitoException("CodeMismatchException", "Invalid code received for user");
                }

                if (step <= device.LastStep)
                    throw new CognitoException("ExpiredCodeException", "Your software token has already been used once.");
                parts.Sessions.Use(sessionId!, session);
                return current with { Totp = device with { LastStep = step } };
            },
            cancellationToken);
        return await FinishAsync(pool, client, user);
    }

    /// <summary>The answer to SMS_MFA or EMAIL_OTP.</summary>
    public async ValueTask<JsonObject> AnswerSentCodeAsync(
        UserPool pool, ClientRecord client, string step, string? sessionId, IReadOnlyDictionary<string, string> responses)
    {
        var session = parts.Sessions.Get(sessionId, step, client.Id);
        SignInFlow.CheckUser(pool, client, session, responses);
        var code = SignInFlow.Parameter(responses, step + "_CODE");
        var key = UserDirectory.NameKey(pool.Rules, session.Username);
        parts.Lockouts.Check(pool.Id, key);
        if (!Codes.Same(session.Code!, code))
        {
            parts.Lockouts.Failed(pool.Id, key);
            throw new CognitoException("CodeMismatchException", "Invalid code or auth state for the user.");
        }

        parts.Sessions.Use(sessionId!, session);
        return await FinishAsync(pool, client, pool.User(session.Username));
    }

    /// <summary>The answer to SELECT_MFA_TYPE: asks the chosen factor.</summary>
    public async ValueTask<JsonObject> AnswerChoiceAsync(
        UserPool pool, ClientRecord client, string? sessionId, IReadOnlyDictionary<string, string> responses)
    {
        var session = parts.Sessions.Get(sessionId, Challenge.SelectMfa, client.Id);
        SignInFlow.CheckUser(pool, client, session, responses);
        // EMAIL_MFA is the API reference's name for the answer, EMAIL_OTP for the challenge that follows.
        var answer = SignInFlow.Parameter(responses, "ANSWER") is var given && given == "EMAIL_MFA" ? Factor.Email : given;
        var user = pool.User(session.Username);
        if (!Factors(pool, user).Contains(answer, StringComparer.Ordinal))
            throw Refusals.InvalidParameter("Invalid MFA type selected: " + answer);
        parts.Sessions.Use(sessionId!, session);
        return await AskAsync(pool, client, user, answer);
    }

    /// <summary>The answer to MFA_SETUP, after VerifySoftwareToken: the authenticator is on from here.</summary>
    public async ValueTask<JsonObject> AnswerSetupAsync(
        UserPool pool, ClientRecord client, string? sessionId, IReadOnlyDictionary<string, string> responses,
        CancellationToken cancellationToken)
    {
        var session = parts.Sessions.Get(sessionId, Challenge.MfaSetup, client.Id);
        SignInFlow.CheckUser(pool, client, session, responses);
        if (!session.TotpVerified)
            throw Refusals.InvalidParameter("User has not set up software token mfa");
        var user = await parts.State.ChangeUserAsync(
            pool,
            session.Username,
            current =>
            {
                parts.Sessions.Use(sessionId!, session);
                return current with
                {
                    Factors = [.. current.Factors.Union([Factor.Totp], StringComparer.Ordinal)],
                    PreferredFactor = Factor.Totp,
                };
            },
            cancellationToken);
        return await FinishAsync(pool, client, user);
    }

    /// <summary>The factors that can be asked of a user now.</summary>
    public static IReadOnlyList<string> Factors(UserPool pool, UserRecord user)
    {
        var required = pool.Rules.Mfa == "ON";
        List<string> factors = [];
        // In a pool that requires a second factor, a factor that the user has counts even without a preference.
        if (user.Attribute("phone_number") is not null
            && (On(user, Factor.Sms) || (required && pool.Rules.SmsAllowed && user.Verified("phone_number") && !On(user, Factor.Totp))))
        {
            factors.Add(Factor.Sms);
        }

        if (user.Totp is not null && (On(user, Factor.Totp) || required))
            factors.Add(Factor.Totp);
        if (user.Attribute("email") is not null && On(user, Factor.Email))
            factors.Add(Factor.Email);
        return factors;
    }

    private static bool On(UserRecord user, string factor) => user.Factors.Contains(factor, StringComparer.Ordinal);

    private async ValueTask<JsonObject> FinishAsync(UserPool pool, ClientRecord client, UserRecord user)
    {
        parts.Lockouts.Passed(pool.Id, UserDirectory.NameKey(pool.Rules, user.Username));
        return SignInFlow.Result(await parts.Issuer.SignInAsync(pool, client, user));
    }

    private async ValueTask<JsonObject> AskAsync(UserPool pool, ClientRecord client, UserRecord user, string factor)
    {
        if (factor == Factor.Totp)
        {
            return SignInFlow.Ask(Challenge.Totp, parts.Sessions.Open(Session(pool, client, user, Challenge.Totp)), new JsonObject
            {
                ["FRIENDLY_DEVICE_NAME"] = user.Totp?.Name ?? "",
                ["USER_ID_FOR_SRP"] = user.Username,
            });
        }

        var attribute = factor == Factor.Sms ? "phone_number" : "email";
        var to = user.Attribute(attribute)!;
        var code = Codes.New();
        var session = parts.Sessions.Open(Session(pool, client, user, factor) with { Code = code });
        await parts.Codes.SendAsync(attribute, to, "Your authentication code", $"Your authentication code is {code}.", factor);
        return SignInFlow.Ask(factor, session, new JsonObject
        {
            ["CODE_DELIVERY_DELIVERY_MEDIUM"] = factor == Factor.Sms ? "SMS" : "EMAIL",
            ["CODE_DELIVERY_DESTINATION"] = Codes.Mask(attribute, to),
            ["USER_ID_FOR_SRP"] = user.Username,
        });
    }

    private JsonObject AskChoice(UserPool pool, ClientRecord client, UserRecord user, IReadOnlyList<string> factors)
    {
        var parameters = new JsonObject
        {
            ["MFAS_CAN_CHOOSE"] = Answer.AsText(Answer.Texts(factors)),
            ["USER_ID_FOR_SRP"] = user.Username,
        };
        if (factors.Contains(Factor.Sms, StringComparer.Ordinal))
            parameters["CODE_DELIVERY_DESTINATION"] = Codes.Mask("phone_number", user.Attribute("phone_number")!);
        return SignInFlow.Ask(Challenge.SelectMfa, parts.Sessions.Open(Session(pool, client, user, Challenge.SelectMfa)), parameters);
    }

    private JsonObject AskSetup(UserPool pool, ClientRecord client, UserRecord user)
    {
        List<string> possible = [];
        if (pool.Rules.SmsAllowed)
            possible.Add(Factor.Sms);
        if (pool.Rules.TotpAllowed)
            possible.Add(Factor.Totp);
        if (pool.Rules.EmailAllowed)
            possible.Add(Factor.Email);
        return SignInFlow.Ask(Challenge.MfaSetup, parts.Sessions.Open(Session(pool, client, user, Challenge.MfaSetup)), new JsonObject
        {
            ["MFAS_CAN_SETUP"] = Answer.AsText(Answer.Texts(possible)),
            ["USER_ID_FOR_SRP"] = user.Username,
        });
    }

    private ChallengeSession Session(UserPool pool, ClientRecord client, UserRecord user, string step) => new()
    {
        PoolId = pool.Id,
        ClientId = client.Id,
        Username = user.Username,
        Step = step,
        ExpiresAt = parts.Sessions.EndFor(client),
    };
}
