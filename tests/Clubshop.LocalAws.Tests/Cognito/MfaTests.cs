using System.Text.Json;
using System.Text.Json.Nodes;

namespace Clubshop.LocalAws.Tests.Cognito;

/// <summary>Second factors: enrolment, codes, the choice between them, and the sessions that hold the steps together.</summary>
public sealed class MfaTests
{
    private const string Ada = "ada@example.test";

    /// <summary>Ada with a verified authenticator, switched on.</summary>
    private static async Task<(PoolBench Bench, string Secret)> EnrolledAsync(string mfa = "ON", JsonObject? client = null)
    {
        var bench = await PoolBench.WithPoolAsync(mfa, client: client);
        await bench.AddPersonAsync(Ada, PoolBench.Password, ("phone_number", "+919800001234"), ("phone_number_verified", "true"));
        var secret = mfa == "ON" ? await SetUpAsync(bench) : await AssociateAsync(bench, (await bench.PasswordAsync(Ada)).Ok().AccessToken);
        bench.Clock.Advance(TimeSpan.FromSeconds(60));
        return (bench, secret);
    }

    private static async Task<string> SetUpAsync(PoolBench bench)
    {
        var asked = (await bench.PasswordAsync(Ada)).Ok();
        Assert.Equal("MFA_SETUP", asked.ChallengeName);
        var associated = await AssociateAsync(bench, asked);
        var verified = (await VerifyAsync(bench, associated)).Ok();
        Assert.True((await bench.AnswerAsync("MFA_SETUP", verified.Session, Ada)).Ok().HasTokens);
        return associated.Text("SecretCode")!;
    }

    private static async Task<Reply> AssociateAsync(PoolBench bench, Reply asked) =>
        (await bench.PublicAsync("AssociateSoftwareToken", new JsonObject { ["Session"] = asked.Session })).Ok();

    private static Task<Reply> VerifyAsync(PoolBench bench, Reply associated) =>
        bench.PublicAsync("VerifySoftwareToken", new JsonObject
        {
            ["Session"] = associated.Session,
            ["UserCode"] = Authenticator.Code(associated.Text("SecretCode")!, bench.Clock.GetUtcNow()),
        });

    private static async Task<string> AssociateAsync(PoolBench bench, string accessToken)
    {
        var secret = (await bench.PublicAsync("AssociateSoftwareToken", new JsonObject { ["AccessToken"] = accessToken })).Ok();
        Assert.Null(secret.Session);
        var verified = (await bench.PublicAsync("VerifySoftwareToken", new JsonObject
        {
            ["AccessToken"] = accessToken,
            ["UserCode"] = Authenticator.Code(secret.Text("SecretCode")!, bench.Clock.GetUtcNow()),
        })).Ok();
        Assert.Null(verified.Session);
        (await bench.PublicAsync("SetUserMFAPreference", new JsonObject
        {
            ["AccessToken"] = accessToken,
            ["SoftwareTokenMfaSettings"] = new JsonObject { ["Enabled"] = true, ["PreferredMfa"] = true },
        })).Ok();
        return secret.Text("SecretCode")!;
    }

    private static Task<Reply> CodeAsync(PoolBench bench, string? session, string code) =>
        bench.AnswerAsync("SOFTWARE_TOKEN_MFA", session, Ada, ("SOFTWARE_TOKEN_MFA_CODE", code));

    private static string CodeNow(PoolBench bench, string secret, int seconds = 0) =>
        Authenticator.Code(secret, bench.Clock.GetUtcNow().AddSeconds(seconds));

    private static string Wrong(PoolBench bench, string secret)
    {
        var near = new[] { -60, -30, 0, 30, 60 }.Select(offset => CodeNow(bench, secret, offset)).ToHashSet(StringComparer.Ordinal);
        return ((string[])["000000", "111111", "222222", "333333", "444444", "555555"]).First(code => !near.Contains(code));
    }

    [Theory]
    [InlineData(-30, true)]
    [InlineData(30, true)]
    [InlineData(-60, false)]
    [InlineData(60, false)]
    public async Task Totp_OneStepEitherSide_IsAccepted(int seconds, bool accepted)
    {
        var (bench, secret) = await EnrolledAsync();
        bench.Clock.Advance(TimeSpan.FromMinutes(5));
        var asked = (await bench.PasswordAsync(Ada)).Ok();

        var reply = await CodeAsync(bench, asked.Session, CodeNow(bench, secret, seconds));

        if (accepted)
            Assert.True(reply.Ok().HasTokens);
        else
            reply.Refuses("CodeMismatchException", "Invalid code received for user");
    }

