using System.Diagnostics;
using System.Globalization;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Ops;
using Clubshop.Admin.Shops;

namespace Clubshop.Admin.Bench;

/// <summary>What the list of offers costs in each way it is asked, what the index weighs, and what changes cost while somebody reads.</summary>
internal sealed class IndexBench
{
    private const int Rounds = 200;

    private readonly RecordIndex<OfferRow> _offers = new(OfferKind.Table, OfferStore.Row, TimeProvider.System, OfferShape.Kept);
    private readonly RecordIndex<ShopRow> _shops = new(ShopKind.Table, ShopStore.Row, TimeProvider.System, ShopShape.Kept);
    private readonly OfferList _list;
    private readonly OfferRow[] _rows;
    private readonly Random _random = new(1);

    private IndexBench(int count)
    {
        RecordIndex<CategoryRow> categories = new(CategoryKind.Table, CategoryStore.Row, TimeProvider.System);
        RecordIndex<ClubRow> clubs = new(ClubKind.Table, ClubStore.Row, TimeProvider.System);
        var catalog = Fill(count, clubs, categories);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Fill(catalog.Offers);
        var rows = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        _offers.Renew();
        var renewed = clock.Elapsed;
        var kept = GC.GetTotalMemory(forceFullCollection: true);
        Print($"{count} offers: the rows {(rows - before) / 1e6:N0} MB, {(rows - before) / count} bytes each; what is kept for searches {(kept - rows) / 1e6:N0} MB, {(kept - rows) / count} bytes a row; made in {renewed.TotalMilliseconds:N0} ms");
        _rows = [.. _offers.All()];
#pragma warning disable CA2000 // As long as the process.
        _list = new(_offers, _shops, categories, new(_offers, _shops, clubs, new(_shops, clubs), TimeProvider.System), [], TimeProvider.System);
#pragma warning restore CA2000
    }

    public static int Run(int count)
    {
        var bench = new IndexBench(count);
        bench.Queries();
        bench.Changes();
        return 0;
    }

