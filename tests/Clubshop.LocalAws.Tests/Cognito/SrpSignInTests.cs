using System.Numerics;
using System.Text.Json.Nodes;

namespace Clubshop.LocalAws.Tests.Cognito;

/// <summary>USER_SRP_AUTH: what is bound, what is used up, what a wrong proof reveals.</summary>
public sealed class SrpSignInTests
{
    private const string Ada = "ada@example.test";

    private static async Task<PoolBench> BenchAsync(bool hides = true, JsonObject? client = null)
    {
        var wanted = client ?? [];
        if (hides)
            wanted["PreventUserExistenceErrors"] = "ENABLED";
        var bench = await PoolBench.WithPoolAsync(client: wanted);
        await bench.AddPersonAsync(Ada);
        return bench;
    }

    [Fact]
    public async Task Proof_AnsweredTwice_WorksOnce()
    {
        var bench = await BenchAsync();
        var (claim, _) = await bench.SrpClaimAsync(Ada);

        (await bench.AnswerAsync("PASSWORD_VERIFIER", null, claim!.Value.UserId, claim.Value.Responses)).Ok();
        (await bench.AnswerAsync("PASSWORD_VERIFIER", null, claim.Value.UserId, claim.Value.Responses))
            .Refuses("NotAuthorizedException", "Incorrect username or password.");
    }

    [Fact]
    public async Task Proof_AnyPartTampered_IsRefused()
    {
        var bench = await BenchAsync();
        await bench.AddPersonAsync("bob@example.test");
        for (var part = 0; part < 3; part++)
        {
            var (claim, _) = await bench.SrpClaimAsync(Ada);
            var responses = claim!.Value.Responses;
            var (name, value) = responses[part];
            responses[part] = (name, name == "TIMESTAMP" ? value.Replace("09:05:07", "09:05:08", StringComparison.Ordinal) : Flip(value));
            (await bench.AnswerAsync("PASSWORD_VERIFIER", null, claim.Value.UserId, responses)).Refuses("NotAuthorizedException");
        }

        var (mine, _) = await bench.SrpClaimAsync(Ada);
        (await bench.AnswerAsync("PASSWORD_VERIFIER", null, "bob@example.test", mine!.Value.Responses)).Refuses("NotAuthorizedException");
    }

    [Fact]
    public async Task Proof_OfAnotherClient_IsRefused()
    {
        var bench = await BenchAsync();
        var (claim, _) = await bench.SrpClaimAsync(Ada);

        await bench.AddClientAsync();

        (await bench.AnswerAsync("PASSWORD_VERIFIER", null, claim!.Value.UserId, claim.Value.Responses)).Refuses("NotAuthorizedException");
    }

    [Fact]
    public async Task Proof_AfterItsTime_IsRefused()
    {
        var bench = await BenchAsync();
        var (claim, _) = await bench.SrpClaimAsync(Ada);

        bench.Clock.Advance(TimeSpan.FromMinutes(3) + TimeSpan.FromSeconds(1));

        (await bench.AnswerAsync("PASSWORD_VERIFIER", null, claim!.Value.UserId, claim.Value.Responses)).Refuses("NotAuthorizedException");
    }

