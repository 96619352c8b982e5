using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito;

namespace Clubshop.LocalAws.Tests.Cognito;

/// <summary>Whole sign-ins, as the portal makes them.</summary>
public sealed class SignInJourneyTests
{
    private const string Ada = "ada@example.test";

    [Fact]
    public async Task Srp_RightPassword_GivesTokens()
    {
        var bench = await PoolBench.WithPoolAsync();
        await bench.AddPersonAsync(Ada);

        var reply = (await bench.SrpAsync(Ada)).Ok();

        Assert.Equal("access", PoolBench.Claims(reply.AccessToken).GetProperty("token_use").GetString());
        Assert.Equal(Ada, PoolBench.Claims(reply.IdToken).GetProperty("email").GetString());
        Assert.Equal(3600, reply.Json.GetProperty("AuthenticationResult").GetProperty("ExpiresIn").GetInt32());
        Assert.Equal("Bearer", reply.Json.GetProperty("AuthenticationResult").GetProperty("TokenType").GetString());
    }

    [Fact]
    public async Task Srp_WrongPassword_IsRefused()
    {
        var bench = await PoolBench.WithPoolAsync();
        await bench.AddPersonAsync(Ada);

        (await bench.SrpAsync(Ada, "Wr0ng-Horse!")).Refuses("NotAuthorizedException", "Incorrect username or password.");
    }

    [Fact]
    public async Task StaffJourney_InvitedThenEnrolledThenCode_SignsInAndShowsAccounts()
    {
        var bench = PoolBench.Empty();
        (await bench.CallAsync("CreateUserPool", new JsonObject
        {
            ["PoolName"] = FixedIds.StaffPoolName,
            ["UsernameAttributes"] = new JsonArray("email"),
        })).Ok();
        bench.PoolId = FixedIds.StaffPoolId;
        (await bench.AdminAsync("SetUserPoolMfaConfig", new JsonObject
        {
            ["MfaConfiguration"] = "ON",
            ["SoftwareTokenMfaConfiguration"] = new JsonObject { ["Enabled"] = true },
        })).Ok();
        await bench.AddClientAsync(new JsonObject { ["ClientName"] = FixedIds.StaffClientName, ["GenerateSecret"] = true });
        Assert.Equal(FixedIds.StaffClientId, bench.ClientId);
        Assert.Equal(FixedIds.StaffClientSecret, bench.ClientSecret);
        (await bench.AdminAsync("CreateGroup", new JsonObject { ["GroupName"] = "Support", ["Precedence"] = 3 })).Ok();
        (await bench.AdminAsync("AdminCreateUser", new JsonObject
        {
            ["TemporaryPassword"] = "Temp0rary!",
            ["UserAttributes"] = PoolBench.Attributes(("email_verified", "true")),
            ["DesiredDeliveryMediums"] = new JsonArray("EMAIL"),
        }, Ada)).Ok();
        (await bench.AdminAsync("AdminAddUserToGroup", new JsonObject { ["GroupName"] = "Support" }, Ada)).Ok();
        var invited = Assert.Single(bench.Service.Accounts());
        Assert.Equal(new DemoAccount(Ada, "Temp0rary!", "Support", null), invited);
        Assert.Contains("Temp0rary!", Assert.Single(bench.Outbox.Read()).Body, StringComparison.Ordinal);

        var asked = (await bench.SrpAsync(Ada, "Temp0rary!")).Ok();
        Assert.Equal("NEW_PASSWORD_REQUIRED", asked.ChallengeName);
        var userId = asked.Parameter("USER_ID_FOR_SRP");
        var setup = (await bench.AnswerAsync("NEW_PASSWORD_REQUIRED", asked.Session, userId, ("NEW_PASSWORD", PoolBench.Password))).Ok();
        Assert.Equal("MFA_SETUP", setup.ChallengeName);
        Assert.Equal("""["SOFTWARE_TOKEN_MFA"]""", setup.Parameter("MFAS_CAN_SETUP"));
        var associated = (await bench.PublicAsync("AssociateSoftwareToken", new JsonObject { ["Session"] = setup.Session })).Ok();
        var secret = associated.Text("SecretCode")!;
        Assert.Equal(new DemoAccount(Ada, null, "Support", null) { EnrollingSecret = secret }, Assert.Single(bench.Service.Accounts()));
        var verified = (await bench.PublicAsync("VerifySoftwareToken", new JsonObject
        {
            ["Session"] = associated.Session,
            ["UserCode"] = Authenticator.Code(secret, bench.Clock.GetUtcNow()),
            ["FriendlyDeviceName"] = "phone",
        })).Ok();
        Assert.Equal("SUCCESS", verified.Text("Status"));
        var first = (await bench.AnswerAsync("MFA_SETUP", verified.Session, userId)).Ok();
        Assert.Equal("Support", PoolBench.Claims(first.AccessToken).GetProperty("cognito:groups")[0].GetString());
        Assert.Equal(new DemoAccount(Ada, null, "Support", secret), Assert.Single(bench.Service.Accounts()));

        bench.Clock.Advance(TimeSpan.FromSeconds(30));
        var code = (await bench.SrpAsync(Ada)).Ok();
        Assert.Equal("SOFTWARE_TOKEN_MFA", code.ChallengeName);
        Assert.Equal("phone", code.Parameter("FRIENDLY_DEVICE_NAME"));
        var answer = Authenticator.Code(secret, bench.Clock.GetUtcNow());
        var second = await bench.AnswerAsync("SOFTWARE_TOKEN_MFA", code.Session, userId, ("SOFTWARE_TOKEN_MFA_CODE", answer));
        Assert.True(second.Ok().HasTokens);

        var restarted = bench.Restart();
        var again = (await restarted.SrpAsync(Ada)).Ok();
        (await restarted.AnswerAsync("SOFTWARE_TOKEN_MFA", again.Session, userId, ("SOFTWARE_TOKEN_MFA_CODE", answer)))
            .Refuses("ExpiredCodeException", "Your software token has already been used once.");
        restarted.Clock.Advance(TimeSpan.FromSeconds(30));
        (await restarted.AnswerAsync("SOFTWARE_TOKEN_MFA", again.Session, userId,
            ("SOFTWARE_TOKEN_MFA_CODE", Authenticator.Code(secret, bench.Clock.GetUtcNow())))).Ok();
        (await restarted.PublicAsync("GetUser", new JsonObject { ["AccessToken"] = second.AccessToken })).Ok();
    }

    [Fact]
    public async Task ForgotPassword_CodeFromTheOutbox_SetsANewPassword()
    {
        var bench = await PoolBench.WithPoolAsync();
        await bench.AddPersonAsync(Ada);

        var sent = (await bench.PublicAsync("ForgotPassword", new JsonObject { ["ClientId"] = bench.ClientId, ["Username"] = Ada })).Ok();
        Assert.Equal("a***@e***", sent.Json.GetProperty("CodeDeliveryDetails").GetProperty("Destination").GetString());
        var code = bench.Outbox.Read()[^1].Body.Split(' ')[^1].TrimEnd('.');
        (await bench.PublicAsync("ConfirmForgotPassword", new JsonObject
        {
            ["ClientId"] = bench.ClientId,
            ["Username"] = Ada,
            ["ConfirmationCode"] = code,
            ["Password"] = "An0ther-Horse!",
        })).Ok();

        (await bench.SrpAsync(Ada)).Refuses("NotAuthorizedException");
        Assert.True((await bench.SrpAsync(Ada, "An0ther-Horse!")).Ok().HasTokens);
    }
}
