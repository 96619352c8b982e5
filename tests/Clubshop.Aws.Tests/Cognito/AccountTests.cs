using Clubshop.Aws.Cognito;
using Clubshop.Aws.Tests.Playback;

namespace Clubshop.Aws.Tests.Cognito;

public sealed class AccountTests : IDisposable
{
    private readonly PlayedPool _pool = new();

    private SignInFlow Flow => _pool.Flow;

    private PlayedCognito Http => _pool.Http;

    public void Dispose() => _pool.Dispose();

    [Theory]
    [InlineData("EMAIL", CodeKind.Email)]
    [InlineData("SMS", CodeKind.Sms)]
    public async Task Forgot_OfAKnownName_SaysWhereTheCodeWent(string medium, CodeKind kind)
    {
        Http.Answers("ForgotPassword", new { CodeDeliveryDetails = new { Destination = "a***@e***", DeliveryMedium = medium, AttributeName = "email" } });
        Assert.Equal(new AccountStep.CodeSent(kind, "a***@e***"), await Flow.ForgotAsync("Ada.Admin@example.test"));
        var body = Http.Last("ForgotPassword").Body;
        Assert.Equal("FaoORNg7211A2mdQLDj6LnBiW8JCT0TDZ9aHsrSS8ew=", body.GetProperty("SecretHash").GetString());
    }

    [Fact]
    public async Task ConfirmForgot_WithTheCode_IsDone()
    {
        Http.Answers("ConfirmForgotPassword", new { });
        Assert.IsType<AccountStep.Done>(await Flow.ConfirmForgotAsync("ada", "123 456", "Corr3ct-Horse!"));
        Assert.Equal("123456", Http.Last("ConfirmForgotPassword").Body.GetProperty("ConfirmationCode").GetString());
    }

    [Fact]
    public async Task Refresh_WithoutRotation_KeepsTheRefreshToken()
    {
        var tokens = await SignInAsync();
        Http.Answers("GetTokensFromRefreshToken", _pool.SignedIn(refreshToken: null));
        var refreshed = Assert.IsType<AccountStep.Refreshed>(await Flow.RefreshAsync(tokens));
        Assert.Equal("refresh-1", refreshed.Tokens.RefreshToken);
        var body = Http.Last("GetTokensFromRefreshToken").Body;
        Assert.Equal("sup3rs3cr3t-client-secret", body.GetProperty("ClientSecret").GetString());
        Assert.Equal("refresh-1", body.GetProperty("RefreshToken").GetString());
    }

    [Fact]
    public async Task Refresh_WithRotation_TakesTheNewRefreshToken()
    {
        var tokens = await SignInAsync();
        Http.Answers("GetTokensFromRefreshToken", _pool.SignedIn("refresh-2"));
        Assert.Equal("refresh-2", Assert.IsType<AccountStep.Refreshed>(await Flow.RefreshAsync(tokens)).Tokens.RefreshToken);
    }

    [Fact]
    public async Task Refresh_GivingSomebodyElsesTokens_IsRefused()
    {
        var tokens = await SignInAsync();
        Http.Answers("GetTokensFromRefreshToken", _pool.SignedIn());
        var refused = await Flow.RefreshAsync(tokens with { Identity = tokens.Identity with { Sub = "ada" } });
        Assert.Equal(RefusalReason.TokensNotTrusted, Assert.IsType<AccountStep.Refused>(refused).Reason);
    }

    [Theory]
    [InlineData("NotAuthorizedException", "Invalid Refresh Token.", RefusalReason.TokensRevoked)]
    [InlineData("NotAuthorizedException", "Refresh Token has been revoked", RefusalReason.TokensRevoked)]
    [InlineData("NotAuthorizedException", "User is disabled.", RefusalReason.Disabled)]
    [InlineData("UserNotFoundException", "User does not exist.", RefusalReason.TokensRevoked)]
    [InlineData("RefreshTokenReuseException", "reused", RefusalReason.TokensRevoked)]
    public async Task Refresh_Refused_HasItsReason(string error, string message, RefusalReason reason)
    {
        var tokens = await SignInAsync();
        Http.Refuses("GetTokensFromRefreshToken", error, message);
        Assert.Equal(reason, Assert.IsType<AccountStep.Refused>(await Flow.RefreshAsync(tokens)).Reason);
    }

    [Fact]
    public async Task Replacement_OfAnAuthenticator_IsProvedThenPreferred()
    {
        Http.Answers("AssociateSoftwareToken", new { SecretCode = "GEZDGNBVGY3TQOJQ" })
            .Refuses("VerifySoftwareToken", "EnableSoftwareTokenMFAException", "Code mismatch")
            .Answers("VerifySoftwareToken", new { Status = "SUCCESS" })
            .Answers("SetUserMFAPreference", new { });
        Assert.Equal(new AccountStep.KeyIssued("GEZDGNBVGY3TQOJQ"), await Flow.BeginReplacementAsync("token"));
        Assert.Equal(new AccountStep.Refused(RefusalReason.CodeWrong), await Flow.VerifyReplacementAsync("token", "000000"));
        Assert.DoesNotContain(Http.Requests, r => r.Operation == "SetUserMFAPreference");
        Assert.IsType<AccountStep.Done>(await Flow.VerifyReplacementAsync("token", "123456"));
        Assert.Contains(Http.Requests, r => r.Operation == "SetUserMFAPreference");
    }

    [Theory]
    [InlineData("NotAuthorizedException", "Access Token has been revoked", true)]
    [InlineData("NotAuthorizedException", "Invalid Refresh Token.", true)]
    [InlineData("NotAuthorizedException", "User is disabled.", true)]
    [InlineData("TooManyRequestsException", "Too many requests", false)]
    public async Task SignOut_WithDeadTokens_CountsAsDone(string error, string message, bool done)
    {
        Http.Refuses("GlobalSignOut", error, message).Refuses("RevokeToken", error, message);
        Assert.Equal(done, await Flow.SignOutEverywhereAsync("token") is AccountStep.Done);
        Assert.Equal(done, await Flow.RevokeAsync("refresh-1") is AccountStep.Done);
    }

    [Fact]
    public async Task SignOut_WithLiveTokens_AsksCognito()
    {
        Http.Answers("GlobalSignOut", new { }).Answers("RevokeToken", new { }).Answers("ChangePassword", new { });
        Assert.IsType<AccountStep.Done>(await Flow.SignOutEverywhereAsync("token"));
        Assert.IsType<AccountStep.Done>(await Flow.RevokeAsync("refresh-1"));
        Assert.IsType<AccountStep.Done>(await Flow.ChangePasswordAsync("token", "old", "new"));
        Assert.Equal("refresh-1", Http.Last("RevokeToken").Body.GetProperty("Token").GetString());
        Assert.All(Http.Requests, r => Assert.Null(r.Authorization));
    }

    private async Task<Tokens> SignInAsync()
    {
        Http.Answers("InitiateAuth", PlayedPool.SrpChallenge).Answers("RespondToAuthChallenge", _pool.SignedIn());
        return Assert.IsType<SignInStep.SignedIn>(await Flow.StartAsync("ada", "p")).Tokens;
    }
}
