using System.Text.Json;
using System.Text.Json.Nodes;

namespace Clubshop.LocalAws.Tests.Cognito;

/// <summary>Users as administrators and their owners see and change them.</summary>
public sealed class UserTests
{
    private const string Ada = "ada@example.test";

    private static Task<Reply> CreateAsync(PoolBench bench, string name, JsonObject? input = null)
    {
        var wanted = input ?? [];
        wanted["MessageAction"] ??= "SUPPRESS";
        return bench.AdminAsync("AdminCreateUser", wanted, name);
    }

    private static async Task<string?> AttributeAsync(PoolBench bench, string user, string name) =>
        (await bench.AdminAsync("AdminGetUser", user: user)).Ok().Json.GetProperty("UserAttributes").EnumerateArray()
            .Where(attribute => attribute.GetProperty("Name").GetString() == name)
            .Select(attribute => attribute.GetProperty("Value").GetString())
            .SingleOrDefault();

    private static Task<Reply> UpdateAsync(PoolBench bench, string user, params (string, string)[] attributes) =>
        bench.AdminAsync("AdminUpdateUserAttributes", new JsonObject { ["UserAttributes"] = PoolBench.Attributes(attributes) }, user);

    [Fact]
    public async Task Create_PoolOfEmailNames_MakesAUuidAndFindsByAnyName()
    {
        var bench = await PoolBench.WithPoolAsync();

        var user = (await CreateAsync(bench, Ada)).Ok().Json.GetProperty("User");
        var username = user.GetProperty("Username").GetString()!;
        Assert.True(Guid.TryParse(username, out _));
        Assert.Equal("FORCE_CHANGE_PASSWORD", user.GetProperty("UserStatus").GetString());
        Assert.True(user.GetProperty("Enabled").GetBoolean());
        Assert.Equal(JsonValueKind.Number, user.GetProperty("UserCreateDate").ValueKind);
        foreach (var name in (string[])[username, Ada, "ADA@Example.Test"])
            Assert.Equal(username, (await bench.AdminAsync("AdminGetUser", user: name)).Ok().Text("Username"));
        Assert.Equal(username, await AttributeAsync(bench, Ada, "sub"));
        (await CreateAsync(bench, "Ada@example.test")).Refuses(
            "UsernameExistsException", "An account with the given email already exists.");
        (await CreateAsync(bench, "ada")).Refuses("InvalidParameterException", "Username should be an email.");
    }

    [Fact]
    public async Task Create_CaseSensitivePool_KeepsBothSpellings()
    {
        var bench = await PoolBench.WithPoolAsync(pool: new JsonObject
        {
            ["UsernameAttributes"] = new JsonArray(),
            ["UsernameConfiguration"] = new JsonObject { ["CaseSensitive"] = true },
        });

        (await CreateAsync(bench, "ada")).Ok();
        (await CreateAsync(bench, "Ada")).Ok();
        (await CreateAsync(bench, "ada")).Refuses("UsernameExistsException", "User account already exists");
        (await bench.AdminAsync("AdminGetUser", user: "ADA")).Refuses("UserNotFoundException");
    }

    [Fact]
    public async Task Alias_OnceVerified_SignsInAndStaysUnique()
    {
        var bench = await PoolBench.WithPoolAsync(pool: new JsonObject { ["AliasAttributes"] = new JsonArray("email") });
        var verified = new JsonObject { ["UserAttributes"] = PoolBench.Attributes(("email", Ada), ("email_verified", "true")) };
        (await CreateAsync(bench, "ada", (JsonObject)verified.DeepClone())).Ok();
        (await bench.AdminAsync("AdminSetUserPassword", new JsonObject { ["Password"] = PoolBench.Password, ["Permanent"] = true }, "ada")).Ok();

        var (claim, asked) = await bench.SrpClaimAsync(Ada);
        Assert.Equal("ada", asked.Parameter("USER_ID_FOR_SRP"));
        Assert.True((await bench.AnswerAsync("PASSWORD_VERIFIER", null, "ada", claim!.Value.Responses)).Ok().HasTokens);
        (await CreateAsync(bench, "bob@example.test")).Refuses("InvalidParameterException");
        (await CreateAsync(bench, "bob", (JsonObject)verified.DeepClone())).Refuses("AliasExistsException");
        (await bench.AdminAsync("AdminGetUser", user: "bob")).Refuses("UserNotFoundException");

        (await CreateAsync(bench, "eve", new JsonObject { ["UserAttributes"] = PoolBench.Attributes(("email", Ada)) })).Ok();
        (await UpdateAsync(bench, "eve", ("email_verified", "true"))).Refuses("AliasExistsException");
        var forced = (JsonObject)verified.DeepClone();
        forced["ForceAliasCreation"] = true;
        (await CreateAsync(bench, "bob", forced)).Ok();
        Assert.Equal("bob", (await bench.AdminAsync("AdminGetUser", user: Ada)).Ok().Text("Username"));
        Assert.Equal("false", await AttributeAsync(bench, "ada", "email_verified"));
        Assert.Equal("bob", (await bench.RestartFromSnapshot().AdminAsync("AdminGetUser", user: Ada)).Ok().Text("Username"));
    }

