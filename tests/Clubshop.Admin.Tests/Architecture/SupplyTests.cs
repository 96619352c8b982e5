using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Clubshop.Admin.Tests.Architecture;

/// <summary>What we deliver of others: packages and licences; and that no secret is in the files.</summary>
public sealed class SupplyTests
{
    // Permissive, or of a tool that is not delivered (MPL-2.0: the rules of the accessibility scan).
    private static readonly string[] Agreed = ["MIT", "Apache-2.0"];
    private static readonly string[] AgreedForTests = [.. Agreed, "MPL-2.0"];

    private static readonly string Root = Path.GetFullPath(Path.Combine(Here(), "../../.."));

    [Fact]
    public void Licences_OfEveryLockFile_AreOnThePageInTheirVersion()
    {
        var locked = LockFiles().SelectMany(PackagesOf).ToHashSet();
        var listed = Rows().Select(row => (row.Package, row.Version)).ToHashSet();

        Assert.True(locked.SetEquals(listed), "Run \"dotnet run eng/licences.cs\": " + string.Join(", ", locked.Except(listed).Concat(listed.Except(locked)).Order()));
    }

    [Fact]
    public void Licences_OfWhatIsDelivered_ArePermissive() => Assert.All(Rows(), row =>
        Assert.Contains(row.Licence, row.UsedBy.Contains("portal", StringComparison.Ordinal) || row.UsedBy.Contains("server", StringComparison.Ordinal) ? Agreed : AgreedForTests));

    [Fact]
    public void Licences_OfThePublishedPortal_AreMarkedAsDelivered()
    {
        var delivered = Rows().Where(row => row.UsedBy.Contains("portal", StringComparison.Ordinal)).Select(row => (row.Package, row.Version)).ToHashSet();
        Assert.True(delivered.SetEquals(PackagesOf(Path.Combine(Root, "src/Clubshop.Admin/packages.published.lock.json"))));
    }

    [Fact]
    public async Task Secrets_InTheTrackedFiles_AreNone()
    {
        var (code, output) = await RunAsync("eng/secrets.sh");
        Assert.True(code == 0, output);
    }

    [Theory]
    [InlineData("Key = AKI" + "AIOSFODNN7ABCDEFG")]
    [InlineData("aws_secret_access_key = wJalrXUtnFEMI/K7MD" + "ENG/bPxRfiCYABCDEFGHIJ")]
    [InlineData("-----BEGIN RSA " + "PRIVATE KEY-----")]
    [InlineData("gh" + "p_0123456789abcdefghijABCDEFGHIJ012345")]
    [InlineData("  \"type\": \"service" + "_account\",")]
    [InlineData("https://asha:" + "mango-lassi@registry.example/")]
    [InlineData("\"ClientSecret\": " + "\"1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d\"")]
    [InlineData("Bearer ey" + "JhbGciOiJSUzI1NiJ9aaaa.ey" + "JzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJlLXNpZ25hdHVyZQ")]
    public async Task Secrets_OfAKnownForm_AreFoundAndNotShown(string line)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "first\n" + line + "\n");
            var (code, output) = await RunAsync("eng/secrets.sh", file);
            Assert.Equal(1, code);
            Assert.Contains(file + ":2 ", output, StringComparison.Ordinal);
            Assert.DoesNotContain(line.Trim(), output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task BillOfMaterials_OfTheEndUsersServer_NamesItsPackagesWithHashAndLicence()
    {
        var (code, output) = await RunAsync("eng/sbom.sh", "Clubshop.Api", "1.2.3", "10.0.1");
        Assert.True(code == 0, output);

        using var bill = JsonDocument.Parse(output);
        Assert.Equal(("CycloneDX", "1.6"), (bill.RootElement.GetProperty("bomFormat").GetString(), bill.RootElement.GetProperty("specVersion").GetString()));
        var subject = bill.RootElement.GetProperty("metadata").GetProperty("component");
        Assert.Equal(("Clubshop.Api", "1.2.3"), (subject.GetProperty("name").GetString(), subject.GetProperty("version").GetString()));
        var parts = bill.RootElement.GetProperty("components").EnumerateArray().ToList();
        var packages = parts.Where(part => part.GetProperty("type").GetString() == "library").ToList();
        Assert.Equal(
            PackagesOf(Path.Combine(Root, "src/Clubshop.Api/packages.lock.json")).Order(),
            packages.Select(part => (part.GetProperty("name").GetString()!, part.GetProperty("version").GetString()!)).Order());
        Assert.All(packages, part =>
        {
            Assert.StartsWith("pkg:nuget/", part.GetProperty("purl").GetString(), StringComparison.Ordinal);
            Assert.Equal(128, part.GetProperty("hashes")[0].GetProperty("content").GetString()!.Length);
            Assert.NotEmpty(part.GetProperty("licenses").EnumerateArray());
        });
        Assert.Equal(2, parts.Count(part => part.GetProperty("type").GetString() == "framework"));
    }

    private static IEnumerable<string> LockFiles() => ((string[])["src", "tests", "bench", "deploy"])
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "packages*.lock.json", SearchOption.AllDirectories))
        .Where(file => !Regex.IsMatch(file, @"[\\/](bin|obj)[\\/]"));

    private static List<(string Package, string Version)> PackagesOf(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        return
        [
            .. json.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(graph => graph.Value.EnumerateObject())
                .Where(package => package.Value.TryGetProperty("resolved", out _)).Select(package => (package.Name, package.Value.GetProperty("resolved").GetString()!)),
        ];
    }

    private static List<(string Package, string Version, string Licence, string UsedBy)> Rows() =>
    [
        .. File.ReadAllLines(Path.Combine(Root, "docs/licences.md")).Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length == 6 && cells[1] is not ("Package" or "---")).Select(cells => (cells[1], cells[2], cells[3], cells[4])),
    ];

    private static async Task<(int Code, string Output)> RunAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Root, script), .. arguments]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return (process.ExitCode, await output + await errors);
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
