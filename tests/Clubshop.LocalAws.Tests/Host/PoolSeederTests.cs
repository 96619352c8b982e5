using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito;
using Clubshop.LocalAws.Host;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.LocalAws.Tests.Host;

public sealed class PoolSeederTests
{
    [Fact]
    public async Task Seed_OfTheSample_MakesEverythingOnce_AndLeavesWhatExists()
    {
        using var folder = new TestFolder();
        await using (var aws = await OpenAsync(folder)) await SeedAsync(aws, Sample());
        await using var again = await OpenAsync(folder);
        var lines = await SeedAsync(again, Sample().Replace("Rasam-Vadai-2026", "Another-Pass-2026", StringComparison.Ordinal));
        Assert.Equal($"Pool clubshop-staff is {FixedIds.StaffPoolId}; clients: clubshop-admin-portal {FixedIds.StaffClientId}.", Assert.Single(lines));
        var accounts = again.Cognito.Accounts();
        Assert.Equal(2, accounts.Count);
        Assert.Equal(
            new DemoAccount("lakshmi.menon@clubshop.example", "Rasam-Vadai-2026", "Administrators", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"), accounts[0]);
        var user = await again.Cognito.ExecuteAsync(
            "AdminGetUser", new JsonObject { ["UserPoolId"] = FixedIds.StaffPoolId, ["Username"] = "arjun.das@clubshop.example" }, CancellationToken.None);
        Assert.Equal("FORCE_CHANGE_PASSWORD", (string)user!["UserStatus"]!);
    }

    [Theory]
    [InlineData("""{"pools":[{"name":"a","uesrs":[]}]}""", "uesrs")]
    [InlineData("""{"pools":[{"name":"a","users":[{"username":"u","password":"x"}]}]}""", "user u")]
    [InlineData("""{"pools":[{"name":"a","users":[{"username":"u","totpSecret":"not base32"}]}]}""", "totpSecret")]
    [InlineData("""{"pools":[{"name":"a","settings":{"Policies":3}}]}""", "pool a")]
    public async Task Seed_ThatIsWrong_SaysWhere(string text, string named)
    {
        using var folder = new TestFolder();
        await using var aws = await OpenAsync(folder);
        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => SeedAsync(aws, text));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    private static Task<LocalAws> OpenAsync(TestFolder folder) => LocalAws.OpenAsync(
        new LocalAwsOptions { Directory = Path.Combine(folder.Path, "state") }, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);

    private static async Task<IReadOnlyList<string>> SeedAsync(LocalAws aws, string text)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, text);
            return await new PoolSeeder(aws.Cognito, CancellationToken.None).CreateMissingAsync(await SeedFile.ReadAsync(path, CancellationToken.None));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The sample of docs/local-aws.md, so that it is one that works.</summary>
    private static string Sample()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Clubshop.Admin.sln"))) folder = folder.Parent;
        var text = File.ReadAllText(Path.Combine(folder.FullName, "docs", "local-aws.md"));
        var from = text.IndexOf("```json\n", StringComparison.Ordinal) + 8;
        return text[from..text.IndexOf("```", from, StringComparison.Ordinal)];
    }
}
