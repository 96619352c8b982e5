using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.CognitoIdentityProvider;
using Amazon.DynamoDBv2.Model;
using Clubshop.Aws.Cognito;
using Clubshop.Coupons;

namespace Clubshop.Api.Tests.Testing;

/// <summary>Customers who sign in with SRP, offers with coupons, and the API client of a shop.</summary>
public sealed class CouponWorld(ApiWorld api)
{
    /// <summary>The embedded customer pool, which the server expects in Development.</summary>
    public static readonly UserPoolOptions Pool = new("ap-south-1", "ap-south-1_ClubshopCust", "clubshopapp000000000000001");

    private const string Password = "Rasam-Vadai-2026";

    /// <summary>The pools of customers and of staff, as the portal makes them.</summary>
    public async Task CreatePoolsAsync()
    {
        foreach (var (pool, client) in new[] { ("clubshop-customers", "clubshop-app"), ("clubshop-staff", "other-app") })
        {
            var created = await api.Clients.Cognito.CreateUserPoolAsync(new() { PoolName = pool });
            await api.Clients.Cognito.CreateUserPoolClientAsync(new()
            {
                UserPoolId = created.UserPool!.Id,
                ClientName = client,
                ExplicitAuthFlows = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
                PreventUserExistenceErrors = PreventUserExistenceErrorTypes.ENABLED,
            });
        }
    }

    /// <summary>Makes a customer and signs them in: with SRP, as the app does.</summary>
    public async Task<Tokens> SignInAsync(string name, UserPoolOptions? pool = null)
    {
        pool ??= Pool;
        var cognito = api.Clients.Cognito;
        await cognito.AdminCreateUserAsync(new() { UserPoolId = pool.PoolId, Username = name, MessageAction = MessageActionType.SUPPRESS });
        await cognito.AdminSetUserPasswordAsync(new() { UserPoolId = pool.PoolId, Username = name, Password = Password, Permanent = true });
        return await SignInAgainAsync(name, pool);
    }

    /// <summary>Signs a customer in who exists.</summary>
    public async Task<Tokens> SignInAgainAsync(string name, UserPoolOptions? pool = null)
    {
        pool ??= Pool;
        using var verifier = api.Clients.CreateTokenVerifier(pool);
        var step = await api.Clients.CreateSignInFlow(pool, verifier).StartAsync(name, Password);
        return Assert.IsType<SignInStep.SignedIn>(step).Tokens;
    }

    /// <summary>An offer of shop 2 (of club 1) with one code for everybody.</summary>
    public async Task SharedAsync(int offer, string code = "DIWALI24", DateTimeOffset? ends = null)
    {
        await ShowAsync(offer, ends);
        await PutAsync(Records.Id(offer), CouponTable.SettingsSk, ("mode", "shared"), ("sharedCode", code));
    }

    /// <summary>An offer of shop 2 (of club 1) with a pool of these codes.</summary>
    public async Task PoolAsync(int offer, params string[] codes)
    {
        await ShowAsync(offer, null);
        var pool = new CouponPool { Id = Records.Id(offer + 1000), OfferId = Records.Id(offer), Name = "First", State = PoolState.Ready, Total = codes.Length };
        await new CouponFiller(api.Clients.DynamoDb, "clubshop-", TimeProvider.System).WriteAsync(pool, codes.Select((code, i) => new NumberedCode(i + 1, code)), CancellationToken.None);
        await PutAsync(Records.Id(offer), CouponTable.SettingsSk, ("mode", "pools"));
        await PutAsync(Records.Id(offer), CouponTable.PoolSk(pool.Id), ("name", "First"), ("state", "ready"), ("total", codes.Length));
        await PutItemAsync("clubshop-coupons", CouponTable.PoolPk(pool.Id), CouponTable.CursorSk, ("next", 0), ("total", codes.Length));
    }

    /// <summary>An API client as the portal keeps it; gives its id and secret.</summary>
    public async Task<(string Id, string Secret)> ClientAsync(string scope = "coupons.redeem", DateTimeOffset? secretUntil = null, string? revokedAt = null, string[]? clubs = null)
    {
        var (id, secret) = (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), "cs_" + Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
        var kept = JsonSerializer.Serialize(new { Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret))), CreatedAt = DateTimeOffset.UnixEpoch, Until = secretUntil });
        var item = new Dictionary<string, AttributeValue>
        {
            ["pk"] = new("APICLIENTS"),
            ["sk"] = new(id),
            ["name"] = new("Till"),
            ["scopes"] = new() { SS = [scope] },
            ["_secrets"] = new() { L = [new(kept)] },
        };
        if (revokedAt is not null)
            item["revokedAt"] = new(revokedAt);
        if (clubs is not null)
            item["clubs"] = new() { SS = [.. clubs] };
        await api.Clients.DynamoDb.PutItemAsync("clubshop-system", item);
        return (id, secret);
    }

    /// <summary>getCoupon.</summary>
    public Task<HttpResponseMessage> CouponAsync(string offer, string token) =>
        api.SendAsync(HttpMethod.Post, $"/v1/offers/{offer}/coupon", null, ("Authorization", "Bearer " + token));

    /// <summary>The customer's coupons.</summary>
    public Task<HttpResponseMessage> MineAsync(string token) => api.GetAsync("/v1/me/coupons", ("Authorization", "Bearer " + token));

    /// <summary>Redeems.</summary>
    public Task<HttpResponseMessage> RedeemAsync((string Id, string Secret) client, string offer, string code, string? customer = null, string? key = "till-1-0001") =>
        RedeemAsync(client, JsonContent.Create(customer is null ? new { offer, code } : new { offer, code, customer } as object), key);

    /// <summary>Redeems, with this body.</summary>
    public Task<HttpResponseMessage> RedeemAsync((string Id, string Secret) client, HttpContent body, string? key = "till-1-0001")
    {
        var basic = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client.Id}:{client.Secret}"))).ToString();
        return key is null
            ? api.SendAsync(HttpMethod.Post, "/v1/coupons/redeem", body, ("Authorization", basic))
            : api.SendAsync(HttpMethod.Post, "/v1/coupons/redeem", body, ("Authorization", basic), ("Idempotency-Key", key));
    }

    private async Task ShowAsync(int offer, DateTimeOffset? ends)
    {
        var (shop, record) = (Records.Shop(2, 1), Records.Offer(offer, 2, ends: ends));
        await api.Cache.ShowAsync(shop, record);
        await api.Tables.PutAsync(shop);
        await api.Tables.PutAsync(record);
    }

    private Task PutAsync(string offer, string sk, params (string Name, object Value)[] attributes) => PutItemAsync("clubshop-coupons", CouponTable.OfferPk(offer), sk, [.. attributes, ("v", 1)]);

    private async Task PutItemAsync(string table, string pk, string sk, params (string Name, object Value)[] attributes)
    {
        var item = new Dictionary<string, AttributeValue> { ["pk"] = new(pk), ["sk"] = new(sk) };
        foreach (var (name, value) in attributes)
            item[name] = value is string text ? new(text) : new() { N = value.ToString() };
        await api.Clients.DynamoDb.PutItemAsync(table, item);
    }
}