    [Fact]
    public async Task Create_SameNameAtOnce_MakesOneUser()
    {
        var bench = await PoolBench.WithPoolAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => CreateAsync(bench, Ada))));

        Assert.Single(replies, reply => reply.Status == 200);
        Assert.All(replies.Where(reply => reply.Status != 200), reply => reply.Refuses("UsernameExistsException"));
    }

    [Fact]
    public async Task Invitation_ByTheMediumAskedFor_GoesToTheOutbox()
    {
        var bench = await PoolBench.WithPoolAsync();
        var input = new JsonObject
        {
            ["DesiredDeliveryMediums"] = new JsonArray("EMAIL", "SMS"),
            ["UserAttributes"] = PoolBench.Attributes(("phone_number", "+919800001234")),
        };
        (await bench.AdminAsync("AdminCreateUser", input, Ada)).Ok();

        Assert.Equal(["email", "sms"], bench.Outbox.Read().Select(message => message.Channel));
        Assert.Equal([Ada, "+919800001234"], bench.Outbox.Read().Select(message => message.To));
        Assert.All(bench.Outbox.Read(), message => Assert.Equal("AdminCreateUser", message.Reason));
        var password = bench.Outbox.Read()[0].Body.Split(' ')[^1];
        Assert.Equal("NEW_PASSWORD_REQUIRED", (await bench.PasswordAsync(Ada, password)).Ok().ChallengeName);
    }

    [Fact]
    public async Task Resend_OnlyToTheInvited_RenewsThePassword()
    {
        var bench = await PoolBench.WithPoolAsync();
        (await bench.AdminAsync("AdminCreateUser", user: Ada)).Ok();
        var first = bench.Outbox.Read()[^1].Body.Split(' ')[^1];
        bench.Clock.Advance(TimeSpan.FromDays(8));

        (await bench.AdminAsync("AdminCreateUser", new JsonObject { ["MessageAction"] = "RESEND" }, Ada)).Ok();
        var second = bench.Outbox.Read()[^1].Body.Split(' ')[^1];
        (await bench.PasswordAsync(Ada, first)).Refuses("NotAuthorizedException");
        (await bench.PasswordAsync(Ada, second)).Ok();
        (await bench.AdminAsync("AdminCreateUser", new JsonObject { ["MessageAction"] = "RESEND" }, "nobody@example.test"))
            .Refuses("UserNotFoundException");
        await bench.AddPersonAsync("bob@example.test");
        (await bench.AdminAsync("AdminCreateUser", new JsonObject { ["MessageAction"] = "RESEND" }, "bob@example.test"))
            .Refuses("UnsupportedUserStateException");
    }

    [Theory]
    [InlineData("custom:none", "x")]
    [InlineData("phone_number", "98000")]
    [InlineData("email_verified", "maybe")]
    [InlineData("sub", "11111111-1111-1111-1111-111111111111")]
    public async Task Attribute_ThatCannotBe_IsRefused(string name, string value)
    {
        var bench = await PoolBench.WithPoolAsync();
        await bench.AddPersonAsync(Ada);

        (await UpdateAsync(bench, Ada, (name, value))).Refuses("InvalidParameterException");
    }

    [Fact]
    public async Task Attributes_SetAndEmptied_AreThereAndGone()
    {
        var bench = await PoolBench.WithPoolAsync();
        await bench.AddPersonAsync(Ada);
        var before = (await bench.AdminAsync("AdminGetUser", user: Ada)).Ok().Json.GetProperty("UserLastModifiedDate").GetDouble();
        bench.Clock.Advance(TimeSpan.FromSeconds(1.5));

        (await UpdateAsync(bench, Ada, ("name", "Ada Lovelace"), ("nickname", "Ada"))).Ok();
        Assert.Equal("Ada Lovelace", await AttributeAsync(bench, Ada, "name"));
        var after = (await bench.AdminAsync("AdminGetUser", user: Ada)).Ok().Json.GetProperty("UserLastModifiedDate").GetDouble();
        Assert.Equal(1.5, after - before, 3);
        (await UpdateAsync(bench, Ada, ("name", ""))).Ok();
        Assert.Null(await AttributeAsync(bench, Ada, "name"));
        (await bench.AdminAsync("AdminDeleteUserAttributes", new JsonObject { ["UserAttributeNames"] = new JsonArray("nickname") }, Ada)).Ok();
        Assert.Null(await AttributeAsync(bench, Ada, "nickname"));
        (await bench.AdminAsync("AdminDeleteUserAttributes", new JsonObject { ["UserAttributeNames"] = new JsonArray("none") }, Ada))
            .Refuses("InvalidParameterException");
    }

    [Fact]
    public async Task Email_ChangedByAnAdministrator_MovesTheSignInName()
    {
        var bench = await PoolBench.WithPoolAsync();
        await bench.AddPersonAsync(Ada);
        await bench.AddPersonAsync("bob@example.test");

        (await UpdateAsync(bench, Ada, ("email", "bob@example.test"), ("email_verified", "true")))
            .Refuses("AliasExistsException", "An account with the given email already exists.");
        (await UpdateAsync(bench, Ada, ("email", "countess@example.test"), ("email_verified", "true"))).Ok();

        (await bench.AdminAsync("AdminGetUser", user: Ada)).Refuses("UserNotFoundException");
        Assert.True((await bench.SrpAsync("countess@example.test")).Ok().HasTokens);
        (await CreateAsync(bench, Ada)).Ok();
    }

    [Fact]
    public async Task Email_ChangedByItsOwner_IsVerifiedByACode()
    {
        var bench = await PoolBench.WithPoolAsync(pool: new JsonObject
        {
            ["AutoVerifiedAttributes"] = new JsonArray("email"),
            ["UserAttributeUpdateSettings"] = new JsonObject { ["AttributesRequireVerificationBeforeUpdate"] = new JsonArray("email") },
        });
        await bench.AddPersonAsync(Ada);
        var token = (await bench.PasswordAsync(Ada)).Ok().AccessToken;

        var asked = (await bench.PublicAsync("UpdateUserAttributes", new JsonObject
        {
            ["AccessToken"] = token,
            ["UserAttributes"] = PoolBench.Attributes(("email", "countess@example.test")),
        })).Ok();
        Assert.Equal("c***@e***", asked.Json.GetProperty("CodeDeliveryDetailsList")[0].GetProperty("Destination").GetString());
        Assert.Equal(Ada, await AttributeAsync(bench, Ada, "email"));
        var message = bench.Outbox.Read()[^1];
        Assert.Equal("countess@example.test", message.To);
        JsonObject Verify(string code) => new() { ["AccessToken"] = token, ["AttributeName"] = "email", ["Code"] = code };
        var code = message.Body.Split(' ')[^1].TrimEnd('.');
        (await bench.PublicAsync("VerifyUserAttribute", Verify(code == "000000" ? "000001" : "000000"))).Refuses("CodeMismatchException");
        (await bench.PublicAsync("VerifyUserAttribute", Verify(code))).Ok();
        (await bench.PublicAsync("VerifyUserAttribute", Verify(code))).Refuses("ExpiredCodeException");

        Assert.True((await bench.SrpAsync("countess@example.test")).Ok().HasTokens);
        (await bench.AdminAsync("AdminGetUser", user: Ada)).Refuses("UserNotFoundException");
    }

    [Fact]
    public async Task OwnAttributes_ThatTheClientMayNotWrite_AreRefused()
    {
        var bench = await PoolBench.WithPoolAsync(client: new JsonObject { ["WriteAttributes"] = new JsonArray("name") });
        await bench.AddPersonAsync(Ada);
        var token = (await bench.PasswordAsync(Ada)).Ok().AccessToken;
        JsonObject Set(string name, string value) => new()
        {
            ["AccessToken"] = token,
            ["UserAttributes"] = PoolBench.Attributes((name, value)),
        };

        (await bench.PublicAsync("UpdateUserAttributes", Set("name", "Ada"))).Ok();
        (await bench.PublicAsync("UpdateUserAttributes", Set("nickname", "Ada"))).Refuses("NotAuthorizedException");
        (await bench.PublicAsync("UpdateUserAttributes", Set("email_verified", "true"))).Refuses("NotAuthorizedException");
    }

    [Fact]
    public async Task SignUp_CodeFromTheOutbox_ConfirmsAndVerifies()
    {
        var bench = await PoolBench.WithPoolAsync(pool: new JsonObject { ["AutoVerifiedAttributes"] = new JsonArray("email") });
        JsonObject Named(string? code = null)
        {
            var named = new JsonObject { ["ClientId"] = bench.ClientId, ["Username"] = Ada };
            if (code is not null)
                named["ConfirmationCode"] = code;
            return named;
        }

        var input = Named();
        input["Password"] = PoolBench.Password;
        var signedUp = (await bench.PublicAsync("SignUp", input)).Ok();
        Assert.False(signedUp.Json.GetProperty("UserConfirmed").GetBoolean());
        Assert.Equal("EMAIL", signedUp.Json.GetProperty("CodeDeliveryDetails").GetProperty("DeliveryMedium").GetString());
        (await bench.PublicAsync("SignUp", (JsonObject)input.DeepClone())).Refuses("UsernameExistsException");
        (await bench.SrpAsync(Ada)).Refuses("UserNotConfirmedException", "User is not confirmed.");
        var first = bench.Outbox.Read()[^1].Body.Split(' ')[^1].TrimEnd('.');
        (await bench.PublicAsync("ResendConfirmationCode", Named())).Ok();
        var second = bench.Outbox.Read()[^1].Body.Split(' ')[^1].TrimEnd('.');
        if (first != second)
            (await bench.PublicAsync("ConfirmSignUp", Named(first))).Refuses("CodeMismatchException");
        (await bench.PublicAsync("ConfirmSignUp", Named(second))).Ok();
        (await bench.PublicAsync("ConfirmSignUp", Named(second)))
            .Refuses("NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED");
        (await bench.PublicAsync("ResendConfirmationCode", Named())).Refuses("InvalidParameterException", "User is already confirmed.");
        Assert.Equal("true", await AttributeAsync(bench, Ada, "email_verified"));
        Assert.True((await bench.SrpAsync(Ada)).Ok().HasTokens);
    }

    [Fact]
    public async Task SignUp_ClosedPool_IsNotPermitted()
    {
        var bench = await PoolBench.WithPoolAsync(pool: new JsonObject
        {
            ["AdminCreateUserConfig"] = new JsonObject { ["AllowAdminCreateUserOnly"] = true },
        });

        (await bench.PublicAsync("SignUp", new JsonObject
        {
            ["ClientId"] = bench.ClientId,
            ["Username"] = Ada,
            ["Password"] = PoolBench.Password,
        })).Refuses("NotAuthorizedException", "SignUp is not permitted for this user pool");
    }

    [Fact]
    public async Task AdminConfirmSignUp_WithoutACode_Confirms()
    {
        var bench = await PoolBench.WithPoolAsync();
        (await bench.PublicAsync("SignUp", new JsonObject
        {
            ["ClientId"] = bench.ClientId,
            ["Username"] = Ada,
            ["Password"] = PoolBench.Password,
        })).Ok();

        (await bench.AdminAsync("AdminConfirmSignUp", user: Ada)).Ok();

        Assert.True((await bench.SrpAsync(Ada)).Ok().HasTokens);
        (await bench.AdminAsync("AdminConfirmSignUp", user: Ada)).Refuses("NotAuthorizedException");
    }

    [Fact]
    public async Task DeleteUser_ByThemselves_IsForGood()
    {
        var bench = await PoolBench.WithPoolAsync();
        await bench.AddPersonAsync(Ada);
        var token = (await bench.PasswordAsync(Ada)).Ok().AccessToken;

        (await bench.PublicAsync("DeleteUser", new JsonObject { ["AccessToken"] = token })).Ok();

        (await bench.AdminAsync("AdminGetUser", user: Ada)).Refuses("UserNotFoundException");
        (await bench.Restart().AdminAsync("AdminGetUser", user: Ada)).Refuses("UserNotFoundException");
    }

    [Fact]
    public async Task AuthEvents_WithoutTheAddOn_AreRefused()
    {
        var bench = await PoolBench.WithPoolAsync();
        await bench.AddPersonAsync(Ada);

        (await bench.AdminAsync("AdminListUserAuthEvents", user: Ada)).Refuses("UserPoolAddOnNotEnabledException");
    }
}
