using System.Text;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.LocalAws.Tests.Faults;

/// <summary>One service, or one pool of it, fails while all others answer.</summary>
public sealed class FaultScopeTests
{
    private const string ListUsers = "AWSCognitoIdentityProviderService.ListUsers";

    [Theory]
    [InlineData("dynamodb", "DynamoDB_20120810.ListTables")]
    [InlineData("cognito", "AWSCognitoIdentityProviderService.ListUserPools")]
    [InlineData("kms", "TrentService.ListKeys")]
    [InlineData("pinpoint", "")]
    public async Task Service_Throttled_IsTheOnlyOneThatIs(string service, string target)
    {
        await using var aws = await OpenAsync();
        aws.Faults.Set(new() { Rules = [new() { Kind = FaultKind.Throttling, Service = service }] });

        foreach (var other in (string[])["DynamoDB_20120810.ListTables", "AWSCognitoIdentityProviderService.ListUserPools", "TrentService.ListKeys", ""])
            Assert.Equal(other == target, IsThrottled(await AskAsync(aws, other, """{"MaxResults":1}""")));

        aws.Faults.Clear();
        Assert.False(IsThrottled(await AskAsync(aws, target, """{"MaxResults":1}""")));
    }

    [Fact]
    public async Task Pool_Broken_LeavesTheOtherPoolAlone()
    {
        await using var aws = await OpenAsync();
        aws.Faults.Set(new() { Rules = [new() { Kind = FaultKind.ConnectionReset, Service = "cognito", Mentions = "ap-south-1_Customers" }] });

        await Assert.ThrowsAsync<ConnectionLostException>(() => AskAsync(aws, ListUsers, """{"UserPoolId":"ap-south-1_Customers"}"""));
        await Assert.ThrowsAsync<ConnectionLostException>(async () => await aws.AnswerAsync(new("GET", "/ap-south-1_Customers/.well-known/jwks.json", new Dictionary<string, string>(), default), default));

        Assert.Equal(400, (await AskAsync(aws, ListUsers, """{"UserPoolId":"ap-south-1_Staff"}""")).Status); // there is none, and that is an answer
    }

    [Fact]
    public async Task RateLimit_OfOneService_LeavesTheOthersAlone()
    {
        await using var aws = await OpenAsync();
        aws.Faults.Set(new() { Rules = [new() { Kind = FaultKind.RateLimit, Service = "kms", PerSecond = 0.001 }] });

        Assert.False(IsThrottled(await AskAsync(aws, "TrentService.ListKeys", "{}")));
        Assert.True(IsThrottled(await AskAsync(aws, "TrentService.ListKeys", "{}")));
        Assert.False(IsThrottled(await AskAsync(aws, "DynamoDB_20120810.ListTables", "{}")));
    }

    [Fact]
    public void Set_WithAServiceThatIsNone_NamesThoseThatAre() =>
        Assert.Contains("dynamodb, cognito", Assert.Throws<ArgumentException>(() => new FaultBoard().Set(new() { Rules = [new() { Kind = FaultKind.Latency, Service = "dynamo" }] })).Message, StringComparison.Ordinal);

    private static Task<LocalAws> OpenAsync() => LocalAws.OpenAsync(new(), TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);

    private static async Task<WireResponse> AskAsync(LocalAws aws, string target, string body)
    {
        var (scope, headers) = target.Length == 0 ? ("mobiletargeting", new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)) : ("any", new(StringComparer.OrdinalIgnoreCase) { ["X-Amz-Target"] = target });
        headers["Authorization"] = $"AWS4-HMAC-SHA256 Credential=local/20260101/ap-south-1/{scope}/aws4_request, SignedHeaders=host, Signature=0";
        return await aws.AnswerAsync(target.Length == 0 ? new("GET", "/v1/apps", headers, default) : new("POST", "/", headers, Encoding.UTF8.GetBytes(body)), CancellationToken.None);
    }

    private static bool IsThrottled(WireResponse answer) =>
        Encoding.UTF8.GetString(answer.Body.Span) is var text && (text.Contains("ThrottlingException", StringComparison.Ordinal) || text.Contains("TooManyRequestsException", StringComparison.Ordinal) || answer.Status == 429);
}
