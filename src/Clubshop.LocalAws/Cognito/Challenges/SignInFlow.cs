using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Srp;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Challenges;

/// <summary>
/// The steps of a sign-in up to the right password and the new one; <see cref="MfaSteps"/> goes on from there. The order of the checks
/// is the service's: existence, disabled and lock, password, status, new password, second factor, tokens.
/// </summary>
internal sealed class SignInFlow(CognitoParts parts)
{
    /// <summary>USER_SRP_AUTH: asks for the proof of the password.</summary>
    public JsonObject StartSrp(UserPool pool, ClientRecord client, IReadOnlyDictionary<string, string> parameters)
    {
        var typed = Parameter(parameters, "USERNAME");
        var clientPublic = Parameter(parameters, "SRP_A");
        ClientSecrets.CheckHash(client, parameters.GetValueOrDefault("SECRET_HASH"), typed);
        var user = Existing(pool, client, typed);
        WarmUp(pool);
        var (block, proof) = parts.Proofs.Ask(pool, client, user, typed, clientPublic);
        return new JsonObject
        {
            ["ChallengeName"] = Challenge.PasswordVerifier,
            ["ChallengeParameters"] = new JsonObject
            {
                ["SALT"] = proof.Salt.TrimStart('0') is { Length: > 0 } salt ? salt : "0",
                ["SECRET_BLOCK"] = block,
                ["SRP_B"] = SrpGroup.ToHex(proof.ServerPublic),
                ["USERNAME"] = proof.UserId,
                ["USER_ID_FOR_SRP"] = proof.UserId,
            },
        };
    }

    /// <summary>USER_PASSWORD_AUTH and ADMIN_USER_PASSWORD_AUTH.</summary>
    public async ValueTask<JsonObject> StartPasswordAsync(
        UserPool pool, ClientRecord client, IReadOnlyDictionary<string, string> parameters)
    {
        var typed = Parameter(parameters, "USERNAME");
        var password = Parameter(parameters, "PASSWORD");
        ClientSecrets.CheckHash(client, parameters.GetValueOrDefault("SECRET_HASH"), typed);
        var user = Existing(pool, client, typed);
        WarmUp(pool);
        if (!Passwords.Matches(pool, user, password))
            throw Failed(pool, user?.Username ?? SimulatedUser.UserId(pool, typed));
        return await AfterPasswordAsync(pool, client, user!);
    }

    // A pool's first keys take a while to make: they are ready by the time the person has answered the challenges.
    private void WarmUp(UserPool pool) => _ = parts.Issuer.KeysAsync(pool);

    /// <summary>REFRESH_TOKEN_AUTH: new ID and access tokens.</summary>
    public async ValueTask<JsonObject> RefreshAsync(
        UserPool pool, ClientRecord client, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        var token = Parameter(parameters, "REFRESH_TOKEN");
        var result = await parts.Issuer.RefreshAsync(
            pool,
            client,
            token,
            user => ClientSecrets.CheckHash(client, parameters.GetValueOrDefault("SECRET_HASH"), user.Username, user.Sub),
            cancellationToken);
        return Result(result);
    }

    /// <summary>The answer to whichever challenge a request names.</summary>
    public async ValueTask<JsonObject> AnswerAsync(UserPool pool, ClientRecord client, Input input, CancellationToken cancellationToken)
    {
        var responses = input.Map("ChallengeResponses");
        var session = input.Text("Session");
        return input.Required("ChallengeName") switch
        {
            Challenge.PasswordVerifier => await AnswerPasswordAsync(pool, client, responses),
            Challenge.NewPassword => await AnswerNewPasswordAsync(pool, client, session, responses, cancellationToken),
            Challenge.MfaSetup => await parts.Mfa.AnswerSetupAsync(pool, client, session, responses, cancellationToken),
            Challenge.Totp => await parts.Mfa.AnswerTotpAsync(pool, client, session, responses, cancellationToken),
            Challenge.SelectMfa => await parts.Mfa.AnswerChoiceAsync(pool, client, session, responses),
            var sent and (Challenge.Sms or Challenge.Email) => await parts.Mfa.AnswerSentCodeAsync(pool, client, sent, session, responses),
            var other => throw Refusals.InvalidParameter($"The challenge {other} is not supported."),
        };
    }

