using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.SignIn.Hosting;
using Clubshop.Admin.Tests.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.Admin.Tests.Storage;

public sealed class SharedRateTests : IAsyncLifetime
{
    private StorageHost _host = null!;

    public async Task InitializeAsync() => _host = await StorageHost.StartAsync(faults: false);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Take_OnTenInstancesAtOnce_GivesTheRateOnce()
    {
        var instances = Enumerable.Range(0, 10).Select(_ => RateOf(100, 200)).ToList();

        Assert.Equal(200, (await Task.WhenAll(instances.Select(AllOf))).Sum());
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(100, (await Task.WhenAll(instances.Select(AllOf))).Sum());
        Assert.True((await instances[0].TakeAsync("another", 1, CancellationToken.None)).Taken);
    }

    [Fact]
    public async Task Take_OnOneInstanceAlone_GivesItAllOfTheRate()
    {
        var (busy, idle) = (RateOf(100, 200), RateOf(100, 200));
        Assert.Equal(200, await AllOf(busy));
        Assert.Equal(0, await AllOf(idle));
    }

    [Fact]
    public async Task Take_AfterAnotherInstanceEnded_LosesNoMoreThanWhatItHadLeased()
    {
        Assert.True((await RateOf(100, 200).TakeAsync("key", 1, CancellationToken.None)).Taken); // and ends, with nine left of a tenth of a second
        var left = RateOf(100, 200);

        Assert.Equal(190, await AllOf(left));
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(100, await AllOf(left));
    }

    [Fact]
    public async Task Take_OfABusyKey_AsksOncePerTenthOfASecond()
    {
        var rate = RateOf(100, 200);
        _host.Faults.Restart();
        await AllOf(rate);
        Assert.Equal(20, _host.Faults.Operations.Count); // twenty leases; that there is nothing left it knows

        for (var n = 0; n < 50; n++)
            Assert.False((await rate.TakeAsync("key", 1, CancellationToken.None)).Taken);
        Assert.Equal(20, _host.Faults.Operations.Count);
    }

    [Fact]
    public async Task Take_WhatWasLeasedLongAgo_HasLapsed()
    {
        var (slow, other) = (RateOf(100, 200), RateOf(100, 200));
        Assert.True((await slow.TakeAsync("key", 1, CancellationToken.None)).Taken);
        _host.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(200, await AllOf(other));
        Assert.False((await slow.TakeAsync("key", 1, CancellationToken.None)).Taken);
    }

    [Fact]
    public async Task Take_WithPatience_QueuesInstancesBehindEachOther()
    {
        var (first, second) = (RateOf(10, 1, patience: 0.5), RateOf(10, 1, patience: 0.5));
        List<RateTurn> turns = [];
        for (var n = 0; n < 4; n++)
            turns.AddRange([await first.TakeAsync("key", 1, CancellationToken.None), await second.TakeAsync("key", 1, CancellationToken.None)]);

        Assert.Equal([0, 100, 200, 300, 400, 500], turns.Where(turn => turn.Taken).Select(turn => (int)Math.Round(turn.Wait.TotalMilliseconds)));
        Assert.All(turns.Skip(6), turn => Assert.False(turn.Taken));
    }

    [Fact]
    public async Task Take_Refused_TellsWhenToTryAgain()
    {
        var (first, second) = (RateOf(2, 2), RateOf(2, 2));
        Assert.Equal(TimeSpan.Zero, first.RetryAfter("key"));
        Assert.Equal(2, await AllOf(first));

        var refused = await second.TakeAsync("key", 1, CancellationToken.None);
        Assert.Equal((false, 0.5), (refused.Taken, Math.Round(refused.Wait.TotalSeconds, 3)));
        Assert.Equal(0.5, second.RetryAfter("key").TotalSeconds, 3);
        _host.Clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(TimeSpan.Zero, second.RetryAfter("key"));
        Assert.True((await second.TakeAsync("key", 1, CancellationToken.None)).Taken);
    }

    [Fact]
    public async Task GiveBack_OfATurn_GivesItToTheNext()
    {
        var rate = RateOf(1, 1);
        Assert.Equal(1, await AllOf(rate));
        rate.GiveBack("key", 1);
        Assert.True((await rate.TakeAsync("key", 1, CancellationToken.None)).Taken);
    }

    [Fact]
    public async Task Take_WhileDynamoDbDoesNotAnswer_IsGiven_AndToldOnce()
    {
        var log = new CollectedLog();
        var rate = RateOf(1, 1, logger: new LoggerFactory([log]).CreateLogger("test"));
        _host.Faults.Decide = (_, _) => Fault.NotSent;
        for (var n = 0; n < 5; n++)
            Assert.Equal(new RateTurn(true, TimeSpan.Zero), await rate.TakeAsync("key", 1, CancellationToken.None));
        Assert.Single(log.Text.Split('\n'), line => line.StartsWith("Warning", StringComparison.Ordinal));

        _host.Faults.Decide = (_, _) => Fault.None;
        Assert.Equal(1, await AllOf(rate));
    }

    [Fact]
    public async Task Take_AfterAnInstanceWhoseClockWasAnHourAhead_IsNotHeldUpForAnHour()
    {
        var ahead = new ManualTime(_host.Clock.GetUtcNow().AddHours(1));
        var wrong = new SharedRate(new(_host.Dynamo, _host.Names, ahead), "TEST", 100, 200, TimeSpan.Zero, ahead, NullLogger.Instance);
        Assert.Equal(200, await AllOf(wrong));

        Assert.Equal(200, await AllOf(RateOf(100, 200)));
    }

    private SharedRate RateOf(double perSecond, double burst, double patience = 0, ILogger? logger = null) =>
        new(_host.UnauditedWriter, "TEST", perSecond, burst, TimeSpan.FromSeconds(patience), _host.Clock, logger ?? NullLogger.Instance);

    private static async Task<int> AllOf(SharedRate rate)
    {
        var taken = 0;
        while ((await rate.TakeAsync("key", 1, CancellationToken.None)).Taken)
            taken++;
        return taken;
    }
}
