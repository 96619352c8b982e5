using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Pictures;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Notifications.Compose;

/// <summary>What a tap on a notification opens.</summary>
/// <param name="Url">The address that is sent.</param>
/// <param name="Name">Its display name: "Offer: Flat ₹1,500 off".</param>
/// <param name="Page">Its page in the portal, <c>/offers/{id}</c>; empty if it opens the app.</param>
public sealed record LinkTarget(string Url, string Name, string Page = "");

/// <summary>An offer or shop to link to.</summary>
/// <param name="Href">Its page in the portal, which the Link field accepts.</param>
/// <param name="Name">Its name.</param>
/// <param name="Sub">Its kind.</param>
public sealed record LinkChoice(string Href, string Name, string Sub);

/// <summary>Resolves links of notifications. They may lead only to our own offers and shops, their landing pages and websites.</summary>
public sealed class NotificationLinks(
    OfferService offers, ShopService shops, RecordIndex<OfferRow> offerIndex, RecordIndex<ShopRow> shopIndex, IOptions<NotificationOptions> options, PictureAddresses pictures,
    TimeProvider time)
{
    private const int Compared = 500;

    private string Site => options.Value.PublicSite.TrimEnd('/');

    /// <summary>Finds what a typed address leads to. An empty one opens the app.</summary>
    /// <param name="actor">The sender.</param>
    /// <param name="typed">The address of a portal page, a public page, a landing page or a shop's website.</param>
    /// <param name="at">When it will be opened (UTC): an offer that has ended by then is refused.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<Result<LinkTarget>> FindAsync(Actor actor, string typed, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var text = typed.Trim();
        if (text.Length == 0)
            return new LinkTarget("", L["Opens the app"]);

        if (PathOf(text) is var (kind, key))
        {
            var id = Ids.IsValid(key) ? key : (await OwnersAsync(kind, key, cancellationToken)).GetValueOrDefault(key) ?? "";
            return kind == "offers" ? await OfferAsync(actor, id, at, cancellationToken) : Shop(actor, id);
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
            return Refused(L["This is not an address. Choose an offer or shop, or paste the address of its page."]);

        var shop = shopIndex.All().FirstOrDefault(row => row.Status == EditorialStatus.Published && Same(row.Website, uri));
        if (shop is not null)
            return Reaches(actor, shop.Id, shop.ClubIds) ? new LinkTarget(text, L[$"Shop: {shop.Name}"], "/shops/" + shop.Id) : NotYours(shop.Name);

        return await LandingPageAsync(actor, text, uri, at, cancellationToken);
    }

    /// <summary>Whether a text is an address, not a name to search for.</summary>
    public static bool IsAddress(string text) =>
        text.Trim() is var typed && (typed.StartsWith('/') || typed.Contains("://", StringComparison.Ordinal) || typed.StartsWith("www.", StringComparison.OrdinalIgnoreCase));

    /// <summary>How an address reads in the form: the name of the offer or shop whose page it is, or the address itself.</summary>
    public LinkChoice Describe(string address)
    {
        var text = address.Trim();
        return PathOf(text) switch
        {
            ("offers", var id) when offerIndex.Find(id) is { } offer => new(text, offer.Title, L[$"Offer · {shopIndex.Find(offer.ShopId)?.Name}"]),
            ("shops", var id) when shopIndex.Find(id) is { } shop => new(text, shop.Name, L["Shop"]),
            _ => new(text, text, L["Address"]),
        };
    }

    /// <summary>The public address of the picture of what an address leads to, for the message: the offer's, otherwise its shop's; null without one.</summary>
    public string? PictureOf(string address) => PathOf(address.Trim()) switch
    {
        ("offers", var id) when offerIndex.Find(id) is { } offer => pictures.ForPush(offer.Picture) ?? pictures.ForPush(shopIndex.Find(offer.ShopId)?.Picture ?? ""),
        ("shops", var id) when shopIndex.Find(id) is { } shop => pictures.ForPush(shop.Picture),
        _ => null,
    };

    /// <summary>Offers and shops to choose from: published ones that the person may send for.</summary>
    public IReadOnlyList<LinkChoice> Search(Actor actor, string text, int most)
    {
        var now = time.GetUtcNow();
        var found = offerIndex.Search(new()
        {
            Text = text,
            Filter = RowFilters.Any(OfferShape.In(Phase.Live, now), OfferShape.In(Phase.Scheduled, now)),
            Where = row => Reaches(actor, row.ShopId, ClubsOf(row)),
            Order = OfferShape.ByChange,
            Descending = true,
            Take = most,
        }).Rows.Select(row => new LinkChoice("/offers/" + row.Id, row.Title, L[$"Offer · {shopIndex.Find(row.ShopId)?.Name}"]));
        var stores = shopIndex.Search(new()
        {
            Text = text,
            Filter = RowFilters.Of<ShopRow>(EditorialStatus.Published),
            Where = row => Reaches(actor, row.Id, row.ClubIds),
            Order = ShopShape.ByName,
            Take = most / 2,
        }).Rows.Select(row => new LinkChoice("/shops/" + row.Id, row.Name, L["Shop"]));
        return [.. stores.Take(text.Length > 0 ? most / 2 : 3), .. found.Take(most)];
    }

    /// <summary>
    /// Why a link may no longer be sent, for people; null if it may. Reads the table, because the index may be behind.
    /// </summary>
    internal async Task<string?> UnavailableAsync(Actor actor, string page, CancellationToken cancellationToken)
    {
        if (PathOf(page) is not var (kind, id))
            return null;
        if (kind == "shops")
        {
            var shop = await shops.FindAsync(actor, id, cancellationToken);
            return shop is { Ok: true, Value.Status: EditorialStatus.Published } ? null : L.Later("The shop it leads to is no longer published.");
        }

        var offer = await offers.FindAsync(actor, id, cancellationToken);
        if (offer is not { Ok: true, Value.Status: EditorialStatus.Published })
            return L.Later("The offer it leads to is no longer published.");
        return offer.Value.Validity.PhaseAt(time.GetUtcNow()) == Phase.Ended ? L.Later("The offer it leads to has ended.") : null;
    }

    /// <summary>Whether a sender may send for a shop: it is assigned to them, or all its clubs are.</summary>
    public static bool Reaches(Actor actor, string shopId, IReadOnlyCollection<string> clubs) =>
        actor.Reaches(Permission.SendNotifications, clubs) || (actor.Has(Permission.SendNotifications) && actor.Shops.Contains(shopId));

    private async Task<Result<LinkTarget>> OfferAsync(Actor actor, string id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (offerIndex.Find(id) is not { Status: EditorialStatus.Published } row)
            return Refused(L["There is no published offer at this address."]);
        if (!Reaches(actor, row.ShopId, ClubsOf(row)))
            return NotYours(row.Title);
        if (row.PhaseAt(at) == Phase.Ended)
            return Ended(row.Title);

        var offer = await offers.FindAsync(actor, id, cancellationToken);
        return offer.Ok
            ? new LinkTarget($"{Site}/offers/{offer.Value.Slug}", L[$"Offer: {offer.Value.Title}"], "/offers/" + id)
            : Refused(L["There is no published offer at this address."]);
    }

    private Result<LinkTarget> Shop(Actor actor, string id)
    {
        if (shopIndex.Find(id) is not { Status: EditorialStatus.Published } row)
            return Refused(L["There is no published shop at this address."]);

        return Reaches(actor, row.Id, row.ClubIds) ? new LinkTarget($"{Site}/shops/{row.Slug}", L[$"Shop: {row.Name}"], "/shops/" + id) : NotYours(row.Name);
    }

    // An offer's landing page is on its shop's site, so only offers of shops with that host are compared.
    private async Task<Result<LinkTarget>> LandingPageAsync(Actor actor, string text, Uri uri, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var hosts = shopIndex.All().Where(row => Uri.TryCreate(row.Website, UriKind.Absolute, out var site) && Plain(site.IdnHost) == Plain(uri.IdnHost))
            .Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        var rows = offerIndex.All()
            .Where(row => row.Status == EditorialStatus.Published && hosts.Contains(row.ShopId))
            .Take(Compared).ToDictionary(row => row.Id, StringComparer.Ordinal);
        var records = await offers.FindManyAsync(actor, rows.Keys, cancellationToken);
        var match = records.Values.Select(stored => stored.Record).FirstOrDefault(offer => Same(offer.LandingPage, uri));
        if (match is null)
            return Refused(L["This leads elsewhere. A notification can link only to one of our offers or shops, or to its landing page."]);

        if (!Reaches(actor, match.ShopId, ClubsOf(rows[match.Id])))
            return NotYours(match.Title);
        return match.Validity.PhaseAt(at) == Phase.Ended ? Ended(match.Title) : new LinkTarget(text, L[$"Landing page of {match.Title}"], "/offers/" + match.Id);
    }

    private async Task<IReadOnlyDictionary<string, string>> OwnersAsync(string kind, string slug, CancellationToken cancellationToken) =>
        kind == "offers" ? await offers.OwnersOfSlugsAsync([slug], cancellationToken) : await shops.OwnersOfSlugsAsync([slug], cancellationToken);

    // The portal's /offers/{id}, with or without its host, or the public page's /offers/{slug}.
    private (string Kind, string Key)? PathOf(string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && !Same(Site + uri.AbsolutePath, uri) && !uri.IsLoopback)
            return null;

        var path = text.StartsWith('/') ? text : uri?.AbsolutePath ?? "";
        return path.Trim('/').Split('/') is [("offers" or "shops") and var kind, { Length: > 0 } key] ? (kind, key.Split('?', '#')[0]) : null;
    }

    private IReadOnlyList<string> ClubsOf(OfferRow row) => row.ClubIds.Count > 0 ? row.ClubIds : shopIndex.Find(row.ShopId)?.ClubIds ?? [];

    private static bool Same(string address, Uri uri) => Uri.TryCreate(address, UriKind.Absolute, out var other)
        && Plain(other.IdnHost) == Plain(uri.IdnHost) && other.Port == uri.Port && other.UserInfo.Length == 0 && uri.UserInfo.Length == 0
        && other.PathAndQuery.TrimEnd('/') == uri.PathAndQuery.TrimEnd('/');

    private static string Plain(string host) => host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..].ToLowerInvariant() : host.ToLowerInvariant();

    private static Problem Refused(string message) => new("link", message, nameof(Notification.Link));

    private static Problem Ended(string title) => Refused(L[$"{title} will have ended by the time this goes out. Link to another offer, or send it earlier."]);

    private static Problem NotYours(string name) => new("link", L[$"{name} does not belong to the clubs and shops assigned to you."], nameof(Notification.Link));
}
