using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Clubshop.Aws.Cognito;
using Clubshop.Aws.Tests.Playback;
using Microsoft.IdentityModel.Logging;

namespace Clubshop.Aws.Tests.Cognito;

public sealed class TokenVerifierTests : IDisposable
{
    private readonly PlayedPool _pool = new();

    public static TheoryData<string, string, object?> BrokenClaims => new()
    {
        { "iss", "iss", "https://cognito-idp.ap-south-1.amazonaws.com/ap-south-1_Other01" },
        { "aud", "aud", "anotherclient" },
        { "aud", "aud", null },
        { "token_use", "token_use", "access" },
        { "sub", "sub", null },
        { "cognito:username", "cognito:username", "" },
        { "exp", "exp", null },
        { "exp", "exp", "1900000000" },
        { "exp", "exp", long.MaxValue },
        { "exp", "exp", -1L },
        { "iat", "iat", 4000000000L },
        { "iat", "iat", "1700000000" },
        { "nbf", "nbf", 4000000000L },
        { "not a JWT", "nbf", "soon" },
        { "sub", "sub", 5 },
        { "auth_time", "auth_time", null },
    };

    public void Dispose() => _pool.Dispose();

    [Fact]
    public async Task IdToken_OfThisPoolAndClient_SaysWhoItIs()
    {
        var identity = await _pool.Verifier.VerifyIdAsync(_pool.IdToken());
        Assert.Equal((PlayedPool.Sub, PlayedPool.Sub, "ada@example.test", "Ada"), (identity.Sub, identity.UserName, identity.Email, identity.Name));
        Assert.Equal(["Administrators"], identity.Groups);
        Assert.Equal(_pool.Time.GetUtcNow(), identity.SignedInAt);
        Assert.DoesNotContain("ada@", identity.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task IdToken_WithoutGroups_HasNone() =>
        Assert.Empty((await _pool.Verifier.VerifyIdAsync(_pool.IdToken(c => c.Remove("cognito:groups")))).Groups);

    [Fact]
    public async Task AccessToken_OfThisPoolAndClient_SaysUntilWhen()
    {
        var access = await _pool.Verifier.VerifyAccessAsync(_pool.AccessToken());
        Assert.Equal(_pool.Time.GetUtcNow().AddHours(1), access.ExpiresAt);
        Assert.Equal(PlayedPool.Sub, access.Sub);
    }

    [Theory]
    [MemberData(nameof(BrokenClaims))]
    public async Task IdToken_WithABrokenClaim_IsNotTrusted(string rule, string claim, object? value)
    {
        var token = _pool.IdToken(c =>
        {
            if (value is null)
                c.Remove(claim);
            else
                c[claim] = value;
        });
        Assert.Equal(rule, (await Refused(token)).Message);
    }

    [Fact]
    public async Task AccessToken_OfAnotherClient_IsNotTrusted()
    {
        var error = await Assert.ThrowsAsync<TokenNotTrustedException>(
            () => _pool.Verifier.VerifyAccessAsync(_pool.AccessToken(c => c["client_id"] = "anotherclient")));
        Assert.Equal("client_id", error.Message);
    }

    [Fact]
    public async Task AccessToken_AsIdToken_IsNotTrusted() => Assert.Equal("token_use", (await Refused(_pool.AccessToken())).Message);

    [Fact]
    public async Task IdToken_AtItsEnd_IsNotTrusted()
    {
        var token = _pool.IdToken();
        _pool.Time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1));
        await _pool.Verifier.VerifyIdAsync(token);
        _pool.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("exp", (await Refused(token)).Message);
    }

    [Fact]
    public async Task IdToken_ByAnotherKeyUnderAKnownName_IsNotTrusted()
    {
        using var forger = RSA.Create(2048);
        var claims = JsonSerializer.Deserialize<Dictionary<string, object>>(System.Buffers.Text.Base64Url.DecodeFromChars(_pool.IdToken().Split('.')[1]))!;
        Assert.Equal("signature", (await Refused(PlayedPool.Sign(forger, "key-id", claims))).Message);
    }

