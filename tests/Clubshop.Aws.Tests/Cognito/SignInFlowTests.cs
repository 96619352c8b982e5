using System.Net;
using System.Text.Json;
using Clubshop.Aws.Cognito;
using Clubshop.Aws.Tests.Playback;

namespace Clubshop.Aws.Tests.Cognito;

public sealed class SignInFlowTests : IDisposable
{
    private readonly PlayedPool _pool = new();

    private SignInFlow Flow => _pool.Flow;

    private PlayedCognito Http => _pool.Http;

    public void Dispose() => _pool.Dispose();

    [Fact]
    public async Task Start_WithAnAlias_AnswersUnderCognitosOwnName()
    {
        Http.Answers("InitiateAuth", PlayedPool.SrpChallenge).Answers("RespondToAuthChallenge", PlayedPool.Challenge("SOFTWARE_TOKEN_MFA", "s1"));
        var step = await Flow.StartAsync(" ada@example.test ", "Corr3ct-Horse!");
        var code = Assert.IsType<SignInStep.CodeRequired>(step);
        Assert.Equal((CodeKind.Totp, PlayedPool.Sub, "s1", Factors.Password), (code.Kind, code.Pending.UserName, code.Pending.Session, code.Pending.Passed));
        Assert.Equal(_pool.Time.GetUtcNow(), code.Pending.StartedAt);

        var start = Http.Last("InitiateAuth").Body;
        Assert.Equal("USER_SRP_AUTH", start.GetProperty("AuthFlow").GetString());
        var parameters = start.GetProperty("AuthParameters");
        Assert.Equal("ada@example.test", parameters.GetProperty("USERNAME").GetString());
        Assert.Equal("FaoORNg7211A2mdQLDj6LnBiW8JCT0TDZ9aHsrSS8ew=".Length, parameters.GetProperty("SECRET_HASH").GetString()!.Length);
        Assert.DoesNotContain("Corr3ct", start.GetRawText(), StringComparison.Ordinal);

        var proof = Http.Last("RespondToAuthChallenge").Body;
        Assert.Equal("PASSWORD_VERIFIER", proof.GetProperty("ChallengeName").GetString());
        Assert.False(proof.TryGetProperty("Session", out _));
        var answers = proof.GetProperty("ChallengeResponses");
        Assert.Equal(PlayedPool.Sub, answers.GetProperty("USERNAME").GetString());
        Assert.Equal("9LLGD9k/sv/4vsKUIDm3u5PE1s9STyQcfyMYBZ9gYWQ=", answers.GetProperty("SECRET_HASH").GetString());
        Assert.Equal("Tue Mar 3 09:05:07 UTC 2026", answers.GetProperty("TIMESTAMP").GetString());
        Assert.DoesNotContain("Corr3ct", proof.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithoutAClientSecret_SendsNoHash()
    {
        using var pool = new PlayedPool(clientSecret: null);
        pool.Http.Answers("InitiateAuth", PlayedPool.SrpChallenge).Answers("RespondToAuthChallenge", PlayedPool.Challenge("SOFTWARE_TOKEN_MFA", "s1"));
        await pool.Flow.StartAsync("ada", "p");
        Assert.All(pool.Http.Requests, r => Assert.DoesNotContain("SECRET_HASH", r.Body.GetRawText(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "p")]
    [InlineData("  ", "p")]
    [InlineData("ada", "")]
    public async Task Start_WithNothing_IsRefusedWithoutACall(string name, string password)
    {
        Assert.Equal(RefusalReason.WrongCredentials, Assert.IsType<SignInStep.Refused>(await Flow.StartAsync(name, password)).Reason);
        Assert.Empty(Http.Requests);
    }

    [Fact]
    public async Task WholeWay_InvitedToEnrolled_PassesPasswordAndTotp()
    {
        Http.Answers("InitiateAuth", PlayedPool.SrpChallenge)
            .Answers("RespondToAuthChallenge", PlayedPool.Challenge("NEW_PASSWORD_REQUIRED", "s1", ("requiredAttributes", "[]"), ("userAttributes", "{}")))
            .Answers("RespondToAuthChallenge", PlayedPool.Challenge("MFA_SETUP", "s2", ("MFAS_CAN_SETUP", "[\"SOFTWARE_TOKEN_MFA\"]")))
            .Answers("AssociateSoftwareToken", new { SecretCode = "GEZDGNBVGY3TQOJQ", Session = "s3" })
            .Refuses("VerifySoftwareToken", "EnableSoftwareTokenMFAException", "Code mismatch")
            .Answers("VerifySoftwareToken", new { Status = "SUCCESS", Session = "s4" })
            .Answers("RespondToAuthChallenge", _pool.SignedIn());
        var newPassword = Assert.IsType<SignInStep.NewPasswordRequired>(await Flow.StartAsync("ada", "Temp0rary!"));
        var enrol = Assert.IsType<SignInStep.EnrolmentRequired>(await Flow.AnswerNewPasswordAsync(Stored(newPassword.Pending), "Corr3ct-Horse!"));
        var started = Assert.IsType<SignInStep.EnrolmentStarted>(await Flow.BeginEnrolmentAsync(Stored(enrol.Pending)));
        Assert.Equal("GEZDGNBVGY3TQOJQ", started.SecretKey);

        // A reload shows the same key, and asks nothing.
        var again = Assert.IsType<SignInStep.EnrolmentStarted>(await Flow.BeginEnrolmentAsync(Stored(started.Pending)));
        Assert.Equal(started.SecretKey, again.SecretKey);
        Assert.Single(Http.Requests, r => r.Operation == "AssociateSoftwareToken");

        var wrong = Assert.IsType<SignInStep.Refused>(await Flow.VerifyEnrolmentAsync(Stored(again.Pending), "000000"));
        Assert.Equal((RefusalReason.CodeWrong, true), (wrong.Reason, wrong.CanRetry));
        var done = Assert.IsType<SignInStep.SignedIn>(await Flow.VerifyEnrolmentAsync(Stored(wrong.Pending!), "123 456"));
        Assert.Equal(Factors.Password | Factors.Totp, done.Passed);
        Assert.Equal(PlayedPool.Sub, done.Tokens.Identity.Sub);
        Assert.Equal(["s1", "s2", "s3", "s3", "s4"], Http.Requests
            .Where(r => r.Body.TryGetProperty("Session", out _)).Select(r => r.Body.GetProperty("Session").GetString()));
        Assert.Equal("123456", Http.Last("VerifySoftwareToken").Body.GetProperty("UserCode").GetString());
        Assert.Equal("MFA_SETUP", Http.Last("RespondToAuthChallenge").Body.GetProperty("ChallengeName").GetString());
    }

    [Theory]
    [InlineData("SOFTWARE_TOKEN_MFA", "SOFTWARE_TOKEN_MFA_CODE", CodeKind.Totp, Factors.Totp, null)]
    [InlineData("SMS_MFA", "SMS_MFA_CODE", CodeKind.Sms, Factors.Sms, "+*******9934")]
    [InlineData("EMAIL_OTP", "EMAIL_OTP_CODE", CodeKind.Email, Factors.Email, "a***@e***")]
    public async Task Code_OfEachKind_IsAnsweredUnderItsOwnName(string challenge, string field, CodeKind kind, Factors factor, string? destination)
    {
        (string, string)[] parameters = destination is null ? [] : [("CODE_DELIVERY_DESTINATION", destination)];
        Http.Answers("InitiateAuth", PlayedPool.SrpChallenge)
            .Answers("RespondToAuthChallenge", PlayedPool.Challenge(challenge, "s1", parameters))
            .Answers("RespondToAuthChallenge", _pool.SignedIn());
        var code = Assert.IsType<SignInStep.CodeRequired>(await Flow.StartAsync("ada", "p"));
        Assert.Equal((kind, destination), (code.Kind, code.Destination));
        var done = Assert.IsType<SignInStep.SignedIn>(await Flow.AnswerCodeAsync(Stored(code.Pending), "123456"));
        Assert.Equal(Factors.Password | factor, done.Passed);
        var answer = Http.Last("RespondToAuthChallenge").Body;
        Assert.Equal(challenge, answer.GetProperty("ChallengeName").GetString());
        Assert.Equal("123456", answer.GetProperty("ChallengeResponses").GetProperty(field).GetString());
    }

    [Fact]
    public async Task FactorChoice_OfSeveral_IsAnsweredWithTheChosen()
    {
        Http.Answers("InitiateAuth", PlayedPool.SrpChallenge)
            .Answers("RespondToAuthChallenge", PlayedPool.Challenge(
                "SELECT_MFA_TYPE", "s1", ("MFAS_CAN_CHOOSE", """["SMS_MFA","SOFTWARE_TOKEN_MFA","SMOKE_SIGNAL"]""")))
            .Answers("RespondToAuthChallenge", PlayedPool.Challenge("SOFTWARE_TOKEN_MFA", "s2"));
        var choice = Assert.IsType<SignInStep.FactorChoiceRequired>(await Flow.StartAsync("ada", "p"));
        Assert.Equal([CodeKind.Sms, CodeKind.Totp], choice.Choices);
        await Assert.ThrowsAsync<ArgumentException>(() => Flow.ChooseFactorAsync(choice.Pending, CodeKind.Email));
        var code = Assert.IsType<SignInStep.CodeRequired>(await Flow.ChooseFactorAsync(Stored(choice.Pending), CodeKind.Totp));
        Assert.Equal("s2", code.Pending.Session);
        var answer = Http.Last("RespondToAuthChallenge").Body;
        Assert.Equal("SELECT_MFA_TYPE", answer.GetProperty("ChallengeName").GetString());
        Assert.Equal("SOFTWARE_TOKEN_MFA", answer.GetProperty("ChallengeResponses").GetProperty("ANSWER").GetString());
    }

    [Theory]
    [InlineData("CUSTOM_CHALLENGE", "", "CUSTOM_CHALLENGE")]
    [InlineData("DEVICE_SRP_AUTH", "", "DEVICE_SRP_AUTH")]
    [InlineData("RETINA_SCAN", "", "RETINA_SCAN")]
    [InlineData("MFA_SETUP", "MFAS_CAN_SETUP=[\"SMS_MFA\"]", "MFA_SETUP")]
    [InlineData("SELECT_MFA_TYPE", "MFAS_CAN_CHOOSE=[\"SMOKE_SIGNAL\"]", "SELECT_MFA_TYPE")]
    [InlineData("NEW_PASSWORD_REQUIRED", "requiredAttributes=[\"userAttributes.phone_number\"]", "NEW_PASSWORD_REQUIRED userAttributes.phone_number")]
    public async Task Challenge_ThatCannotBeAnswered_IsNamedNotAWrongPassword(string challenge, string parameter, string detail)
    {
        (string, string)[] parameters = parameter.Split('=') is [var name, var value] ? [(name, value)] : [];
        Http.Answers("InitiateAuth", PlayedPool.SrpChallenge).Answers("RespondToAuthChallenge", PlayedPool.Challenge(challenge, "s1", parameters));
        var refused = Assert.IsType<SignInStep.Refused>(await Flow.StartAsync("ada", "p"));
        Assert.Equal((RefusalReason.UnsupportedChallenge, detail, false), (refused.Reason, refused.Detail, refused.CanRetry));
    }

    [Fact]
    public async Task SignedIn_WithTokensOfAnotherKey_IsRefused()
    {
        using var other = new PlayedPool(stranger: true);
        Http.Answers("InitiateAuth", PlayedPool.SrpChallenge).Answers("RespondToAuthChallenge", other.SignedIn());
        var refused = Assert.IsType<SignInStep.Refused>(await Flow.StartAsync("ada", "p"));
        Assert.Equal((RefusalReason.TokensNotTrusted, "signature"), (refused.Reason, refused.Detail));
    }

    [Fact]
    public async Task SignedIn_WithTokensOfTwoPeople_IsRefused()
    {
        Http.Answers("InitiateAuth", PlayedPool.SrpChallenge).Answers("RespondToAuthChallenge", new
        {
            AuthenticationResult = new { AccessToken = _pool.AccessToken(), IdToken = _pool.IdToken(c => c["sub"] = "somebody-else"), RefreshToken = "r" },
        });
        var refused = Assert.IsType<SignInStep.Refused>(await Flow.StartAsync("ada", "p"));
        Assert.Equal((RefusalReason.TokensNotTrusted, "sub"), (refused.Reason, refused.Detail));
    }

    [Fact]
    public async Task RequireTotp_AfterSmsAlone_EnrolsWithTheTokens()
    {
        Http.Answers("GetUser", new { Username = "ada", UserMFASettingList = new[] { "SMS_MFA" } })
            .Answers("AssociateSoftwareToken", new { SecretCode = "GEZDGNBVGY3TQOJQ" })
            .Answers("VerifySoftwareToken", new { Status = "SUCCESS" })
            .Answers("SetUserMFAPreference", new { });
        var signedIn = await SignInWithSmsAsync();
        var enrol = Assert.IsType<SignInStep.EnrolmentRequired>(Flow.RequireTotp(signedIn));
        var started = Assert.IsType<SignInStep.EnrolmentStarted>(await Flow.BeginEnrolmentAsync(Stored(enrol.Pending)));
        var done = Assert.IsType<SignInStep.SignedIn>(await Flow.VerifyEnrolmentAsync(Stored(started.Pending), "123456"));
        Assert.Equal(Factors.Password | Factors.Sms | Factors.Totp, done.Passed);
        Assert.Same(done, Flow.RequireTotp(done));
        Assert.True(Http.Last("SetUserMFAPreference").Body.GetProperty("SoftwareTokenMfaSettings").GetProperty("PreferredMfa").GetBoolean());
        Assert.False(Http.Last("VerifySoftwareToken").Body.TryGetProperty("Session", out _));
    }

    [Fact]
    public async Task RequireTotp_OfSomebodyWhoHasAnAuthenticator_DoesNotReplaceIt()
    {
        Http.Answers("GetUser", new { Username = "ada", UserMFASettingList = new[] { "SMS_MFA", "SOFTWARE_TOKEN_MFA" } })
            .Answers("SetUserMFAPreference", new { });
        var enrol = Assert.IsType<SignInStep.EnrolmentRequired>(Flow.RequireTotp(await SignInWithSmsAsync()));
        var refused = Assert.IsType<SignInStep.Refused>(await Flow.BeginEnrolmentAsync(enrol.Pending));
        Assert.Equal(RefusalReason.SignInAgain, refused.Reason);
        Assert.DoesNotContain(Http.Requests, r => r.Operation == "AssociateSoftwareToken");
    }

    [Fact]
    public async Task Answer_ToAnotherStep_IsAProgrammingError()
    {
        var pending = new PendingSignIn { UserName = "u", Challenge = PendingChallenge.NewPassword, StartedAt = _pool.Time.GetUtcNow() };
        await Assert.ThrowsAsync<ArgumentException>(() => Flow.AnswerCodeAsync(pending, "123456"));
        await Assert.ThrowsAsync<ArgumentException>(() => Flow.VerifyEnrolmentAsync(pending, "123456"));
        await Assert.ThrowsAsync<ArgumentException>(() => Flow.BeginEnrolmentAsync(pending));
    }

    [Fact]
    public async Task Texts_OfEveryStep_HoldNoSecret()
    {
        var signedIn = await SignInWithSmsAsync();
        var pending = Assert.IsType<SignInStep.EnrolmentRequired>(Flow.RequireTotp(signedIn)).Pending with { Session = "s3cr3t", EnrolmentKey = "k3y" };
        object[] all =
        [
            signedIn, pending, new SignInStep.CodeRequired(CodeKind.Totp, null, pending), new SignInStep.EnrolmentStarted("k3y", pending),
            new AccountStep.KeyIssued("k3y"), new AccountStep.Refreshed(signedIn.Tokens), new SignInStep.Refused(RefusalReason.CodeWrong) { Pending = pending },
            _pool.Options,
        ];
        foreach (var text in all.Select(o => o.ToString()!))
            foreach (var secret in new[] { "s3cr3t", "k3y", "refresh-1", "sup3rs3cr3t", signedIn.Tokens.AccessToken, signedIn.Tokens.IdToken, "ada@" })
                Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    private async Task<SignInStep.SignedIn> SignInWithSmsAsync()
    {
        Http.Answers("InitiateAuth", PlayedPool.SrpChallenge)
            .Answers("RespondToAuthChallenge", PlayedPool.Challenge("SMS_MFA", "s1"))
            .Answers("RespondToAuthChallenge", _pool.SignedIn());
        var code = Assert.IsType<SignInStep.CodeRequired>(await Flow.StartAsync("ada", "p"));
        return Assert.IsType<SignInStep.SignedIn>(await Flow.AnswerCodeAsync(code.Pending, "123456"));
    }

    // The portal keeps the pending step as JSON between two posts.
    private static PendingSignIn Stored(PendingSignIn pending)
    {
        var back = JsonSerializer.Deserialize<PendingSignIn>(JsonSerializer.Serialize(pending))!;
        Assert.Equal(JsonSerializer.Serialize(pending), JsonSerializer.Serialize(back));
        return back;
    }
}