    [Theory]
    [InlineData("2026-03-03T09:05:07Z")]
    [InlineData("Tue Mar 03 09:05:07 2026")]
    public async Task Proof_TimestampOfAnotherForm_IsRefused(string timestamp)
    {
        var bench = await BenchAsync();
        var (claim, _) = await bench.SrpClaimAsync(Ada);
        claim!.Value.Responses[2] = ("TIMESTAMP", timestamp);

        (await bench.AnswerAsync("PASSWORD_VERIFIER", null, claim.Value.UserId, claim.Value.Responses)).Refuses(
            "InvalidParameterException", "TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("not hex")]
    public async Task Start_PublicNumberThatIsNone_IsRefused(string number)
    {
        var bench = await BenchAsync();

        (await bench.InitiateAsync("USER_SRP_AUTH", new JsonObject { ["USERNAME"] = Ada, ["SRP_A"] = number }))
            .Refuses("InvalidParameterException");
    }

    [Fact]
    public async Task Start_MultiplesOfThePrime_AreRefused()
    {
        var bench = await BenchAsync();
        foreach (var factor in (BigInteger[])[1, 2])
        {
            var number = (SrpClient.Prime * factor).ToString("x", System.Globalization.CultureInfo.InvariantCulture).TrimStart('0');
            (await bench.InitiateAsync("USER_SRP_AUTH", new JsonObject { ["USERNAME"] = Ada, ["SRP_A"] = number }))
                .Refuses("InvalidParameterException");
        }
    }

    [Fact]
    public async Task UnknownUser_ExistenceHidden_LooksLikeAWrongPassword()
    {
        var bench = await BenchAsync();
        var (claim, first) = await bench.SrpClaimAsync("nobody@example.test");
        var (_, second) = await bench.SrpClaimAsync("nobody@example.test");
        var (_, real) = await bench.SrpClaimAsync(Ada);

        Assert.Equal(first.Parameter("SALT"), second.Parameter("SALT"));
        Assert.Equal(first.Parameter("USER_ID_FOR_SRP"), second.Parameter("USER_ID_FOR_SRP"));
        Assert.NotEqual(first.Parameter("SRP_B"), second.Parameter("SRP_B"));
        Assert.True(Guid.TryParse(first.Parameter("USER_ID_FOR_SRP"), out _));
        Assert.Equal(
            real.Json.GetProperty("ChallengeParameters").EnumerateObject().Select(member => member.Name),
            first.Json.GetProperty("ChallengeParameters").EnumerateObject().Select(member => member.Name));
        Assert.InRange(first.Parameter("SRP_B").Length, 750, 768);
        (await bench.AnswerAsync("PASSWORD_VERIFIER", null, claim!.Value.UserId, claim.Value.Responses))
            .Refuses("NotAuthorizedException", "Incorrect username or password.");
        (await bench.PasswordAsync("nobody@example.test")).Refuses("NotAuthorizedException", "Incorrect username or password.");
    }

    [Fact]
    public async Task UnknownUser_ExistenceShown_IsNotFound()
    {
        var bench = await BenchAsync(hides: false);

        (await bench.SrpAsync("nobody@example.test")).Refuses("UserNotFoundException", "User does not exist.");
        (await bench.PasswordAsync("nobody@example.test")).Refuses("UserNotFoundException");
    }

    [Fact]
    public async Task UserWithoutPassword_CannotSignInAtAll()
    {
        var bench = await BenchAsync();
        (await bench.AdminAsync("AdminCreateUser", new JsonObject { ["MessageAction"] = "SUPPRESS" }, "new@example.test")).Ok();

        (await bench.SrpAsync("new@example.test")).Refuses("NotAuthorizedException", "Incorrect username or password.");
        (await bench.PasswordAsync("new@example.test")).Refuses("NotAuthorizedException", "Incorrect username or password.");
    }

    [Fact]
    public async Task SecretHash_MissingOrWrong_IsRefused()
    {
        var bench = await BenchAsync(client: new JsonObject { ["GenerateSecret"] = true });
        Assert.True((await bench.SrpAsync(Ada)).Ok().HasTokens);

        (await bench.InitiateAsync("USER_PASSWORD_AUTH", new JsonObject { ["USERNAME"] = Ada, ["PASSWORD"] = PoolBench.Password })).Refuses(
            "NotAuthorizedException", $"Client {bench.ClientId} is configured with secret but SECRET_HASH was not received");
        (await bench.InitiateAsync("USER_PASSWORD_AUTH", new JsonObject
        {
            ["USERNAME"] = Ada,
            ["PASSWORD"] = PoolBench.Password,
            ["SECRET_HASH"] = bench.SecretHash("bob@example.test"),
        })).Refuses("NotAuthorizedException", $"SecretHash does not match for the client: {bench.ClientId}");
    }

    [Theory]
    [InlineData("USER_SRP_AUTH", "USER_SRP_AUTH is not enabled for the client.")]
    [InlineData("USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH flow not enabled for this client")]
    [InlineData("REFRESH_TOKEN_AUTH", "Auth flow not enabled for this client")]
    [InlineData("ADMIN_USER_PASSWORD_AUTH", "Initiate Auth method not supported.")]
    [InlineData("USER_AUTH", "Initiate Auth method not supported.")]
    public async Task Flow_NotEnabled_IsRefused(string flow, string message)
    {
        var bench = await BenchAsync(client: new JsonObject { ["ExplicitAuthFlows"] = new JsonArray("ALLOW_CUSTOM_AUTH") });

        (await bench.InitiateAsync(flow, new JsonObject { ["USERNAME"] = Ada, ["SRP_A"] = "ab", ["PASSWORD"] = "x" }))
            .Refuses("InvalidParameterException", message);
    }

    [Fact]
    public async Task Flows_OfAClientThatListsNone_AreSrpAndRefresh()
    {
        var bench = await PoolBench.WithPoolAsync(client: new JsonObject { ["ExplicitAuthFlows"] = null });
        await bench.AddPersonAsync(Ada);

        var tokens = (await bench.SrpAsync(Ada)).Ok();
        (await bench.InitiateAsync("REFRESH_TOKEN_AUTH", new JsonObject { ["REFRESH_TOKEN"] = tokens.RefreshToken })).Ok();
        (await bench.PasswordAsync(Ada)).Refuses("InvalidParameterException");
    }

    [Fact]
    public async Task Start_ParametersMissing_AreNamed()
    {
        var bench = await BenchAsync();

        (await bench.InitiateAsync("USER_SRP_AUTH", new JsonObject { ["SRP_A"] = "ab" }))
            .Refuses("InvalidParameterException", "Missing required parameter USERNAME");
        (await bench.InitiateAsync("USER_SRP_AUTH", new JsonObject { ["USERNAME"] = Ada }))
            .Refuses("InvalidParameterException", "Missing required parameter SRP_A");
    }

    [Fact]
    public async Task DisabledUser_IsToldSo()
    {
        var bench = await BenchAsync();
        (await bench.AdminAsync("AdminDisableUser", user: Ada)).Ok();

        (await bench.SrpAsync(Ada)).Refuses("NotAuthorizedException", "User is disabled.");

        (await bench.AdminAsync("AdminEnableUser", user: Ada)).Ok();
        Assert.True((await bench.SrpAsync(Ada)).Ok().HasTokens);
    }

    [Fact]
    public async Task SignIn_AnyPassword_WorksOverTheWholeUnicode()
    {
        var bench = await BenchAsync();
        foreach (var password in (string[])["Пароль-Aa1!", "पासवर्ड-Aa1!", "🔑Aa1!🔑🔑🔑", "Aa1!\"\\/<>&"])
        {
            (await bench.AdminAsync("AdminSetUserPassword", new JsonObject { ["Password"] = password, ["Permanent"] = true }, Ada)).Ok();
            Assert.True((await bench.SrpAsync(Ada, password)).Ok().HasTokens, password);
            Assert.True((await bench.PasswordAsync(Ada, password)).Ok().HasTokens, password);
        }
    }

    private static string Flip(string base64) => (base64[0] == 'A' ? 'B' : 'A') + base64[1..];
}
