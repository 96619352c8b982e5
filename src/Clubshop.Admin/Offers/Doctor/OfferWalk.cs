using Clubshop.Admin.Common;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Offers.Doctor;

/// <summary>A record that an offer is linked to, as far as the walk asks.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">Its status; null for one that is gone.</param>
public sealed record WalkRecord(string Id, string Name, EditorialStatus? Status)
{
    /// <summary>Whether customers see it.</summary>
    public bool IsPublished => Status == EditorialStatus.Published;
}

/// <summary>What the walk looks at.</summary>
public sealed record WalkFacts
{
    /// <summary>The offer.</summary>
    public required Offer Offer { get; init; }

    /// <summary>Its shop; null when that is gone.</summary>
    public required OfferShop? Shop { get; init; }

    /// <summary>Its clubs: its own, or its shop's.</summary>
    public required IReadOnlyList<WalkRecord> Clubs { get; init; }

    /// <summary>Its categories.</summary>
    public required IReadOnlyList<WalkRecord> Categories { get; init; }

    /// <summary>The present (UTC).</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The moment that is asked about (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The club whose customers are asked about; null for any customer.</summary>
    public WalkRecord? For { get; init; }
}

/// <summary>
/// The walk from an offer to a customer: what hides it, what only lessens it, and the way out. Pure. The page of an offer, the list's filter, the
/// question at publishing, the preview and the nightly check ask this one.
/// </summary>
public static class OfferWalk
{
    private const int Named = 3;

    /// <summary>Why an offer is hidden whatever its dates: by its shop, or by its clubs; null when it is not.</summary>
    /// <param name="shop">The status of its shop; null when that is gone.</param>
    /// <param name="clubs">Ids of its clubs, or its shop's; none: it is for everybody.</param>
    /// <param name="statusOf">The status of a club; null for one that is gone.</param>
    public static Unseen? WhyHidden(EditorialStatus? shop, IReadOnlyList<string> clubs, Func<string, EditorialStatus?> statusOf)
    {
        if (shop != EditorialStatus.Published)
            return Unseen.ShopHidden;
        if (clubs.Count == 0)
            return null; // limited by no club: for everybody (OfferViewers)

        for (var i = 0; i < clubs.Count; i++)
        {
            if (statusOf(clubs[i]) == EditorialStatus.Published)
                return null;
        }

        return Unseen.ClubsHidden;
    }

    /// <summary>All steps that the records decide, in their order.</summary>
    public static IReadOnlyList<WalkStep> Of(WalkFacts facts) => [Status(facts.Offer), Shop(facts.Shop), Clubs(facts), Categories(facts), Dates(facts)];

    /// <summary>Whether a customer sees the offer, by these steps.</summary>
    public static bool IsSeen(IEnumerable<WalkStep> steps) => steps.All(step => step.Outcome != WalkOutcome.Hides);

    /// <summary>The walk in one sentence.</summary>
    public static string Summary(IReadOnlyList<WalkStep> steps) =>
        (steps.Count(step => step.Outcome == WalkOutcome.Hides), steps.Count(step => step.Outcome == WalkOutcome.Warns)) switch
        {
            (0, 0) => L["Customers see it. Nothing is in the way."],
            (0, var warns) => L[$"Customers see it; {Format.Count(warns, "thing is", "things are")} worth a look."],
            (1, _) => L["No customer sees it: one thing is in the way."],
            (var hides, _) => L[$"No customer sees it: {Format.Number(hides)} things are in the way."],
        };

    private static WalkStep Status(Offer offer) => offer.Status == EditorialStatus.Published
        ? new(WalkPlace.Offer, WalkOutcome.Passes, L["It is published."])
        : new(WalkPlace.Offer, WalkOutcome.Hides, L[$"It is {Words(offer.Status)}."])
        {
            Fixes = offer.Status == EditorialStatus.Deleted ? [] : [new(WalkFixKind.PublishOffer, L["Publish the offer"], offer.Id)],
        };

    private static WalkStep Shop(OfferShop? shop) => shop switch
    {
        null => new(WalkPlace.Shop, WalkOutcome.Hides, L["Its shop is no longer in the catalog."]) { Fixes = [new(WalkFixKind.Field, L["Choose another shop"], nameof(Offer.ShopId))] },
        { Status: EditorialStatus.Published } => new(WalkPlace.Shop, WalkOutcome.Passes, L[$"{shop.Name} is published."]),
        { Status: EditorialStatus.Deleted } => new(WalkPlace.Shop, WalkOutcome.Hides, L[$"{shop.Name} is deleted. Restore it, or choose another shop."])
        {
            Fixes = [new(WalkFixKind.Page, L[$"Open {shop.Name}"], ShopUrls.Edit(shop.Id)), new(WalkFixKind.Field, L["Choose another shop"], nameof(Offer.ShopId))],
        },
        _ => new(WalkPlace.Shop, WalkOutcome.Hides, L[$"{shop.Name} is {Words(shop.Status)}. Publish the shop to show its offers."])
        {
            Fixes = [new(WalkFixKind.PublishShop, L[$"Publish {shop.Name}"], shop.Id)],
        },
    };

