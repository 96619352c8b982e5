using System.Security.Cryptography;
using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Storage;
using Clubshop.Admin.Tests.Testing;

namespace Clubshop.Admin.Tests.Jobs;

public sealed class JobTests : IAsyncLifetime
{
    private StorageHost _storage = null!;

    public async Task InitializeAsync() => _storage = await StorageHost.StartAsync();

    public async Task DisposeAsync() => await _storage.DisposeAsync();

    [Fact]
    public async Task Job_RunToItsEnd_StoresEveryOutcome_AndIsAuditedTwice()
    {
        var payload = RandomNumberGenerator.GetBytes(900_000);
        byte[]? read = null;
        await using var host = await new JobsHost(_storage, new TestHandler(async (run, number, token) =>
        {
            if (number > 1)
                return;
            read = await run.ReadPayloadAsync(token);
            Assert.Equal(";", run.Settings["separator"]);
            Assert.Equal(("anita", "job"), (run.Actor.Id, run.Actor.Protocol));
        })).StartedAsync();
        var job = await host.StartJobAsync(1234, payload: payload);
        var ended = await host.EndAsync(job.Id);

        Assert.Equal(payload, read);
        Assert.Equal((JobState.Finished, 1234L, 1111L, 123L), (ended.State, ended.Done, ended.Counts["created"], ended.Counts["refused"]));
        Assert.Equal(_storage.Clock.GetUtcNow(), ended.EndedAt!.Value, TimeSpan.FromSeconds(1));
        var items = await host.ItemsAsync(job.Id);
        Assert.Equal(Enumerable.Range(1, 1234).Select(n => (long)n), items.Select(item => item.Number));
        Assert.Equal(new JobItem(10, "refused", "id10", null, "no name"), items[9]);
        Assert.Equal([AuditActions.Start, AuditActions.Finish], (await _storage.EntriesAsync("job", job.Id)).Select(entry => entry.GetString(AuditAttributes.Action)));
        Assert.Empty(await host.Jobs.OpenAsync(StorageHost.Anita, "test", default));
    }

    [Fact]
    public async Task Start_WithTheSameToken_CreatesOneJob()
    {
        await using var host = await new JobsHost(_storage, new TestHandler()).StartedAsync();
        var token = _storage.NewToken();
        var first = await host.StartJobAsync(5, token);
        await host.EndAsync(first.Id);
        _storage.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(JobState.Finished, (await host.StartJobAsync(5, token)).State);
        Assert.Equal(5, (await host.ItemsAsync(first.Id)).Count);
        Assert.Equal(2, (await _storage.EntriesAsync("job", first.Id)).Count);
    }

    [Fact]
    public async Task Job_OfASilentInstance_IsTakenOverFromItsCheckpoint()
    {
        await using var other = _storage.Another();
        var hangs = new TaskCompletionSource();
        var stuck = new TestHandler(async (_, number, _) =>
        {
            if (number == 700)
                await hangs.Task; // as a process that was stopped: neither goes on nor gives up
        });
        await using var first = await new JobsHost(_storage, stuck).StartedAsync();
        await using var end = new AtTheEnd(hangs); // whatever fails before: a host waits for its handlers
        var job = await first.StartJobAsync(1000);
        await WaitForAsync(async () => (await RunAsync(job.Id))?.GetLong("done") >= 500);

        // Its lease has not ended, so nobody else takes it.
        var handler = new TestHandler();
        await using var second = await new JobsHost(other, handler).StartedAsync();
        second.Nudge(job.Id);
        _storage.IndexesFollow();
        Assert.Single(await second.Jobs.OpenAsync(StorageHost.Anita, "test", default));
        Assert.Empty(handler.Resumed);

        await WaitForAsync(() =>
        {
            // Repeated in case the first one renewed in between: its timer is real.
            _storage.Clock.Advance(TimeSpan.FromSeconds(20));
            second.Nudge(job.Id);
            return Task.FromResult(handler.Resumed.Count > 0);
        });
        var ended = await second.EndAsync(job.Id);
        Assert.Equal((JobState.Finished, 1000L), (ended.State, ended.Done));
        Assert.True(Assert.Single(handler.Resumed) >= 500);

        // The first one wakes up, notices, and does no harm.
        hangs.TrySetResult();
        await WaitForAsync(async () => (await first.Jobs.FindAsync(StorageHost.Anita, job.Id, default))?.State == JobState.Finished);
        Assert.Equal(Enumerable.Range(1, 1000).Select(n => (long)n), (await second.ItemsAsync(job.Id)).Select(item => item.Number));
        Assert.Equal(2, (await _storage.EntriesAsync("job", job.Id)).Count);
    }

    [Fact]
    public async Task Job_OfAStoppedInstance_ContinuesAtTheNextStart()
    {
        var handler = new TestHandler((_, number, token) => number == 50 ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask);
        var first = await new JobsHost(_storage, handler).StartedAsync();
        var job = await first.StartJobAsync(100);
        await WaitForAsync(async () => (await first.Jobs.FindAsync(StorageHost.Anita, job.Id, default))?.Done == 49);
        await first.DisposeAsync();

        var next = new TestHandler();
        await using var second = await new JobsHost(_storage, next).StartedAsync();
        var ended = await second.EndAsync(job.Id);
        Assert.Equal((JobState.Finished, 100L), (ended.State, ended.Done));
        Assert.Equal(49, Assert.Single(next.Resumed));
        Assert.Equal(100, (await second.ItemsAsync(job.Id)).Select(item => item.Number).Distinct().Count());
    }

