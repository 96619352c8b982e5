using System.Text.Json;
using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito;

namespace Clubshop.LocalAws.Tests.Cognito;

/// <summary>Pools and app clients.</summary>
public sealed class PoolTests
{
    [Theory]
    [InlineData(FixedIds.StaffPoolName, FixedIds.StaffPoolId, FixedIds.StaffClientName, FixedIds.StaffClientId)]
    [InlineData(FixedIds.CustomerPoolName, FixedIds.CustomerPoolId, FixedIds.CustomerClientName, FixedIds.CustomerClientId)]
    public async Task CreateUserPool_ThePortalsOwn_HaveFixedIds(string pool, string poolId, string client, string clientId)
    {
        var bench = PoolBench.Empty();
        var created = (await bench.CallAsync("CreateUserPool", new JsonObject { ["PoolName"] = pool })).Ok();
        Assert.Equal(poolId, created.Json.GetProperty("UserPool").GetProperty("Id").GetString());
        bench.PoolId = poolId;
        await bench.AddClientAsync(new JsonObject { ["ClientName"] = client });
        Assert.Equal(clientId, bench.ClientId);
        Assert.Matches("^[a-z0-9]{26}$", clientId);
        Assert.Matches("^[a-z0-9]{51}$", FixedIds.StaffClientSecret);

        // AWS lets two pools have one name; only the first is the portal's.
        var second = (await bench.CallAsync("CreateUserPool", new JsonObject { ["PoolName"] = pool })).Ok();
        Assert.NotEqual(poolId, second.Json.GetProperty("UserPool").GetProperty("Id").GetString());
    }

    [Fact]
    public async Task CreateUserPool_WithoutSettings_HasTheDefaults()
    {
        var reply = (await PoolBench.Empty().CallAsync("CreateUserPool", new JsonObject { ["PoolName"] = "plain" })).Ok();

        var pool = reply.Json.GetProperty("UserPool");
        var policy = pool.GetProperty("Policies").GetProperty("PasswordPolicy");
        Assert.Matches("^ap-south-1_[A-Za-z0-9]{9}$", pool.GetProperty("Id").GetString()!);
        Assert.Equal(8, policy.GetProperty("MinimumLength").GetInt32());
        Assert.True(policy.GetProperty("RequireSymbols").GetBoolean());
        Assert.Equal(7, policy.GetProperty("TemporaryPasswordValidityDays").GetInt32());
        Assert.False(policy.TryGetProperty("PasswordHistorySize", out _));
        Assert.Equal("OFF", pool.GetProperty("MfaConfiguration").GetString());
        Assert.Equal("ESSENTIALS", pool.GetProperty("UserPoolTier").GetString());
        Assert.Equal("INACTIVE", pool.GetProperty("DeletionProtection").GetString());
        Assert.Equal(0, pool.GetProperty("EstimatedNumberOfUsers").GetInt32());
        Assert.Equal(20, pool.GetProperty("SchemaAttributes").GetArrayLength());
        Assert.Equal(JsonValueKind.Number, pool.GetProperty("CreationDate").ValueKind);
    }

    [Fact]
    public async Task UpdateUserPool_MembersLeftOut_GoBackToTheirDefaultsAndImmutableOnesStay()
    {
        var bench = await PoolBench.WithPoolAsync(pool: new JsonObject
        {
            ["Policies"] = new JsonObject { ["PasswordPolicy"] = new JsonObject { ["MinimumLength"] = 14 } },
            ["DeletionProtection"] = "ACTIVE",
        });

        (await bench.AdminAsync("UpdateUserPool", new JsonObject { ["UserPoolTier"] = "PLUS" })).Ok();

        var pool = (await bench.AdminAsync("DescribeUserPool")).Ok().Json.GetProperty("UserPool");
        Assert.Equal("PLUS", pool.GetProperty("UserPoolTier").GetString());
        Assert.Equal(8, pool.GetProperty("Policies").GetProperty("PasswordPolicy").GetProperty("MinimumLength").GetInt32());
        Assert.Equal("INACTIVE", pool.GetProperty("DeletionProtection").GetString());
        Assert.Equal("email", pool.GetProperty("UsernameAttributes")[0].GetString());
    }

