using System.Diagnostics;
using System.Globalization;
using System.Text;
using Clubshop.Admin.Import;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Storage.Sealing;
using Clubshop.LocalAws;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.Admin.Bench;

/// <summary>What a large file takes: it is kept as it comes in, then rehearsed row by row. Neither may grow with the text of the file.</summary>
internal static class ImportBench
{
    public static async Task<int> RunAsync(int count)
    {
        var folder = Directory.CreateTempSubdirectory("clubshop-import-bench-").FullName;
        await using var aws = await LocalAws.LocalAws.OpenAsync(new LocalAwsOptions { Directory = folder }, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        await using var services = BulkBench.Compose(aws.CreateHandler());
        await services.GetRequiredService<TableSetup>().CreateMissingAsync(CancellationToken.None);
        await services.GetRequiredService<SealingKey>().CreateMissingAsync(CancellationToken.None);
        var hosted = services.GetServices<IHostedService>().ToList();
        foreach (var one in hosted)
            await one.StartAsync(CancellationToken.None);

        var shop = BulkBench.Value(await services.GetRequiredService<ShopService>().SaveAsync(
            BulkBench.Asha, new() { Id = BulkBench.NewId(), Name = "Croma", Status = Common.EditorialStatus.Published }, new(BulkBench.NewId()), CancellationToken.None));
        var path = Path.Combine(folder, "offers.csv");
        await using (var file = new StreamWriter(path, append: false, new UTF8Encoding(false)))
        {
            await file.WriteLineAsync("code,title,shop,benefit,value,starts,ends,terms");
            for (var i = 0; i < count; i++)
                await file.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"offer-{i},Diwali offer {i},{shop.Code},Percent off,{(i % 60) + 1},2026-01-01,2099-01-01,{new string('x', 150)}"));
        }

        var imports = services.GetRequiredService<ImportService>();
        _ = BulkBench.Value(await imports.KeepAsync(BulkBench.Asha, OfferKind.Name, "warm.csv", new MemoryStream("code,title\na,b\n"u8.ToArray()), CancellationToken.None));
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var (heap, set, watch) = (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet, new Watch());
        var clock = Stopwatch.StartNew();
        await using var stream = File.OpenRead(path);
        var kept = BulkBench.Value(await imports.KeepAsync(BulkBench.Asha, OfferKind.Name, "offers.csv", stream, CancellationToken.None));
        var arrived = clock.Elapsed;
        var preview = BulkBench.Value(await imports.PreviewAsync(BulkBench.Asha, kept, asDrafts: false, watch, CancellationToken.None));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{count:N0} rows, {kept.Bytes / 1_000_000.0:N0} MB: kept in {arrived.TotalSeconds:N1} s, rehearsed at {count / (clock.Elapsed - arrived).TotalSeconds:N0} rows a second ({preview.Created:N0} created, {preview.Refused:N0} refused); "
            + $"at most {(watch.Heap - heap) / 1_000_000:N0} MB more on the heap, {(watch.Set - set) / 1_000_000:N0} MB more resident"));
        foreach (var one in hosted)
            await one.StopAsync(CancellationToken.None);

        stream.Close();
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    // Looks after each window of rows: the most that was in use.
    private sealed class Watch : IProgress<long>
    {
        public long Heap { get; private set; }

        public long Set { get; private set; }

        public void Report(long value)
        {
            Heap = Math.Max(Heap, GC.GetTotalMemory(forceFullCollection: false));
            if (value % 4_000 == 0)
                Set = Math.Max(Set, Environment.WorkingSet);
        }
    }
}
