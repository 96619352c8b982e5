using System.Net;
using System.Text;
using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;
using Amazon.Runtime;
using Clubshop.Aws.Tests.Playback;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Clubshop.Aws.Tests.Cognito;

/// <summary>What the stand-in sends, and what it makes of what comes back, through AWSSDK.Core's whole pipeline.</summary>
public sealed class WireTests : IDisposable
{
    private readonly PlayedCognito _played = new();
    private readonly AwsClients _clients;

    public WireTests() => _clients = new AwsClients(new AwsOptions { Mode = AwsMode.Embedded }, _played, TimeProvider.System);

    private IAmazonCognitoIdentityProvider Cognito => _clients.Cognito;

    public void Dispose()
    {
        _clients.Dispose();
        _played.Dispose();
    }

    [Fact]
    public async Task Request_OfAPublicOperation_IsUnsignedJson()
    {
        _played.Answers("InitiateAuth", new { });
        await Cognito.InitiateAuthAsync(new InitiateAuthRequest
        {
            AuthFlow = AuthFlowType.USER_SRP_AUTH,
            ClientId = "client",
            AuthParameters = new() { ["USERNAME"] = "jörg" },
        });
        var asked = Assert.Single(_played.Requests);
        Assert.Equal("AWSCognitoIdentityProviderService.InitiateAuth", asked.Target);
        Assert.Equal("application/x-amz-json-1.1", asked.ContentType);
        Assert.Null(asked.Authorization);
        Assert.Equal("local.aws.invalid", asked.Address.Host);
        Assert.Equal("USER_SRP_AUTH", asked.Body.GetProperty("AuthFlow").GetString());
        Assert.Equal("jörg", asked.Body.GetProperty("AuthParameters").GetProperty("USERNAME").GetString());
        Assert.Equal(["AuthFlow", "AuthParameters", "ClientId"], asked.Body.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task Request_OfAnAdminOperation_IsSignedForTheService()
    {
        _played.Answers("AdminGetUser", new { Username = "ada" });
        await Cognito.AdminGetUserAsync(new AdminGetUserRequest { UserPoolId = "ap-south-1_Example01", Username = "ada" });
        var asked = Assert.Single(_played.Requests);
        Assert.StartsWith("AWS4-HMAC-SHA256 Credential=local/", asked.Authorization, StringComparison.Ordinal);
        Assert.Contains("/ap-south-1/cognito-idp/aws4_request", asked.Authorization, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WithNestedMembers_IsWrittenWhole()
    {
        _played.Answers("CreateUserPool", new { UserPool = new { Id = "ap-south-1_New" } });
        var made = await Cognito.CreateUserPoolAsync(new CreateUserPoolRequest
        {
            PoolName = "staff",
            MfaConfiguration = UserPoolMfaType.ON,
            UsernameAttributes = [UsernameAttributeType.Email],
            Policies = new() { PasswordPolicy = new() { MinimumLength = 12, RequireNumbers = true, PasswordHistorySize = 24 } },
            UserPoolTags = [],
        });
        Assert.Equal("ap-south-1_New", made.UserPool!.Id);
        Assert.Equal(
            """{"MfaConfiguration":"ON","Policies":{"PasswordPolicy":{"MinimumLength":12,"PasswordHistorySize":24,"RequireNumbers":true}}"""
            + ""","PoolName":"staff","UserPoolTags":{},"UsernameAttributes":["email"]}""",
            _played.Last("CreateUserPool").Body.GetRawText());
    }

    [Fact]
    public async Task Response_OfEveryKindOfMember_IsRead()
    {
        _played.Plays("AdminGetUser", () => PlayedCognito.Json(HttpStatusCode.OK, """
            {"Enabled":true,"UserCreateDate":1.772528707123E9,"UserLastModifiedDate":1772528707,"UserStatus":"CONFIRMED",
             "UserAttributes":[{"Name":"sub","Value":"1"},{"Name":"email","Value":"ada@example.test"}],
             "UserMFASettingList":["SOFTWARE_TOKEN_MFA"],"Username":"ada","SomethingNew":{"a":[1,2,{}]}}
            """));
        var user = await Cognito.AdminGetUserAsync(new AdminGetUserRequest { UserPoolId = "p", Username = "ada" });
        Assert.True(user.Enabled);
        Assert.Equal(new DateTime(2026, 3, 3, 9, 5, 7, 123, DateTimeKind.Utc), user.UserCreateDate);
        Assert.Equal(DateTimeKind.Utc, user.UserLastModifiedDate!.Value.Kind);
        Assert.Equal(UserStatusType.CONFIRMED, user.UserStatus);
        Assert.Equal("ada@example.test", user.UserAttributes!.Single(a => a.Name == "email").Value);
        Assert.Equal(["SOFTWARE_TOKEN_MFA"], user.UserMFASettingList);
        Assert.Null(user.MFAOptions);
        Assert.Null(user.PreferredMfaSetting);
        Assert.Equal("11111111-2222-3333-4444-555555555555", user.ResponseMetadata.RequestId);
        Assert.Equal(HttpStatusCode.OK, user.HttpStatusCode);
    }

    [Fact]
    public async Task Response_WithAConstantNobodyKnows_KeepsItsText()
    {
        _played.Answers("InitiateAuth", new { ChallengeName = "RETINA_SCAN" });
        var response = await Cognito.InitiateAuthAsync(new InitiateAuthRequest { ClientId = "c", AuthFlow = AuthFlowType.USER_SRP_AUTH });
        Assert.Equal("RETINA_SCAN", response.ChallengeName!.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task Response_WithoutMembers_IsASuccess(string body)
    {
        _played.Plays("AdminDeleteUser", () => PlayedCognito.Json(HttpStatusCode.OK, body));
        var response = await Cognito.AdminDeleteUserAsync(new AdminDeleteUserRequest { UserPoolId = "p", Username = "ada" });
        Assert.Equal(HttpStatusCode.OK, response.HttpStatusCode);
    }

    [Fact]
    public async Task Response_ThatIsNotJson_IsAnUnmarshallingError()
    {
        _played.Plays("GetUser", () => PlayedCognito.Json(HttpStatusCode.OK, "<html>"));
        await Assert.ThrowsAsync<AmazonUnmarshallingException>(() => Cognito.GetUserAsync(new GetUserRequest { AccessToken = "t" }));
    }

    [Fact]
    public async Task Error_AsSeenLive_IsTyped()
    {
        _played.Refuses("InitiateAuth", "NotAuthorizedException", "Incorrect username or password.");
        var error = await Assert.ThrowsAsync<NotAuthorizedException>(
            () => Cognito.InitiateAuthAsync(new InitiateAuthRequest { ClientId = "c", AuthFlow = AuthFlowType.USER_SRP_AUTH }));
        Assert.Equal("Incorrect username or password.", error.Message);
        Assert.Equal("NotAuthorizedException", error.ErrorCode);
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        Assert.Equal(ErrorType.Sender, error.ErrorType);
        Assert.Equal("11111111-2222-3333-4444-555555555555", error.RequestId);
    }

    [Theory]
    [InlineData("""{"__type":"UserNotFoundException","message":"User does not exist."}""", typeof(UserNotFoundException))]
    [InlineData("""{"__type":"com.amazonaws.cognito#CodeMismatchException","Message":"no"}""", typeof(CodeMismatchException))]
    [InlineData("""{"__type":"SomethingNewException","message":"?"}""", typeof(AmazonCognitoIdentityProviderException))]
    [InlineData("""{"__type":"ThrottledThing"}""", typeof(AmazonCognitoIdentityProviderException))]
    [InlineData("[]", typeof(AmazonCognitoIdentityProviderException))]
    [InlineData("<html>a proxy</html>", typeof(AmazonCognitoIdentityProviderException))]
    [InlineData("", typeof(AmazonCognitoIdentityProviderException))]
    public async Task Error_InAnyForm_IsMapped(string body, Type expected)
    {
        _played.Plays("GetUser", () => PlayedCognito.Json(HttpStatusCode.BadRequest, body));
        var error = await Assert.ThrowsAnyAsync<AmazonCognitoIdentityProviderException>(
            () => Cognito.GetUserAsync(new GetUserRequest { AccessToken = "t" }));
        Assert.Equal(expected, error.GetType());
    }

    [Fact]
    public async Task Error_InvalidParameter_CarriesItsReasonCode()
    {
        _played.Plays("GetUser", () => PlayedCognito.Json(
            HttpStatusCode.BadRequest, """{"__type":"InvalidParameterException","message":"m","reasonCode":"r1"}"""));
        var error = await Assert.ThrowsAsync<InvalidParameterException>(() => Cognito.GetUserAsync(new GetUserRequest { AccessToken = "t" }));
        Assert.Equal("r1", error.ReasonCode);
    }

    [Fact]
    public async Task Error_ThatIsWorthARetry_IsRetriedByTheSdk()
    {
        _played.Refuses("GetUser", "InternalErrorException", "again", 500).Answers("GetUser", new { Username = "ada" });
        var user = await Cognito.GetUserAsync(new GetUserRequest { AccessToken = "t" });
        Assert.Equal("ada", user.Username);
        Assert.Equal(2, _played.Requests.Count);
    }

    [Fact]
    public async Task Error_Throttled_IsRetriedByTheSdk()
    {
        _played.Refuses("ListGroups", "TooManyRequestsException", "Too many requests")
            .Answers("ListGroups", new { Groups = new[] { new { GroupName = "g", Precedence = 0 } } });
        var groups = await Cognito.ListGroupsAsync(new ListGroupsRequest { UserPoolId = "p" });
        Assert.Equal(0, Assert.Single(groups.Groups!).Precedence);
        Assert.Equal(2, _played.Requests.Count);
    }

    [Fact]
    public async Task Error_OfASender_IsNotRetried()
    {
        _played.Refuses("GetUser", "NotAuthorizedException", "Access Token has been revoked");
        await Assert.ThrowsAsync<NotAuthorizedException>(() => Cognito.GetUserAsync(new GetUserRequest { AccessToken = "t" }));
        Assert.Single(_played.Requests);
    }

    [Fact]
    public void Endpoint_OfARegion_IsTheServicesOwn()
    {
        var config = new AmazonCognitoIdentityProviderConfig { RegionEndpoint = Amazon.RegionEndpoint.APSouth1 };
        var endpoint = config.DetermineServiceOperationEndpoint(new Amazon.Runtime.Endpoints.ServiceOperationEndpointParameters(new GetUserRequest()));
        Assert.Equal("https://cognito-idp.ap-south-1.amazonaws.com", endpoint.URL);
        config.UseFIPSEndpoint = true;
        endpoint = config.DetermineServiceOperationEndpoint(new Amazon.Runtime.Endpoints.ServiceOperationEndpointParameters(new GetUserRequest()));
        Assert.Equal("https://cognito-idp-fips.ap-south-1.amazonaws.com", endpoint.URL);
    }

    [Fact]
    public async Task Client_WithAnEndpoint_SpeaksOverRealHttp()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using var server = builder.Build();
        var seen = new List<string>();
        server.Run(async context =>
        {
            var signedFor = context.Request.Headers.Authorization.ToString().Split('/').ElementAtOrDefault(3);
            seen.Add($"{context.Request.Method} {context.Request.Headers["X-Amz-Target"]} {signedFor}");
            // Chunked, as the service may answer: no content length.
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("""{"UserPools":[{"Id":"ap-south-1_A","""));
            await context.Response.Body.FlushAsync();
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(""" "Name":"staff"}]}"""));
        });
        await server.StartAsync();
        using var clients = new AwsClients(
            new AwsOptions { Mode = AwsMode.Aws, Region = "ap-south-1", Endpoint = server.Urls.Single() }, embedded: null, TimeProvider.System);
        var pools = await clients.Cognito.ListUserPoolsAsync(new ListUserPoolsRequest { MaxResults = 10 });
        Assert.Equal("staff", Assert.Single(pools.UserPools!).Name);
        Assert.Equal(["POST AWSCognitoIdentityProviderService.ListUserPools cognito-idp"], seen);
    }
}
