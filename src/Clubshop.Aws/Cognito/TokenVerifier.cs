using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Clubshop.Aws.Cognito;

/// <summary>
/// Verifies the pool's tokens: RS256 by one of its published keys, its issuer, this client, the right use, not over. Whether a token
/// was revoked meanwhile no verification can tell; Cognito's own operations can. Safe for concurrent use.
/// </summary>
public sealed class TokenVerifier(UserPoolOptions pool, HttpClient http, TimeProvider time) : IDisposable
{
    private const int MaxLength = 32 * 1024;

    // A token may be from a clock slightly ahead of ours; its end is taken by ours alone.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    private readonly PoolKeys _keys = new(pool.KeysAddress, http, time);

    /// <summary>Who an ID token is about.</summary>
    /// <exception cref="TokenNotTrustedException">A rule is broken; the message names it.</exception>
    /// <exception cref="CognitoUnavailableException">The pool's keys could not be had.</exception>
    public async Task<PoolIdentity> VerifyIdAsync(string idToken, CancellationToken cancellationToken = default)
    {
        var claims = await VerifyAsync(idToken, "id", "aud", cancellationToken);
        return new PoolIdentity(
            Required(claims, "sub"),
            Required(claims, "cognito:username"),
            Optional(claims, "email"),
            Optional(claims, "name"),
            Groups(claims),
            Time(claims, "auth_time"));
    }

    /// <summary>Who an access token is for, and until when.</summary>
    /// <exception cref="TokenNotTrustedException">A rule is broken; the message names it.</exception>
    /// <exception cref="CognitoUnavailableException">The pool's keys could not be had.</exception>
    public async Task<AccessClaims> VerifyAccessAsync(string accessToken, CancellationToken cancellationToken = default)
    {
        var claims = await VerifyAsync(accessToken, "access", "client_id", cancellationToken);
        return new AccessClaims(Required(claims, "sub"), Required(claims, "username"), Groups(claims), Time(claims, "exp"));
    }

    /// <inheritdoc/>
    public void Dispose() => _keys.Dispose();

    private async Task<JsonElement> VerifyAsync(string token, string use, string audienceClaim, CancellationToken cancellationToken)
    {
        var parts = token.Length <= MaxLength ? token.Split('.') : [];
        if (parts.Length != 3)
            throw new TokenNotTrustedException("not a JWT");
        var header = Decode(parts[0]);
        if (Optional(header, "alg") != "RS256" || header.TryGetProperty("crit", out _))
            throw new TokenNotTrustedException("alg");
        var key = await _keys.FindAsync(Required(header, "kid"), cancellationToken) ?? throw new TokenNotTrustedException("kid");
        if (!Signed(key, $"{parts[0]}.{parts[1]}", parts[2]))
            throw new TokenNotTrustedException("signature");

        var claims = Decode(parts[1]);
        var now = time.GetUtcNow();
        if (Required(claims, "iss") != pool.Issuer)
            throw new TokenNotTrustedException("iss");
        if (Required(claims, "token_use") != use)
            throw new TokenNotTrustedException("token_use");
        if (Required(claims, audienceClaim) != pool.ClientId)
            throw new TokenNotTrustedException(audienceClaim);
        if (Time(claims, "exp") <= now)
            throw new TokenNotTrustedException("exp");
        if (Time(claims, "iat") > now + ClockSkew)
            throw new TokenNotTrustedException("iat");
        return claims;
    }

    private static bool Signed(RSAParameters key, string signed, string signature)
    {
        using var rsa = RSA.Create(key);
        return Bytes(signature) is { } bytes
            && rsa.VerifyData(Encoding.ASCII.GetBytes(signed), bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static JsonElement Decode(string part)
    {
        try
        {
            using var document = JsonDocument.Parse(Bytes(part) ?? throw new TokenNotTrustedException("not a JWT"));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new TokenNotTrustedException("not a JWT");
        }
        catch (JsonException e)
        {
            throw new TokenNotTrustedException("not a JWT", e);
        }
    }

    private static byte[]? Bytes(string part) => Base64Url.IsValid(part) ? Base64Url.DecodeFromChars(part) : null;

    private static string? Optional(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Required(JsonElement claims, string name) =>
        Optional(claims, name) is { Length: > 0 } value ? value : throw new TokenNotTrustedException(name);

    private static DateTimeOffset Time(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds)
        && seconds is > 0 and < 253402300800 // the year 10000, where DateTimeOffset ends
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new TokenNotTrustedException(name);

    private static string[] Groups(JsonElement claims) =>
        claims.TryGetProperty("cognito:groups", out var groups) && groups.ValueKind == JsonValueKind.Array
            ? [.. groups.EnumerateArray().Where(g => g.ValueKind == JsonValueKind.String).Select(g => g.GetString()!)]
            : [];
}

/// <summary>Who a verified access token is for.</summary>
/// <param name="Sub">The id that never changes.</param>
/// <param name="UserName">The pool's name of the person.</param>
/// <param name="Groups">The groups; empty without any.</param>
/// <param name="ExpiresAt">When the token ends, UTC.</param>
public sealed record AccessClaims(string Sub, string UserName, IReadOnlyList<string> Groups, DateTimeOffset ExpiresAt);
