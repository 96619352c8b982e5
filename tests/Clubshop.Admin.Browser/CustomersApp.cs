using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;
using Amazon.Runtime;
using Clubshop.LocalAws.Tests.Cognito;

namespace Clubshop.Admin.Browser;

/// <summary>
/// The app on a customer's phone: knows the address of the end users' server and of Cognito, the pool and the app's client, and nothing of the portal. It
/// signs in with the AWS SDK, by SRP, without credentials of AWS.
/// </summary>
internal sealed class CustomersApp(Uri cognito, Uri server) : IDisposable
{
    private const string Pool = "ap-south-1_ClubshopCust";
    private const string Client = "clubshopapp000000000000001";

    private readonly AmazonCognitoIdentityProviderClient _cognito = new(
        new AnonymousAWSCredentials(), new AmazonCognitoIdentityProviderConfig { ServiceURL = cognito.AbsoluteUri, AuthenticationRegion = "ap-south-1" });

    private readonly HttpClient _http = new() { BaseAddress = server };

    /// <summary>Asks for a code with which a new password can be set.</summary>
    public Task ForgotPasswordAsync(string user) => _cognito.ForgotPasswordAsync(new() { ClientId = Client, Username = user });

    /// <summary>Sets the password.</summary>
    public Task SetPasswordAsync(string user, string code, string password) =>
        _cognito.ConfirmForgotPasswordAsync(new() { ClientId = Client, Username = user, ConfirmationCode = code, Password = password });

    /// <summary>Signs in; from then on calls are the customer's.</summary>
    public async Task SignInAsync(string user, string password)
    {
        var srp = SrpClient.Random();
        var begun = await _cognito.InitiateAuthAsync(new()
        {
            AuthFlow = AuthFlowType.USER_SRP_AUTH,
            ClientId = Client,
            AuthParameters = new() { ["USERNAME"] = user, ["SRP_A"] = srp.PublicHex },
        });
        var (asked, at) = (begun.ChallengeParameters!, SrpClient.Timestamp(DateTimeOffset.UtcNow));
        var id = asked["USER_ID_FOR_SRP"];
        var done = await _cognito.RespondToAuthChallengeAsync(new()
        {
            ClientId = Client,
            ChallengeName = begun.ChallengeName,
            ChallengeResponses = new()
            {
                ["USERNAME"] = id,
                ["PASSWORD_CLAIM_SECRET_BLOCK"] = asked["SECRET_BLOCK"],
                ["PASSWORD_CLAIM_SIGNATURE"] = srp.Sign(Pool.Split('_')[1], id, password, asked["SALT"], asked["SRP_B"], asked["SECRET_BLOCK"], at),
                ["TIMESTAMP"] = at,
            },
        });
        _http.DefaultRequestHeaders.Authorization = new("Bearer", done.AuthenticationResult!.AccessToken);
    }

    /// <summary>The offer as the app shows it, once it does.</summary>
    public async Task<JsonObject> OfferAsync(string id)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await timer.WaitForNextTickAsync(patience.Token))
        {
            string? next = null;
            do
            {
                var page = (await _http.GetFromJsonAsync<JsonObject>(next is null ? "/v1/offers?limit=50" : "/v1/offers?limit=50&cursor=" + next, patience.Token))!;
                if (page["items"]!.AsArray().FirstOrDefault(offer => (string?)offer!["id"] == id) is JsonObject found)
                    return found;
                next = (string?)page["next"];
            }
            while (next is not null);
        }

        throw new InvalidOperationException("The offer is not among those of the app.");
    }

    /// <summary>Asks for a coupon of an offer.</summary>
    public async Task<(int Status, JsonObject Body)> GetCouponAsync(string offer)
    {
        using var answer = await _http.PostAsync(new Uri($"/v1/offers/{offer}/coupon", UriKind.Relative), null);
        return ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    /// <summary>The customer's coupons.</summary>
    public async Task<JsonArray> CouponsAsync() => (await _http.GetFromJsonAsync<JsonObject>("/v1/me/coupons"))!["items"]!.AsArray();

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _cognito.Dispose();
    }
}

/// <summary>The till of a shop: its server redeems what a customer shows.</summary>
internal sealed class Till : IDisposable
{
    private readonly HttpClient _http;

    public Till(Uri server, string client, string secret)
    {
        _http = new() { BaseAddress = server };
        _http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{client}:{secret}")));
    }

    /// <summary>Redeems.</summary>
    public async Task<(int Status, JsonObject Body)> RedeemAsync(string offer, string code, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/coupons/redeem") { Content = JsonContent.Create(new { offer, code }) };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await _http.SendAsync(request);
        return ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonObject>())!);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
