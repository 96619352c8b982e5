using System.Text;
using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Tests.Cognito;

/// <summary>What all operations have in common: names, signatures, shapes, error forms.</summary>
public sealed class WireTests
{
    /// <summary>The operations that the official client sends without a signature.</summary>
    private static readonly string[] Public =
    [
        "AssociateSoftwareToken", "ChangePassword", "ConfirmForgotPassword", "ConfirmSignUp", "DeleteUser", "DeleteUserAttributes",
        "ForgotPassword", "GetTokensFromRefreshToken", "GetUser", "GetUserAttributeVerificationCode", "GetUserAuthFactors",
        "GlobalSignOut", "InitiateAuth", "ListDevices", "ResendConfirmationCode", "RespondToAuthChallenge", "RevokeToken",
        "SetUserMFAPreference", "SignUp", "UpdateUserAttributes", "VerifySoftwareToken", "VerifyUserAttribute",
    ];

    public static TheoryData<string> Operations => [.. CognitoService.OperationNames];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Operation_WithoutSignature_IsRefusedUnlessPublic(string operation)
    {
        var reply = await PoolBench.Empty().SendAsync(operation, "{}", signed: false);

        if (Public.Contains(operation, StringComparer.Ordinal))
            Assert.NotEqual("MissingAuthenticationTokenException", reply.Error);
        else
            reply.Refuses("MissingAuthenticationTokenException", "Missing Authentication Token");
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Operation_WithoutMembers_NamesEachRequiredOne(string operation)
    {
        var required = ShapeTable.Operation(operation)!.Members!.Where(member => member.Required).Select(member => member.Name).ToList();

        var reply = await PoolBench.Empty().SendAsync(operation, "{}", signed: true);

        Assert.Equal("InvalidParameterException", reply.Error);
        foreach (var member in required)
        {
            var path = char.ToLowerInvariant(member[0]) + member[1..];
            Assert.Contains(
                $"Value null at '{path}' failed to satisfy constraint: Member must not be null", reply.Message, StringComparison.Ordinal);
        }

        if (required.Count > 1)
            Assert.StartsWith($"{required.Count} validation errors detected: ", reply.Message, StringComparison.Ordinal);
        if (required.Count == 1)
            Assert.StartsWith("1 validation error detected: ", reply.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Operation_MembersOfTheWrongType_AreASerializationException(string operation)
    {
        var body = new JsonObject();
        foreach (var member in ShapeTable.Operation(operation)!.Members!)
            body[member.Name] = ShapeTable.ByName(member.Shape).Kind == ShapeKind.Flag ? "yes" : true;
        var any = ShapeTable.Operation(operation)!.Members!.Any(member => ShapeTable.ByName(member.Shape).Kind != ShapeKind.Any);
        Assert.True(any);

        (await PoolBench.Empty().CallAsync(operation, body)).Refuses("SerializationException");
    }

    [Fact]
    public void OperationNames_AgreeWithTheShapes()
    {
        Assert.All(CognitoService.OperationNames, name => Assert.NotNull(ShapeTable.Operation(name)));
        Assert.All(Public, name => Assert.Contains(name, CognitoService.OperationNames));
    }

    [Theory]
    [InlineData("AddCustomAttributes")]
    [InlineData("CreateIdentityProvider")]
    [InlineData("Nonsense")]
    public async Task UnknownOperation_IsRefusedByName(string operation)
    {
        var reply = await PoolBench.Empty().SendAsync(operation, "{}", signed: true);

        reply.Refuses("UnknownOperationException");
        Assert.Contains(operation, reply.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("{\"UserPoolId\":")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"UserPoolId\":\"\\ud800\"}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"Unread\":[\"a\\udfffb\"]}")]
    public async Task Body_ThatIsNoObject_IsASerializationException(string body)
    {
        var reply = await PoolBench.Empty().SendAsync("DescribeUserPool", body, signed: true);

        // Nothing at all reads as no members.
        Assert.Equal(body.Length == 0 ? "InvalidParameterException" : "SerializationException", reply.Error);
    }

    [Fact]
    public async Task Error_AnyRefusal_HasTheServicesForm()
    {
        var bench = await PoolBench.WithPoolAsync();

        var reply = await bench.AdminAsync("AdminGetUser", user: "nobody@example.test");

        Assert.Equal(400, reply.Status);
        Assert.Equal("application/x-amz-json-1.1", reply.Response.ContentType);
        Assert.Equal("UserNotFoundException:", reply.Response.Headers["x-amzn-errortype"]);
        Assert.Equal("User does not exist.", reply.Response.Headers["x-amzn-errormessage"]);
        Assert.True(Guid.TryParse(reply.Response.Headers["x-amzn-requestid"], out _));
        Assert.Equal("""{"__type":"UserNotFoundException","message":"User does not exist."}""", Encoding.UTF8.GetString(reply.Response.Body.Span));
    }

    [Theory]
    [InlineData("UserPoolId", "nounderscore", "Value 'nounderscore' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+")]
    [InlineData("Username", "", "Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+; Value at 'username' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [InlineData("Username", "a b", "Value at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+")]
    public async Task Validation_TextThatBreaksItsShape_IsToldInTheServicesWords(string member, string value, string violation)
    {
        var body = new JsonObject { ["UserPoolId"] = "ap-south-1_abc", ["Username"] = "ada" };
        body[member] = value;

        var reply = await PoolBench.Empty().CallAsync("AdminGetUser", body);

        reply.Refuses("InvalidParameterException");
        Assert.EndsWith(violation, reply.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\U0001F600", true)] // an emoji
    [InlineData("\U00010400\U0001D165", true)] // a letter and a mark beyond U+FFFF
    [InlineData("a\u0301\u0967", true)]
    [InlineData("\U000E0041", false)] // a tag: of none of the categories
    [InlineData("a\n", false)]
    [InlineData("a\u200d", false)]
    public async Task Username_OfAnyCharacter_IsTakenByItsCategory(string name, bool taken)
    {
        var bench = await PoolBench.WithPoolAsync(pool: new JsonObject { ["AliasAttributes"] = new JsonArray("email") });

        var made = await bench.AdminAsync("AdminCreateUser", new JsonObject { ["MessageAction"] = "SUPPRESS" }, name);

        if (!taken)
        {
            made.Refuses("InvalidParameterException");
            return;
        }
        made.Ok();
        Assert.Equal(name, (await bench.AdminAsync("AdminGetUser", user: name)).Ok().Text("Username"));
    }

    [Theory]
    [InlineData("UserPoolId", "ap-south-1_abc\n")]
    [InlineData("UserPoolId", "\u00e4p_abc")]
    [InlineData("GroupName", "a\n")]
    public async Task Validation_TextThatMatchesBarACharacter_IsRefused(string member, string value)
    {
        var body = new JsonObject { ["UserPoolId"] = "ap-south-1_abc", ["GroupName"] = "a" };
        body[member] = value;

        (await PoolBench.Empty().CallAsync("GetGroup", body)).Refuses("InvalidParameterException");
    }

    [Theory]
    [InlineData("{\"iss\":1}")]
    [InlineData("{\"iss\":\"x\",\"token_use\":[]}")]
    [InlineData("{\"iss\":\"\\ud800\"}")]
    [InlineData("{\"\u00ff")]
    [InlineData("[]")]
    [InlineData("1")]
    public async Task AccessToken_WithOddClaims_IsInvalid(string claims)
    {
        var bench = await PoolBench.WithPoolAsync();
        var token = "e30." + System.Buffers.Text.Base64Url.EncodeToString(Encoding.Latin1.GetBytes(claims)) + ".e30";

        (await bench.PublicAsync("GetUser", new JsonObject { ["AccessToken"] = token })).Refuses("NotAuthorizedException", "Invalid Access Token");
    }

    [Fact]
    public async Task Validation_LimitAbove60_IsToldInTheServicesWords()
    {
        var bench = await PoolBench.WithPoolAsync();

        (await bench.AdminAsync("ListUsers", new JsonObject { ["Limit"] = 61 })).Refuses(
            "InvalidParameterException",
            "1 validation error detected: Value '61' at 'limit' failed to satisfy constraint: "
            + "Member must have value less than or equal to 60");
    }

    [Fact]
    public async Task Validation_NestedMembers_AreNamedByTheirPath()
    {
        var reply = await PoolBench.Empty().CallAsync("CreateUserPool", new JsonObject
        {
            ["PoolName"] = "p",
            ["MfaConfiguration"] = "MAYBE",
            ["Policies"] = new JsonObject { ["PasswordPolicy"] = new JsonObject { ["MinimumLength"] = 5, ["PasswordHistorySize"] = 25 } },
            ["Schema"] = new JsonArray(new JsonObject { ["Name"] = new string('x', 21) }),
        });

        reply.Refuses("InvalidParameterException");
        Assert.StartsWith("4 validation errors detected: ", reply.Message, StringComparison.Ordinal);
        Assert.Contains("Value '5' at 'policies.passwordPolicy.minimumLength'", reply.Message, StringComparison.Ordinal);
        Assert.Contains("Value '25' at 'policies.passwordPolicy.passwordHistorySize'", reply.Message, StringComparison.Ordinal);
        Assert.Contains("at 'schema.1.member.name'", reply.Message, StringComparison.Ordinal);
        Assert.Contains(
            "Value 'MAYBE' at 'mfaConfiguration' failed to satisfy constraint: Member must satisfy enum value set: [OFF, ON, OPTIONAL]",
            reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validation_NullMembers_CountAsAbsent()
    {
        var bench = await PoolBench.WithPoolAsync();

        (await bench.SendAsync("ListUsers", $$"""{"UserPoolId":"{{bench.PoolId}}","Filter":null,"Limit":null}""", signed: true)).Ok();
    }

    [Fact]
    public async Task Signature_WithoutAllItsParts_IsIncomplete()
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["x-amz-target"] = "AWSCognitoIdentityProviderService.ListUserPools",
            ["authorization"] = "AWS4-HMAC-SHA256 Credential=a",
        };

        var reply = new Reply(await PoolBench.Empty().Service.AnswerAsync(
            new("POST", "/", headers, "{}"u8.ToArray()), CancellationToken.None));

        reply.Refuses("IncompleteSignatureException");
    }

    [Fact]
    public void Claims_OtherServices_AreLeftAlone()
    {
        var service = PoolBench.Empty().Service;
        static Dictionary<string, string> Target(string target) => new(StringComparer.OrdinalIgnoreCase) { ["X-Amz-Target"] = target };

        Assert.False(service.Claims(new("POST", "/", Target("DynamoDB_20120810.GetItem"), default)));
        Assert.False(service.Claims(new("GET", "/bucket/.well-known/other.json", Target(""), default)));
        Assert.False(service.Claims(new("PUT", "/pool_1/.well-known/jwks.json", Target(""), default)));
        Assert.True(service.Claims(new("GET", "/pool_1/.well-known/jwks.json", Target(""), default)));
    }
}
