using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;
using Clubshop.LocalAws.Faults;

namespace Clubshop.LocalAws.Cognito.Tokens;

/// <summary>Makes the tokens of a sign-in, and refreshes them.</summary>
internal sealed class TokenIssuer(string region, CognitoState state, TimeProvider clock, Func<string> newKey, FaultBoard faults)
{
    /// <summary>The head of every refresh token; the rest is the sign-in's id and a secret.</summary>
    private const string RefreshHead = "eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ";

    /// <summary>The issuer of a pool's tokens.</summary>
    public string Issuer(string poolId) => $"https://cognito-idp.{region}.amazonaws.com/{poolId}";

    /// <summary>Starts a sign-in: its record is written before the tokens are given out.</summary>
    /// <returns>AuthenticationResult.</returns>
    public async ValueTask<JsonObject> SignInAsync(UserPool pool, ClientRecord client, UserRecord user)
    {
        var now = clock.GetUtcNow();
        var id = Guid.NewGuid().ToString();
        var refresh = NewRefreshToken(id);
        var signIn = new SignInRecord
        {
            Id = id,
            PoolId = pool.Id,
            ClientId = client.Id,
            Username = user.Username,
            AuthTime = now,
            ExpiresAt = now + client.Rules.RefreshLife,
            Tokens = [HashOf(refresh)],
        };
        await state.CommitAsync(new StateEntry { SignIn = signIn });
        return await ResultAsync(pool, client, user, signIn, refresh);
    }

    /// <summary>New tokens for a refresh token.</summary>
    /// <param name="checkUser">Refuses a user before anything is issued, for example by the secret hash.</param>
    public async ValueTask<JsonObject> RefreshAsync(
        UserPool pool, ClientRecord client, string token, Action<UserRecord> checkUser, CancellationToken cancellationToken)
    {
        var signIn = Read(token, client);
        using var turn = await state.TurnAsync(pool.Id, signIn.Id, cancellationToken);
        signIn = Read(token, client);
        var user = pool.Users.ByName(pool.Rules, signIn.Username) ?? throw Refusals.NotAuthorized("Invalid Refresh Token.");
        checkUser(user);
        if (!user.Enabled)
            throw Refusals.Disabled();
        string? next = null;
        if (client.Rules.Rotates)
        {
            next = NewRefreshToken(signIn.Id);
            var used = HashOf(token);
            var first = signIn.Tokens.Contains(used, StringComparer.Ordinal);
            signIn = signIn with
            {
                // A retry with the old token inside the grace period leaves the newer ones valid.
                Tokens = [.. signIn.Tokens.Where(hash => hash != used), HashOf(next)],
                Retired = first ? used : signIn.Retired,
                RetiredUntil = first ? clock.GetUtcNow() + client.Rules.Grace : signIn.RetiredUntil,
            };
            await state.CommitAsync(new StateEntry { SignIn = signIn });
        }

        return await ResultAsync(pool, client, user, signIn, next);
    }

    /// <summary>The sign-in that a refresh token belongs to, or the refusal.</summary>
    public SignInRecord Read(string token, ClientRecord client)
    {
        var signIn = Find(token);
        if (signIn is null || signIn.ClientId != client.Id)
            throw Refusals.NotAuthorized("Invalid Refresh Token.");
        if (signIn.Revoked)
            throw Refusals.NotAuthorized("Refresh Token has been revoked");
        if (clock.GetUtcNow() > signIn.ExpiresAt)
            throw Refusals.NotAuthorized("Refresh Token has expired");
        var hash = HashOf(token);
        if (signIn.Tokens.Contains(hash, StringComparer.Ordinal) || (hash == signIn.Retired && clock.GetUtcNow() <= signIn.RetiredUntil))
            return signIn;
        throw new CognitoException("RefreshTokenReuseException", "Refresh Token has been used already.");
    }

    /// <summary>The sign-in that a refresh token names, whatever its state; null when it is not ours.</summary>
    public SignInRecord? Find(string token)
    {
        var parts = token.Split('.');
        return parts is [RefreshHead, _, _] && Guid.TryParseExact(parts[1], "N", out var id) ? state.SignIns.Find(id.ToString()) : null;
    }

