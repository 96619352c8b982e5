using Amazon.Runtime;
using Clubshop.Admin.Customers;
using Clubshop.Admin.Tests.Storage;
using Clubshop.Admin.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Tests.Customers;

public sealed class CognitoBudgetTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private StorageHost _storage = null!;

    public async Task InitializeAsync() => _storage = await StorageHost.StartAsync(faults: false);

    public async Task DisposeAsync() => await _storage.DisposeAsync();

    [Fact]
    public void Reserve_BeyondTheRate_WaitsInOrder()
    {
        var limit = new AdaptiveRateLimit(5, _time);
        Assert.All(Enumerable.Range(0, 5), _ => Assert.Equal(TimeSpan.Zero, limit.Reserve()));
        Assert.Equal([200, 400, 600], Enumerable.Range(0, 3).Select(_ => (int)Math.Round(limit.Reserve().TotalMilliseconds)));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.Zero, limit.Reserve());
    }

    [Fact]
    public void Slow_WhenRefused_HalvesOnceAndClimbsBack()
    {
        var limit = new AdaptiveRateLimit(16, _time);
        limit.Slow();
        limit.Slow(); // refused together
        Assert.Equal(8, limit.Rate);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(9, limit.Rate);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(16, limit.Rate);
    }

    [Fact]
    public async Task Run_Throttled_WaitsVisiblyAndTriesAgain()
    {
        var (calls, waits) = (0, new Kept());
        var run = Task.Run(() => BudgetOf(20).RunAsync(CognitoRate.UserList, _ => ++calls < 3 ? throw Throttled() : Task.FromResult("done"), waits, CancellationToken.None));
        await PassAsync(run);
        Assert.Equal("done", await run);
        Assert.Equal(3, calls);
        Assert.True(waits.Told.Count >= 2);
    }

    [Fact]
    public async Task Run_ThrottledForTooLong_SaysBusy()
    {
        var run = Task.Run(() => BudgetOf(3).RunAsync<string>(CognitoRate.UserList, _ => throw Throttled(), null, CancellationToken.None));
        await PassAsync(run);
        await Assert.ThrowsAsync<CognitoBusyException>(() => run);
    }

    [Fact]
    public async Task Run_Cancelled_ReturnsItsTurn()
    {
        var budget = BudgetOf(20);
        List<Task<int>> first = [.. Enumerable.Range(0, 15).Select(n => budget.RunAsync(CognitoRate.UserList, _ => Task.FromResult(n), null, CancellationToken.None))];
        await Task.WhenAll(first);
        using var superseded = new CancellationTokenSource();
        var waiting = budget.RunAsync(CognitoRate.UserList, _ => Task.FromResult(0), null, superseded.Token);
        await superseded.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        _time.Advance(TimeSpan.FromMilliseconds(70)); // one token at 15 a second
        await budget.RunAsync(CognitoRate.UserList, _ => Task.FromResult(0), null, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Run_OnTenInstances_KeepsTheShareOfOne()
    {
        var calls = 0;
        var runs = Task.Run(() => Task.WhenAll(Enumerable.Range(0, 10).Select(_ => BudgetOf(20)).SelectMany(instance => Enumerable.Range(0, 10).Select(_ =>
            instance.RunAsync(CognitoRate.UserList, _ => Task.FromResult(Interlocked.Increment(ref calls)), null, CancellationToken.None)))));

        // Half of 30 a second: fifteen at once, then one each fifteenth of a second, whichever instance it is.
        Assert.True(await Task.Run(() => SpinWait.SpinUntil(() => Volatile.Read(ref calls) + _time.Dues.Count == 100, TimeSpan.FromSeconds(30))));
        Assert.Equal(15, calls);
        Assert.All(_time.Dues.Select((due, n) => due.TotalMilliseconds - ((n + 1) * 1_000 / 15.0)), off => Assert.InRange(off, -1.1, 0.1)); // delays are whole milliseconds
        await PassAsync(runs);
        Assert.Equal(100, (await runs).Length);
    }

    // Moves the time to whatever is waited for next; never while a request is under way.
    private Task PassAsync(Task run) => Task.Run(() =>
    {
        while (!run.IsCompleted)
        {
            Assert.True(SpinWait.SpinUntil(() => run.IsCompleted || _time.Dues.Count > 0, TimeSpan.FromSeconds(30)));
            if (_time.Dues is [var next, ..])
                _time.Advance(next);
        }
    });

    private CognitoBudget BudgetOf(int patience) => new(
        Options.Create(new CustomerOptions { PatienceSeconds = patience }), new(_storage.Dynamo, _storage.Names, _time), _time, NullLogger<CognitoBudget>.Instance);

    private static AmazonServiceException Throttled() => new("Rate exceeded") { ErrorCode = "TooManyRequestsException", StatusCode = System.Net.HttpStatusCode.BadRequest };

    private sealed class Kept : IProgress<TimeSpan>
    {
        public List<TimeSpan> Told { get; } = [];

        public void Report(TimeSpan value) => Told.Add(value);
    }
}