    private SeedCatalog Fill(int count, RecordIndex<ClubRow> clubs, RecordIndex<CategoryRow> categories)
    {
        var catalog = GeneratedCatalog.Of(count, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
        foreach (var club in catalog.Clubs)
            clubs.Merge(ClubRow.Of(club with { Stamp = Saved() }));
        foreach (var category in catalog.Categories)
            categories.Merge(CategoryRow.Of(category with { Stamp = Saved() }));
        foreach (var shop in catalog.Shops)
            _shops.Merge(ShopRow.Of(shop with { Stamp = Saved() }));
        _shops.Renew();
        return catalog;
    }

    // Half of them with the clubs of their shop, a tenth without an end, as people write them.
    private void Fill(IEnumerable<Offer> offers)
    {
        var n = 0;
        foreach (var offer in offers)
        {
            n++;
            _offers.Merge(OfferRow.Of(offer with
            {
                Slug = Slug.Derive(offer.Title),
                ClubIds = n % 2 == 0 ? [] : [.. offer.ClubIds],
                Ends = n % 10 == 0 ? null : offer.Ends,
                ShopId = new(offer.ShopId),
                Stamp = Saved(),
            }));
        }
    }

    private Stamp Saved()
    {
        var now = TimeProvider.System.GetUtcNow();
        return new(1, now, "Seed", now.AddSeconds(-_random.Next(10_000_000)), "Seed");
    }

    private void Queries()
    {
        foreach (var sort in OfferUrls.Spec.Sorts)
        {
            Measure($"first page by {sort}", _ => $"?sort={sort}&dir=asc");
            Measure($"first page by {sort}, reversed", _ => $"?sort={sort}&dir=desc");
        }

        Measure("page 4,000", _ => "?page=4000");
        Measure("page 4,000 by shop", _ => "?page=4000&sort=shop");
        foreach (var status in Enum.GetValues<EditorialStatus>())
            Measure($"status {status}", _ => $"?status={status}");
        foreach (var length in (int[])[1, 2, 3, 4, 8])
            Measure($"text of {length} of its letters", _ => "?q=" + Uri.EscapeDataString(Piece(length)), renew: true);
        Measure("text in Hindi", n => "?q=" + Uri.EscapeDataString("मिठाई अन्नपूर्णा भंडार"[..(n % 22 + 1)].Trim()), renew: true);
        Measure("a code, letter by letter", n => "?q=" + $"offer-{100_000 + n}"[..(n % 12 + 1)], renew: true);
        Measure("two words", _ => "?q=" + Uri.EscapeDataString(Piece(4) + " " + Piece(3)), renew: true);
        Measure("of a shop", _ => "?shop=" + Row().ShopId);
        Measure("of a club", _ => "?club=" + (_shops.Find(Row().ShopId)?.ClubIds is [var first, ..] ? first : "none"));
        Measure("of no club", _ => "?club=none");
        Measure("of a category", _ => "?category=" + Row().CategoryIds[0]);
        foreach (var phase in Enum.GetValues<Phase>())
            Measure($"{phase}", _ => $"?phase={phase}");
        Measure("ends within 7 days, by end", _ => "?ending=7&sort=ends&dir=asc");
        Measure("seen by nobody", _ => "?seen=nobody");
        Measure("live, of a club, three letters, by title", _ => $"?phase=live&club={_shops.Find(Row().ShopId)!.ClubIds[0]}&q={Uri.EscapeDataString(Piece(3))}&sort=title", renew: true);
    }

    // A thousand changes a second, in bursts, beside two people who read.
    private void Changes()
    {
        var (stop, plain, search) = (false, new List<double>(), new List<double>());
        var reader = Task.Run(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                plain.Add(Time("/offers"));
                search.Add(Time("/offers?q=sarees&phase=live"));
                Thread.Sleep(3);
            }
        });
        var (merging, clock) = (TimeSpan.Zero, Stopwatch.StartNew());
        ((IRecordIndex)_offers).SetState(IndexState.Ready);
        for (var n = 1; n <= 5_000; n++)
        {
            var row = Row();
            var changed = _offers.Find(row.Id)! with { Version = n + 1, Status = (EditorialStatus)(n % 4), UpdatedAt = TimeProvider.System.GetUtcNow() };
            var start = Stopwatch.GetTimestamp();
            _offers.Merge(changed);
            merging += Stopwatch.GetElapsedTime(start);
            while (clock.ElapsedMilliseconds < n)
                Thread.Sleep(1);
        }

        Volatile.Write(ref stop, true);
        reader.Wait();
        var renew = Stopwatch.StartNew();
        _offers.Renew();
        Print($"5,000 changes in {clock.Elapsed.TotalSeconds:N1} s, each {merging.TotalMicroseconds / 5_000:N1} µs; renewing once {renew.Elapsed.TotalMilliseconds:N0} ms");
        Print($"meanwhile the plain list: {Figures(plain)}; “sarees”, live: {Figures(search)}");
    }

    private void Measure(string what, Func<int, string> address, bool renew = false)
    {
        var taken = new List<double>();
        Time("/offers" + address(0));
        for (var n = 0; n < Rounds; n++)
        {
            // Forgets what was looked for, as the next change of many rows does.
            if (renew && n % 20 == 0)
                _offers.Renew();
            taken.Add(Time("/offers" + address(n)));
        }

        Print($"{what}: {Figures(taken)}");
    }

    private double Time(string address)
    {
        var query = ListQuery.Parse(OfferUrls.Spec, address);
        var start = Stopwatch.GetTimestamp();
        GC.KeepAlive(_list.Load(query));
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private OfferRow Row() => _rows[_random.Next(_rows.Length)];

    // Some letters out of a title, as people type them: a word's beginning.
    private string Piece(int length)
    {
        while (true)
        {
            var words = Row().Folded.Split(' ');
            if (words[_random.Next(words.Length)] is var word && word.Length >= length)
                return word[..length];
        }
    }

    private static string Figures(List<double> taken)
    {
        var sorted = taken.Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"half within {sorted[sorted.Count / 2]:N2} ms, 95 % within {sorted[(int)(sorted.Count * 0.95)]:N2} ms");
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
