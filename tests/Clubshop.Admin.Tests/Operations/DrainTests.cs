using Clubshop.Admin.Jobs;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Operations.Draining;
using Clubshop.Admin.SignIn.Circuits;
using Clubshop.Admin.Tests.Jobs;
using Clubshop.Admin.Tests.Notifications;
using Clubshop.Admin.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Clubshop.Admin.Tests.Operations;

public sealed class DrainTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly CircuitCount _count = new(Options.Create(new CircuitLimitOptions()));
    private readonly CircuitShutdown _circuits = new(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance), NullLogger<CircuitShutdown>.Instance);

    private Drain New(int announce, int seconds, params IHostedService[] services)
    {
        var collection = new ServiceCollection();
        foreach (var service in services)
            collection.AddSingleton(service);
        return new(
            collection.BuildServiceProvider(), _circuits, _count, Options.Create(new DrainOptions { AnnounceSeconds = announce, Seconds = seconds }), _time, NullLogger<Drain>.Instance);
    }

    [Fact]
    public async Task Run_WithAnOpenPage_TellsItAtOnce_AndWaitsForItAsLongAsItMay()
    {
        var drain = New(announce: 10, seconds: 45);
        var page = _count.Open("session");
        Assert.False(drain.IsDraining);

        var running = drain.RunAsync(CancellationToken.None);
        Assert.Equal((true, true), (drain.IsDraining, _circuits.IsAnnounced));
        Move(40);
        Assert.False(running.IsCompleted);
        page.Dispose();
        await EndsAsync(running);
        Assert.InRange(_time.GetUtcNow() - _time.Start, TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(44));
    }

    [Fact]
    public async Task Run_WithoutAnOpenPage_StillGivesTheBalancerItsTime()
    {
        var running = New(announce: 10, seconds: 45).RunAsync(CancellationToken.None);
        Move(9);
        Assert.False(running.IsCompleted);
        await EndsAsync(running);
        Assert.InRange(_time.GetUtcNow() - _time.Start, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(12));
    }

    [Fact]
    public async Task Run_WithAPageThatNobodyCloses_EndsWhenItsTimeIsOver()
    {
        using var page = _count.Open("session");
        var running = New(announce: 10, seconds: 45).RunAsync(CancellationToken.None);
        await EndsAsync(running);
        Assert.InRange(_time.GetUtcNow() - _time.Start, TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(47));
    }

    [Fact]
    public async Task Run_OfSomebodyWhoWillNotWait_EndsAtOnce()
    {
        using var now = new CancellationTokenSource();
        var running = New(announce: 10, seconds: 45).RunAsync(now.Token);
        await now.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Run_WithAJobInTheMiddle_HandsItToTheOtherInstance_AndNoItemIsDoneTwice()
    {
        await using var storage = await StorageHost.StartAsync();
        await using var elsewhere = storage.Another();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var first = await new JobsHost(storage, new TestHandler(async (_, number, token) =>
        {
            if (number < 40)
                return;
            reached.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token); // a long item, such as a slow network
        })).StartedAsync();
        var job = await first.StartJobAsync(100);
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(60));

        var running = New(announce: 1, seconds: 45, first.Runner).RunAsync(CancellationToken.None);
        await EndsAsync(running);
        Assert.InRange(_time.GetUtcNow() - _time.Start, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(44));

        var handler = new TestHandler();
        await using var second = await new JobsHost(elsewhere, handler).StartedAsync();
        storage.IndexesFollow();
        second.Nudge(job.Id);
        var ended = await second.EndAsync(job.Id);

        // Taken up where it was left, before the lease of 15 s ended: no time has passed for it.
        Assert.Equal((JobState.Finished, 100L), (ended.State, ended.Done));
        Assert.Equal([39L], handler.Resumed);
        Assert.Equal(Enumerable.Range(1, 100).Select(number => (long)number), (await second.ItemsAsync(job.Id)).Select(item => item.Number));
    }

    [Fact]
    public async Task Run_WithASendInTheMiddle_HandsItToTheOtherInstance_AndNobodyGetsItTwice()
    {
        await using var world = await NotifyWorld.OpenAsync();
        // More than are on their way at once, so that some have to be handed over however slowly this runs.
        var people = (world.Options.AtOnce + 4) * 100;
        await world.FollowersAsync(people);
        var (reached, go) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        world.Gateway.Before = async number =>
        {
            if (number < 2)
                return;
            reached.TrySetResult();
            await go.Task;
        };
        var first = await world.SenderAsync();
        var sent = await world.SentAsync(world.Draft());
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(60));

        var running = New(announce: 1, seconds: 45, first).RunAsync(CancellationToken.None);
        Move(5);
        Assert.False(running.IsCompleted, "The batch in progress was not waited for.");
        go.SetResult();
        await EndsAsync(running);
        Assert.InRange(world.Gateway.Sent.Count, 1, people - 1);

        await world.SenderAsync();
        var ended = await world.UntilAsync(sent.Id, NotificationState.Finished);
        Assert.Equal((people, people), (world.Gateway.Sent.Count, (int)ended.Counts["accepted"]));
        Assert.All(world.Gateway.Sent.Values, count => Assert.Equal(1, count));
    }

    private void Move(int seconds)
    {
        for (var quarter = 0; quarter < seconds * 4; quarter++)
            _time.Advance(TimeSpan.FromMilliseconds(250));
    }

    // The loop looks every quarter of a second of this clock.
    private async Task EndsAsync(Task running)
    {
        for (var quarter = 0; !running.IsCompleted && quarter < 400; quarter++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.WhenAny(running, Task.Delay(TimeSpan.FromMilliseconds(5)));
        }

        await running.WaitAsync(TimeSpan.FromSeconds(30));
    }
}