    /// <summary>The answer to PASSWORD_VERIFIER.</summary>
    public async ValueTask<JsonObject> AnswerPasswordAsync(
        UserPool pool, ClientRecord client, IReadOnlyDictionary<string, string> responses)
    {
        var typed = Parameter(responses, "USERNAME");
        var block = Parameter(responses, "PASSWORD_CLAIM_SECRET_BLOCK");
        var signature = Parameter(responses, "PASSWORD_CLAIM_SIGNATURE");
        var timestamp = Parameter(responses, "TIMESTAMP");
        ClientSecrets.CheckHash(client, responses.GetValueOrDefault("SECRET_HASH"), typed);
        if (parts.Proofs.Take(block, client) is not { } proof)
            throw Refusals.WrongPassword();
        var user = pool.Users.ByName(pool.Rules, proof.UserId);
        var named = pool.Users.Find(pool.Rules, typed)?.Username ?? typed;
        parts.Lockouts.Check(pool.Id, Key(pool, proof.UserId));
        var holds = parts.Proofs.Holds(pool, proof, block, signature, timestamp);
        if (!holds || user is null || named != user.Username)
            throw Failed(pool, proof.UserId);
        return await AfterPasswordAsync(pool, client, user);
    }

    /// <summary>The answer to NEW_PASSWORD_REQUIRED.</summary>
    public async ValueTask<JsonObject> AnswerNewPasswordAsync(
        UserPool pool, ClientRecord client, string? sessionId, IReadOnlyDictionary<string, string> responses,
        CancellationToken cancellationToken)
    {
        var session = parts.Sessions.Get(sessionId, Challenge.NewPassword, client.Id);
        CheckUser(pool, client, session, responses);
        var password = Parameter(responses, "NEW_PASSWORD");
        CheckPasswordShape(password);
        var given = responses
            .Where(entry => entry.Key.StartsWith("userAttributes.", StringComparison.Ordinal))
            .Select(entry => KeyValuePair.Create(entry.Key["userAttributes.".Length..], entry.Value))
            .ToList();
        var changed = await parts.State.ChangeUserAsync(
            pool,
            session.Username,
            user =>
            {
                var next = parts.Passwords.Set(pool, WithNewAttributes(pool, user, given), password) with
                {
                    Status = UserStatus.Confirmed,
                };
                parts.Sessions.Use(sessionId!, session);
                return next;
            },
            cancellationToken);
        return await parts.Mfa.NextAsync(pool, client, changed);
    }

    /// <summary>Refuses an answer whose USERNAME is not the session's user, or whose secret hash is wrong.</summary>
    public static void CheckUser(
        UserPool pool, ClientRecord client, ChallengeSession session, IReadOnlyDictionary<string, string> responses)
    {
        var typed = Parameter(responses, "USERNAME");
        ClientSecrets.CheckHash(client, responses.GetValueOrDefault("SECRET_HASH"), typed);
        var user = pool.Users.Find(pool.Rules, typed);
        if (user is null || user.Username != session.Username)
            throw Refusals.InvalidSession();
        if (!user.Enabled)
            throw Refusals.Disabled();
    }

    /// <summary>A member of AuthParameters or ChallengeResponses that must be there.</summary>
    public static string Parameter(IReadOnlyDictionary<string, string> parameters, string name) =>
        parameters.TryGetValue(name, out var value) && value.Length > 0 ? value : throw Refusals.MissingParameter(name);

    /// <summary>The answer that carries tokens.</summary>
    public static JsonObject Result(JsonObject tokens) => new() { ["AuthenticationResult"] = tokens, ["ChallengeParameters"] = new JsonObject() };

    /// <summary>The answer that asks the next challenge.</summary>
    public static JsonObject Ask(string challenge, string session, JsonObject parameters) => new()
    {
        ["ChallengeName"] = challenge,
        ["Session"] = session,
        ["ChallengeParameters"] = parameters,
    };

