using System.Diagnostics;
using System.Globalization;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.LocalAws;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.Admin.Bench;

/// <summary>
/// How long a portal needs to read its catalog, and what that weighs then. The folder is one of an embedded AWS that a portal has seeded
/// (<c>LocalAws__Directory=… LocalAws__Seed=200000</c>); it is in the same process, so that its part of the time is in the figure.
/// </summary>
internal static class LoadBench
{
    public static async Task<int> RunAsync(string folder)
    {
        var clock = Stopwatch.StartNew();
        await using var aws = await LocalAws.LocalAws.OpenAsync(new LocalAwsOptions { Directory = folder }, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        Print($"embedded AWS opened in {clock.Elapsed.TotalSeconds:N1} s, {GC.GetTotalPauseDuration().TotalSeconds:N1} s of it garbage collection; {Memory()}");
        await using var services = BulkBench.Compose(aws.CreateHandler());
        var dynamo = services.GetRequiredService<Amazon.DynamoDBv2.IAmazonDynamoDB>();
        foreach (var name in (await dynamo.ListTablesAsync()).TableNames)
        {
            var table = (await dynamo.DescribeTableAsync(name)).Table;
            Print($"{name}: {table.ItemCount:N0} items, {table.TableSizeBytes / 1e6:N1} MB{string.Concat((table.GlobalSecondaryIndexes ?? []).Select(index => $"; {index.IndexName} {index.ItemCount:N0}, {index.IndexSizeBytes / 1e6:N1} MB"))}");
        }

        var indexes = services.GetServices<CatalogIndex>().ToList();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        clock.Restart();
        var poller = services.GetServices<IHostedService>().OfType<ChangePoller>().Single();
        await poller.StartAsync(CancellationToken.None);
        await Task.WhenAll(indexes.Select(index => index.WhenReadyAsync(CancellationToken.None)));
        var loaded = clock.Elapsed;
        var offers = services.GetRequiredService<RecordIndex<OfferRow>>();
        while (offers.IsBehind)
            await Task.Delay(20);
        Print($"{offers.Count} offers and the rest of the catalog read in {loaded.TotalSeconds:N1} s; kept for searches after {clock.Elapsed.TotalSeconds:N1} s");
        await poller.StopAsync(CancellationToken.None);
        Print($"all indexes: {(GC.GetTotalMemory(forceFullCollection: true) - before) / 1e6:N0} MB; together: {Memory()}");
        return 0;
    }

    // What the process takes as it runs, then what of it is really in use.
    private static string Memory()
    {
        using var process = Process.GetCurrentProcess();
        var resident = process.WorkingSet64;
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        process.Refresh();
        return string.Create(CultureInfo.InvariantCulture, $"{resident / 1e6:N0} MB resident, {process.WorkingSet64 / 1e6:N0} after a collection, of which {heap / 1e6:N0} managed heap; peak {process.PeakWorkingSet64 / 1e6:N0}");
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
