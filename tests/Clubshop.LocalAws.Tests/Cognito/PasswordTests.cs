using System.Text;
using System.Text.Json.Nodes;

namespace Clubshop.LocalAws.Tests.Cognito;

/// <summary>Policy, history, temporary passwords, changes and resets.</summary>
public sealed class PasswordTests
{
    private const string Ada = "ada@example.test";

    private static JsonObject Policy(JsonObject policy) => new() { ["Policies"] = new JsonObject { ["PasswordPolicy"] = policy } };

    private static Task<Reply> SetAsync(PoolBench bench, string password, bool permanent = true) =>
        bench.AdminAsync("AdminSetUserPassword", new JsonObject { ["Password"] = password, ["Permanent"] = permanent }, Ada);

    private static Task<Reply> ChangeAsync(PoolBench bench, string token, string? previous, string proposed)
    {
        var input = new JsonObject { ["AccessToken"] = token, ["ProposedPassword"] = proposed };
        if (previous is not null)
            input["PreviousPassword"] = previous;
        return bench.PublicAsync("ChangePassword", input);
    }

    private static Task<Reply> ForgetAsync(PoolBench bench, string name = Ada) =>
        bench.PublicAsync("ForgotPassword", new JsonObject { ["ClientId"] = bench.ClientId, ["Username"] = name });

    private static Task<Reply> ConfirmAsync(PoolBench bench, string code, string password, string name = Ada) =>
        bench.PublicAsync("ConfirmForgotPassword", new JsonObject
        {
            ["ClientId"] = bench.ClientId,
            ["Username"] = name,
            ["ConfirmationCode"] = code,
            ["Password"] = password,
        });

    private static string LastCode(PoolBench bench) => bench.Outbox.Read()[^1].Body.Split(' ')[^1].TrimEnd('.');

    private static string Other(string code) => code == "000000" ? "000001" : "000000";

    private static async Task<string> StatusAsync(PoolBench bench) =>
        (await bench.AdminAsync("AdminGetUser", user: Ada)).Ok().Text("UserStatus")!;

    [Theory]
    [InlineData("Aa1!", "Password not long enough")]
    [InlineData("aaaaaaa1!", "Password must have uppercase characters")]
    [InlineData("AAAAAAA1!", "Password must have lowercase characters")]
    [InlineData("Aaaaaaaa!", "Password must have numeric characters")]
    [InlineData("Aaaaaaaa1", "Password must have symbol characters")]
    [InlineData("ÀÉÎÕÜÀÉÎÕÜ", "Password must have uppercase characters")]
    [InlineData("aaaa", "Password not long enough")]
    public async Task Policy_OneViolationAtATime_IsNamed(string password, string violation)
    {
        var bench = await PoolBench.WithPoolAsync();
        await bench.AddPersonAsync(Ada);

        (await SetAsync(bench, password)).Refuses("InvalidPasswordException", "Password did not conform with policy: " + violation);
    }

    [Theory]
    [InlineData(" leading1A!")]
    [InlineData("tab\tA1!aaaa")]
    public async Task Password_WithWhiteSpace_BreaksItsShape(string password)
    {
        var bench = await PoolBench.WithPoolAsync();
        await bench.AddPersonAsync(Ada);

        (await SetAsync(bench, password)).Refuses(
            "InvalidParameterException",
            @"1 validation error detected: Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: [\S]+");
    }

    [Fact]
    public async Task Policy_EverySymbolOfTheGuide_Counts()
    {
        var bench = await PoolBench.WithPoolAsync(pool: Policy(new JsonObject { ["MinimumLength"] = 6, ["RequireSymbols"] = true }));
        await bench.AddPersonAsync(Ada, "aaaaa!");
        foreach (var symbol in "^$*.[]{}()?-\"!@#%&/\\,><':;|_~`+=")
            (await SetAsync(bench, "aaaaa" + symbol)).Ok();
        (await SetAsync(bench, "aaaaa€")).Refuses("InvalidPasswordException");
    }

    [Fact]
    public async Task History_LastPasswords_MayNotComeBack()
    {
        var bench = await PoolBench.WithPoolAsync(pool: Policy(new JsonObject { ["MinimumLength"] = 8, ["PasswordHistorySize"] = 3 }));
        await bench.AddPersonAsync(Ada, "password-0");
        foreach (var number in (int[])[1, 2, 3])
            (await SetAsync(bench, "password-" + number)).Ok();

        foreach (var number in (int[])[1, 2, 3])
            (await SetAsync(bench, "password-" + number)).Refuses("PasswordHistoryPolicyViolationException");
        var token = (await bench.PasswordAsync(Ada, "password-3")).Ok().AccessToken;
        (await ChangeAsync(bench, token, "password-3", "password-2")).Refuses("PasswordHistoryPolicyViolationException");
        (await ForgetAsync(bench)).Ok();
        var code = LastCode(bench);
        (await ConfirmAsync(bench, code, "password-1")).Refuses("PasswordHistoryPolicyViolationException");
        (await ConfirmAsync(bench.RestartFromSnapshot(), code, "password-0")).Ok();
    }

