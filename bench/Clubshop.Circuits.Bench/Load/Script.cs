using System.Globalization;

namespace Clubshop.Circuits.Bench.Load;

/// <summary>One thing that people do, and how often.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Weight">How often, against the others.</param>
/// <param name="Run">Does it in an open page.</param>
internal sealed record Act(string Name, int Weight, Func<Circuit, Random, Task<TimeSpan>> Run);

/// <summary>What people do on a page, by weights.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Page">The page that they open.</param>
/// <param name="Acts">What they do there.</param>
internal sealed record Script(string Name, Uri Page, IReadOnlyList<Act> Acts)
{
    /// <summary>The field that every page of a script has: once it is there, the page can be used.</summary>
    public const string Field = "Search";

    private const int PageSize = 25;
    private static readonly string[] Words = ["of", "run", "shoe", "sale", "diwali", "कपड़े", "volt", "15%", "gold", "zz"];
    private static readonly string[] Sorts = ["title", "shop", "status", "ends", "changed"];
    private static readonly string[] Filters = ["status=published", "status=draft", "phase=live", "phase=ended", "ending=7"];

    /// <summary>The bare table: it has a search and pages, nothing else.</summary>
    public static Script Bare(Uri bare) => new("bare table", bare,
    [
        new("search", 30, (circuit, random) => circuit.TypeTimedAsync("Search", Words[random.Next(Words.Length)] + random.Next(1000).ToString(CultureInfo.InvariantCulture))),
        new("turn the page", 70, (circuit, random) => circuit.TypeTimedAsync("Page", random.Next(8000).ToString(CultureInfo.InvariantCulture))),
    ]);

    /// <summary>The list of offers: search, pages, order, filters.</summary>
    public static Script List(Uri portal, int offers) => new("offers list", new Uri(portal, "/offers"), ListActs(offers));

    /// <summary>The list, and offers that are opened, edited and saved.</summary>
    /// <param name="portal">The portal's address.</param>
    /// <param name="offers">How many there are.</param>
    /// <param name="ids">Some of them.</param>
    public static Script Work(Uri portal, int offers, IReadOnlyList<string> ids) => new("list, open, edit, save", new Uri(portal, "/offers"),
    [
        .. ListActs(offers),
        new("open an offer", 15, (circuit, random) => circuit.GoTimedAsync("/offers/" + ids[random.Next(ids.Count)])),
        new("edit", 10, async (circuit, random) => circuit.Has("f-title")
            ? await circuit.TypeTimedAsync("f-title", $"Edited under load {random.Next(1_000_000)}")
            : await circuit.GoTimedAsync("/offers/" + ids[random.Next(ids.Count)])),
        new("save", 5, async (circuit, random) => circuit.Has("form") && circuit.Has("f-title")
            ? await circuit.SubmitTimedAsync("form")
            : await circuit.GoTimedAsync("/offers/" + ids[random.Next(ids.Count)])),
    ]);

    /// <summary>One of the acts, by their weights.</summary>
    public Act Next(Random random)
    {
        var at = random.Next(Acts.Sum(act => act.Weight));
        foreach (var act in Acts)
        {
            if ((at -= act.Weight) < 0)
                return act;
        }

        return Acts[^1];
    }

    private static IReadOnlyList<Act> ListActs(int offers) =>
    [
        // By the address that the search box leads to: its handler changes with each answer, which a browser knows from the element.
        new("search", 30, (circuit, random) => circuit.GoTimedAsync("/offers?q=" + Uri.EscapeDataString(Words[random.Next(Words.Length)]))),
        new("turn the page", 35, (circuit, random) => circuit.GoTimedAsync(string.Create(CultureInfo.InvariantCulture, $"/offers?page={1 + random.Next(Math.Max(1, offers / PageSize))}"))),
        new("sort", 15, (circuit, random) => circuit.GoTimedAsync($"/offers?sort={Sorts[random.Next(Sorts.Length)]}{(random.Next(2) == 0 ? "&dir=desc" : "")}")),
        new("filter", 20, (circuit, random) => circuit.GoTimedAsync("/offers?" + Filters[random.Next(Filters.Length)])),
    ];
}
