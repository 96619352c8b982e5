using System.Text.Json.Nodes;

namespace Clubshop.LocalAws.Tests.Cognito;

/// <summary>The lock after failed passwords and codes.</summary>
public sealed class LockoutTests
{
    private const string Ada = "ada@example.test";
    private const string Locked = "Password attempts exceeded";
    private const string Wrong = "Incorrect username or password.";

    private static async Task<PoolBench> BenchAsync()
    {
        var bench = await PoolBench.WithPoolAsync(client: new JsonObject { ["PreventUserExistenceErrors"] = "ENABLED" });
        await bench.AddPersonAsync(Ada);
        return bench;
    }

    private static async Task<string> TryAsync(PoolBench bench, string name = Ada)
    {
        var reply = await bench.PasswordAsync(name, "Wr0ng-Horse!");
        Assert.Equal("NotAuthorizedException", reply.Error);
        return reply.Message!;
    }

    [Theory]
    [InlineData(Ada)]
    [InlineData("nobody@example.test")]
    public async Task Failures_FromTheFifthOn_LockForTwiceAsLongEachTime(string name)
    {
        var bench = await BenchAsync();
        for (var i = 0; i < 5; i++)
            Assert.Equal(Wrong, await TryAsync(bench, name));
        for (var wait = 1; wait <= 512; wait *= 2)
        {
            Assert.Equal(Locked, await TryAsync(bench, name));
            bench.Clock.Advance(TimeSpan.FromSeconds(wait) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(Locked, await TryAsync(bench, name));
            bench.Clock.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal(Wrong, await TryAsync(bench, name));
        }

        bench.Clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(Locked, await TryAsync(bench, name));
        bench.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(Wrong, await TryAsync(bench, name));
    }

    [Fact]
    public async Task RightPassword_DuringTheLock_IsRefusedAndAfterwardsForgives()
    {
        var bench = await BenchAsync();
        for (var i = 0; i < 5; i++)
            await TryAsync(bench);

        (await bench.PasswordAsync(Ada)).Refuses("NotAuthorizedException", Locked);
        (await bench.SrpAsync(Ada)).Refuses("NotAuthorizedException", Locked);
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await bench.SrpAsync(Ada)).Ok().HasTokens);
        for (var i = 0; i < 5; i++)
            Assert.Equal(Wrong, await TryAsync(bench));
    }

    [Fact]
    public async Task QuietQuarterHour_ForgetsTheFailures()
    {
        var bench = await BenchAsync();
        for (var i = 0; i < 4; i++)
            await TryAsync(bench);
        bench.Clock.Advance(TimeSpan.FromMinutes(15));
        for (var i = 0; i < 5; i++)
            Assert.Equal(Wrong, await TryAsync(bench));
        Assert.Equal(Locked, await TryAsync(bench));
    }

    [Fact]
    public async Task SrpProofs_ThatAreWrong_CountToo()
    {
        var bench = await BenchAsync();
        for (var i = 0; i < 5; i++)
            (await bench.SrpAsync(Ada, "Wr0ng-Horse!")).Refuses("NotAuthorizedException", Wrong);

        (await bench.SrpAsync(Ada)).Refuses("NotAuthorizedException", Locked);
    }

    [Fact]
    public async Task OtherUsers_AreNotLocked()
    {
        var bench = await BenchAsync();
        await bench.AddPersonAsync("bob@example.test");
        for (var i = 0; i < 6; i++)
            await TryAsync(bench);

        Assert.True((await bench.PasswordAsync("bob@example.test")).Ok().HasTokens);
    }
}
