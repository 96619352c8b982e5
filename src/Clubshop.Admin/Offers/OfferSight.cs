using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers.Doctor;
using Clubshop.Admin.Shops;

namespace Clubshop.Admin.Offers;

/// <summary>Why no customer sees an offer that is live.</summary>
public enum Unseen
{
    /// <summary>Its shop is not published: customers see nothing of that shop.</summary>
    ShopHidden,

    /// <summary>None of its clubs is published.</summary>
    ClubsHidden,
}

/// <summary>
/// Who sees an offer: the customers of its clubs (its shop's, where it has none of its own), while its shop and at least one of those clubs are
/// published; every customer where neither has a club. Answered from the indexes.
/// </summary>
public sealed class OfferSight(RecordIndex<ShopRow> shops, RecordIndex<ClubRow> clubs)
{
    // Made once: it is asked for each offer of a list.
    private Func<string, EditorialStatus?>? _statusOf;

    /// <summary>Ids of the clubs that an offer belongs to.</summary>
    public IReadOnlyList<string> ClubsOf(OfferRow row) => row.ClubIds.Count > 0 ? row.ClubIds : shops.Find(row.ShopId)?.ClubIds ?? [];

    /// <summary>Why nobody sees the offer although it is live; null when somebody does, and for one that is not live.</summary>
    public Unseen? WhyUnseen(OfferRow row, DateTimeOffset now)
    {
        if (row.PhaseAt(now) != Phase.Live)
            return null;

        var shop = shops.Find(row.ShopId);
        return OfferWalk.WhyHidden(shop?.Status, row.ClubIds.Count > 0 ? row.ClubIds : shop?.ClubIds ?? [], _statusOf ??= id => clubs.Find(id)?.Status);
    }

    /// <summary>Since when nobody sees it, as far as the records tell (UTC): the last change of what decides it, or its start.</summary>
    public DateTimeOffset UnseenSince(OfferRow row, Unseen why)
    {
        IEnumerable<DateTimeOffset?> moments =
        [
            row.UpdatedAt, row.Starts,
            .. why == Unseen.ShopHidden ? [shops.Find(row.ShopId)?.UpdatedAt] : ClubsOf(row).Select(id => clubs.Find(id)?.UpdatedAt),
        ];
        return moments.Max() ?? row.UpdatedAt;
    }

    /// <summary>The reason as the end of a sentence: "its shop is not published".</summary>
    public static string Text(Unseen why) => why switch
    {
        Unseen.ShopHidden => L["its shop is not published"],
        _ => L["none of its clubs is published"],
    };
}
