using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Clubshop.LocalAws.Tests.Cognito;

/// <summary>Tokens: what they say, how long they live, how they end.</summary>
public sealed class TokenTests
{
    private const string Ada = "ada@example.test";

    private static async Task<PoolBench> BenchAsync(JsonObject? client = null)
    {
        var bench = await PoolBench.WithPoolAsync(client: client, pool: new JsonObject
        {
            ["Schema"] = new JsonArray(new JsonObject { ["Name"] = "tier", ["AttributeDataType"] = "Number", ["Mutable"] = true }),
        });
        await bench.AddPersonAsync(Ada, PoolBench.Password, ("name", "अदा"), ("custom:tier", "7"));
        return bench;
    }

    private static Task<Reply> GetUserAsync(PoolBench bench, string token) =>
        bench.PublicAsync("GetUser", new JsonObject { ["AccessToken"] = token });

    private static Task<Reply> ExchangeAsync(PoolBench bench, string token) =>
        bench.PublicAsync("GetTokensFromRefreshToken", new JsonObject { ["RefreshToken"] = token, ["ClientId"] = bench.ClientId });

    [Fact]
    public async Task Tokens_BothKinds_VerifyWithTheirOwnKeyOfTheJwks()
    {
        var bench = await BenchAsync();
        var reply = (await bench.PasswordAsync(Ada)).Ok();
        var keys = (await bench.GetAsync($"/{bench.PoolId}/.well-known/jwks.json")).Ok().Json.GetProperty("keys");
        var used = new List<string>();
        foreach (var token in (string[])[reply.AccessToken, reply.IdToken])
        {
            var parts = token.Split('.');
            var kid = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0])).RootElement.GetProperty("kid").GetString()!;
            var key = keys.EnumerateArray().Single(one => one.GetProperty("kid").GetString() == kid);
            using var rsa = RSA.Create(new RSAParameters
            {
                Modulus = Base64Url.DecodeFromChars(key.GetProperty("n").GetString()!),
                Exponent = Base64Url.DecodeFromChars(key.GetProperty("e").GetString()!),
            });
            Assert.True(rsa.VerifyData(
                Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]), Base64Url.DecodeFromChars(parts[2]),
                HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
            used.Add(kid);
        }

        Assert.NotEqual(used[0], used[1]);
    }

    [Fact]
    public async Task Claims_OfBothTokens_AreAsAwsMakesThem()
    {
        var bench = await BenchAsync();
        var now = bench.Clock.GetUtcNow().ToUnixTimeSeconds();
        var reply = (await bench.PasswordAsync(Ada)).Ok();
        var access = PoolBench.Claims(reply.AccessToken);
        var id = PoolBench.Claims(reply.IdToken);

        foreach (var claims in (JsonElement[])[access, id])
        {
            Assert.Equal($"https://cognito-idp.ap-south-1.amazonaws.com/{bench.PoolId}", claims.GetProperty("iss").GetString());
            Assert.Equal(now, claims.GetProperty("iat").GetInt64());
            Assert.Equal(now, claims.GetProperty("auth_time").GetInt64());
            Assert.Equal(now + 3600, claims.GetProperty("exp").GetInt64());
            Assert.False(claims.TryGetProperty("cognito:groups", out _));
        }

        Assert.Equal("access", access.GetProperty("token_use").GetString());
        Assert.Equal(bench.ClientId, access.GetProperty("client_id").GetString());
        Assert.Equal("aws.cognito.signin.user.admin", access.GetProperty("scope").GetString());
        Assert.Equal(access.GetProperty("sub").GetString(), access.GetProperty("username").GetString());
        Assert.False(access.TryGetProperty("aud", out _));
        Assert.False(access.TryGetProperty("email", out _));
        Assert.Equal("id", id.GetProperty("token_use").GetString());
        Assert.Equal(bench.ClientId, id.GetProperty("aud").GetString());
        Assert.Equal(JsonValueKind.True, id.GetProperty("email_verified").ValueKind);
        Assert.Equal("7", id.GetProperty("custom:tier").GetString());
        Assert.Equal("अदा", id.GetProperty("name").GetString());
        Assert.Equal(access.GetProperty("origin_jti").GetString(), id.GetProperty("origin_jti").GetString());
        Assert.Equal(access.GetProperty("event_id").GetString(), id.GetProperty("event_id").GetString());
        Assert.NotEqual(access.GetProperty("jti").GetString(), id.GetProperty("jti").GetString());
    }

    [Fact]
    public async Task IdToken_ClientWithReadAttributes_CarriesThoseAlone()
    {
        var bench = await BenchAsync(new JsonObject { ["ReadAttributes"] = new JsonArray("email") });

        var reply = (await bench.PasswordAsync(Ada)).Ok();

        Assert.False(PoolBench.Claims(reply.IdToken).TryGetProperty("name", out _));
        var user = (await GetUserAsync(bench, reply.AccessToken)).Ok();
        Assert.Equal(
            ["sub", "email"],
            user.Json.GetProperty("UserAttributes").EnumerateArray().Select(attribute => attribute.GetProperty("Name").GetString()));
    }

    [Fact]
    public async Task AccessToken_AfterItsLife_HasExpired()
    {
        var bench = await BenchAsync(new JsonObject
        {
            ["AccessTokenValidity"] = 5,
            ["TokenValidityUnits"] = new JsonObject { ["AccessToken"] = "minutes" },
        });
        var token = (await bench.PasswordAsync(Ada)).Ok().AccessToken;
        bench.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        (await GetUserAsync(bench, token)).Ok();

        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        (await GetUserAsync(bench, token)).Refuses("NotAuthorizedException", "Access Token has expired");
    }

    [Fact]
    public async Task AccessToken_TamperedOrOfTheWrongKind_IsInvalid()
    {
        var bench = await BenchAsync();
        var reply = (await bench.PasswordAsync(Ada)).Ok();
        var parts = reply.AccessToken.Split('.');
        var claims = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace("access", "Access", StringComparison.Ordinal);

        (await GetUserAsync(bench, reply.IdToken)).Refuses("NotAuthorizedException", "Invalid Access Token");
        (await GetUserAsync(bench, $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.{parts[2]}"))
            .Refuses("NotAuthorizedException", "Invalid Access Token");
        (await GetUserAsync(bench, $"{parts[0]}.{parts[1]}.{parts[2][..^8]}AAAAAAAA")).Refuses("NotAuthorizedException", "Invalid Access Token");
        (await GetUserAsync(bench, "a.b.c")).Refuses("NotAuthorizedException", "Invalid Access Token");
        (await GetUserAsync(bench, reply.RefreshToken)).Refuses("NotAuthorizedException", "Invalid Access Token");
        var other = await BenchAsync();
        (await GetUserAsync(other, reply.AccessToken)).Refuses("NotAuthorizedException", "Invalid Access Token");
    }

    [Fact]
    public async Task Refresh_WithoutRotation_GivesNewTokensWithTheNewGroups()
    {
        var bench = await BenchAsync();
        var first = (await bench.PasswordAsync(Ada)).Ok();
        (await bench.AdminAsync("CreateGroup", new JsonObject { ["GroupName"] = "G" })).Ok();
        (await bench.AdminAsync("AdminAddUserToGroup", new JsonObject { ["GroupName"] = "G" }, Ada)).Ok();
        bench.Clock.Advance(TimeSpan.FromHours(2));

        var byFlow = (await bench.InitiateAsync("REFRESH_TOKEN_AUTH", new JsonObject { ["REFRESH_TOKEN"] = first.RefreshToken })).Ok();
        var byExchange = (await ExchangeAsync(bench, first.RefreshToken)).Ok();

        foreach (var reply in (Reply[])[byFlow, byExchange])
        {
            Assert.False(reply.Json.GetProperty("AuthenticationResult").TryGetProperty("RefreshToken", out _));
            var before = PoolBench.Claims(first.AccessToken);
            var after = PoolBench.Claims(reply.AccessToken);
            Assert.Equal("G", after.GetProperty("cognito:groups")[0].GetString());
            Assert.Equal(before.GetProperty("auth_time").GetInt64(), after.GetProperty("auth_time").GetInt64());
            Assert.Equal(before.GetProperty("origin_jti").GetString(), after.GetProperty("origin_jti").GetString());
            Assert.NotEqual(before.GetProperty("jti").GetString(), after.GetProperty("jti").GetString());
            Assert.Equal(before.GetProperty("iat").GetInt64() + 7200, after.GetProperty("iat").GetInt64());
        }

        Assert.True(byFlow.Json.TryGetProperty("ChallengeParameters", out _));
    }

    [Fact]
    public async Task Refresh_AfterItsLife_HasExpired()
    {
        var bench = await BenchAsync();
        var token = (await bench.PasswordAsync(Ada)).Ok().RefreshToken;
        bench.Clock.Advance(TimeSpan.FromDays(30));
        (await ExchangeAsync(bench, token)).Ok();

        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        (await ExchangeAsync(bench, token)).Refuses("NotAuthorizedException", "Refresh Token has expired");
    }

    [Fact]
    public async Task Refresh_MadeUpOrOfAnotherClient_IsInvalid()
    {
        var bench = await BenchAsync();
        var token = (await bench.PasswordAsync(Ada)).Ok().RefreshToken;
        await bench.AddClientAsync();

        (await ExchangeAsync(bench, token)).Refuses("NotAuthorizedException", "Invalid Refresh Token.");
        (await ExchangeAsync(bench, "made.up.token")).Refuses("NotAuthorizedException", "Invalid Refresh Token.");
    }

    [Fact]
    public async Task Refresh_WithSecret_HashesTheRealUserName()
    {
        var bench = await BenchAsync(new JsonObject { ["GenerateSecret"] = true });
        var first = (await bench.PasswordAsync(Ada)).Ok();
        var username = PoolBench.Claims(first.AccessToken).GetProperty("username").GetString()!;
        JsonObject With(string name) => new() { ["REFRESH_TOKEN"] = first.RefreshToken, ["SECRET_HASH"] = bench.SecretHash(name) };

        (await bench.InitiateAsync("REFRESH_TOKEN_AUTH", With(Ada))).Refuses("NotAuthorizedException");
        (await bench.InitiateAsync("REFRESH_TOKEN_AUTH", With(username))).Ok();
        (await ExchangeAsync(bench, first.RefreshToken)).Refuses("NotAuthorizedException");
        (await bench.PublicAsync("GetTokensFromRefreshToken", new JsonObject
        {
            ["RefreshToken"] = first.RefreshToken,
            ["ClientId"] = bench.ClientId,
            ["ClientSecret"] = bench.ClientSecret,
        })).Ok();
    }

    [Fact]
    public async Task Rotation_EachUse_GivesANewTokenAndTheOldOneDiesAfterItsGrace()
    {
        var bench = await BenchAsync(new JsonObject
        {
            ["ExplicitAuthFlows"] = new JsonArray("ALLOW_USER_PASSWORD_AUTH"),
            ["RefreshTokenRotation"] = new JsonObject { ["Feature"] = "ENABLED", ["RetryGracePeriodSeconds"] = 10 },
        });
        var first = (await bench.PasswordAsync(Ada)).Ok().RefreshToken;
        (await bench.InitiateAsync("REFRESH_TOKEN_AUTH", new JsonObject { ["REFRESH_TOKEN"] = first })).Refuses("InvalidParameterException");

        var second = (await ExchangeAsync(bench, first)).Ok().RefreshToken;
        bench.Clock.Advance(TimeSpan.FromSeconds(10));
        var retried = (await ExchangeAsync(bench, first)).Ok().RefreshToken;
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        (await ExchangeAsync(bench, first)).Refuses("RefreshTokenReuseException");
        (await ExchangeAsync(bench.Restart(), first)).Refuses("RefreshTokenReuseException");
        (await ExchangeAsync(bench, second)).Ok();
        (await ExchangeAsync(bench, retried)).Ok();
        bench.Clock.Advance(TimeSpan.FromSeconds(11));
        (await ExchangeAsync(bench, second)).Refuses("RefreshTokenReuseException");
    }

    [Fact]
    public async Task CreateClient_RotationAndTheRefreshFlow_ExcludeEachOther()
    {
        var bench = await BenchAsync();

        (await bench.AdminAsync("CreateUserPoolClient", new JsonObject
        {
            ["ClientName"] = "c",
            ["ExplicitAuthFlows"] = new JsonArray("ALLOW_REFRESH_TOKEN_AUTH"),
            ["RefreshTokenRotation"] = new JsonObject { ["Feature"] = "ENABLED" },
        })).Refuses("InvalidParameterException");
    }

    [Theory]
    [InlineData("GlobalSignOut")]
    [InlineData("AdminUserGlobalSignOut")]
    [InlineData("AdminDisableUser")]
    public async Task SignOut_OfAll_EndsEveryTokenForTheApi(string operation)
    {
        var bench = await BenchAsync();
        var one = (await bench.PasswordAsync(Ada)).Ok();
        var two = (await bench.PasswordAsync(Ada)).Ok();

        (operation == "GlobalSignOut"
            ? await bench.PublicAsync(operation, new JsonObject { ["AccessToken"] = one.AccessToken })
            : await bench.AdminAsync(operation, user: Ada)).Ok();
        if (operation == "AdminDisableUser")
        {
            (await GetUserAsync(bench, one.AccessToken)).Refuses("NotAuthorizedException", "User is disabled.");
            (await bench.AdminAsync("AdminEnableUser", user: Ada)).Ok();
        }

        foreach (var service in (PoolBench[])[bench, bench.Restart(), bench.RestartFromSnapshot()])
        {
            (await GetUserAsync(service, one.AccessToken)).Refuses("NotAuthorizedException", "Access Token has been revoked");
            (await GetUserAsync(service, two.AccessToken)).Refuses("NotAuthorizedException", "Access Token has been revoked");
            (await ExchangeAsync(service, two.RefreshToken)).Refuses("NotAuthorizedException", "Refresh Token has been revoked");
        }

        (await GetUserAsync(bench, (await bench.PasswordAsync(Ada)).Ok().AccessToken)).Ok();
    }

    [Fact]
    public async Task RevokeToken_OneSignIn_LeavesTheOther()
    {
        var bench = await BenchAsync();
        var one = (await bench.PasswordAsync(Ada)).Ok();
        var two = (await bench.PasswordAsync(Ada)).Ok();
        JsonObject Revoke(string token) => new() { ["Token"] = token, ["ClientId"] = bench.ClientId };

        (await bench.PublicAsync("RevokeToken", Revoke(one.AccessToken))).Refuses("UnsupportedTokenTypeException");
        (await bench.PublicAsync("RevokeToken", Revoke(one.RefreshToken))).Ok();

        (await GetUserAsync(bench, one.AccessToken)).Refuses("NotAuthorizedException", "Access Token has been revoked");
        (await ExchangeAsync(bench, one.RefreshToken)).Refuses("NotAuthorizedException", "Refresh Token has been revoked");
        (await GetUserAsync(bench, two.AccessToken)).Ok();
        await bench.AddClientAsync();
        (await bench.PublicAsync("RevokeToken", Revoke(two.RefreshToken))).Refuses("UnauthorizedException");
    }

    [Fact]
    public async Task RevokeToken_ClientWithoutRevocation_IsUnsupportedAndItsTokensNameNoOrigin()
    {
        var bench = await BenchAsync(new JsonObject { ["EnableTokenRevocation"] = false });
        var reply = (await bench.PasswordAsync(Ada)).Ok();

        Assert.False(PoolBench.Claims(reply.AccessToken).TryGetProperty("origin_jti", out _));
        (await bench.PublicAsync("RevokeToken", new JsonObject { ["Token"] = reply.RefreshToken, ["ClientId"] = bench.ClientId }))
            .Refuses("UnsupportedOperationException");
    }

    [Fact]
    public async Task DeletedUser_HasNoTokensLeft()
    {
        var bench = await BenchAsync();
        var reply = (await bench.PasswordAsync(Ada)).Ok();
        Assert.True((await bench.AdminAsync("AdminDeleteUser", user: Ada)).Ok().Response.Body.IsEmpty);

        (await GetUserAsync(bench, reply.AccessToken)).Refuses("UserNotFoundException");
        (await ExchangeAsync(bench, reply.RefreshToken)).Refuses("NotAuthorizedException", "Invalid Refresh Token.");
    }
}