    [Fact]
    public async Task DeleteUserPool_ProtectedOne_StaysUntilReleased()
    {
        var bench = await PoolBench.WithPoolAsync(pool: new JsonObject { ["DeletionProtection"] = "ACTIVE" });
        (await bench.AdminAsync("DeleteUserPool")).Refuses("InvalidParameterException");

        (await bench.AdminAsync("UpdateUserPool", new JsonObject { ["DeletionProtection"] = "INACTIVE" })).Ok();
        var gone = await bench.AdminAsync("DeleteUserPool");

        Assert.Equal(200, gone.Status);
        Assert.True(gone.Response.Body.IsEmpty);
        (await bench.AdminAsync("DescribeUserPool")).Refuses("ResourceNotFoundException", $"User pool {bench.PoolId} does not exist.");
        (await bench.PasswordAsync("ada@example.test")).Refuses(
            "ResourceNotFoundException", $"User pool client {bench.ClientId} does not exist.");
    }

    [Fact]
    public async Task ListUserPools_InPages_ListsEachOnce()
    {
        var bench = PoolBench.Empty();
        for (var i = 0; i < 5; i++)
            (await bench.CallAsync("CreateUserPool", new JsonObject { ["PoolName"] = "p" + i })).Ok();

        var names = new List<string>();
        string? token = null;
        do
        {
            var input = new JsonObject { ["MaxResults"] = 2 };
            if (token is not null)
                input["NextToken"] = token;
            var page = (await bench.CallAsync("ListUserPools", input)).Ok();
            names.AddRange(page.Json.GetProperty("UserPools").EnumerateArray().Select(pool => pool.GetProperty("Name").GetString()!));
            token = page.Text("NextToken");
        }
        while (token is not null);

        Assert.Equal(["p0", "p1", "p2", "p3", "p4"], names.Order(StringComparer.Ordinal));
        (await bench.CallAsync("ListUserPools", new JsonObject { ["MaxResults"] = 0 })).Refuses("InvalidParameterException");
        (await bench.CallAsync("ListUserPools", new JsonObject { ["MaxResults"] = 2, ["NextToken"] = "made-up" }))
            .Refuses("InvalidParameterException");
    }

    [Fact]
    public async Task MfaConfig_SetAndRead_AreTheSame()
    {
        var bench = await PoolBench.WithPoolAsync("OPTIONAL");

        var read = (await bench.AdminAsync("GetUserPoolMfaConfig")).Ok();
        Assert.Equal("OPTIONAL", read.Text("MfaConfiguration"));
        Assert.True(read.Json.GetProperty("SoftwareTokenMfaConfiguration").GetProperty("Enabled").GetBoolean());
        var pool = (await bench.AdminAsync("DescribeUserPool")).Ok().Json.GetProperty("UserPool");
        Assert.Equal("OPTIONAL", pool.GetProperty("MfaConfiguration").GetString());
    }

    [Fact]
    public async Task SetUserPoolMfaConfig_OnWithoutAnyFactor_IsRefused()
    {
        var bench = await PoolBench.WithPoolAsync();

        (await bench.AdminAsync("SetUserPoolMfaConfig", new JsonObject { ["MfaConfiguration"] = "ON" }))
            .Refuses("InvalidParameterException");
    }

