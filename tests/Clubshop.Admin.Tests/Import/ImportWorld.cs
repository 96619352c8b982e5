using System.Text;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Import;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Catalog.Bulk;
using Clubshop.Admin.Tests.Common;
using Clubshop.Admin.Tests.Storage;
using Clubshop.Admin.Tests.Testing;
using Clubshop.Aws;
using Clubshop.LocalAws.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Import;

/// <summary>One instance of the portal with import, on an embedded DynamoDB that another instance may share.</summary>
internal sealed class ImportWorld : IAsyncDisposable
{
    private readonly LocalAws.LocalAws _aws;
    private readonly bool _owned;

    private ImportWorld(LocalAws.LocalAws aws, TestClock clock, bool owned)
    {
        (_aws, Clock, _owned) = (aws, clock, owned);
        Faults = new(aws.CreateHandler());
        var people = new BulkWorld.People();
        people.Add(CatalogWorld.Meera, CatalogWorld.Rohan);
        Services = TestPortal.Compose(Faults, clock).Run<ChangePoller>().Run<JobRunner>().AddSingleton<ICurrentStaff>(people).BuildServiceProvider();
    }

    public static Actor Meera => CatalogWorld.Meera;

    public ServiceProvider Services { get; }

    public TestClock Clock { get; }

    public FaultHandler Faults { get; }

    public ImportService Imports => Get<ImportService>();

    public JobService Jobs => Get<JobService>();

    public static async Task<ImportWorld> OpenAsync()
    {
        var clock = new TestClock(CatalogWorld.Now);
        var aws = await TestFaults.OpenAsync(clock);
        return await new ImportWorld(aws, clock, owned: true).StartedAsync();
    }

    /// <summary>A second instance on the same tables.</summary>
    public Task<ImportWorld> AnotherAsync() => new ImportWorld(_aws, Clock, owned: false).StartedAsync();

    /// <summary>Indexes have what was written until now, whatever the lag of the run.</summary>
    public void IndexesFollow() => _aws.IndexesFollow();

    /// <summary>From now on indexes lag by so much; beside the faults of the run.</summary>
    public void IndexesLag(TimeSpan by) => _aws.Faults.Set(_aws.Faults.Plan with
    {
        Rules = [.. _aws.Faults.Plan.Rules, new FaultRule { Kind = FaultKind.IndexLag, DelayMs = (int)by.TotalMilliseconds }],
    });

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public IImportKind Kind(string kind) => Imports.Find(kind)!;

    public Task<ImportFile> KeepAsync(string kind, string text, Actor? actor = null, string name = "file.csv") => KeepAsync(kind, Encoding.UTF8.GetBytes(text), actor, name);

    public async Task<ImportFile> KeepAsync(string kind, byte[] bytes, Actor? actor = null, string name = "file.csv") =>
        CatalogWorld.Value(await Imports.KeepAsync(actor ?? Meera, kind, name, new MemoryStream(bytes), CancellationToken.None));

    public Task<Result<ImportPreview>> LookAsync(ImportFile file, Actor? actor = null) =>
        Imports.PreviewAsync(actor ?? Meera, file, asDrafts: false, new Progress<long>(), CancellationToken.None);

    public async Task<ImportPreview> LookAsync(string kind, string text, Actor? actor = null) =>
        CatalogWorld.Value(await LookAsync(await KeepAsync(kind, text, actor), actor));

    /// <summary>What is said of a file that cannot be read.</summary>
    public async Task<string> RefusalAsync(string kind, byte[] bytes)
    {
        var result = await LookAsync(await KeepAsync(kind, bytes));
        Assert.False(result.Ok);
        return Assert.Single(result.Problems).Message;
    }

    public async Task<JobInfo> ImportAsync(string kind, string text, Actor? actor = null) =>
        await EndAsync(await StartAsync(await KeepAsync(kind, text, actor), actor), actor);

    public async Task<JobInfo> StartAsync(ImportFile file, Actor? actor = null)
    {
        var preview = CatalogWorld.Value(await LookAsync(file, actor));
        return CatalogWorld.Value(await Imports.StartAsync(actor ?? Meera, file, preview, CancellationToken.None));
    }

    public async Task<JobInfo> EndAsync(JobInfo job, Actor? actor = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        await foreach (var info in Jobs.WatchAsync(actor ?? Meera, job.Id, patience.Token))
            job = info;

        return job;
    }

    public async Task<string> ExportAsync(string kind, string query = "", Actor? actor = null)
    {
        using var file = new MemoryStream();
        var spec = Kind(kind).Kind.Spec;
        await Kind(kind).ExportAsync(actor ?? Meera, ListQuery.Parse(spec, spec.Path + query), workbook: false, file, CancellationToken.None);
        return Encoding.UTF8.GetString(file.ToArray());
    }

    /// <summary>The whole list as a workbook.</summary>
    public async Task<byte[]> WorkbookAsync(string kind)
    {
        using var file = new MemoryStream();
        await Kind(kind).ExportAsync(Meera, ListQuery.Parse(Kind(kind).Kind.Spec, ""), workbook: true, file, CancellationToken.None);
        return file.ToArray();
    }

    public ShopRow Shop(string code) => Get<RecordIndex<ShopRow>>().All().Single(row => row.Code == code);

    public CategoryRow Category(string code) => Get<RecordIndex<CategoryRow>>().All().Single(row => row.Code == code);

    public static (long Created, long Changed, long Unchanged, long Refused) Counts(JobInfo job)
    {
        Assert.Equal(JobState.Finished, job.State);
        Assert.Equal(job.Total, job.Counts.Values.Sum());
        return (job.Counts.GetValueOrDefault("created"), job.Counts.GetValueOrDefault("changed"), job.Counts.GetValueOrDefault("unchanged"), job.Counts.GetValueOrDefault("refused"));
    }

    /// <summary>A file of docs/data.</summary>
    public static string RealFile(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Clubshop.Admin.sln")))
            folder = folder.Parent!;

        return File.ReadAllText(Path.Combine(folder.FullName, "docs", "data", name));
    }

    public async ValueTask DisposeAsync()
    {
        await Services.StopAsync();
        await Services.DisposeAsync();
        if (_owned)
            await _aws.DisposeAsync();
    }

    private async Task<ImportWorld> StartedAsync()
    {
        await Get<TableSetup>().CreateMissingAsync(CancellationToken.None);
        await Services.StartAsync();
        await Services.IndexesReadyAsync();
        return this;
    }
}

/// <summary>What is said of a refused row, where a test is about one problem.</summary>
internal static class RefusedRows
{
    extension(RefusedRow row)
    {
        public string? Column => row.Problems[0].Column;

        public string Cell => row.Problems[0].Cell;

        public string Reason => string.Join(' ', row.Problems.Select(problem => problem.Reason));
    }
}
