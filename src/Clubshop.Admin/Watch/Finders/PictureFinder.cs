using Clubshop.Admin.Catalog;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Pictures;
using Clubshop.Admin.Shops;

namespace Clubshop.Admin.Watch.Finders;

/// <summary>
/// Published records whose picture is no longer in the bucket, and live offers that stand without one among others of their shop that have one. Of more than
/// <see cref="PicturesPerNight"/> pictures, each night takes another part.
/// </summary>
internal sealed class PictureFinder(
    RecordIndex<ClubRow> clubs, RecordIndex<ShopRow> shops, RecordIndex<OfferRow> offers, PictureStore store, TimeProvider time) : IFinder
{
    /// <summary>Most pictures that are asked for in one night.</summary>
    public const int PicturesPerNight = 20_000;

    // A shop that gives its offers pictures has at least so many with one, and more with one than without.
    private const int FewestWithOne = 3;

    private const int AtOnce = 8;

    public async Task<IReadOnlyList<Look>> LookAsync(Func<Task> pulse, CancellationToken cancellationToken)
    {
        var named = Named().ToList();
        var part = NightlyPart.Of(named.Count, PicturesPerNight, time.GetUtcNow());
        var gone = store.Exists ? await GoneAsync([.. named.Where(one => part.Has(one.Key.RecordId))], pulse, cancellationToken) : [];
        return [new(FindingKind.NoPicture, [.. gone, .. Without()]) { LookedAt = part.Has }];
    }

    private IEnumerable<(FindingKey Key, string Name, string Picture, long Version)> Named() =>
    [
        .. clubs.All().Where(IsShown).Where(club => club.Picture.Length > 0).Select(club => (KeyOf(ClubKind.Name, club.Id), club.Name, club.Picture, club.Version)),
        .. shops.All().Where(IsShown).Where(shop => shop.Picture.Length > 0).Select(shop => (KeyOf(ShopKind.Name, shop.Id), shop.Name, shop.Picture, shop.Version)),
        .. offers.All().Where(IsShown).Where(offer => offer.Picture.Length > 0).Select(offer => (KeyOf(OfferKind.Name, offer.Id), offer.Title, offer.Picture, offer.Version)),
    ];

    private async Task<IReadOnlyList<Found>> GoneAsync(
        IReadOnlyList<(FindingKey Key, string Name, string Picture, long Version)> named, Func<Task> pulse, CancellationToken cancellationToken)
    {
        var gone = new List<Found>();
        foreach (var some in named.GroupBy(one => one.Picture).Chunk(AtOnce))
        {
            await pulse();
            var there = await Task.WhenAll(some.Select(picture => store.HasAsync(picture.Key, cancellationToken)));
            gone.AddRange(some.Where((_, i) => !there[i]).SelectMany(picture => picture).Select(one => new Found(
                one.Key, one.Name, "Its picture is no longer there: customers see none. Choose it again.", "gone " + one.Picture, one.Version)));
        }

        return gone;
    }

    private IEnumerable<Found> Without()
    {
        var now = time.GetUtcNow();
        foreach (var shop in offers.All().Where(offer => offer.PhaseAt(now) == Phase.Live).GroupBy(offer => offer.ShopId))
        {
            var without = shop.Where(offer => offer.Picture.Length == 0).ToList();
            var with = shop.Count() - without.Count;
            if (with < FewestWithOne || with <= without.Count || shops.Find(shop.Key) is not { Picture.Length: 0 })
                continue;

            foreach (var offer in without)
                yield return new(KeyOf(OfferKind.Name, offer.Id), offer.Title, "It has no picture, and the other offers of its shop have one.", "none", offer.Version);
        }
    }

    private static bool IsShown(ICatalogRow row) => row.Status == EditorialStatus.Published;

    private static FindingKey KeyOf(string kind, string id) => new(FindingKind.NoPicture, kind, id);
}
