using System.Diagnostics;
using System.Globalization;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Common;
using Clubshop.Admin.GoTo;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Storage;

// dotnet run --project bench/Clubshop.Admin.Bench -c Release -- bulk 10000: changes of many records, see BulkBench.
if (args is ["bulk", .. var rest])
    return await Clubshop.Admin.Bench.BulkBench.RunAsync(rest is [var many] ? int.Parse(many, CultureInfo.InvariantCulture) : 10_000);

// dotnet run --project bench/Clubshop.Admin.Bench -c Release -- index 200000: the list of offers, see IndexBench.
if (args is ["index", .. var offers])
    return Clubshop.Admin.Bench.IndexBench.Run(offers is [var size] ? int.Parse(size, CultureInfo.InvariantCulture) : 200_000);

// dotnet run --project bench/Clubshop.Admin.Bench -c Release -- load DIRECTORY: reading the catalog at start, see LoadBench.
if (args is ["load", var folder])
    return await Clubshop.Admin.Bench.LoadBench.RunAsync(folder);

// … -- import 200000: what a large file takes, see ImportBench.
if (args is ["import", .. var file])
    return await Clubshop.Admin.Bench.ImportBench.RunAsync(file is [var rows] ? int.Parse(rows, CultureInfo.InvariantCulture) : 200_000);

// What a list costs over 200,000 rows, also as a ratio to the least that a search can do on this machine: one pass of
// string.Contains over the folded texts. The ratio holds from machine to machine, the milliseconds do not.
const int Rows = 200_000;
const int Rounds = 40;

var shops = new RecordIndex<ShopRow>(ShopKind.Table, ShopStore.Row, TimeProvider.System, ShopShape.Kept);
var categories = new RecordIndex<CategoryRow>(CategoryKind.Table, CategoryStore.Row, TimeProvider.System);
string[] words = ["Tata", "Croma", "Lakmé", "मिठाई", "Bazaar", "Digital", "Home", "Fashion", "Sarees", "Medical", "Peak", "Kaveri"];
string[] cities = ["Pune", "New Delhi", "Bengaluru", "भोपाल", "Kochi", ""];
var random = new Random(1);
for (var i = 0; i < Rows; i++)
{
    shops.Merge(ShopRow.Of(new()
    {
        Id = i.ToString("x32", CultureInfo.InvariantCulture),
        Name = $"{words[random.Next(words.Length)]} {words[random.Next(words.Length)]} {i}",
        Slug = "shop-" + i.ToString(CultureInfo.InvariantCulture),
        Code = "code-" + i.ToString(CultureInfo.InvariantCulture),
        City = cities[random.Next(cities.Length)],
        Status = (EditorialStatus)random.Next(5),
        ClubIds = ["club" + random.Next(200).ToString(CultureInfo.InvariantCulture)],
        Stamp = new(1, default, "", DateTimeOffset.UnixEpoch.AddMinutes(i), ""),
    }));
}

shops.Renew();
var list = new ShopList(shops, categories);
var least = Measure(() => shops.All().Count(row => row.Folded.Contains("kaveri", StringComparison.Ordinal)));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"one pass of string.Contains: {least:N1} ms"));
foreach (var query in (string[])["", "?q=k", "?q=kaveri", "?q=lakme+digital", "?q=nothing+at+all", "?q=मिठाई", "?club=club7", "?status=draft&sort=changed&dir=desc", "?page=4000"])
{
    var asked = ListQuery.Parse(ShopList.Spec, query);
    var cost = Measure(() => list.Load(asked).Total);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"/shops{query}: {cost:N1} ms, {cost / least:N1} times the least"));
}

// "Go to" asks after each pause in typing: one letter is the most that it can match.
foreach (var typed in (string[])["k", "kaveri", "kaveri d", "code-199999", "nothing at all"])
{
    var text = GoToText.Of(typed);
    var cost = Measure(() => BestRows.Of(shops, text, GoToGroup.MaxItems).Count());
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Go to “{typed}”: {cost:N1} ms, {cost / least:N1} times the least"));
}

return 0;

// The median: what a person waits usually.
static double Measure(Func<int> once)
{
    var taken = new List<double>();
    for (var i = 0; i < Rounds; i++)
    {
        var start = Stopwatch.GetTimestamp();
        GC.KeepAlive(once());
        taken.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }

    taken.Sort();
    return taken[Rounds / 2];
}
