using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Tests.Common;
using CsCheck;
using static Clubshop.Admin.Tests.Offers.OfferSamples;

namespace Clubshop.Admin.Tests.Offers;

/// <summary>The list of offers against the same asked of each offer in turn.</summary>
public sealed class OfferListModelTests
{
    private static readonly string[] Titles = ["Flat 10% off", "दिवाली ऑफर", "Buy one, get one", "Sarees at Croma"];
    private static readonly string[] Names = ["Croma", "Nykaa", "Croma", "मिठाई भंडार"];

    [Fact]
    public void Load_AnyCatalogAndQuery_IsWhatAPlainLookAtEachOfferGives() => Gen.Select(AnyOffer.Array[0, 300], AnyQuery.Array[1, 8], Gen.Int[0, 300]).Sample((drafts, queries, renewedAt) =>
    {
        var clock = new TestClock(Now);
        RecordIndex<OfferRow> offers = new(OfferKind.Table, OfferStore.Row, clock, OfferShape.Kept);
        RecordIndex<ShopRow> shops = new(ShopKind.Table, ShopStore.Row, clock, ShopShape.Kept);
        RecordIndex<ClubRow> clubs = new(ClubKind.Table, ClubStore.Row, clock);
        RecordIndex<CategoryRow> categories = new(CategoryKind.Table, CategoryStore.Row, clock);
        OfferSight sight = new(shops, clubs);
        using UnseenOffers unseen = new(offers, shops, clubs, sight, clock);
        var list = new OfferList(offers, shops, categories, unseen, [], clock);
        for (var n = 0; n < Names.Length; n++)
            shops.Merge(ShopRow.Of(new() { Id = Id(900 + n), Name = Names[n], ClubIds = n % 2 == 0 ? [] : [Id(n)], Status = n == 3 ? EditorialStatus.Paused : EditorialStatus.Published, Stamp = new(1, Now, "M", Now, "M") }));
        for (var n = 0; n < drafts.Length; n++)
        {
            if (n == renewedAt)
                offers.Renew();
            offers.Merge(OfferRow.Of(drafts[n] with { Id = Id(n % 250), Slug = "slug-" + n, Stamp = new(n + 1, Now, "M", Now.AddMinutes(n % 40), "M") }));
        }

        foreach (var address in queries)
        {
            var query = ListQuery.Parse(OfferUrls.Spec, address);
            var page = list.Load(query);
            var expected = Plain(query, offers.All(), shops, sight).ToList();
            Assert.Equal(expected.Count, page.Total);
            Assert.Equal(expected.Skip((page.Query.Page - 1) * 25).Take(25).Select(row => row.Id), page.Rows.Select(row => row.Id));
            Assert.Equal(expected, list.LoadAll(query));
        }
    }, iter: 100);

    // Nothing of the list's own: each filter and order as it is described to people.
    private static IEnumerable<OfferRow> Plain(ListQuery query, IReadOnlyList<OfferRow> offers, RecordIndex<ShopRow> shops, OfferSight sight)
    {
        string ShopName(OfferRow row) => shops.Find(row.ShopId)?.NameKey ?? "\uffff";
        bool Shows(OfferRow row) =>
            (query.Status is { } status ? row.Status == status : row.Status != EditorialStatus.Deleted)
            && (query.Filter("phase") is not { } phase || row.PhaseAt(Now)?.ToString().ToLowerInvariant() == phase)
            && (query.Filter("ending") is null || row.EndsWithin(Now, TimeSpan.FromDays(7)))
            && (query.Filter("hindi") is null || row.HindiMissing > 0)
            && (query.Filter("seen") is null || sight.WhyUnseen(row, Now) is not null)
            && (query.Filter("shop") is not { } shop || row.ShopId == shop)
            && (query.Filter("club") is not { } club || (club == "none" ? sight.ClubsOf(row).Count == 0 : sight.ClubsOf(row).Contains(club)))
            && (query.Filter("category") is not { } category || (category == "none" ? row.CategoryIds.Count == 0 : row.CategoryIds.Contains(category)))
            && Fold.Terms(query.Text).All(term => row.Folded.Contains(term, StringComparison.Ordinal) || (shops.Find(row.ShopId)?.NameKey.Contains(term, StringComparison.Ordinal) ?? false));

        var shown = offers.Where(Shows);
        IOrderedEnumerable<OfferRow> Ordered<TKey>(Func<OfferRow, TKey> key, IComparer<TKey>? comparer = null) => query.Descending ? shown.OrderByDescending(key, comparer) : shown.OrderBy(key, comparer);
        IOrderedEnumerable<OfferRow> ThenByTitle(IOrderedEnumerable<OfferRow> rows) =>
            query.Descending ? rows.ThenByDescending(row => row.Folded, StringComparer.Ordinal) : rows.ThenBy(row => row.Folded, StringComparer.Ordinal);
        return (query.Sort switch
        {
            "title" => Ordered(row => row.Folded, StringComparer.Ordinal),
            "shop" => ThenByTitle(Ordered(ShopName, StringComparer.Ordinal)),
            "status" => ThenByTitle(Ordered(row => row.Status)),
            "phase" => ThenByTitle(Ordered(row => row.PhaseAt(Now) switch { Phase.Live => 0, Phase.Scheduled => 1, Phase.Ended => 2, _ => 3 })),
            "ends" => query.Descending
                ? shown.OrderBy(row => row.Ends is null).ThenByDescending(row => row.Ends)
                : shown.OrderBy(row => row.Ends is null).ThenBy(row => row.Ends),
            _ => Ordered(row => row.UpdatedAt),
        }).ThenBy(row => row.Id, StringComparer.Ordinal);
    }

    private static readonly Gen<Offer> AnyOffer = Gen.Select(
        Gen.Select(Gen.OneOf(Titles), Gen.Int[900, 904], Gen.Int[0, 4]), Gen.Select(Gen.Int[0, 4], Gen.Int[0, 3]), Gen.Select(Gen.Int[-5, 10], Gen.Int[-5, 10]))
        .Select((what, links, when) => Draft() with
        {
            Title = what.Item1,
            ShopId = Id(what.Item2), // 904 is no shop
            Status = (EditorialStatus)what.Item3,
            ClubIds = links.Item1 == 0 ? [Id(1)] : links.Item1 == 1 ? [Id(2), Id(3)] : [],
            CategoryIds = links.Item2 == 0 ? [Id(801)] : links.Item2 == 1 ? [Id(802), Id(803)] : [],
            Starts = when.Item1 == 10 ? null : Now.AddDays(when.Item1),
            Ends = when.Item2 == 10 ? null : Now.AddDays(when.Item2),
        });

    private static readonly Gen<string> AnyQuery = Gen.Select(
        Gen.OneOf("", "", "q=flat", "q=10%25+off", "q=दिवाली", "q=croma+flat", "q=slug-1", "q=o", "q=zzz"),
        Gen.OneOf("", "", "&status=draft", "&status=deleted", "&phase=live", "&phase=scheduled", "&phase=ended", "&ending=7", "&seen=nobody", "&hindi=missing"),
        Gen.OneOf("", "", "&shop=" + Id(900), "&shop=" + Id(904), "&club=none", "&club=" + Id(1), "&club=" + Id(3), "&category=none", "&category=" + Id(802)),
        Gen.OneOf([.. OfferUrls.Spec.Sorts]), Gen.OneOf("asc", "desc"), Gen.Int[1, 5])
        .Select((text, first, second, sort, direction, page) => $"/offers?{text}{first}{second}&sort={sort}&dir={direction}&page={page}");
}
