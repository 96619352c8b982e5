using System.Diagnostics;
using System.Globalization;
using System.Text;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Bulk;
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
using Clubshop.Admin.Storage.Sealing;
using Clubshop.Aws;
using Clubshop.Aws.Memcached;
using Clubshop.Aws.Pinpoint;
using Clubshop.LocalAws;
using Clubshop.LocalAws.Cognito;
using Clubshop.LocalAws.Pinpoint;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.Admin.Bench;

/// <summary>
/// How many records a second an import, a rehearsal, a bulk change and its undo do, through the AWS SDK and the durable embedded AWS in the same process; and
/// how long somebody else waits meanwhile, who searches the list and opens an offer.
/// </summary>
internal static class BulkBench
{
    private const int Shops = 19_000;

    internal static readonly Actor Asha = new() { Id = "asha", Name = "Asha Rao", Email = "asha@clubshop.example", Role = Role.Administrators };

    public static async Task<int> RunAsync(int count)
    {
        var folder = Directory.CreateTempSubdirectory("clubshop-bulk-bench-").FullName;
        await using var aws = await LocalAws.LocalAws.OpenAsync(new LocalAwsOptions { Directory = folder }, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        await using var services = Compose(aws.CreateHandler());
        await services.GetRequiredService<TableSetup>().CreateMissingAsync(CancellationToken.None);
        await services.GetRequiredService<SealingKey>().CreateMissingAsync(CancellationToken.None);
        var hosted = services.GetServices<IHostedService>().ToList();
        foreach (var one in hosted)
            await one.StartAsync(CancellationToken.None);
        await Task.WhenAll(services.GetServices<CatalogIndex>().Select(index => index.WhenReadyAsync(CancellationToken.None)));

        var club = Value(await services.GetRequiredService<ClubService>().SaveAsync(
            Asha, new() { Id = NewId(), Name = "Infosys Pune", Status = EditorialStatus.Published }, new(NewId()), CancellationToken.None));
        var shop = Value(await services.GetRequiredService<ShopService>().SaveAsync(
            Asha, new() { Id = NewId(), Name = "Croma", ClubIds = [club.Id], Status = EditorialStatus.Published }, new(NewId()), CancellationToken.None));

        var rows = new StringBuilder("code,title,shop,benefit,value,starts,ends,status\n");
        for (var i = 0; i < count; i++)
            rows.Append(CultureInfo.InvariantCulture, $"offer-{i},Diwali offer {i},{shop.Code},Percent off,{(i % 60) + 1},2026-01-01,2099-01-01,published\n");

        var (imports, bulk, undo) = (services.GetRequiredService<ImportService>(), services.GetRequiredService<BulkService>(), services.GetRequiredService<UndoService>());
        var file = Value(await imports.KeepAsync(Asha, OfferKind.Name, "offers.csv", new MemoryStream(Encoding.UTF8.GetBytes(rows.ToString())), CancellationToken.None));
        var clock = Stopwatch.StartNew();
        var preview = Value(await imports.PreviewAsync(Asha, file, false, new Progress<long>(), CancellationToken.None));
        Print("rehearsal of an import", count, clock, null);
        await MeasureAsync(services, "import", count, async () => Value(await imports.StartAsync(Asha, file, preview, CancellationToken.None)));

        var list = services.GetRequiredService<OfferList>();
        var ids = list.Load(ListQuery.Parse(OfferUrls.Spec, "/offers") with { Size = int.MaxValue }).Rows.Select(row => row.Id).ToList();
        var draft = Value(await bulk.KeepAsync(Asha, OfferKind.Name, new() { Status = EditorialStatus.Paused }, ids, CancellationToken.None));
        clock = Stopwatch.StartNew();
        var rehearsal = Value(await bulk.RehearseAsync(Asha, draft, null, CancellationToken.None));
        Print("rehearsal of “pause”", count, clock, null);
        var job = await MeasureAsync(services, "pause", count, async () => Value(await bulk.StartAsync(Asha, rehearsal, CancellationToken.None)));
        await MeasureAsync(services, "undo of it", count, async () => Value(await undo.StartAsync(Asha, job.Id, CancellationToken.None)));

        draft = Value(await bulk.KeepAsync(Asha, OfferKind.Name, new() { Field = nameof(Offer.Ends), Way = BulkWay.Move, Days = 7 }, ids, CancellationToken.None));
        rehearsal = Value(await bulk.RehearseAsync(Asha, draft, null, CancellationToken.None));
        await MeasureAsync(services, "move the end", count, async () => Value(await bulk.StartAsync(Asha, rehearsal, CancellationToken.None)));
        await MeasureAsync(services, "undo of the import", count, async () => Value(await undo.StartAsync(Asha, file.Id, CancellationToken.None)));

        // The real categories, and the real shops again and again, each time as other branches.
        file = Value(await imports.KeepAsync(Asha, CategoryKind.Name, "categories.csv", File.OpenRead(Path.Combine("docs", "data", "categories.csv")), CancellationToken.None));
        preview = Value(await imports.PreviewAsync(Asha, file, false, new Progress<long>(), CancellationToken.None));
        await MeasureAsync(services, "import of categories", (int)preview.Created, async () => Value(await imports.StartAsync(Asha, file, preview, CancellationToken.None)));
        file = Value(await imports.KeepAsync(Asha, ShopKind.Name, "shops.csv", new MemoryStream(Branches(await File.ReadAllLinesAsync(Path.Combine("docs", "data", "shops-india.csv")))), CancellationToken.None));
        preview = Value(await imports.PreviewAsync(Asha, file, false, new Progress<long>(), CancellationToken.None));
        await MeasureAsync(services, "import of shops", Shops, async () => Value(await imports.StartAsync(Asha, file, preview, CancellationToken.None)));
        foreach (var one in hosted)
            await one.StopAsync(CancellationToken.None);

        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static byte[] Branches(string[] lines)
    {
        var real = lines[1..].Where(line => line.Length > 0 && !line.Contains('"', StringComparison.Ordinal)).Select(line => line.Split(',', 3)).ToList();
        var text = new StringBuilder(lines[0]).Append('\n');
        for (var i = 0; i < Shops; i++)
            text.Append(CultureInfo.InvariantCulture, $"{real[i % real.Count][0]}-{i},{real[i % real.Count][1]} {i},{real[i % real.Count][2]}\n");

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static async Task<JobInfo> MeasureAsync(IServiceProvider services, string what, int count, Func<Task<JobInfo>> start)
    {
        using var over = new CancellationTokenSource();
        var waits = WaitsAsync(services, over.Token);
        var clock = Stopwatch.StartNew();
        var job = await start();
        await foreach (var info in services.GetRequiredService<JobService>().WatchAsync(Asha, job.Id, CancellationToken.None))
            job = info;

        clock.Stop();
        await over.CancelAsync();
        Print($"{what}: {job.State}, {string.Join(", ", job.Counts.Select(pair => $"{pair.Value} {pair.Key}"))}", count, clock, await waits);
        return job;
    }

    // Somebody at a list meanwhile: a search in memory, and the offer of the first row as it is stored.
    private static async Task<List<double>> WaitsAsync(IServiceProvider services, CancellationToken over)
    {
        var (list, offers, waits) = (services.GetRequiredService<OfferList>(), services.GetRequiredService<OfferService>(), new List<double>());
        while (!over.IsCancellationRequested)
        {
            var start = Stopwatch.GetTimestamp();
            if (list.Load(ListQuery.Parse(OfferUrls.Spec, "/offers?q=diwali")).Rows is [var first, ..])
                await offers.FindAsync(Asha, first.Id, CancellationToken.None);

            waits.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await Task.Delay(50, CancellationToken.None);
        }

        return waits;
    }

    private static void Print(string what, int count, Stopwatch clock, List<double>? waits)
    {
        waits?.Sort();
        var others = waits is { Count: > 0 } ? $"; somebody else waits {waits[waits.Count / 2]:N0} ms, at most {waits[^1]:N0} ms, 95 % at most {waits[(int)(waits.Count * 0.95)]:N0} ms" : "";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {count / clock.Elapsed.TotalSeconds:N0} a second, {clock.Elapsed.TotalSeconds:N1} s{others}"));
    }

    internal static ServiceProvider Compose(HttpMessageHandler aws)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("AWS:UserPoolId", FixedIds.StaffPoolId), new("AWS:UserPoolClientId", FixedIds.StaffClientId), new("AWS:UserPoolClientSecret", FixedIds.StaffClientSecret),
            new("AWS:CustomerUserPoolId", FixedIds.CustomerPoolId), new("AWS:CustomerUserPoolClientId", FixedIds.CustomerClientId),
            new("Pinpoint:ApplicationId", FixedApplication.Id), new("Sealing:KeyId", SealingOptions.DefaultKeyId), new("Cache:Nodes", "127.0.0.1:9"),
        ]).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IHostApplicationLifetime, Microsoft.Extensions.Hosting.Internal.ApplicationLifetime>();
        services.AddAws(configuration, AwsMode.Embedded, _ => aws);
        services.AddPinpoint(configuration);
        services.AddMemcached(configuration);
        services.AddPortal(configuration);
        services.RemoveAll<IHostedService>();
        services.AddSingleton<IHostedService, SealingStart>().AddSingleton<IHostedService, ChangePoller>().AddSingleton<IHostedService, JobRunner>();
        services.AddSingleton<ICurrentStaff, Present>();
        return services.BuildServiceProvider();
    }

    internal static string NewId() => Ids.New(TimeProvider.System);

    internal static T Value<T>(Result<T> result)
        where T : class => result.Ok ? result.Value : throw new InvalidOperationException(string.Join(' ', result.Problems.Select(problem => problem.Message)));

    private sealed class Present : ICurrentStaff
    {
        public Task<Actor?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult<Actor?>(Asha);
    }
}
