using System.Diagnostics;
using System.Globalization;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Storage;

// Measures what the lists do for each key that is typed: search, filter, order, count and page over the in-memory index.
// dotnet run -c Release --project bench/Clubshop.Admin.Bench
const int Rounds = 200;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var time = TimeProvider.System;
var stamp = Stamp.Unsaved with { Version = 1, UpdatedAt = time.GetUtcNow() };

var categories = new RecordIndex<CategoryRow>(Table.Categories, CategoryStore.Row, time);
var shops = new RecordIndex<ShopRow>(Table.Shops, ShopStore.Row, time);
foreach (var line in File.ReadLines(Path.Combine(Repository(), "docs", "data", "shops-india.csv")).Skip(1))
{
    var cells = line.Split(',');
    shops.Merge(ShopRow.Of(new Shop { Id = Ids.New(time), Name = cells[1], Code = cells[0], Slug = cells[0], Status = EditorialStatus.Published, Stamp = stamp }));
}

var list = new ShopList(shops, categories);
Report($"search {shops.Count} shops by part of a name", () => list.Load(ListQuery.Parse(ShopList.Spec, "/shops?q=bata")));

var offers = new RecordIndex<OfferRow>(Table.Offers, OfferStore.Row, time);
string[] what = ["sarees", "phones", "lunch", "spices", "boots", "मिठाई"];
for (var n = 0; n < 200_000; n++)
{
    var offer = new Offer
    {
        Id = Ids.New(time), Title = $"{n % 60 + 5}% off on {what[n % what.Length]} at Royal Bazaar {n % 20_000}", Code = $"offer-{n}", Slug = $"offer-{n}",
        ShopId = "s" + (n % 20_000), Status = (EditorialStatus)(n % 4), Starts = time.GetUtcNow(), Stamp = stamp with { UpdatedAt = time.GetUtcNow().AddSeconds(-n) },
    };
    offers.Merge(OfferRow.Of(offer));
}

GC.Collect();
Console.WriteLine($"200,000 offers in the index; the process holds {GC.GetTotalMemory(true) / 1048576.0:0} MB");
Report("offers: first page by change", () => offers.Search(Query(null)));
Report("offers: \"bazaar 1234\"", () => offers.Search(Query("bazaar 1234")));
Report("offers: \"मिठाई\"", () => offers.Search(Query("मिठाई")));
Report("offers: nothing matches", () => offers.Search(Query("zzzz")));

static IndexQuery<OfferRow> Query(string? text) => new()
{
    Text = text, Order = (left, right) => left.UpdatedAt.CompareTo(right.UpdatedAt), Descending = true, Take = 25,
};

static void Report(string name, Action work)
{
    for (var i = 0; i < 20; i++)
        work();
    var times = new double[Rounds];
    for (var i = 0; i < Rounds; i++)
    {
        var started = Stopwatch.GetTimestamp();
        work();
        times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    Array.Sort(times);
    Console.WriteLine($"{name}: p50 {times[Rounds / 2]:0.00} ms, p95 {times[Rounds * 95 / 100]:0.00} ms");
}

static string Repository()
{
    var folder = new DirectoryInfo(AppContext.BaseDirectory);
    while (!File.Exists(Path.Combine(folder.FullName, "Clubshop.Admin.sln")))
        folder = folder.Parent ?? throw new InvalidOperationException("Run it inside the repository.");
    return folder.FullName;
}