    private static WalkStep Clubs(WalkFacts facts)
    {
        var clubs = facts.Clubs;
        if (clubs.Count == 0)
        {
            return new(WalkPlace.Clubs, WalkOutcome.Passes, facts.Shop is { } shop
                ? L[$"No club limits it: neither this offer nor {shop.Name} has one, so it is for every customer."]
                : L["No club limits it."]);
        }

        if (facts.For is { } one)
        {
            return clubs.All(club => club.Id != one.Id)
                ? new(WalkPlace.Clubs, WalkOutcome.Hides, L[$"It is not for the customers of {one.Name}, but of {Names(clubs)}."]) { Fixes = [new(WalkFixKind.Field, L["Change the clubs"], nameof(Offer.ClubIds))] }
                : one.IsPublished
                    ? new(WalkPlace.Clubs, WalkOutcome.Passes, L[$"It is for the customers of {one.Name}, which is published."])
                    : new(WalkPlace.Clubs, WalkOutcome.Hides, L[$"{one.Name} is {Words(one.Status)}, so its customers do not see it."]) { Fixes = Publishing([one]) };
        }

        var hidden = clubs.Where(club => !club.IsPublished).ToList();
        if (hidden.Count == clubs.Count)
        {
            return new(WalkPlace.Clubs, WalkOutcome.Hides, clubs.Count == 1
                ? L[$"Its only club, {clubs[0].Name}, is {Words(clubs[0].Status)}. Publish it to show the offer."]
                : L["None of its clubs is published. Publish one of them to show it."])
            {
                Fixes = Publishing(hidden),
            };
        }

        return hidden.Count == 0
            ? new(WalkPlace.Clubs, WalkOutcome.Passes, L[$"It is for the customers of {Names(clubs)}."])
            : new(WalkPlace.Clubs, WalkOutcome.Warns, hidden.Count == 1
                ? L[$"Customers of {Names(hidden)} do not see it: that club is not published."]
                : L[$"Customers of {Names(hidden)} do not see it: those clubs are not published."])
            { Fixes = Publishing(hidden) };
    }

    private static WalkStep Categories(WalkFacts facts)
    {
        var published = facts.Categories.Where(category => category.IsPublished).ToList();
        if (published.Count > 0)
            return new(WalkPlace.Categories, WalkOutcome.Passes, L[$"It is found under {Names(published)}."]);

        return new(WalkPlace.Categories, WalkOutcome.Warns, facts.Categories.Count switch
        {
            0 => L["It is in no category: customers find it by its shop alone."],
            1 => L[$"Customers do not find it by category: {Names(facts.Categories)} is not published."],
            _ => L[$"Customers do not find it by category: {Names(facts.Categories)} are not published."],
        })
        {
            Fixes = [new(WalkFixKind.Field, facts.Categories.Count == 0 ? L["Choose a category"] : L["Change the categories"], nameof(Offer.CategoryIds))],
        };
    }

    private static WalkStep Dates(WalkFacts facts)
    {
        var (offer, now) = (facts.Offer, facts.Now);
        return offer.Validity.PhaseAt(facts.At) switch
        {
            Phase.Scheduled => new(WalkPlace.Dates, WalkOutcome.Hides, L[$"It starts {Format.Moment(offer.Starts ?? now, now)}."]) { Fixes = [new(WalkFixKind.Field, L["Change the start"], nameof(Offer.Starts))] },
            Phase.Ended => new(WalkPlace.Dates, WalkOutcome.Hides, offer.Ends <= now ? L[$"It ended {OfferRules.EndMoment(offer.Ends ?? now)}."] : L[$"It ends {OfferRules.EndMoment(offer.Ends ?? now)}."]) { Fixes = [new(WalkFixKind.Field, L["Move the end"], nameof(Offer.Ends))] },
            _ when offer.Starts is null => new(WalkPlace.Dates, WalkOutcome.Warns, L["It has no start yet, which publishing needs."]) { Fixes = [new(WalkFixKind.Field, L["Set the start"], nameof(Offer.Starts))] },
            _ => new(WalkPlace.Dates, WalkOutcome.Passes, offer.Ends is { } ends ? L[$"It is on until {OfferRules.EndMoment(ends)}."] : L["It is on, with an open end."]),
        };
    }

    // One that is gone cannot be published.
    private static IReadOnlyList<WalkFix> Publishing(IReadOnlyList<WalkRecord> clubs) =>
    [
        .. clubs.Where(club => club.Status is not (null or EditorialStatus.Deleted)).Take(Named).Select(club => new WalkFix(WalkFixKind.PublishClub, L[$"Publish {club.Name}"], club.Id)),
        .. clubs.All(club => club.Status is null or EditorialStatus.Deleted) ? [new WalkFix(WalkFixKind.Field, L["Change the clubs"], nameof(Offer.ClubIds))] : Array.Empty<WalkFix>(),
    ];

    internal static string Words(EditorialStatus? status) => status switch
    {
        null => L["no longer in the catalog"],
        EditorialStatus.Draft => L["a draft"],
        { } known => L[known.ToString().ToLowerInvariant()],
    };

    private static string Names(IReadOnlyList<WalkRecord> records) => Format.Listed(records.Count <= Named
        ? [.. records.Select(record => record.Name)]
        : [.. records.Take(Named - 1).Select(record => record.Name), L[$"{Format.Number(records.Count - Named + 1)} more"]]);
}