    /// <summary>The pool's keys, made and written down at first need.</summary>
    public Task<PoolKeys> KeysAsync(UserPool pool) => pool.KeysAsync(() => Task.Run(async () =>
    {
        var (keys, record) = PoolKeys.Make(pool.Id, newKey);
        await state.CommitAsync(new StateEntry { Keys = record });
        return keys;
    }));

    private async ValueTask<JsonObject> ResultAsync(
        UserPool pool, ClientRecord client, UserRecord user, SignInRecord signIn, string? refreshToken)
    {
        var keys = await KeysAsync(pool);
        if (faults.Strikes("*", FaultKind.ForeignSignature))
            keys = keys.Foreign();

        var now = clock.GetUtcNow();
        var eventId = Guid.NewGuid().ToString();
        var groups = pool.GroupsOf(user);
        var access = Claims(pool, client, user, signIn, groups, eventId, "access", now, client.Rules.AccessLife);
        access["scope"] = "aws.cognito.signin.user.admin";
        access["client_id"] = client.Id;
        access["username"] = user.Username;
        var id = Claims(pool, client, user, signIn, groups, eventId, "id", now, client.Rules.IdLife);
        id["aud"] = client.Id;
        id["cognito:username"] = user.Username;
        AddRoles(id, groups);
        AddAttributes(id, user, client);
        var result = new JsonObject
        {
            ["AccessToken"] = Sign(keys.Access, access),
            ["ExpiresIn"] = (long)client.Rules.AccessLife.TotalSeconds,
            ["IdToken"] = Sign(keys.Id, id),
            ["TokenType"] = "Bearer",
        };
        if (refreshToken is not null)
            result["RefreshToken"] = refreshToken;
        return result;
    }

    private JsonObject Claims(
        UserPool pool, ClientRecord client, UserRecord user, SignInRecord signIn, IReadOnlyList<GroupRecord> groups, string eventId,
        string use, DateTimeOffset now, TimeSpan life)
    {
        var claims = new JsonObject { ["sub"] = user.Sub };
        if (groups.Count > 0)
            claims["cognito:groups"] = Answer.Texts(groups.Select(group => group.Name));
        claims["iss"] = Issuer(pool.Id);
        if (client.Rules.Revocation)
            claims["origin_jti"] = signIn.Id;
        claims["event_id"] = eventId;
        claims["token_use"] = use;
        claims["auth_time"] = signIn.AuthTime.ToUnixTimeSeconds();
        claims["exp"] = (now + life).ToUnixTimeSeconds();
        claims["iat"] = now.ToUnixTimeSeconds();
        claims["jti"] = Guid.NewGuid().ToString();
        return claims;
    }

    private static void AddRoles(JsonObject claims, IReadOnlyList<GroupRecord> groups)
    {
        var roles = groups.Where(group => group.RoleArn is not null).ToList();
        if (roles.Count == 0)
            return;
        claims["cognito:roles"] = Answer.Texts(roles.Select(group => group.RoleArn!).Distinct(StringComparer.Ordinal));
        // Lowest precedence wins; different roles with the same precedence leave it undecided.
        var best = roles.Where(group => group.Precedence == roles[0].Precedence).Select(group => group.RoleArn!);
        if (best.Distinct(StringComparer.Ordinal).Count() == 1)
            claims["cognito:preferred_role"] = roles[0].RoleArn;
    }

    private static void AddAttributes(JsonObject claims, UserRecord user, ClientRecord client)
    {
        foreach (var (name, value) in user.Attributes)
        {
            if (client.Rules.Reads is { } readable && !readable.Contains(name))
                continue;
            claims[name] = name is "email_verified" or "phone_number_verified" ? value == "true" : value;
        }
    }

    private static string Sign(SigningKey key, JsonObject claims)
    {
        var head = new JsonObject { ["kid"] = key.Id, ["alg"] = "RS256" };
        var signed = Encode(head) + "." + Encode(claims);
        return signed + "." + Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)));
    }

    private static string Encode(JsonObject json) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json, Answer.Options));

    private static string NewRefreshToken(string id) =>
        $"{RefreshHead}.{id.Replace("-", "", StringComparison.Ordinal)}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(96))}";

    private static string HashOf(string token) => Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(token)));
}
