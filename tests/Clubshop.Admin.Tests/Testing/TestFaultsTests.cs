using System.Runtime.CompilerServices;

namespace Clubshop.Admin.Tests.Testing;

public sealed class TestFaultsTests
{
    [Fact]
    public void TestWorlds_OpenTheirAwsHere_SoThatTheFaultsOfTheRunReachThem()
    {
        var folder = Path.GetFullPath(Path.Combine(Here(), ".."));
        var own = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(folder, file).StartsWith("Testing", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains("LocalAws." + "OpenAsync(", StringComparison.Ordinal));
        Assert.True(!own.Any(), "These open an embedded AWS of their own; TestFaults.OpenAsync is the way: " + string.Join(", ", own));
    }

    [Fact]
    public void Indexes_FollowWhenTheTestSaysSo_OrMovesItsClock()
    {
        var clock = new ManualTime();
        var lag = new LagClock(clock);
        var before = lag.GetUtcNow();
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.True(lag.GetUtcNow() - before >= TimeSpan.FromMinutes(5));
        before = lag.GetUtcNow();
        lag.CatchUp();
        Assert.True(lag.GetUtcNow() - before >= TimeSpan.FromMinutes(1));
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