    [Fact]
    public async Task IdToken_WithAnyByteChanged_IsNotTrusted()
    {
        var token = _pool.IdToken();
        const int seed = 99;
        var random = new Random(seed);
        for (var i = 0; i < 60; i++)
        {
            // The last character of a part may carry unused bits: leave those.
            var at = random.Next(token.Length);
            if (token[at] == '.' || at == token.Length - 1 || token[at + 1] == '.')
                continue;
            var changed = token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];
            var error = await Record.ExceptionAsync(() => _pool.Verifier.VerifyIdAsync(changed));
            Assert.True(error is TokenNotTrustedException, $"seed {seed}, position {at}: {error}");
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("RS512")]
    public async Task IdToken_OfAnotherAlgorithm_IsNotTrusted(string alg)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = "x" };
        Assert.Equal("alg", (await Refused(PlayedPool.Sign(_pool.IdKey, "key-id", claims, alg))).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    [InlineData("!.!.!")]
    [InlineData("W10.W10.W10")]
    public async Task IdToken_ThatIsNone_IsNotTrusted(string token) => Assert.Equal("not a JWT", (await Refused(token)).Message);

    [Fact]
    public async Task IdToken_ThatIsHuge_IsNotTrusted() => Assert.Equal("not a JWT", (await Refused(new string('a', 100_000) + ".a.a")).Message);

    [Fact]
    public async Task IdToken_SignedWithThePublicKeyAsASharedSecret_IsNotTrusted()
    {
        var head = PlayedPool.Encode(JsonSerializer.SerializeToUtf8Bytes(new { kid = "key-id", alg = "HS256" }));
        var body = _pool.IdToken().Split('.')[1];
        foreach (var secret in (byte[][])[_pool.IdKey.ExportSubjectPublicKeyInfo(), _pool.IdKey.ExportRSAPublicKey(), Encoding.UTF8.GetBytes(_pool.IdKey.ExportSubjectPublicKeyInfoPem())])
        {
            var signature = HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes($"{head}.{body}"));
            Assert.Equal("alg", (await Refused($"{head}.{body}.{PlayedPool.Encode(signature)}")).Message);
        }
    }

    [Fact]
    public async Task IdToken_WithoutSignature_IsNotTrusted()
    {
        var parts = _pool.IdToken().Split('.');
        Assert.Equal("signature", (await Refused($"{parts[0]}.{parts[1]}.")).Message);
        var head = PlayedPool.Encode("""{"kid":"key-id","alg":"none"}"""u8.ToArray());
        Assert.Equal("alg", (await Refused($"{head}.{parts[1]}.")).Message);
    }

    // What parsers disagree about must not depend on which one reads it.
    [Theory]
    [InlineData("""{"kid":"key-id","alg":"none","alg":"RS256"}""", """{"sub":"x"}""", "not a JWT")]
    [InlineData("""{"kid":"key-other","kid":"key-id","alg":"RS256"}""", """{"sub":"x"}""", "not a JWT")]
    [InlineData("""{"kid":"key-id","alg":"RS256","crit":["b64"],"b64":false}""", """{"sub":"x"}""", "alg")]
    [InlineData("""{"kid":7,"alg":"RS256"}""", """{"sub":"x"}""", "not a JWT")]
    [InlineData("""{"kid":"key-id","alg":"RS256"}""", """{"sub":"x","token_use":"access","token_use":"id"}""", "not a JWT")]
    [InlineData("""{"kid":"key-id","alg":"RS256"}""", """{"exp":1,"exp":4000000000,"token_use":"id"}""", "not a JWT")]
    [InlineData("""{"kid":"key-id","alg":"RS256"}""", "ada@example.test", "not a JWT")]
    public async Task IdToken_OfAnAmbiguousForm_IsNotTrusted(string head, string body, string rule)
    {
        var signed = $"{PlayedPool.Encode(Encoding.UTF8.GetBytes(head))}.{PlayedPool.Encode(Encoding.UTF8.GetBytes(body))}";
        var signature = _pool.IdKey.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Assert.Equal(rule, (await Refused($"{signed}.{PlayedPool.Encode(signature)}")).Message);
    }

    [Theory]
    [InlineData("{0}==")]
    [InlineData("{0} ")]
    [InlineData(" {0}")]
    [InlineData("{0}\n")]
    [InlineData("{0}.a.a")]
    public async Task IdToken_InAnotherSpelling_IsNotTrusted(string format) =>
        Assert.Equal("not a JWT", (await Refused(format.Replace("{0}", _pool.IdToken(), StringComparison.Ordinal))).Message);

    [Fact]
    public async Task Refusal_OfAToken_QuotesNothingOfIt()
    {
        Assert.False(IdentityModelEventSource.ShowPII);
        string[] tokens =
        [
            "ada@example.test.a.b", _pool.IdToken(c => c["iss"] = "ada@example.test"), _pool.IdToken(c => c["aud"] = "ada@example.test"),
            _pool.IdToken(c => c["token_use"] = "ada@example.test"), _pool.IdToken(c => c["exp"] = "ada@example.test"),
        ];
        foreach (var token in tokens)
        {
            var error = await Refused(token);
            Assert.Null(error.InnerException);
            Assert.DoesNotContain("ada@", error.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Keys_AreFetchedOnce_ForManyTokens()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _pool.Verifier.VerifyIdAsync(_pool.IdToken())));
        Assert.Equal(1, _pool.Http.KeyFetches);
    }

    [Fact]
    public async Task Keys_ForAnUnknownName_AreFetchedAgainAtMostOnceAnInterval()
    {
        await _pool.Verifier.VerifyIdAsync(_pool.IdToken());
        var forged = PlayedPool.Sign(_pool.IdKey, "key-unknown", new(StringComparer.Ordinal) { ["sub"] = "x" });
        for (var i = 0; i < 5; i++)
            Assert.Equal("kid", (await Refused(forged)).Message);
        Assert.Equal(1, _pool.Http.KeyFetches);
        _pool.Time.Advance(PoolKeys.MinInterval);
        for (var i = 0; i < 5; i++)
            Assert.Equal("kid", (await Refused(forged)).Message);
        Assert.Equal(2, _pool.Http.KeyFetches);
    }

    [Fact]
    public async Task Keys_ThatWereRotated_AreFoundAfterTheInterval()
    {
        await _pool.Verifier.VerifyIdAsync(_pool.IdToken());
        using var next = RSA.Create(2048);
        _pool.Http.Keys = () => PlayedCognito.Json(HttpStatusCode.OK, PlayedPool.KeysJson(("key-next", next)));
        _pool.Time.Advance(PoolKeys.MinInterval);
        var claims = Claims();
        Assert.Equal(PlayedPool.Sub, (await _pool.Verifier.VerifyIdAsync(PlayedPool.Sign(next, "key-next", claims))).Sub);
    }

    [Fact]
    public async Task Keys_ThatWereWithdrawn_AreNotTrustedForEver()
    {
        await _pool.Verifier.VerifyIdAsync(_pool.IdToken());
        _pool.Http.Keys = () => PlayedCognito.Json(HttpStatusCode.OK, """{"keys":[]}""");
        _pool.Time.Advance(PoolKeys.MaxAge);
        Assert.Equal("kid", (await Refused(_pool.IdToken())).Message);
    }

    [Fact]
    public async Task Keys_ThatAreTooShort_AreIgnored()
    {
        using var weak = RSA.Create(1024);
        _pool.Http.Keys = () => PlayedCognito.Json(HttpStatusCode.OK, PlayedPool.KeysJson(("key-weak", weak)));
        Assert.Equal("kid", (await Refused(PlayedPool.Sign(weak, "key-weak", Claims()))).Message);
    }

    [Theory]
    [InlineData(500, "{}")]
    [InlineData(200, "<html>")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"keys":{}}""")]
    public async Task Keys_ThatCannotBeRead_AreAFailureNotARefusal(int status, string body)
    {
        _pool.Http.Keys = () => PlayedCognito.Json((HttpStatusCode)status, body);
        await Assert.ThrowsAsync<CognitoUnavailableException>(() => _pool.Verifier.VerifyIdAsync(_pool.IdToken()));
        _pool.Http.Keys = () => PlayedCognito.Json(
            HttpStatusCode.OK, PlayedPool.KeysJson(("key-id", _pool.IdKey), ("key-access", _pool.AccessKey)));
        await _pool.Verifier.VerifyIdAsync(_pool.IdToken());
    }

    private Dictionary<string, object> Claims() => JsonSerializer.Deserialize<Dictionary<string, object>>(
        Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(_pool.IdToken().Split('.')[1])))!;

    private Task<TokenNotTrustedException> Refused(string token) =>
        Assert.ThrowsAsync<TokenNotTrustedException>(() => _pool.Verifier.VerifyIdAsync(token));
}