    [Fact]
    public async Task State_OfAPassword_HoldsNoPlainText()
    {
        var bench = await PoolBench.WithPoolAsync();
        await bench.AddPersonAsync(Ada, "Very-Secret-Horse-1");

        Assert.DoesNotContain(
            bench.Log.Entries, entry => Encoding.UTF8.GetString(entry).Contains("Very-Secret-Horse-1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, 7)]
    [InlineData(2, 2)]
    public async Task TemporaryPassword_AfterItsDays_HasExpired(int? configured, int days)
    {
        var policy = new JsonObject { ["MinimumLength"] = 8 };
        if (configured is not null)
            policy["TemporaryPasswordValidityDays"] = configured;
        var bench = await PoolBench.WithPoolAsync(pool: Policy(policy));
        await bench.AddPersonAsync(Ada);
        (await SetAsync(bench, "temporary-1", permanent: false)).Ok();
        Assert.Equal("FORCE_CHANGE_PASSWORD", await StatusAsync(bench));
        bench.Clock.Advance(TimeSpan.FromDays(days));
        Assert.Equal("NEW_PASSWORD_REQUIRED", (await bench.PasswordAsync(Ada, "temporary-1")).Ok().ChallengeName);

        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        (await bench.PasswordAsync(Ada, "temporary-1")).Refuses(
            "NotAuthorizedException", "Temporary password has expired and must be reset by an administrator.");
        (await bench.PasswordAsync(Ada, "temporary-2")).Refuses("NotAuthorizedException", "Incorrect username or password.");
    }

    [Fact]
    public async Task NewPassword_WeakOne_LeavesTheSessionUsable()
    {
        var bench = await PoolBench.WithPoolAsync();
        await bench.AddPersonAsync(Ada);
        (await SetAsync(bench, "Temp0rary!", permanent: false)).Ok();
        var asked = (await bench.PasswordAsync(Ada, "Temp0rary!")).Ok();
        Assert.Equal("[]", asked.Parameter("requiredAttributes"));

        (await bench.AnswerAsync("NEW_PASSWORD_REQUIRED", asked.Session, Ada, ("NEW_PASSWORD", "weak"))).Refuses("InvalidPasswordException");
        (await bench.AnswerAsync("NEW_PASSWORD_REQUIRED", asked.Session, Ada, ("NEW_PASSWORD", "with space A1!")))
            .Refuses("InvalidParameterException");
        Assert.True((await bench.AnswerAsync("NEW_PASSWORD_REQUIRED", asked.Session, Ada, ("NEW_PASSWORD", "An0ther-Horse!"))).Ok().HasTokens);
        Assert.Equal("CONFIRMED", await StatusAsync(bench));
        (await bench.AnswerAsync("NEW_PASSWORD_REQUIRED", asked.Session, Ada, ("NEW_PASSWORD", "Th1rd-Horse!!")))
            .Refuses("NotAuthorizedException", "Invalid session for the user, session can only be used once.");
    }

    [Fact]
    public async Task NewPassword_RequiredAttributes_AreAskedAndSet()
    {
        var bench = await PoolBench.WithPoolAsync(pool: new JsonObject
        {
            ["Schema"] = new JsonArray(new JsonObject { ["Name"] = "given_name", ["Required"] = true }),
        });
        (await bench.AdminAsync("AdminCreateUser", new JsonObject { ["TemporaryPassword"] = "Temp0rary!" }, Ada)).Ok();
        var asked = (await bench.PasswordAsync(Ada, "Temp0rary!")).Ok();
        Assert.Equal("""["userAttributes.given_name"]""", asked.Parameter("requiredAttributes"));
        Assert.Contains("ada@example.test", asked.Parameter("userAttributes"), StringComparison.Ordinal);

        (await bench.AnswerAsync("NEW_PASSWORD_REQUIRED", asked.Session, Ada, ("NEW_PASSWORD", "An0ther-Horse!")))
            .Refuses("InvalidParameterException", "Invalid attributes given, given_name is missing");
        var reply = (await bench.AnswerAsync(
            "NEW_PASSWORD_REQUIRED", asked.Session, Ada, ("NEW_PASSWORD", "An0ther-Horse!"), ("userAttributes.given_name", "Ada"))).Ok();
        Assert.Equal("Ada", PoolBench.Claims(reply.IdToken).GetProperty("given_name").GetString());
    }

    [Fact]
    public async Task ChangePassword_KnowingTheOld_WorksAndKeepsTheTokens()
    {
        var bench = await PoolBench.WithPoolAsync();
        await bench.AddPersonAsync(Ada);
        var token = (await bench.PasswordAsync(Ada)).Ok().AccessToken;

        (await ChangeAsync(bench, token, "Wr0ng-Horse!", "An0ther-Horse!")).Refuses("NotAuthorizedException", "Incorrect username or password.");
        (await ChangeAsync(bench, token, PoolBench.Password, "weak")).Refuses("InvalidPasswordException");
        (await ChangeAsync(bench, token, PoolBench.Password, "An0ther-Horse!")).Ok();

        Assert.True((await bench.PasswordAsync(Ada, "An0ther-Horse!")).Ok().HasTokens);
        (await bench.PublicAsync("GetUser", new JsonObject { ["AccessToken"] = token })).Ok();
    }

    [Fact]
    public async Task ChangePassword_SixthCallInAnHour_ExceedsTheLimit()
    {
        var bench = await PoolBench.WithPoolAsync();
        await bench.AddPersonAsync(Ada);
        var token = (await bench.PasswordAsync(Ada)).Ok().AccessToken;
        for (var i = 0; i < 5; i++)
            (await ChangeAsync(bench, token, "Wr0ng-Horse!", "An0ther-Horse!")).Refuses("NotAuthorizedException");

        (await ChangeAsync(bench, token, PoolBench.Password, "An0ther-Horse!"))
            .Refuses("LimitExceededException", "Attempt limit exceeded, please try after some time.");
        bench.Clock.Advance(TimeSpan.FromHours(1));
        token = (await bench.PasswordAsync(Ada)).Ok().AccessToken;
        (await ChangeAsync(bench, token, PoolBench.Password, "An0ther-Horse!")).Ok();
    }

    [Fact]
    public async Task ForgotPassword_UntilConfirmed_ChangesNothing()
    {
        var bench = await PoolBench.WithPoolAsync();
        await bench.AddPersonAsync(Ada);
        (await ForgetAsync(bench)).Ok();

        Assert.Equal("CONFIRMED", await StatusAsync(bench));
        Assert.True((await bench.PasswordAsync(Ada)).Ok().HasTokens);
    }

    [Fact]
    public async Task ResetCode_WrongUsedReplacedOrOld_IsRefused()
    {
        var bench = await PoolBench.WithPoolAsync();
        await bench.AddPersonAsync(Ada);
        (await ConfirmAsync(bench, "123456", "An0ther-Horse!"))
            .Refuses("ExpiredCodeException", "Invalid code provided, please request a code again.");
        (await ForgetAsync(bench)).Ok();
        var first = LastCode(bench);
        (await ConfirmAsync(bench, Other(first), "An0ther-Horse!"))
            .Refuses("CodeMismatchException", "Invalid verification code provided, please try again.");
        (await ConfirmAsync(bench, first, "weak")).Refuses("InvalidPasswordException");
        (await ConfirmAsync(bench, first, "An0ther-Horse!")).Ok();
        (await ConfirmAsync(bench, first, "Th1rd-Horse!!")).Refuses("ExpiredCodeException");

        (await ForgetAsync(bench)).Ok();
        var second = LastCode(bench);
        bench.Clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        (await ConfirmAsync(bench, second, "Th1rd-Horse!!")).Refuses("ExpiredCodeException");
    }

    [Fact]
    public async Task ResetCode_FiveWrongTries_CloseItForAnHour()
    {
        var bench = await PoolBench.WithPoolAsync();
        await bench.AddPersonAsync(Ada);
        (await ForgetAsync(bench)).Ok();
        var code = LastCode(bench);
        for (var i = 0; i < 5; i++)
            (await ConfirmAsync(bench, Other(code), "An0ther-Horse!")).Refuses("CodeMismatchException");

        (await ConfirmAsync(bench, code, "An0ther-Horse!")).Refuses("LimitExceededException");
        bench.Clock.Advance(TimeSpan.FromHours(1));
        (await ConfirmAsync(bench, code, "An0ther-Horse!")).Ok();
    }

    [Fact]
    public async Task ResetCode_NeverSent_IsToldSoWhereExistenceIsHiddenToo()
    {
        var bench = await PoolBench.WithPoolAsync(client: new JsonObject { ["PreventUserExistenceErrors"] = "ENABLED" });
        await bench.AddPersonAsync(Ada);

        (await ConfirmAsync(bench, "123456", "An0ther-Horse!")).Refuses("ExpiredCodeException", "Invalid code provided, please request a code again.");
    }

    [Theory]
    [InlineData("nobody", "CodeMismatchException")]
    [InlineData("disabled", "CodeMismatchException")]
    [InlineData("unverified", "ExpiredCodeException")]
    public async Task ForgotPassword_NobodyToTell_ReadsTheSameWhereExistenceIsHidden(string who, string refusal)
    {
        var bench = await PoolBench.WithPoolAsync(client: new JsonObject { ["PreventUserExistenceErrors"] = "ENABLED" });
        await bench.AddPersonAsync(Ada);
        if (who == "disabled")
            (await bench.AdminAsync("AdminDisableUser", user: Ada)).Ok();
        if (who == "unverified")
        {
            (await bench.AdminAsync("AdminUpdateUserAttributes", new JsonObject
            {
                ["UserAttributes"] = PoolBench.Attributes(("email_verified", "false")),
            }, Ada)).Ok();
        }

        var name = who == "nobody" ? "nobody@example.test" : Ada;
        var reply = (await ForgetAsync(bench, name)).Ok();
        Assert.Equal(name[0] + "***@e***", reply.Json.GetProperty("CodeDeliveryDetails").GetProperty("Destination").GetString());
        Assert.Empty(bench.Outbox.Read());
        for (var i = 0; i < 5; i++)
            (await ConfirmAsync(bench, "123456", "An0ther-Horse!", name)).Refuses(refusal);
        // Without a code there is nothing to guess.
        (await ConfirmAsync(bench, "123456", "An0ther-Horse!", name)).Refuses(who == "unverified" ? refusal : "LimitExceededException");
    }

    [Fact]
    public async Task ForgotPassword_ExistenceShown_SaysWhatIsWrong()
    {
        var bench = await PoolBench.WithPoolAsync();
        await bench.AddPersonAsync(Ada);
        (await ForgetAsync(bench, "nobody@example.test")).Refuses("UserNotFoundException");

        (await SetAsync(bench, "Temp0rary!", permanent: false)).Ok();
        (await ForgetAsync(bench)).Refuses("NotAuthorizedException", "User password cannot be reset in the current state.");
        (await SetAsync(bench, PoolBench.Password)).Ok();
        (await bench.AdminAsync("AdminUpdateUserAttributes", new JsonObject
        {
            ["UserAttributes"] = PoolBench.Attributes(("email_verified", "false")),
        }, Ada)).Ok();
        (await ForgetAsync(bench)).Refuses(
            "InvalidParameterException", "Cannot reset password for the user as there is no registered/verified email or phone_number");
        (await bench.AdminAsync("AdminDisableUser", user: Ada)).Ok();
        (await ForgetAsync(bench)).Refuses("NotAuthorizedException", "User is disabled.");
    }

    [Fact]
    public async Task Recovery_SmsMfa_IsNoWayBackByTheSamePhone()
    {
        var bench = await PoolBench.WithPoolAsync("OPTIONAL");
        await bench.AddPersonAsync(Ada, PoolBench.Password, ("phone_number", "+919800001234"), ("phone_number_verified", "true"));
        var before = (await ForgetAsync(bench)).Ok().Json.GetProperty("CodeDeliveryDetails");
        Assert.Equal("SMS", before.GetProperty("DeliveryMedium").GetString());

        (await bench.AdminAsync("AdminSetUserMFAPreference", new JsonObject
        {
            ["SMSMfaSettings"] = new JsonObject { ["Enabled"] = true },
        }, Ada)).Ok();
        var after = (await ForgetAsync(bench)).Ok().Json.GetProperty("CodeDeliveryDetails");
        Assert.Equal("EMAIL", after.GetProperty("DeliveryMedium").GetString());
    }

    [Fact]
    public async Task AdminReset_UntilTheCodeComesBack_KeepsThePersonOut()
    {
        var bench = await PoolBench.WithPoolAsync();
        await bench.AddPersonAsync(Ada);
        Assert.Equal("{}", (await bench.AdminAsync("AdminResetUserPassword", user: Ada)).Ok().Json.ToString());

        Assert.Equal("RESET_REQUIRED", await StatusAsync(bench));
        (await bench.SrpAsync(Ada)).Refuses("PasswordResetRequiredException", "Password reset required for the user");
        (await ConfirmAsync(bench, LastCode(bench), "An0ther-Horse!")).Ok();
        Assert.Equal("CONFIRMED", await StatusAsync(bench));
        Assert.True((await bench.SrpAsync(Ada, "An0ther-Horse!")).Ok().HasTokens);

        (await SetAsync(bench, "Temp0rary!", permanent: false)).Ok();
        (await bench.AdminAsync("AdminResetUserPassword", user: Ada)).Refuses("NotAuthorizedException");
    }
}
