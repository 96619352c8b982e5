using System.Security.Cryptography;
using System.Text;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Registry;

/// <summary>A customer of the demo, for whom the registry generates the rest.</summary>
/// <param name="Sub">The <c>sub</c> in the customer pool.</param>
/// <param name="Phone">The phone number (E.164); null for none.</param>
/// <param name="City">The city; null for a random one.</param>
public sealed record SeedCustomer(string Sub, string? Phone = null, string? City = null);

/// <summary>Fills an empty registry for the demo: devices, follows and opt-outs. The same seed and customers give the same result.</summary>
public sealed class RegistrySeed
{
    private const int AtOnce = 200;
    private const int Parallel = 8;

    private static readonly string[] Cities =
        ["Mumbai", "Mumbai", "New Delhi", "New Delhi", "Bengaluru", "Bengaluru", "Pune", "Pune", "Hyderabad", "Chennai", "Kolkata", "Nashik", "Bhopal", "Kochi", "Jaipur"];

    private static readonly string[] Languages = ["en", "en", "en", "hi", "hi", "hi", "mr", "ta", "te", "bn", "kn"];
    private static readonly string[] Versions = ["4.8.0", "4.8.0", "4.7.2", "4.7.2", "4.6.0", "4.2.1", "3.9.4"];

    private readonly RegistryStore _store;
    private readonly UnauditedWriter _unaudited;
    private readonly RegistryAudit _audit;
    private readonly RecordIndex<ClubRow> _clubs;
    private readonly RecordIndex<ShopRow> _shops;
    private readonly RecordIndex<CategoryRow> _categories;
    private readonly TimeProvider _time;

    internal RegistrySeed(
        RegistryStore store, UnauditedWriter unaudited, RegistryAudit audit,
        RecordIndex<ClubRow> clubs, RecordIndex<ShopRow> shops, RecordIndex<CategoryRow> categories, TimeProvider time) =>
        (_store, _unaudited, _audit, _clubs, _shops, _categories, _time) = (store, unaudited, audit, clubs, shops, categories, time);

    /// <summary>Writes generated registrations. Overwrites existing ones of the same customers.</summary>
    /// <param name="customers">The customers, each once.</param>
    /// <param name="seed">The seed of the random values.</param>
    /// <param name="cancellationToken">Stops it; seeding again does no harm.</param>
    public async Task SeedAsync(IEnumerable<SeedCustomer> customers, int seed, CancellationToken cancellationToken)
    {
        await Task.WhenAll(_clubs.WhenReadyAsync(cancellationToken), _shops.WhenReadyAsync(cancellationToken), _categories.WhenReadyAsync(cancellationToken));
        await _audit.EnsureHourlyEntryAsync(new("demo", "The demo"), cancellationToken);
        foreach (var city in Cities.Distinct())
            await _store.SaveCityAsync(city, cancellationToken);

        var drawn = new Drawn(
            Ids(_clubs.All().Where(row => row.Status == EditorialStatus.Published).Select(row => row.Id)),
            Ids(_shops.All().Where(row => row.Status == EditorialStatus.Published).Select(row => row.Id)),
            Ids(_categories.All().Where(row => row.Status == EditorialStatus.Published).Select(row => row.Id)));
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken };
        await System.Threading.Tasks.Parallel.ForEachAsync(customers.Chunk(AtOnce), options, async (some, stop) =>
        {
            List<Item> items = [];
            foreach (var customer in some)
                items.AddRange(await ItemsOfAsync(customer, seed, drawn, stop));
            await _unaudited.PutManyAsync(Table.Customers, items, stop);
        });
    }

    private async Task<IReadOnlyList<Item>> ItemsOfAsync(SeedCustomer customer, int seed, Drawn catalog, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var random = RandomOf(customer.Sub, seed);
        var registration = Draw(customer, random, now);
        var item = (await _store.ToItemAsync(registration, null, cancellationToken)).Set(Attributes.Version, 1L);
        List<Item> items = [item, .. RegistryStore.Companions(null, registration, item).Select(put => put.Item)];
        items.AddRange(catalog.Follows(random).Select(follow => RegistryStore.FollowItem(customer.Sub, follow, now)));
        return items;
    }

#pragma warning disable CA5394 // Demo data is not secret, and must be repeatable.
    private static Registration Draw(SeedCustomer customer, Random random, DateTimeOffset now)
    {
        var devices = random.Next(100) switch { < 12 => 0, < 82 => 1, < 96 => 2, _ => 3 };
        var since = now.AddDays(-random.Next(5, 900));
        return new()
        {
            Sub = customer.Sub,
            City = customer.City ?? Cities[random.Next(Cities.Length)],
            Language = Languages[random.Next(Languages.Length)],
            Phone = PhoneReader.E164(customer.Phone),
            Devices = [.. Enumerable.Range(0, devices).Select(n => DrawDevice(n, random, now))],
            OptOuts = [.. new[] { (Channel.Push, 6), (Channel.Sms, 15) }.Where(each => random.Next(100) < each.Item2).Select(each => each.Item1)],
            Since = since,
            ChangedAt = since,
        };
    }

    private static Device DrawDevice(int n, Random random, DateTimeOffset now)
    {
        var platform = random.Next(100) < 82 ? Platform.Android : Platform.Ios;
        var bytes = new byte[platform == Platform.Ios ? 32 : 117];
        random.NextBytes(bytes);
        var text = Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_').TrimEnd('=');
        var token = platform == Platform.Ios ? Convert.ToHexStringLower(bytes) : $"{text[..22]}:APA91b{text[22..]}";
        var seen = now.AddHours(-random.Next(1, 24 * 120));
        var dead = random.Next(100) < 4 ? new DeadDevice("PERMANENT_FAILURE", seen.AddDays(1)) : null;
        return new($"{platform.ToString().ToLowerInvariant()}-{n + 1}", token, platform, Versions[random.Next(Versions.Length)], seen, dead);
    }

    // Depends only on customer and seed, so that order and other customers do not matter.
    private static Random RandomOf(string sub, int seed) =>
        new(unchecked((int)BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{seed}\n{sub}"))))));

    private static string[] Ids(IEnumerable<string> ids) => [.. ids.Order(StringComparer.Ordinal)];

    private sealed record Drawn(string[] Clubs, string[] Shops, string[] Categories)
    {
        public IEnumerable<Follow> Follows(Random random) =>
        [
            .. Some(FollowKind.Club, Clubs, random.Next(0, 3), random), .. Some(FollowKind.Shop, Shops, random.Next(0, 5), random),
            .. Some(FollowKind.Category, Categories, random.Next(0, 4), random),
        ];

        // The first ones are the most popular: half of the draws come from the first fifth.
        private static IEnumerable<Follow> Some(FollowKind kind, string[] ids, int count, Random random) =>
            ids.Length == 0 ? [] : Enumerable.Range(0, count)
                .Select(_ => ids[random.Next(random.Next(2) == 0 ? ids.Length : Math.Max(1, ids.Length / 5))])
                .ToHashSet(StringComparer.Ordinal).Select(id => new Follow(kind, id));
    }
#pragma warning restore CA5394
}