    [Fact]
    public async Task Totp_SameCodeTwice_WorksOnce()
    {
        var (bench, secret) = await EnrolledAsync();
        var code = CodeNow(bench, secret);
        (await CodeAsync(bench, (await bench.PasswordAsync(Ada)).Session, code)).Ok();

        (await CodeAsync(bench, (await bench.PasswordAsync(Ada)).Session, code))
            .Refuses("ExpiredCodeException", "Your software token has already been used once.");
    }

    [Fact]
    public async Task Totp_CodeOfTheEnrolment_DoesNotSignInAgain()
    {
        var bench = await PoolBench.WithPoolAsync("ON");
        await bench.AddPersonAsync(Ada);
        var secret = await SetUpAsync(bench);

        (await CodeAsync(bench, (await bench.PasswordAsync(Ada)).Session, CodeNow(bench, secret))).Refuses("ExpiredCodeException");
    }

    [Fact]
    public async Task Session_AfterAWrongCode_StillWorksAndThenNoMore()
    {
        var (bench, secret) = await EnrolledAsync();
        var asked = (await bench.PasswordAsync(Ada)).Ok();

        (await CodeAsync(bench, asked.Session, Wrong(bench, secret))).Refuses("CodeMismatchException");
        (await CodeAsync(bench, asked.Session, CodeNow(bench, secret))).Ok();
        (await CodeAsync(bench, asked.Session, CodeNow(bench, secret)))
            .Refuses("NotAuthorizedException", "Invalid session for the user, session can only be used once.");
    }

    [Theory]
    [InlineData(null, 3)]
    [InlineData(15, 15)]
    public async Task Session_AfterItsTime_HasExpired(int? configured, int minutes)
    {
        var client = new JsonObject();
        if (configured is not null)
            client["AuthSessionValidity"] = configured;
        var (bench, secret) = await EnrolledAsync(client: client);
        var asked = (await bench.PasswordAsync(Ada)).Ok();
        bench.Clock.Advance(TimeSpan.FromMinutes(minutes));
        (await CodeAsync(bench, asked.Session, Wrong(bench, secret))).Refuses("CodeMismatchException");

        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        (await CodeAsync(bench, asked.Session, CodeNow(bench, secret)))
            .Refuses("NotAuthorizedException", "Invalid session for the user, session is expired.");
    }

    [Fact]
    public async Task Session_OfAnotherStepUserOrClient_IsInvalid()
    {
        var (bench, secret) = await EnrolledAsync();
        await bench.AddPersonAsync("bob@example.test");
        var asked = (await bench.PasswordAsync(Ada)).Ok();
        var code = CodeNow(bench, secret);
        const string invalid = "Invalid session for the user.";

        (await bench.AnswerAsync("SMS_MFA", asked.Session, Ada, ("SMS_MFA_CODE", "123456"))).Refuses("NotAuthorizedException", invalid);
        (await bench.AnswerAsync("NEW_PASSWORD_REQUIRED", asked.Session, Ada, ("NEW_PASSWORD", "An0ther-Horse!")))
            .Refuses("NotAuthorizedException", invalid);
        (await bench.AnswerAsync("SOFTWARE_TOKEN_MFA", asked.Session, "bob@example.test", ("SOFTWARE_TOKEN_MFA_CODE", code)))
            .Refuses("NotAuthorizedException", invalid);
        (await bench.AnswerAsync("SOFTWARE_TOKEN_MFA", new string('x', 40), Ada, ("SOFTWARE_TOKEN_MFA_CODE", code)))
            .Refuses("NotAuthorizedException", invalid);
        (await bench.AnswerAsync("SOFTWARE_TOKEN_MFA", null, Ada, ("SOFTWARE_TOKEN_MFA_CODE", code)))
            .Refuses("InvalidParameterException", "Missing required parameter Session");
        (await bench.PublicAsync("AssociateSoftwareToken", new JsonObject { ["Session"] = asked.Session }))
            .Refuses("NotAuthorizedException", invalid);
        var first = bench.ClientId;
        await bench.AddClientAsync();
        (await CodeAsync(bench, asked.Session, code)).Refuses("NotAuthorizedException", invalid);
        bench.ClientId = first;
        Assert.True((await CodeAsync(bench, asked.Session, code)).Ok().HasTokens);
    }

