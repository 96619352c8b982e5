using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;
using Clubshop.LocalAws.Wire;

namespace Clubshop.LocalAws.Cognito.Tokens;

/// <summary>Whose access token it is.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="User">The user as of now.</param>
/// <param name="Client">The app client that signed in; null when it was deleted since.</param>
internal sealed record Bearer(UserPool Pool, UserRecord User, ClientRecord? Client);

/// <summary>Reads the access tokens that come back with the operations of a signed-in user.</summary>
internal sealed class AccessTokens(CognitoState state, TokenIssuer issuer, TimeProvider clock)
{
    /// <summary>The bearer of a good token; NotAuthorizedException otherwise.</summary>
    public async ValueTask<Bearer> ReadAsync(string token)
    {
        var claims = Payload(token, out var parts);
        var iss = Unproved(claims, "iss") ?? "";
        var poolId = iss[(iss.LastIndexOf('/') + 1)..];
        if (!state.Pools.TryGetValue(poolId, out var pool) || issuer.Issuer(poolId) != iss || Unproved(claims, "token_use") != "access")
            throw Invalid();
        var keys = await issuer.KeysAsync(pool);
        if (!keys.Access.Verifies(Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]), Bytes(parts[2])))
            throw Invalid();
        if (clock.GetUtcNow().ToUnixTimeSeconds() >= claims.Number("exp"))
            throw Refusals.NotAuthorized("Access Token has expired");
        var user = pool.Users.ByName(pool.Rules, claims.Text("username") ?? "");
        if (user is null || user.Sub != claims.Text("sub"))
            throw Refusals.NoSuchUser();
        if (!user.Enabled)
            throw Refusals.Disabled();
        // Without revocation the token names no sign-in, and only its time ends it.
        if (claims.Text("origin_jti") is { } origin && state.SignIns.Find(origin) is not { Revoked: false })
            throw Refusals.NotAuthorized("Access Token has been revoked");
        return new Bearer(pool, user, state.Clients.GetValueOrDefault(claims.Text("client_id") ?? ""));
    }

    private static Input Payload(string token, out string[] parts)
    {
        parts = token.Split('.');
        if (parts.Length != 3)
            throw Invalid();
        return JsonBody.Parse(Bytes(parts[1])) is { ValueKind: JsonValueKind.Object } claims ? new Input(claims) : throw Invalid();
    }

    // Before the signature is checked, a claim may be of any type.
    private static string? Unproved(Input claims, string name) =>
        claims.Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static byte[] Bytes(string part)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(part.Length)];
        return Base64Url.IsValid(part) && Base64Url.TryDecodeFromChars(part, bytes, out var written) ? bytes[..written] : throw Invalid();
    }

    private static CognitoException Invalid() => Refusals.NotAuthorized("Invalid Access Token");
}
