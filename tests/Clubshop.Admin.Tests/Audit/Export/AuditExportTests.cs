using System.Text;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Audit.Export;
using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Tests.Jobs;
using Clubshop.Admin.Tests.Storage;

namespace Clubshop.Admin.Tests.Audit.Export;

public sealed class AuditExportTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly AuditLabels Labels = new(
    [
        new() { Kind = "shop", Label = "Shop", Attributes = new Dictionary<string, AuditLabel> { ["name"] = new("Name"), ["status"] = new("Status") } },
        new() { Kind = AuditExport.Kind, Label = "List" },
        JobLabels.Audit,
    ]);

    private readonly People _people = new();
    private StorageHost _host = null!;
    private AuditLog _log = null!;
    private AuditExportFiles _files = null!;

    public async Task InitializeAsync()
    {
        _host = await StorageHost.StartAsync();
        var recent = new RecentEntries(_host.Clock);
        _host.Observers.Add(recent);
        _log = new(_host.Reader, recent, _host.Clock, Labels);
        _files = new(_host.Reader, _host.UnauditedWriter, _host.Clock);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Export_OfAFilter_HasItsEntriesInWords_AndIsInTheLogBeforeItLeaves()
    {
        var shop = await _host.SaveAsync(_host.Shop("1", null, "=Tata"));
        _host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await _host.SaveAsync(_host.Shop("1", shop, "Tata 1mg", actor: StorageHost.Rohan));
        await using var jobs = await new JobsHost(_host, Handler()).StartedAsync();

        var lines = await ExportAsync(jobs, StorageHost.Anita, new() { Person = "rohan" });
        Assert.Equal("when (IST),who,role,what,record,changes,note,from,over,entry", lines[0]);
        Assert.StartsWith(
            "\"20 Nov 2026, 4:12 pm\",Rohan Deshpande,Administrators,Changed 1 field of the shop,Tata 1mg,Name: =Tata → Tata 1mg,,203.0.113.7,the portal,", Assert.Single(lines[1..]), StringComparison.Ordinal);

        var all = await ExportAsync(jobs, StorageHost.Anita, new() { Kind = AuditExport.Kind });
        Assert.Contains("Exported the list,audit entries,,1 entry", Assert.Single(all[1..]), StringComparison.Ordinal);
        Assert.Contains("\"any time, IST; one person\"", string.Join('\n', await ExportAsync(jobs, StorageHost.Anita, new() { Action = "start" })), StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.Contains(",=Tata", StringComparison.Ordinal)); // no formula for a spreadsheet
    }

    [Fact]
    public async Task Export_AsAWorkbook_HasTheSameRows_OverAllItsParts()
    {
        for (var i = 0; i < 450; i++)
        {
            await _host.Writes.RecordAsync(StorageHost.Anita, $"e{i:D3}", new("change", "shop", $"{i}", $"=Shop {i:D3}, दुकान"), None);
            _host.Clock.Advance(TimeSpan.FromMinutes(i % 30 == 0 ? 600 : 3));
        }

        _host.IndexesFollow();
        await using var jobs = await new JobsHost(_host, Handler()).StartedAsync();
        var job = Started(await Export(jobs).StartAsync(StorageHost.Anita, new() { Kind = "shop" }, _host.NewToken(), None));
        Assert.Equal(JobState.Finished, (await jobs.EndAsync(job.Id)).State);
        using var text = new MemoryStream();
        using var book = new MemoryStream();
        Assert.Null(await Export(jobs).WriteAsync(StorageHost.Anita, job.Id, workbook: false, text, None));
        Assert.Null(await Export(jobs).WriteAsync(StorageHost.Anita, job.Id, workbook: true, book, None));
        var rows = await Tests.Input.Workbooks.TableFiles.RowsAsync(text.ToArray());
        Assert.Equal(451, rows.Count);
        Assert.Equal(rows, await Tests.Input.Workbooks.TableFiles.RowsAsync(book.ToArray()));
    }

    [Fact]
    public async Task Export_ByEachRole_HasWhatItMaySee_AndIsItsOwn()
    {
        await _host.Writes.RecordAsync(StorageHost.Anita, "e1", new("change", "shop", "1", "Theirs") { Clubs = ["c2"] }, None);
        await _host.Writes.RecordAsync(StorageHost.Anita, "e2", new("change", "shop", "2", "Ours") { Clubs = ["c1"] }, None);
        await using var jobs = await new JobsHost(_host, Handler()).StartedAsync();
        var scoped = StorageHost.Rohan with { Role = Role.ClubAdministrators, Clubs = new HashSet<string> { "c1" } };
        _people.Now[scoped.Id] = scoped;

        Assert.Contains(",Ours,", Assert.Single((await ExportAsync(jobs, scoped, new() { Kind = "shop" }))[1..]), StringComparison.Ordinal);

        var last = await Export(jobs).LastAsync(scoped, None);
        Assert.Equal(1, last.Value!.Entries);
        Assert.Equal(Problem.NotFound, (await Export(jobs).WriteAsync(StorageHost.Anita, last.Value.Job.Id, workbook: false, new MemoryStream(), None))?.Code);
        Assert.Equal(Problem.Forbidden, Assert.Single((await Export(jobs).StartAsync(StorageHost.Rohan with { Role = null }, new(), _host.NewToken(), None)).Problems).Code);
    }

    [Fact]
    public async Task Export_ByWhoLostTheRoleMeanwhile_WritesNothing()
    {
        await _host.SaveAsync(_host.Shop("1", null, "Tata"));
        _people.Now[StorageHost.Anita.Id] = null;
        await using var jobs = await new JobsHost(_host, Handler()).StartedAsync();
        _host.IndexesFollow();

        var job = Started(await Export(jobs).StartAsync(StorageHost.Anita, new(), _host.NewToken(), None));
        var ended = await jobs.EndAsync(job.Id);

        Assert.True(ended.Counts.ContainsKey("refused"));
        Assert.Null((await Export(jobs).FindAsync(StorageHost.Anita, job.Id, None)).Value!.Entries);
    }

    // The database fails in the middle and the process ends; whoever takes the job up goes on behind the last page, and the file has each entry once.
    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(17)]
    public async Task Export_InterruptedAtAnyPage_IsTakenUp_AndHasEachEntryOnce(int reads)
    {
        for (var i = 0; i < 450; i++)
        {
            await _host.Writes.RecordAsync(StorageHost.Anita, $"e{i:D3}", new("change", "shop", $"{i}", $"Shop {i:D3}") { Clubs = ["c1"] }, None);
            _host.Clock.Advance(TimeSpan.FromMinutes(i % 30 == 0 ? 600 : 3));
        }

        _host.IndexesFollow();
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        JobInfo job;
        await using (var first = await new JobsHost(_host, new Told(Handler(), failed)).StartedAsync())
        {
            var queries = 0;
            job = Started(await Export(first).StartAsync(StorageHost.Anita, new() { Kind = "shop" }, _host.NewToken(), None));
            _host.Faults.Decide = (_, operation) => operation == "Query" && Interlocked.Increment(ref queries) > reads ? Fault.Invalid : Fault.None;
            await failed.Task;
            _host.Faults.Decide = (_, _) => Fault.None;
        }

        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        await using var second = await new JobsHost(_host, Handler()).StartedAsync();
        second.Nudge(job.Id);
        Assert.Equal(JobState.Finished, (await second.EndAsync(job.Id)).State);

        var lines = await FileAsync(second, StorageHost.Anita, job.Id);
        Assert.Equal(Enumerable.Range(0, 450).Reverse().Select(i => $"e{i:D3}"), lines[1..].Select(line => line.Split(',')[^1]));
    }

    private AuditExportJob Handler() => new(_log, Labels, _files, _people);

    private AuditExport Export(JobsHost jobs) => new(_log, Labels, jobs.Jobs, _files, _host.Writes, _host.Clock);

    private async Task<List<string>> ExportAsync(JobsHost jobs, Actor actor, AuditFilter filter)
    {
        _host.IndexesFollow();
        _host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var job = Started(await Export(jobs).StartAsync(actor, filter, _host.NewToken(), None));
        Assert.Equal(JobState.Finished, (await jobs.EndAsync(job.Id)).State);
        return await FileAsync(jobs, actor, job.Id);
    }

    private async Task<List<string>> FileAsync(JobsHost jobs, Actor actor, string id)
    {
        using var file = new MemoryStream();
        Assert.Null(await Export(jobs).WriteAsync(actor, id, workbook: false, file, None));
        return [.. Encoding.UTF8.GetString(file.ToArray()).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];
    }

    private static JobInfo Started(Result<JobInfo> result) => result.Ok ? result.Value : throw new InvalidOperationException(result.Problems[0].Message);

    private sealed class People : ICurrentStaff
    {
        public Dictionary<string, Actor?> Now { get; } = new(StringComparer.Ordinal)
        {
            [StorageHost.Anita.Id] = StorageHost.Anita,
            [StorageHost.Rohan.Id] = StorageHost.Rohan,
        };

        public Task<Actor?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(Now.GetValueOrDefault(id));
    }

    // Says when the handler failed.
    private sealed class Told(IJobHandler handler, TaskCompletionSource failed) : IJobHandler
    {
        public string Kind => handler.Kind;

        public async Task RunAsync(JobRun run, CancellationToken cancellationToken)
        {
            try
            {
                await handler.RunAsync(run, cancellationToken);
            }
            finally
            {
                failed.TrySetResult();
            }
        }
    }
}
