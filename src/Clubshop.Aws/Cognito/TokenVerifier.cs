using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Clubshop.Aws.Cognito;

/// <summary>
/// Verifies the pool's tokens: signed with RS256 by one of its published keys, issued by it for this client and this use, and not expired.
/// Whether a token was revoked meanwhile, only Cognito's own operations can tell. Safe for concurrent use.
/// </summary>
/// <remarks>
/// <see cref="JsonWebTokenHandler"/> checks signature, algorithm, issuer and audience. It is lenient in what it reads: it accepts duplicate
/// members, padding, numbers as text, and ignores <c>crit</c>. Therefore form and claims are checked strictly here. It takes no
/// <see cref="TimeProvider"/>, so the times are checked here too.
/// </remarks>
public sealed class TokenVerifier(UserPoolOptions pool, HttpClient http, TimeProvider time) : IDisposable
{
    private const int MaxLength = 32 * 1024;
    private const string Malformed = "not a JWT";

    // A token may come from a clock slightly ahead of ours; only our clock decides when it expires.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    private static readonly SearchValues<char> Characters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = MaxLength };
    private readonly PoolKeys _keys = new(pool.KeysAddress, http, time);

    /// <summary>Who an ID token is about.</summary>
    /// <exception cref="TokenNotTrustedException">A rule is broken; the message names it.</exception>
    /// <exception cref="CognitoUnavailableException">The pool's keys could not be loaded.</exception>
    public async Task<PoolIdentity> VerifyIdAsync(string idToken, CancellationToken cancellationToken = default)
    {
        var claims = await VerifyAsync(idToken, "id", cancellationToken);
        return new PoolIdentity(
            Required(claims, "sub"),
            Required(claims, "cognito:username"),
            Optional(claims, "email"),
            Optional(claims, "name"),
            Groups(claims),
            Time(claims, "auth_time"));
    }

    /// <summary>Who an access token of this client is for, and when it expires.</summary>
    /// <exception cref="TokenNotTrustedException">A rule is broken; the message names it.</exception>
    /// <exception cref="CognitoUnavailableException">The pool's keys could not be loaded.</exception>
    public Task<AccessClaims> VerifyAccessAsync(string accessToken, CancellationToken cancellationToken = default) =>
        VerifyAccessAsync(accessToken, [], cancellationToken);

