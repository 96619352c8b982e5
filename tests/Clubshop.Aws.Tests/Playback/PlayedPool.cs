using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Clubshop.Aws.Cognito;
using Microsoft.Extensions.Time.Testing;

namespace Clubshop.Aws.Tests.Playback;

/// <summary>A pool that signs tokens, with the clients that speak to it.</summary>
internal sealed class PlayedPool : IDisposable
{
    public const string Sub = "5a9c1f1e-0000-4000-8000-00000000c0de";

    // Making a key takes longer than most tests: all pools share theirs, but for those that play a stranger.
    private static readonly RSAParameters SharedIdKey = NewKey();
    private static readonly RSAParameters SharedAccessKey = NewKey();

    private readonly AwsClients _clients;
    private readonly TokenVerifier _verifier;

    public PlayedPool(string? clientSecret = "sup3rs3cr3t-client-secret", bool stranger = false)
    {
        IdKey = RSA.Create(stranger ? NewKey() : SharedIdKey);
        AccessKey = RSA.Create(stranger ? NewKey() : SharedAccessKey);
        Options = new UserPoolOptions("ap-south-1", "ap-south-1_Example01", "1example23456789", clientSecret);
        Http = new PlayedCognito { Keys = () => PlayedCognito.Json(HttpStatusCode.OK, KeysJson(("key-id", IdKey), ("key-access", AccessKey))) };
        _clients = new AwsClients(new AwsOptions { Mode = AwsMode.Embedded }, Http, Time);
        _verifier = _clients.CreateTokenVerifier(Options);
        Flow = _clients.CreateSignInFlow(Options, _verifier);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 3, 9, 5, 7, TimeSpan.Zero));

    public UserPoolOptions Options { get; }

    public PlayedCognito Http { get; }

    public SignInFlow Flow { get; }

    public TokenVerifier Verifier => _verifier;

    public AwsClients Clients => _clients;

    /// <summary>ID and access tokens are signed with different keys, as the service does.</summary>
    public RSA IdKey { get; }

    public RSA AccessKey { get; }

    /// <summary>A challenge of SRP that any password may answer: its numbers are of the right kind.</summary>
    public static object SrpChallenge => new
    {
        ChallengeName = "PASSWORD_VERIFIER",
        ChallengeParameters = new Dictionary<string, string>
        {
            ["SRP_B"] = "200000000000000000000000000000000000000001",
            ["SALT"] = "7b1d0c2f4e6a8899aabbccddeeff0011",
            ["SECRET_BLOCK"] = "AAECAwQFBgcICQoLDA0ODw==",
            ["USER_ID_FOR_SRP"] = Sub,
            ["USERNAME"] = Sub,
        },
    };

    public object SignedIn(string? refreshToken = "refresh-1") => new
    {
        ChallengeParameters = new { },
        AuthenticationResult = new Dictionary<string, object?>
        {
            ["AccessToken"] = AccessToken(),
            ["IdToken"] = IdToken(),
            ["RefreshToken"] = refreshToken,
            ["ExpiresIn"] = 3600,
            ["TokenType"] = "Bearer",
        }.Where(p => p.Value is not null).ToDictionary(),
    };

    public static object Challenge(string name, string? session, params (string Name, string Value)[] parameters) => new
    {
        ChallengeName = name,
        Session = session,
        ChallengeParameters = parameters.ToDictionary(p => p.Name, p => p.Value),
    };

    public string IdToken(Action<Dictionary<string, object>>? change = null)
    {
        var claims = Common("id");
        claims["aud"] = Options.ClientId;
        claims["cognito:username"] = Sub;
        claims["email"] = "ada@example.test";
        claims["name"] = "Ada";
        claims["cognito:groups"] = new[] { "Administrators" };
        change?.Invoke(claims);
        return Sign(IdKey, "key-id", claims);
    }

    public string AccessToken(Action<Dictionary<string, object>>? change = null)
    {
        var claims = Common("access");
        claims["client_id"] = Options.ClientId;
        claims["username"] = Sub;
        claims["scope"] = "aws.cognito.signin.user.admin";
        change?.Invoke(claims);
        return Sign(AccessKey, "key-access", claims);
    }

    public static string Sign(RSA key, string keyId, Dictionary<string, object> claims, string alg = "RS256")
    {
        var head = Encode(JsonSerializer.SerializeToUtf8Bytes(new { kid = keyId, alg }));
        var body = Encode(JsonSerializer.SerializeToUtf8Bytes(claims));
        var signature = key.SignData(Encoding.ASCII.GetBytes($"{head}.{body}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{head}.{body}.{Encode(signature)}";
    }

    public static string KeysJson(params (string Id, RSA Key)[] keys) => JsonSerializer.Serialize(new
    {
        keys = keys.Select(k => (k.Id, Public: k.Key.ExportParameters(includePrivateParameters: false))).Select(k => new
        {
            kid = k.Id,
            kty = "RSA",
            use = "sig",
            alg = "RS256",
            n = Encode(k.Public.Modulus!),
            e = Encode(k.Public.Exponent!),
        }),
    });

    public static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);

    public void Dispose()
    {
        _verifier.Dispose();
        _clients.Dispose();
        Http.Dispose();
        IdKey.Dispose();
        AccessKey.Dispose();
    }

    private static RSAParameters NewKey()
    {
        using var key = RSA.Create(2048);
        return key.ExportParameters(includePrivateParameters: true);
    }

    private Dictionary<string, object> Common(string use) => new(StringComparer.Ordinal)
    {
        ["sub"] = Sub,
        ["iss"] = Options.Issuer,
        ["token_use"] = use,
        ["iat"] = Time.GetUtcNow().ToUnixTimeSeconds(),
        ["auth_time"] = Time.GetUtcNow().ToUnixTimeSeconds(),
        ["exp"] = Time.GetUtcNow().AddHours(1).ToUnixTimeSeconds(),
        ["jti"] = Guid.NewGuid().ToString(),
    };
}