    /// <summary>A password inside a map misses the check that members of the type PasswordType get.</summary>
    public static void CheckPasswordShape(string password)
    {
        if (password.Length > 256 || password.Any(char.IsWhiteSpace))
        {
            throw Refusals.InvalidParameter(
                "1 validation error detected: Value at 'password' failed to satisfy constraint: "
                + (password.Length > 256
                    ? "Member must have length less than or equal to 256"
                    : @"Member must satisfy regular expression pattern: [\S]+"));
        }
    }

    /// <summary>Counts a wrong password and says so.</summary>
    private CognitoException Failed(UserPool pool, string name)
    {
        parts.Lockouts.Failed(pool.Id, Key(pool, name));
        return Refusals.WrongPassword();
    }

    /// <summary>The user who may try now; null for nobody where existence is hidden.</summary>
    private UserRecord? Existing(UserPool pool, ClientRecord client, string typed)
    {
        var user = pool.Users.Find(pool.Rules, typed);
        if (user is null && !client.Rules.HidesExistence)
            throw Refusals.NoSuchUser();
        parts.Lockouts.Check(pool.Id, Key(pool, user?.Username ?? SimulatedUser.UserId(pool, typed)));
        if (user is { Enabled: false })
            throw Refusals.Disabled();
        return user;
    }

    private static string Key(UserPool pool, string name) => UserDirectory.NameKey(pool.Rules, name);

    private async ValueTask<JsonObject> AfterPasswordAsync(UserPool pool, ClientRecord client, UserRecord user)
    {
        if (!user.Enabled)
            throw Refusals.Disabled();
        if (parts.Passwords.Expired(pool, user))
            throw Refusals.NotAuthorized("Temporary password has expired and must be reset by an administrator.");
        return user.Status switch
        {
            UserStatus.Unconfirmed => throw new CognitoException("UserNotConfirmedException", "User is not confirmed."),
            UserStatus.ResetRequired =>
                throw new CognitoException("PasswordResetRequiredException", "Password reset required for the user"),
            UserStatus.ForceChange => AskNewPassword(pool, client, user),
            _ => await parts.Mfa.NextAsync(pool, client, user),
        };
    }

    private JsonObject AskNewPassword(UserPool pool, ClientRecord client, UserRecord user)
    {
        var session = parts.Sessions.Open(new ChallengeSession
        {
            PoolId = pool.Id,
            ClientId = client.Id,
            Username = user.Username,
            Step = Challenge.NewPassword,
            ExpiresAt = parts.Sessions.EndFor(client),
        });
        var attributes = new JsonObject();
        foreach (var (name, value) in user.Attributes)
            attributes[name] = value;
        return Ask(Challenge.NewPassword, session, new JsonObject
        {
            ["USER_ID_FOR_SRP"] = user.Username,
            ["requiredAttributes"] = Answer.AsText(Answer.Texts(Missing(pool, user).Select(name => "userAttributes." + name))),
            ["userAttributes"] = Answer.AsText(attributes),
        });
    }

    private static IEnumerable<string> Missing(UserPool pool, UserRecord user) =>
        pool.Rules.Schema.Where(attribute => attribute.Required && user.Attribute(attribute.Name) is null).Select(attribute => attribute.Name);

    private static UserRecord WithNewAttributes(UserPool pool, UserRecord user, List<KeyValuePair<string, string>> given)
    {
        foreach (var (name, value) in given)
        {
            var attribute = pool.Rules.Attribute(name)
                ?? throw Refusals.InvalidParameter($"Attributes did not conform to the schema: {name}: Attribute does not exist in the schema.");
            if (attribute.Required && user.Attribute(name) is not null)
                throw Refusals.NotAuthorized("Cannot modify an already provided " + name);
            user = user.With(name, value);
        }

        var missing = Missing(pool, user).ToList();
        var verb = missing.Count == 1 ? "is" : "are";
        return missing.Count == 0
            ? user
            : throw Refusals.InvalidParameter($"Invalid attributes given, {string.Join(", ", missing)} {verb} missing");
    }
}
