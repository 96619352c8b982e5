using System.Text.RegularExpressions;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Clubshop.Admin.Ops.Smoke;

namespace Clubshop.Admin.Tests.Ops.Smoke;

/// <summary><c>ops smoke</c> as the owner of an account runs it, in a process of its own, against the embedded AWS in another.</summary>
public sealed class SmokeProcessTests
{
    private const string Portal = "Clubshop.Admin";

    [Fact]
    public async Task Smoke_AgainstTheEmbeddedAws_FindsNoDifferenceAndLeavesNothing()
    {
        var (aws, endpoint) = await OpsProcess.ServeAsync("Clubshop.LocalAws", ["--port", "0", "--in-memory"]);
        await using var _ = aws;
        KeyValuePair<string, string>[] settings = [new("Aws__Mode", "Aws"), new("Aws__Endpoint", endpoint.AbsoluteUri), new("Audit__ArchiveBucket", "smoke-archive")];
        var made = await OpsProcess.RunAsync(Portal, ["ops", "setup"], settings);
        Assert.True(made.ExitCode == 0, made.Output);

        // Its memcached takes the next port only where that is free.
        var cache = Regex.Match(aws.Output, @"Memcached on (?<node>127\.0\.0\.1:[0-9]+)", RegexOptions.ExplicitCapture).Groups["node"].Value;
        settings = [.. settings, new("Cache__Nodes__0", cache)];
        var run = await OpsProcess.RunAsync(Portal, ["ops", "smoke", "--device", "smoke-token-0001", "--platform", "android"], settings);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.True(run.Output.Contains(" 0 differ, 0 failed, 0 skipped", StringComparison.Ordinal), run.Output);
        Assert.Contains("OK       the second sign-in: refuses a wrong code (CodeWrong)", run.Output, StringComparison.Ordinal);
        Assert.Contains("OK       publishing: an end user's server reads the club", run.Output, StringComparison.Ordinal);
        Assert.Contains("OK       a test device: Accepted", run.Output, StringComparison.Ordinal);
        Assert.Contains("OK       taking the account away: gone", run.Output, StringComparison.Ordinal);

        // Point-in-time recovery on is not what the embedded AWS has by itself: it says so.
        using var dynamo = new AmazonDynamoDBClient(new BasicAWSCredentials("local", "local"), new AmazonDynamoDBConfig { ServiceURL = endpoint.AbsoluteUri, AuthenticationRegion = "ap-south-1" });
        await dynamo.UpdateContinuousBackupsAsync(new UpdateContinuousBackupsRequest
        {
            TableName = "clubshop-shops",
            PointInTimeRecoverySpecification = new() { PointInTimeRecoveryEnabled = true },
        });
        var again = await OpsProcess.RunAsync(Portal, ["ops", "smoke"], settings);
        Assert.Contains("DIFFERS  protection of the tables: point-in-time recovery off and on", again.Output, StringComparison.Ordinal);
        Assert.Contains("SKIPPED  a test device", again.Output, StringComparison.Ordinal);
    }

    // RFC 6238, appendix B, for SHA-1: the last six of its eight digits.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1234567890, "005924")]
    [InlineData(20000000000, "353130")]
    public void Totp_OfTheStandardsExamples_IsTheirs(long seconds, string code) =>
        Assert.Equal(code, Totp.Code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", Totp.StepOf(DateTimeOffset.FromUnixTimeSeconds(seconds))));
}
