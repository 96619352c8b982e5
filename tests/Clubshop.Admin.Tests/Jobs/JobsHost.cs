using Clubshop.Admin.Jobs;
using Clubshop.Admin.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.Admin.Tests.Jobs;

/// <summary>One instance that runs jobs.</summary>
internal sealed class JobsHost : IAsyncDisposable
{
    private readonly JobHub _hub = new();
    private readonly JobRunner _runner;

    public JobsHost(StorageHost storage, params IJobHandler[] handlers)
    {
        Storage = storage;
        Jobs = new(storage.Writes, storage.Reader, storage.UnauditedWriter, _hub, storage.Clock);
        _runner = new(handlers, storage.Reader, storage.UnauditedWriter, storage.Writes, _hub, storage.Clock, NullLogger<JobRunner>.Instance);
    }

    public StorageHost Storage { get; }

    public JobService Jobs { get; }

    public JobRunner Runner => _runner;

    public async Task<JobsHost> StartedAsync()
    {
        await _runner.StartAsync(CancellationToken.None);
        return this;
    }

    /// <summary>Makes the runner look at a job now instead of at its next poll.</summary>
    public void Nudge(string id) => _hub.Enqueue(id);

    public Task<JobInfo> StartJobAsync(int total, string? token = null, byte[]? payload = null) => Jobs.StartAsync(
        new()
        {
            Actor = StorageHost.Anita,
            Token = token ?? Storage.NewToken(),
            Kind = "test",
            Title = "Import of shops.csv",
            Total = total,
            Payload = payload,
            Settings = new Dictionary<string, string> { ["separator"] = ";" },
        },
        CancellationToken.None);

    /// <summary>Watches a job as a page does, and returns it once it has ended.</summary>
    public async Task<JobInfo> EndAsync(string id)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        JobInfo? last = null;
        await foreach (var info in Jobs.WatchAsync(StorageHost.Anita, id, patience.Token))
        {
            Assert.True(info.Done >= (last?.Done ?? 0));
            last = info;
        }

        return last!;
    }

    public async Task<List<JobItem>> ItemsAsync(string id)
    {
        var items = new List<JobItem>();
        await foreach (var item in Jobs.ItemsAsync(StorageHost.Anita, id, CancellationToken.None))
            items.Add(item);

        return items;
    }

    public async ValueTask DisposeAsync()
    {
        await _runner.StopAsync(CancellationToken.None);
        _runner.Dispose();
    }
}

/// <summary>Reports its items one by one, and runs a callback of the test before each.</summary>
internal sealed class TestHandler(Func<JobRun, long, CancellationToken, Task>? before = null) : IJobHandler
{
    public string Kind => "test";

    public List<long> Resumed { get; } = [];

    public async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        Resumed.Add(run.ResumeAfter);
        for (var number = run.ResumeAfter + 1; number <= run.Total; number++)
        {
            if (before is not null)
                await before(run, number, cancellationToken);

            await run.ReportAsync([new(number, number % 10 == 0 ? "refused" : "created", $"id{number}", null, number % 10 == 0 ? "no name" : null)], $"at {number}", cancellationToken);
        }
    }
}