    [Theory]
    [InlineData("AccessTokenValidity", 2, "AccessToken", "minutes")]
    [InlineData("AccessTokenValidity", 25, "AccessToken", "hours")]
    [InlineData("RefreshTokenValidity", 30, "RefreshToken", "minutes")]
    public async Task CreateUserPoolClient_TokenLifeOutOfRange_IsRefused(string member, int value, string unitOf, string unit)
    {
        var bench = await PoolBench.WithPoolAsync();

        (await bench.AdminAsync("CreateUserPoolClient", new JsonObject
        {
            ["ClientName"] = "c",
            [member] = value,
            ["TokenValidityUnits"] = new JsonObject { [unitOf] = unit },
        })).Refuses("InvalidParameterException", "Invalid range for token validity.");
    }

    [Fact]
    public async Task Client_CreatedUpdatedDeleted_IsShownAsItIs()
    {
        var bench = await PoolBench.WithPoolAsync(client: new JsonObject { ["ClientName"] = "web", ["GenerateSecret"] = true });
        Assert.Equal(51, bench.ClientSecret!.Length);

        (await bench.AdminAsync("UpdateUserPoolClient", new JsonObject
        {
            ["ClientId"] = bench.ClientId,
            ["ClientName"] = "web 2",
            ["AuthSessionValidity"] = 15,
        })).Ok();
        var client = (await bench.AdminAsync("DescribeUserPoolClient", new JsonObject { ["ClientId"] = bench.ClientId }))
            .Ok().Json.GetProperty("UserPoolClient");
        Assert.Equal("web 2", client.GetProperty("ClientName").GetString());
        Assert.Equal(15, client.GetProperty("AuthSessionValidity").GetInt32());
        Assert.Equal(bench.ClientSecret, client.GetProperty("ClientSecret").GetString());
        Assert.False(client.TryGetProperty("ExplicitAuthFlows", out _));
        var listed = (await bench.AdminAsync("ListUserPoolClients", new JsonObject { ["MaxResults"] = 10 })).Ok();
        Assert.Equal("web 2", Assert.Single(listed.Json.GetProperty("UserPoolClients").EnumerateArray()).GetProperty("ClientName").GetString());

        (await bench.AdminAsync("DeleteUserPoolClient", new JsonObject { ["ClientId"] = bench.ClientId })).Ok();
        (await bench.AdminAsync("DescribeUserPoolClient", new JsonObject { ["ClientId"] = bench.ClientId })).Refuses("ResourceNotFoundException");
    }

    [Fact]
    public async Task CreateUserPool_HistoryOnTheLiteTier_IsNotAvailable()
    {
        (await PoolBench.Empty().CallAsync("CreateUserPool", new JsonObject
        {
            ["PoolName"] = "lite",
            ["UserPoolTier"] = "LITE",
            ["Policies"] = new JsonObject { ["PasswordPolicy"] = new JsonObject { ["PasswordHistorySize"] = 3 } },
        })).Refuses("FeatureUnavailableInTierException");
    }

    [Fact]
    public async Task CreateUserPool_AliasesAndUsernameAttributes_ExcludeEachOther()
    {
        (await PoolBench.Empty().CallAsync("CreateUserPool", new JsonObject
        {
            ["PoolName"] = "both",
            ["AliasAttributes"] = new JsonArray("email"),
            ["UsernameAttributes"] = new JsonArray("email"),
        })).Refuses("InvalidParameterException");
    }

    [Fact]
    public async Task WellKnown_OfAPool_NamesIssuerAndTwoKeys()
    {
        var bench = await PoolBench.WithPoolAsync();

        var configuration = await bench.GetAsync($"/{bench.PoolId}/.well-known/openid-configuration");
        Assert.Equal($"https://cognito-idp.ap-south-1.amazonaws.com/{bench.PoolId}", configuration.Text("issuer"));
        var keys = (await bench.GetAsync($"/{bench.PoolId}/.well-known/jwks.json")).Ok().Json.GetProperty("keys");
        Assert.Equal(2, keys.EnumerateArray().Select(key => key.GetProperty("kid").GetString()).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(404, (await bench.GetAsync("/ap-south-1_None/.well-known/jwks.json")).Status);
    }
}