    [Fact]
    public async Task Session_UserDisabledMeanwhile_IsRefused()
    {
        var (bench, secret) = await EnrolledAsync();
        var asked = (await bench.PasswordAsync(Ada)).Ok();
        (await bench.AdminAsync("AdminDisableUser", user: Ada)).Ok();

        (await CodeAsync(bench, asked.Session, CodeNow(bench, secret))).Refuses("NotAuthorizedException", "User is disabled.");
    }

    [Fact]
    public async Task WrongCodes_Five_StartTheLock()
    {
        var (bench, secret) = await EnrolledAsync();
        var asked = (await bench.PasswordAsync(Ada)).Ok();
        for (var i = 0; i < 5; i++)
            (await CodeAsync(bench, asked.Session, Wrong(bench, secret))).Refuses("CodeMismatchException");

        (await CodeAsync(bench, asked.Session, CodeNow(bench, secret))).Refuses("NotAuthorizedException", "Password attempts exceeded");
        (await bench.PasswordAsync(Ada)).Refuses("NotAuthorizedException", "Password attempts exceeded");
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await CodeAsync(bench, asked.Session, CodeNow(bench, secret))).Ok().HasTokens);
    }

    [Fact]
    public async Task RightPassword_BetweenWrongCodes_DoesNotForgiveThem()
    {
        var (bench, secret) = await EnrolledAsync();
        for (var i = 0; i < 5; i++)
        {
            var asked = (await bench.PasswordAsync(Ada)).Ok();
            (await CodeAsync(bench, asked.Session, Wrong(bench, secret))).Refuses("CodeMismatchException");
        }

        (await bench.PasswordAsync(Ada)).Refuses("NotAuthorizedException", "Password attempts exceeded");
    }

    [Fact]
    public async Task Setup_StepsOutOfOrder_AreRefused()
    {
        var bench = await PoolBench.WithPoolAsync("ON");
        await bench.AddPersonAsync(Ada);
        var asked = (await bench.PasswordAsync(Ada)).Ok();

        (await bench.PublicAsync("VerifySoftwareToken", new JsonObject { ["Session"] = asked.Session, ["UserCode"] = "123456" }))
            .Refuses("NotAuthorizedException", "Invalid session for the user.");
        (await bench.AnswerAsync("MFA_SETUP", asked.Session, Ada)).Refuses("InvalidParameterException");
        var associated = await AssociateAsync(bench, asked);
        (await bench.PublicAsync("AssociateSoftwareToken", new JsonObject { ["Session"] = asked.Session }))
            .Refuses("NotAuthorizedException", "Invalid session for the user, session can only be used once.");
        (await bench.AnswerAsync("MFA_SETUP", associated.Session, Ada)).Refuses("InvalidParameterException");
        (await bench.PublicAsync("VerifySoftwareToken", new JsonObject { ["Session"] = associated.Session, ["UserCode"] = "000000" }))
            .Refuses("EnableSoftwareTokenMFAException", "Code mismatch");
        var verified = (await VerifyAsync(bench, associated)).Ok();
        (await bench.AnswerAsync("MFA_SETUP", associated.Session, Ada)).Refuses("NotAuthorizedException");
        Assert.True((await bench.AnswerAsync("MFA_SETUP", verified.Session, Ada)).Ok().HasTokens);
    }

    [Fact]
    public async Task NewAuthenticator_UntilVerified_LeavesTheOldOneInForce()
    {
        var (bench, secret) = await EnrolledAsync();
        var token = (await CodeAsync(bench, (await bench.PasswordAsync(Ada)).Session, CodeNow(bench, secret))).Ok().AccessToken;
        (await bench.PublicAsync("AssociateSoftwareToken", new JsonObject { ["AccessToken"] = token })).Ok();
        bench.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.True((await CodeAsync(bench, (await bench.PasswordAsync(Ada)).Session, CodeNow(bench, secret))).Ok().HasTokens);

        var replaced = await AssociateAsync(bench, token);
        bench.Clock.Advance(TimeSpan.FromSeconds(60));
        var asked = (await bench.PasswordAsync(Ada)).Ok();
        (await CodeAsync(bench, asked.Session, CodeNow(bench, secret))).Refuses("CodeMismatchException");
        Assert.True((await CodeAsync(bench, asked.Session, CodeNow(bench, replaced))).Ok().HasTokens);
    }

    [Fact]
    public async Task OptionalPool_LostPhone_LetsInWithAPasswordOnceSwitchedOff()
    {
        var (bench, _) = await EnrolledAsync("OPTIONAL");
        Assert.Equal("SOFTWARE_TOKEN_MFA", (await bench.PasswordAsync(Ada)).Ok().ChallengeName);
        var user = (await bench.AdminAsync("AdminGetUser", user: Ada)).Ok();
        Assert.Equal("SOFTWARE_TOKEN_MFA", user.Text("PreferredMfaSetting"));
        Assert.Equal(["SOFTWARE_TOKEN_MFA"], user.Json.GetProperty("UserMFASettingList").EnumerateArray().Select(one => one.GetString()));

        (await bench.AdminAsync("AdminSetUserMFAPreference", new JsonObject
        {
            ["SoftwareTokenMfaSettings"] = new JsonObject { ["Enabled"] = false },
        }, Ada)).Ok();

        Assert.True((await bench.PasswordAsync(Ada)).Ok().HasTokens);
        var after = (await bench.AdminAsync("AdminGetUser", user: Ada)).Ok();
        Assert.False(after.Json.TryGetProperty("PreferredMfaSetting", out _));
        Assert.False(after.Json.TryGetProperty("UserMFASettingList", out _));
    }

    [Fact]
    public async Task AdminDeleteSoftwareToken_RequiredPool_AsksToEnrolAgain()
    {
        var (bench, _) = await EnrolledAsync();

        (await bench.AdminAsync("AdminDeleteSoftwareToken", user: Ada)).Ok();

        Assert.Equal("MFA_SETUP", (await bench.PasswordAsync(Ada)).Ok().ChallengeName);
    }

    [Fact]
    public async Task Preference_WithoutTheFactor_IsRefused()
    {
        var bench = await PoolBench.WithPoolAsync("OPTIONAL");
        await bench.AddPersonAsync(Ada);
        var on = new JsonObject { ["Enabled"] = true };

        (await bench.AdminAsync("AdminSetUserMFAPreference", new JsonObject { ["SoftwareTokenMfaSettings"] = on.DeepClone() }, Ada)).Refuses(
            "InvalidParameterException", "User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA");
        (await bench.AdminAsync("AdminSetUserMFAPreference", new JsonObject { ["SMSMfaSettings"] = on.DeepClone() }, Ada)).Refuses(
            "InvalidParameterException", "User does not have delivery config set to turn on SMS_MFA");
        (await bench.PublicAsync("SetUserMFAPreference", new JsonObject
        {
            ["AccessToken"] = (await bench.PasswordAsync(Ada)).Ok().AccessToken,
            ["SoftwareTokenMfaSettings"] = on.DeepClone(),
        })).Refuses("InvalidParameterException", "User has not set up software token mfa");
        (await bench.AdminAsync("AdminSetUserMFAPreference", new JsonObject
        {
            ["EmailMfaSettings"] = new JsonObject { ["Enabled"] = false, ["PreferredMfa"] = true },
        }, Ada)).Refuses("InvalidParameterException");
    }

    [Fact]
    public async Task PoolWithoutTotp_RefusesToAssociate()
    {
        var bench = await PoolBench.WithPoolAsync();
        await bench.AddPersonAsync(Ada);

        (await bench.PublicAsync("AssociateSoftwareToken", new JsonObject { ["AccessToken"] = (await bench.PasswordAsync(Ada)).AccessToken }))
            .Refuses("SoftwareTokenMFANotFoundException", "Software Token MFA has not been enabled by the userPool");
    }

    [Theory]
    [InlineData("SMSMfaSettings", "SMS_MFA", "sms", "+********1234")]
    [InlineData("EmailMfaSettings", "EMAIL_OTP", "email", "a***@e***")]
    public async Task SentCode_GoesToTheOutboxAndWorksOnce(string setting, string factor, string channel, string masked)
    {
        var bench = await PoolBench.WithPoolAsync("OPTIONAL");
        await bench.AddPersonAsync(Ada, PoolBench.Password, ("phone_number", "+919800001234"), ("phone_number_verified", "true"));
        (await bench.AdminAsync("AdminSetUserMFAPreference", new JsonObject { [setting] = new JsonObject { ["Enabled"] = true } }, Ada)).Ok();

        var asked = (await bench.PasswordAsync(Ada)).Ok();
        Assert.Equal(factor, asked.ChallengeName);
        Assert.Equal(masked, asked.Parameter("CODE_DELIVERY_DESTINATION"));
        var message = bench.Outbox.Read()[^1];
        Assert.Equal(channel, message.Channel);
        var code = message.Body.Split(' ')[^1].TrimEnd('.');
        var wrong = code == "000000" ? "000001" : "000000";
        (await bench.AnswerAsync(factor, asked.Session, Ada, (factor + "_CODE", wrong)))
            .Refuses("CodeMismatchException", "Invalid code or auth state for the user.");
        Assert.True((await bench.AnswerAsync(factor, asked.Session, Ada, (factor + "_CODE", code))).Ok().HasTokens);
        (await bench.AnswerAsync(factor, asked.Session, Ada, (factor + "_CODE", code))).Refuses("NotAuthorizedException");
    }

    [Fact]
    public async Task SeveralFactors_NonePreferred_AreOfferedAndTheChosenOneIsAsked()
    {
        var (bench, secret) = await EnrolledAsync("OPTIONAL");
        (await bench.AdminAsync("AdminSetUserMFAPreference", new JsonObject
        {
            ["SMSMfaSettings"] = new JsonObject { ["Enabled"] = true },
            ["SoftwareTokenMfaSettings"] = new JsonObject { ["Enabled"] = true, ["PreferredMfa"] = false },
        }, Ada)).Ok();

        var choice = (await bench.PasswordAsync(Ada)).Ok();
        Assert.Equal("SELECT_MFA_TYPE", choice.ChallengeName);
        Assert.Equal(
            ["SMS_MFA", "SOFTWARE_TOKEN_MFA"],
            JsonDocument.Parse(choice.Parameter("MFAS_CAN_CHOOSE")).RootElement.EnumerateArray().Select(one => one.GetString()));
        (await bench.AnswerAsync("SELECT_MFA_TYPE", choice.Session, Ada, ("ANSWER", "EMAIL_OTP"))).Refuses("InvalidParameterException");
        var asked = (await bench.AnswerAsync("SELECT_MFA_TYPE", choice.Session, Ada, ("ANSWER", "SOFTWARE_TOKEN_MFA"))).Ok();
        Assert.Equal("SOFTWARE_TOKEN_MFA", asked.ChallengeName);
        Assert.True((await CodeAsync(bench, asked.Session, CodeNow(bench, secret))).Ok().HasTokens);
        (await bench.AnswerAsync("SELECT_MFA_TYPE", choice.Session, Ada, ("ANSWER", "SMS_MFA"))).Refuses("NotAuthorizedException");
    }

    [Fact]
    public async Task PoolTurnedOff_AsksForNoCodeAndTotpSwitchedOffInThePool_StillAsksWhoHasIt()
    {
        var (bench, _) = await EnrolledAsync();
        (await bench.AdminAsync("SetUserPoolMfaConfig", new JsonObject
        {
            ["MfaConfiguration"] = "OPTIONAL",
            ["SoftwareTokenMfaConfiguration"] = new JsonObject { ["Enabled"] = false },
            ["EmailMfaConfiguration"] = new JsonObject { ["Subject"] = "Code" },
        })).Ok();
        Assert.Equal("SOFTWARE_TOKEN_MFA", (await bench.PasswordAsync(Ada)).Ok().ChallengeName);

        (await bench.AdminAsync("SetUserPoolMfaConfig", new JsonObject { ["MfaConfiguration"] = "OFF" })).Ok();
        Assert.True((await bench.PasswordAsync(Ada)).Ok().HasTokens);
    }

    [Fact]
    public async Task AdminFlow_PasswordAndCode_SignsIn()
    {
        var (bench, secret) = await EnrolledAsync();
        var asked = (await bench.AdminAsync("AdminInitiateAuth", new JsonObject
        {
            ["ClientId"] = bench.ClientId,
            ["AuthFlow"] = "ADMIN_USER_PASSWORD_AUTH",
            ["AuthParameters"] = new JsonObject { ["USERNAME"] = Ada, ["PASSWORD"] = PoolBench.Password },
        })).Ok();

        Assert.True((await bench.AdminAsync("AdminRespondToAuthChallenge", new JsonObject
        {
            ["ClientId"] = bench.ClientId,
            ["ChallengeName"] = asked.ChallengeName,
            ["Session"] = asked.Session,
            ["ChallengeResponses"] = new JsonObject { ["USERNAME"] = Ada, ["SOFTWARE_TOKEN_MFA_CODE"] = CodeNow(bench, secret) },
        })).Ok().HasTokens);
    }
}