    [Fact]
    public async Task Cancel_ARunningJob_StopsIt_AndKeepsWhatWasDone()
    {
        var handler = new TestHandler((_, number, token) => number == 50 ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask);
        await using var host = await new JobsHost(_storage, handler).StartedAsync();
        var job = await host.StartJobAsync(100);
        await WaitForAsync(async () => (await host.Jobs.FindAsync(StorageHost.Anita, job.Id, default))?.Done == 49);

        Assert.Equal(Problem.NotFound, Assert.Single((await host.Jobs.CancelAsync(StorageHost.Rohan with { Role = Role.Support }, job.Id, default)).Problems).Code);
        Assert.True((await host.Jobs.CancelAsync(StorageHost.Anita, job.Id, default)).Value!.CancelRequested);
        var ended = await host.EndAsync(job.Id);
        Assert.Equal((JobState.Cancelled, 49L), (ended.State, ended.Done));
        Assert.Equal(49, (await host.ItemsAsync(job.Id)).Count);
    }

    [Fact]
    public async Task Cancel_AJobThatNobodyRuns_EndsItOnceSomebodyDoes()
    {
        await using var idle = new JobsHost(_storage);
        var job = await idle.StartJobAsync(10);
        await idle.Jobs.CancelAsync(StorageHost.Anita, job.Id, default);

        await using var host = await new JobsHost(_storage, new TestHandler()).StartedAsync();
        Assert.Equal((JobState.Cancelled, 0L), ((await host.EndAsync(job.Id)) is var ended ? ended.State : default, ended.Done));
    }

    [Fact]
    public async Task Job_FailingAtTheSameItem_FailsAfterThreeAttempts()
    {
        var handler = new TestHandler((_, number, _) => number == 8 ? throw new FormatException("broken") : Task.CompletedTask);
        await using var host = await new JobsHost(_storage, handler).StartedAsync();
        var job = await host.StartJobAsync(10);
        await WaitForAsync(async () =>
        {
            _storage.Clock.Advance(TimeSpan.FromSeconds(1)); // it rests before each further try
            host.Nudge(job.Id);
            return (await _storage.Reader.ReadAsync(new(Table.System, "JOB#" + job.Id), default))!.GetString("state") != "open";
        });

        var ended = await host.EndAsync(job.Id);
        Assert.Equal((JobState.Failed, 7L), (ended.State, ended.Done));
        Assert.Contains("failed three times at the same item", ended.Problem, StringComparison.Ordinal);
        Assert.Equal([0, 7, 7, 7], handler.Resumed);
    }

    [Fact]
    public async Task Job_OverANetworkThatLosesAnswers_CountsEachItemOnce()
    {
        var seed = TestSeed.Next();
        var dice = new Random(seed);
        await using var storage = await StorageHost.StartAsync(faults: false); // it brings its own
        await using var host = await new JobsHost(storage, new TestHandler((run, number, _) => storage.CommitAsync(
            storage.Shop($"{number}", null, $"Shop {number}", run.TokenFor(number))))).StartedAsync();
        var job = await host.StartJobAsync(300);
        storage.Faults.Decide = (_, operation) =>
        {
            lock (dice)
                return operation == "TransactWriteItems" && dice.Next(6) == 0 ? Fault.AnswerLost : Fault.None;
        };
        await WaitForAsync(async () =>
        {
            storage.Clock.Advance(TimeSpan.FromSeconds(1));
            host.Nudge(job.Id);
            return (await storage.Reader.ReadAsync(new(Table.System, "JOB#" + job.Id), default))!.GetString("state") != "open";
        });
        storage.Faults.Decide = (_, _) => Fault.None;

        var ended = await host.EndAsync(job.Id);
        Assert.True(ended.State == JobState.Finished, $"seed {seed}: {ended}");
        Assert.Equal(Enumerable.Range(1, 300).Select(n => (long)n), (await host.ItemsAsync(job.Id)).Select(item => item.Number));
        for (var i = 1; i <= 300; i++)
            Assert.Equal(1, (await storage.ShopAsync($"{i}"))!.Version);
    }

    [Fact]
    public async Task Job_OfSomebodyElse_IsNotShown()
    {
        await using var host = await new JobsHost(_storage, new TestHandler()).StartedAsync();
        var job = await host.StartJobAsync(1);
        await host.EndAsync(job.Id);
        var stranger = StorageHost.Rohan with { Role = Role.ClubAdministrators };
        Assert.Null(await host.Jobs.FindAsync(stranger, job.Id, default));
        Assert.NotNull(await host.Jobs.FindAsync(StorageHost.Rohan, job.Id, default));
        await foreach (var _ in host.Jobs.ItemsAsync(stranger, job.Id, default))
            Assert.Fail("shown");
    }

    [Fact]
    public void IsGone_AnEndedProcess_IsTrue()
    {
        var mine = JobOwner.New(_storage.Clock);
        Assert.False(JobOwner.IsGone(mine));
        Assert.True(JobOwner.IsGone($"{Environment.MachineName}/2147483646/x"));
        Assert.False(JobOwner.IsGone("another-machine/2147483646/x"));
    }

    private Task<Item?> RunAsync(string id) => _storage.Reader.ReadAsync(new(Table.System, "JOB#" + id, "RUN"), default);

    private static async Task WaitForAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition())
            await tick.WaitForNextTickAsync(patience.Token);
    }

    private sealed class AtTheEnd(TaskCompletionSource source) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            source.TrySetResult();
            return ValueTask.CompletedTask;
        }
    }
}
