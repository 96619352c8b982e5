using Amazon.Runtime;
using Clubshop.Admin.Customers;
using Clubshop.Admin.Tests.Testing;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Tests.Customers;

public sealed class CognitoBudgetTests
{
    private readonly ManualTime _time = new();

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
        var run = BudgetOf(20).RunAsync(CognitoRate.UserList, _ => ++calls < 3 ? throw Throttled() : Task.FromResult("done"), waits, CancellationToken.None);
        while (!run.IsCompleted)
            _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal("done", await run);
        Assert.Equal(3, calls);
        Assert.True(waits.Told.Count >= 2);
    }

    [Fact]
    public async Task Run_ThrottledForTooLong_SaysBusy()
    {
        var run = BudgetOf(3).RunAsync<string>(CognitoRate.UserList, _ => throw Throttled(), null, CancellationToken.None);
        while (!run.IsCompleted)
            _time.Advance(TimeSpan.FromMilliseconds(100));
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
        Assert.True(budget.RunAsync(CognitoRate.UserList, _ => Task.FromResult(0), null, CancellationToken.None).IsCompletedSuccessfully);
    }

    private CognitoBudget BudgetOf(int patience) => new(Options.Create(new CustomerOptions { PatienceSeconds = patience }), _time);

    private static AmazonServiceException Throttled() => new("Rate exceeded") { ErrorCode = "TooManyRequestsException", StatusCode = System.Net.HttpStatusCode.BadRequest };

    private sealed class Kept : IProgress<TimeSpan>
    {
        public List<TimeSpan> Told { get; } = [];

        public void Report(TimeSpan value) => Told.Add(value);
    }
}
