using Clubshop.Admin.Catalog;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;

namespace Clubshop.Admin.Ops;

/// <summary>Generates a catalog of any size, the same on every machine for the same size and day, to test the portal at scale.</summary>
internal static class GeneratedCatalog
{
    private const int Seed = 20261121;
    private const int MaxShops = 20_000;
    private const int MaxClubs = 200;

    private static readonly string[] First = ["Royal", "Shree", "New", "Metro", "Lotus", "Ganga", "Deccan", "Malabar", "Capital", "Silver", "अन्नपूर्णा", "Sagar", "Heritage", "Urban", "Green"];
    private static readonly string[] Second = ["Bazaar", "Traders", "Emporium", "Kitchen", "Electronics", "Textiles", "Pharmacy", "Footwear", "Sweets", "Stores", "भंडार", "Furniture", "Travels", "Opticals", "Jewellers"];
    private static readonly string[] Cities = ["Mumbai", "Pune", "New Delhi", "Bengaluru", "Chennai", "Hyderabad", "Kolkata", "Jaipur", "Lucknow", "Kochi", "Bhopal", "Indore"];
    private static readonly string[] What = ["sarees", "phones", "lunch", "spices", "boots", "medicines", "sweets", "मिठाई", "furniture", "hotels", "glasses", "kurtas", "coffee", "books"];
    private static readonly string[] Topics = ["Fashion", "Food", "Electronics", "Travel", "Health", "Home", "Books", "Festive"];

    /// <summary>Generates a number of offers, with a tenth as many shops (up to 20,000) and clubs in proportion (up to 200).</summary>
    public static SeedCatalog Of(int offers, DateOnly today)
    {
        var random = new Random(Seed);
        List<Club> clubs = [.. Enumerable.Range(1, Math.Clamp(offers / 1000, 5, MaxClubs)).Select(n => new Club
        {
            Id = Id(ClubKind.Name, n), Code = $"club-{n}", Name = $"{Pick(random, Cities)} {Pick(random, First)} Staff Club {n}", City = Pick(random, Cities),
            Status = EditorialStatus.Published,
        })];
        List<Category> categories = [];
        foreach (var (topic, t) in Topics.Select((topic, t) => (topic, t)))
        {
            categories.Add(new() { Id = Id(CategoryKind.Name, t), Code = $"topic-{t}", Name = topic, Status = EditorialStatus.Published });
            categories.AddRange(What.Select((what, w) => new Category
            {
                Id = Id(CategoryKind.Name, 100 + (t * 100) + w),
                Code = $"topic-{t}-{w}",
                Name = $"{topic}: {what}",
                ParentId = Id(CategoryKind.Name, t),
                Status = EditorialStatus.Published,
            }));
        }

        List<Shop> shops = [.. Enumerable.Range(1, Math.Clamp(offers / 10, 10, MaxShops)).Select(n => new Shop
        {
            Id = Id(ShopKind.Name, n), Code = $"shop-{n}", Name = $"{Pick(random, First)} {Pick(random, Second)} {n}", City = Pick(random, Cities),
            Website = $"https://shop-{n}.example", ClubIds = [Pick(random, clubs).Id], CategoryIds = [Pick(random, categories).Id],
            Status = EditorialStatus.Published,
        })];
        return new(clubs, categories, shops, Offers(offers, shops, today));
    }

    private static IEnumerable<Offer> Offers(int count, List<Shop> shops, DateOnly today)
    {
        for (var n = 1; n <= count; n++)
        {
            var random = new Random(Seed + n);
            var shop = Pick(random, shops);
            var percent = random.Next(5, 70);
            var starts = random.Next(-60, 20);
            yield return new()
            {
                Id = Id(OfferKind.Name, n),
                Code = $"offer-{n}",
                Title = $"{percent}% off on {Pick(random, What)} at {shop.Name}",
                ShopId = shop.Id,
                ClubIds = shop.ClubIds,
                CategoryIds = shop.CategoryIds,
                Benefit = Benefit.PercentOff,
                Value = percent,
                Starts = Ist.StartOf(today.AddDays(starts)),
                Ends = Ist.StartOf(today.AddDays(Math.Max(starts, 0) + random.Next(1, 120))),
                LandingPage = shop.Website + "/offers/" + n,
                Status = random.Next(10) switch { 0 => EditorialStatus.Draft, 1 => EditorialStatus.Paused, 2 => EditorialStatus.Archived, _ => EditorialStatus.Published },
            };
        }
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private static string Id(string kind, int n) => DemoCatalog.IdOf(kind, "generated-" + n);
}
