using System.Diagnostics;
using System.Globalization;
using Amazon.DynamoDBv2;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.MasterData.Publishing;
using Clubshop.Aws;
using Clubshop.Aws.Memcached;
using Clubshop.LocalAws;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.Cache.Bench;

/// <summary>From "saved" to what an end user's server reads: the raw reader asks until it sees it. At most 100 ms for 99 of 100.</summary>
internal static class PublishBench
{
    private const int Saves = 1000;
    private const int WarmUp = 100;
    private const int Writers = 4;
    private const int Shops = 20;

    public static async Task<int> RunAsync()
    {
        using var nodes = await CacheNodes.StartAsync(3);
        await using var aws = await LocalAws.LocalAws.OpenAsync(new LocalAwsOptions(), TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        using var clients = new AwsClients(new AwsOptions { Mode = AwsMode.Embedded }, aws.CreateHandler(), TimeProvider.System);
        await using var portal = Services(clients, nodes);
        await portal.GetRequiredService<TableSetup>().CreateMissingAsync(CancellationToken.None);
        foreach (var hosted in portal.GetServices<IHostedService>())
            await hosted.StartAsync(CancellationToken.None);

        var offers = portal.GetRequiredService<OfferService>();
        var actor = Actor.System;
        var shops = new List<Shop>();
        for (var i = 0; i < Shops; i++)
            shops.Add((await portal.GetRequiredService<ShopService>().SaveAsync(actor, new Shop { Id = New(), Name = $"Shop {i}", Status = EditorialStatus.Published }, Submit(), CancellationToken.None)).Value!);

        var times = new List<double>();
        var misses = 0;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            using var reader = new RawReader(nodes.Ports);
            for (var i = 0; i < (WarmUp + Saves) / Writers; i++)
            {
                var saved = await offers.SaveAsync(actor, NewOffer(shops[(writer + i) % Shops]), Submit(), CancellationToken.None);
                var told = Stopwatch.GetTimestamp();
                while (await reader.RecordAsync("offer", saved.Value!.Id) is null)
                    Interlocked.Increment(ref misses);

                lock (times)
                    times.Add(Stopwatch.GetElapsedTime(told).TotalMilliseconds);
            }
        })));

        var sorted = times.Skip(WarmUp).Order().ToList();
        var p99 = sorted[(int)(sorted.Count * 0.99)];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"saved to read: {sorted[sorted.Count / 2]:F1} ms at the median, {p99:F1} ms at p99 (at most 100), {sorted[^1]:F1} ms at worst; {sorted.Count} saves by {Writers} writers, {misses} reads came too early"));
        foreach (var hosted in portal.GetServices<IHostedService>())
            await hosted.StopAsync(CancellationToken.None);

        return p99 <= 100 ? 0 : 1;
    }

    private static ServiceProvider Services(AwsClients clients, CacheNodes nodes)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Cache:Nodes"] = string.Join(',', nodes.Addresses) }).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IAmazonDynamoDB>(clients.DynamoDb);
        services.AddStorage(configuration);
        services.AddMemcached(configuration);
        services.AddMasterData().AddAudit().AddJobs().AddClubs().AddCategories().AddShops().AddOffers();
        services.AddSingleton<Drafts>();
        services.AddPublishing(configuration);
        return services.BuildServiceProvider();
    }

    private static Offer NewOffer(Shop shop) => new()
    {
        Id = New(),
        Title = "Flat ₹1,500 off",
        ShopId = shop.Id,
        Benefit = Benefit.AmountOff,
        Value = 1500,
        Starts = TimeProvider.System.GetUtcNow().AddDays(-1),
        Ends = TimeProvider.System.GetUtcNow().AddDays(10),
        LandingPage = "https://www.croma.com/offers",
        Status = EditorialStatus.Published,
    };

    private static string New() => Ids.New(TimeProvider.System);

    private static Submit Submit() => new(New()) { Decided = true };
}
