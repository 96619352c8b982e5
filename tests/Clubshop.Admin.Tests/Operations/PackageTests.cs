using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Clubshop.Admin.Operations.Draining;

namespace Clubshop.Admin.Tests.Operations;

/// <summary>The files of deploy/package: they can be read, and agree with the portal's options and documents.</summary>
public sealed class PackageTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Here(), "../../.."));
    private static readonly string Folder = Path.Combine(Root, "deploy", "package");

    [Fact]
    public async Task Check_OfThePackage_FindsNothingWrong()
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Folder, "check.sh")]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        Assert.True(process.ExitCode == 0, await output + await errors);
    }

    [Fact]
    public void Unit_GivesTheProcessLongerThanItsDrainTakes()
    {
        var unit = Directives("clubshop-admin.service");
        var drain = new DrainOptions();
        var needed = drain.Seconds + drain.StopSeconds;

        Assert.InRange(int.Parse(unit["TimeoutStopSec"], CultureInfo.InvariantCulture), needed + 10, needed + 60);
        Assert.Equal(("clubshop-admin", "yes", "strict", ""), (unit["User"], unit["NoNewPrivileges"], unit["ProtectSystem"], unit["CapabilityBoundingSet"]));
        var sample = Directives("clubshop-admin.env.sample");
        Assert.Equal(
            (drain.AnnounceSeconds, drain.Seconds, drain.StopSeconds),
            (Number(sample["Drain__AnnounceSeconds"]), Number(sample["Drain__Seconds"]), Number(sample["Drain__StopSeconds"])));
    }

    [Fact]
    public void Sample_HasOnlyKeysOfTheDocuments()
    {
        var documents = File.ReadAllText(Path.Combine(Root, "README.md")) + File.ReadAllText(Path.Combine(Root, "docs", "operations.md"));
        var keys = Directives("clubshop-admin.env.sample").Keys.Where(key => key != "ASPNETCORE_URLS").Select(key => Regex.Replace(key, "__[0-9]+\\z", "").Replace("__", ":", StringComparison.Ordinal));

        // "…Path" after a key stands for the other ending.
        Assert.All(keys.Where(key => key != "DataProtection:CertificatePath"), key => Assert.Contains(key, documents, StringComparison.Ordinal));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Directives(string file) => File.ReadAllLines(Path.Combine(Folder, file))
        .Select(line => Regex.Match(line, "^#?(?<key>[A-Za-z][A-Za-z0-9_]*)=(?<value>.*)$", RegexOptions.ExplicitCapture)).Where(match => match.Success)
        .GroupBy(match => match.Groups["key"].Value, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Last().Groups["value"].Value, StringComparer.Ordinal);

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
