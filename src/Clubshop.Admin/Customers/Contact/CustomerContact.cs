using System.Collections.Concurrent;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Shops;

namespace Clubshop.Admin.Customers.Contact;

/// <summary>How a customer can be reached, and what they follow, for a page; without tokens and phone number.</summary>
public sealed record CustomerContact
{
    /// <summary>The devices, reachable ones first.</summary>
    public IReadOnlyList<CustomerDevice> Devices { get; init; } = [];

    /// <summary>Channels that the customer has opted out of.</summary>
    public IReadOnlyCollection<Channel> OptOuts { get; init; } = [];

    /// <summary>What they follow, clubs first.</summary>
    public IReadOnlyList<CustomerFollow> Follows { get; init; } = [];

    /// <summary>Their city; null if unknown.</summary>
    public string? City { get; init; }

    /// <summary>Whether the registry knows the customer.</summary>
    public bool Known { get; init; }

    /// <summary>The number of devices that can get messages.</summary>
    public int Live => Devices.Count(device => device.DeadSince is null);
}

/// <summary>A device.</summary>
/// <param name="Id">The app's id of the installation.</param>
/// <param name="Name">"Android, app 4.8.0".</param>
/// <param name="LastSeen">When the app last reported it (UTC).</param>
/// <param name="DeadSince">Since when it gets no messages (UTC); null while it does.</param>
public sealed record CustomerDevice(string Id, string Name, DateTimeOffset LastSeen, DateTimeOffset? DeadSince);

/// <summary>Something a customer follows.</summary>
/// <param name="Name">Its name, or that it no longer exists.</param>
/// <param name="Href">Its page.</param>
public sealed record CustomerFollow(string Name, string Href);

/// <summary>Where a customer is and what they follow, for a row of a list.</summary>
/// <param name="City">Their city; null if unknown.</param>
/// <param name="Follows">Names of what they follow, clubs first.</param>
public sealed record CustomerPlace(string? City, IReadOnlyList<string> Follows);

/// <summary>Reads what the registry knows about a customer, with the names of what they follow.</summary>
internal sealed class CustomerContactReader(
    RegistryReader registry, RecordIndex<ClubRow> clubs, RecordIndex<ShopRow> shops, RecordIndex<CategoryRow> categories)
{
    // Requests of one list at a time; each is small.
    private const int AtOnce = 8;

    /// <summary>What is known; an empty result if the registry does not know the customer.</summary>
    public async Task<CustomerContact> FindAsync(string sub, CancellationToken cancellationToken)
    {
        if (await registry.FindAsync(sub, cancellationToken) is not { } known)
            return new();

        var follows = await registry.FollowsAsync(sub, cancellationToken);
        return new()
        {
            Known = true,
            City = known.City,
            OptOuts = known.OptOuts,
            Devices = [.. known.Devices.OrderBy(device => device.Dead is not null).ThenByDescending(device => device.LastSeen)
                .Select(device => new CustomerDevice(device.Id, NameOf(device), device.LastSeen, device.Dead?.At))],
            Follows = [.. follows.Select(FollowOf)],
        };
    }

    /// <summary>Where these customers are and what they follow; those whom the registry does not know are left out.</summary>
    public async Task<IReadOnlyDictionary<string, CustomerPlace>> PlacesAsync(IReadOnlyList<string> subs, CancellationToken cancellationToken)
    {
        Dictionary<string, string?> cities = new(StringComparer.Ordinal);
        await foreach (var registration in registry.ReadAsync(subs, cancellationToken))
            cities[registration.Sub] = registration.City;

        var places = new ConcurrentDictionary<string, CustomerPlace>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            cities, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (known, token) => places[known.Key] = new(
                known.Value, [.. (await registry.FollowsAsync(known.Key, token)).Select(follow => FollowOf(follow).Name)]));
        return places;
    }

    /// <summary>Whether SMS to a customer go to this number; also true if the registry does not know the customer.</summary>
    public async Task<bool> HasPhoneAsync(string sub, string phone, CancellationToken cancellationToken) =>
        await registry.FindAsync(sub, cancellationToken) is not { } known || known.Phone == phone;

    /// <summary>Everything the registry keeps about a customer, unmasked, for their export; null if it keeps nothing.</summary>
    public async Task<object?> ExportAsync(string sub, CancellationToken cancellationToken) =>
        await registry.FindAsync(sub, cancellationToken) is not { } known ? null : new
        {
            city = known.City,
            language = known.Language,
            phone = known.Phone,
            knownSince = known.Since,
            optedOutOf = known.OptOuts.Select(channel => channel.ToString()),
            devices = known.Devices.Select(device =>
                new { id = device.Id, token = device.Token, platform = device.Platform.ToString(), app = device.AppVersion, lastSeen = device.LastSeen }),
            follows = (await registry.FollowsAsync(sub, cancellationToken)).Select(follow => new { kind = follow.Kind.ToString(), id = follow.Id, name = FollowOf(follow).Name }),
        };

    private static string NameOf(Device device) =>
        device.AppVersion.Length > 0 ? L[$"{L[Platforms.NameOf(device.Platform)]}, app {device.AppVersion}"] : L[Platforms.NameOf(device.Platform)];

    private CustomerFollow FollowOf(Follow follow) => follow.Kind switch
    {
        FollowKind.Club => new(clubs.Find(follow.Id)?.Name ?? L["A deleted club"], $"/clubs/{follow.Id}"),
        FollowKind.Shop => new(shops.Find(follow.Id)?.Name ?? L["A deleted shop"], $"/shops/{follow.Id}"),
        _ => new(categories.Find(follow.Id)?.Name ?? L["A deleted category"], $"/categories/{follow.Id}"),
    };
}