    /// <summary>Who an access token is for, and when it expires.</summary>
    /// <param name="accessToken">The token.</param>
    /// <param name="otherClients">Ids of app clients of the pool whose tokens are taken as well as this one's.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="TokenNotTrustedException">A rule is broken; the message names it.</exception>
    /// <exception cref="CognitoUnavailableException">The pool's keys could not be loaded.</exception>
    public async Task<AccessClaims> VerifyAccessAsync(string accessToken, IReadOnlyCollection<string> otherClients, CancellationToken cancellationToken = default)
    {
        var claims = await VerifyAsync(accessToken, "access", cancellationToken);
        if (Required(claims, "client_id") is var client && client != pool.ClientId && !otherClients.Contains(client, StringComparer.Ordinal))
            throw new TokenNotTrustedException("client_id");
        return new AccessClaims(Required(claims, "sub"), Required(claims, "username"), Groups(claims), Time(claims, "exp"))
        {
            SignedInAt = claims.TryGetProperty("auth_time", out _) ? Time(claims, "auth_time") : null,
            Methods = claims.TryGetProperty("amr", out _) ? Texts(claims, "amr") : null,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _keys.Dispose();

    private async Task<JsonElement> VerifyAsync(string text, string use, CancellationToken cancellationToken)
    {
        var token = Read(text);
        var header = Decode(token.EncodedHeader);
        if (Optional(header, "alg") != SecurityAlgorithms.RsaSha256 || header.TryGetProperty("crit", out _))
            throw new TokenNotTrustedException("alg");
        var key = await _keys.FindAsync(Required(header, "kid"), cancellationToken) ?? throw new TokenNotTrustedException("kid");

        // The use decides which claim names the client: aud in an ID token, client_id in an access token.
        var claims = Decode(token.EncodedPayload);
        if (Required(claims, "token_use") != use)
            throw new TokenNotTrustedException("token_use");
        var rules = new TokenValidationParameters
        {
            IssuerSigningKey = key,
            TryAllIssuerSigningKeys = false,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidIssuer = pool.Issuer,
            ValidAudience = pool.ClientId,
            ValidateAudience = use == "id",
            ValidateLifetime = false,
            LogValidationExceptions = false, // they quote what a stranger sent
        };
        var result = await _handler.ValidateTokenAsync(token, rules);
        if (!result.IsValid)
            throw new TokenNotTrustedException(RuleOf(result.Exception));

        var now = time.GetUtcNow();
        if (Time(claims, "exp") <= now)
            throw new TokenNotTrustedException("exp");
        if (Time(claims, "iat") > now + ClockSkew)
            throw new TokenNotTrustedException("iat");
        if (claims.TryGetProperty("nbf", out _) && Time(claims, "nbf") > now + ClockSkew)
            throw new TokenNotTrustedException("nbf");
        return claims;
    }

    private JsonWebToken Read(string text) =>
        text.Length <= MaxLength && text.AsSpan().Count('.') == 2 && !text.AsSpan().ContainsAnyExcept(Characters) && TryRead(text) is { } token
            ? token
            : throw new TokenNotTrustedException(Malformed);

    private JsonWebToken? TryRead(string text)
    {
        try
        {
            return _handler.ReadJsonWebToken(text);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or JsonException or SecurityTokenException)
        {
            return null; // the cause is dropped: its message may quote the token
        }
    }

    private static string RuleOf(Exception? exception) => exception switch
    {
        SecurityTokenInvalidIssuerException => "iss",
        SecurityTokenInvalidAudienceException => "aud",
        SecurityTokenInvalidAlgorithmException => "alg",
        _ => "signature",
    };

    private static JsonElement Decode(string part) => TryDecode(part) is { ValueKind: JsonValueKind.Object } json ? json : throw new TokenNotTrustedException(Malformed);

    private static JsonElement? TryDecode(string part)
    {
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part), Strict);
            return document.RootElement.Clone();
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }

    private static string? Optional(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Required(JsonElement claims, string name) =>
        Optional(claims, name) is { Length: > 0 } value ? value : throw new TokenNotTrustedException(name);

    private static DateTimeOffset Time(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds)
        && seconds is > 0 and < 253402300800 // the year 10000, where DateTimeOffset ends
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new TokenNotTrustedException(name);

    private static string[] Groups(JsonElement claims) => Texts(claims, "cognito:groups");

    private static string[] Texts(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var texts) && texts.ValueKind == JsonValueKind.Array
            ? [.. texts.EnumerateArray().Where(text => text.ValueKind == JsonValueKind.String).Select(text => text.GetString()!)]
            : [];
}

/// <summary>Who a verified access token is for.</summary>
/// <param name="Sub">The id that never changes.</param>
/// <param name="UserName">The pool's name of the person.</param>
/// <param name="Groups">The groups; empty without any.</param>
/// <param name="ExpiresAt">When the token expires, UTC.</param>
public sealed record AccessClaims(string Sub, string UserName, IReadOnlyList<string> Groups, DateTimeOffset ExpiresAt)
{
    /// <summary>When the person proved themselves to Cognito (<c>auth_time</c>), UTC; null where the token does not say.</summary>
    public DateTimeOffset? SignedInAt { get; init; }

    /// <summary>How (<c>amr</c>), such as <c>pwd</c>, <c>otp</c>, <c>mfa</c>; null where the token does not say, as most do not.</summary>
    public IReadOnlyList<string>? Methods { get; init; }
}
