using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace Clubshop.Admin.Tests.Ops;

/// <summary><c>ops import-registry</c> in a process of its own, with a path that begins with a slash before the configuration.</summary>
public sealed class ImportRegistryProcessTests
{
    private const string Portal = "Clubshop.Admin";

    [Fact]
    public async Task ImportRegistry_AbsolutePathBeforeATablePrefix_WritesToThoseTables()
    {
        var (aws, endpoint) = await OpsProcess.ServeAsync("Clubshop.LocalAws", ["--port", "0", "--in-memory"]);
        await using var _ = aws;
        KeyValuePair<string, string>[] settings = [new("Aws__Mode", "Aws"), new("Aws__Endpoint", endpoint.AbsoluteUri)];
        var folder = Directory.CreateTempSubdirectory("clubshop-ops-");
        try
        {
            var file = Path.Combine(folder.FullName, "customers.csv");
            await File.WriteAllTextAsync(file, "sub,phone\r\n0199f3a0-c1b2-7d41-a9e8-b1c2d3e4f506,+919876543210\r\n", Encoding.UTF8);
            foreach (var made in (string[][])[["ops", "setup"], ["ops", "create-tables", "--Aws:TablePrefix", "zzz-"]])
            {
                var run = await OpsProcess.RunAsync(Portal, made, settings);
                Assert.True(run.ExitCode == 0, run.Output);
            }

            var refused = await OpsProcess.RunAsync(Portal, ["ops", "import-registry", file, "--Aws:TablePrefx=zzz-"], settings);
            var imported = await OpsProcess.RunAsync(Portal, ["ops", "import-registry", file, "--Aws:TablePrefix=zzz-"], settings);

            Assert.Equal(2, refused.ExitCode);
            Assert.True(imported.ExitCode == 0, imported.Output);
            using var dynamo = new AmazonDynamoDBClient(
                new BasicAWSCredentials("local", "local"), new AmazonDynamoDBConfig { ServiceURL = endpoint.AbsoluteUri, AuthenticationRegion = "ap-south-1" });
            Assert.Equal((false, true), (await HasCustomerAsync(dynamo, "clubshop-"), await HasCustomerAsync(dynamo, "zzz-")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<bool> HasCustomerAsync(AmazonDynamoDBClient dynamo, string prefix) =>
        (await dynamo.ScanAsync(new ScanRequest(prefix + "customers"))).Items
        .Any(item => item["pk"].S.Contains("0199f3a0-c1b2-7d41-a9e8-b1c2d3e4f506", StringComparison.Ordinal));
}
