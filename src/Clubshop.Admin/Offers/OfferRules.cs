using Clubshop.Admin.Common;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Offers;

/// <summary>What the rules must know besides the offer itself.</summary>
/// <param name="Now">The present instant.</param>
/// <param name="Before">The offer as it is stored; null for a new one.</param>
/// <param name="Shop">The chosen shop; null when there is none of that id.</param>
public sealed record OfferContext(DateTimeOffset Now, Offer? Before, OfferShop? Shop)
{
    /// <summary>Whether the shops are known yet; while they are being read, a shop that is not found may still exist.</summary>
    public bool ShopsKnown { get; init; } = true;
}

/// <summary>What the rules, and whose offer it is, ask of a shop.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">What people decided about it.</param>
/// <param name="ClubIds">Ids of its clubs.</param>
public sealed record OfferShop(string Id, string Name, EditorialStatus Status, IReadOnlyList<string> ClubIds);

/// <summary>What an offer must be before it is saved: each refusal at its field, in words that say what to do. Pure.</summary>
public static class OfferRules
{
    /// <summary>The shop is a draft or paused, so the offer cannot be published.</summary>
    public const string ShopUnpublished = "shop-unpublished";

    /// <summary>The shop is archived, so the offer is not taken.</summary>
    public const string ShopArchived = "shop-archived";

    /// <summary>The offer ready to be stored: trimmed, without control characters, each link once, without a value that its benefit does not have.</summary>
    public static Offer Clean(Offer offer)
    {
        var clean = OfferFields.All.Clean(offer);
        return Benefits.UnitOf(clean.Benefit) == BenefitUnit.None ? clean with { Value = null } : clean;
    }

    /// <summary>What stands in the way of saving the offer; empty when nothing does. Lengths and the like are declared with the fields.</summary>
    public static IReadOnlyList<Problem> Check(Offer offer, OfferContext context) =>
        OfferFields.All.Check(offer, Shop(offer, context), OfferValueRules.Check(offer), When(offer, context));

    /// <summary>Whether the shop must exist for the offer to be written so: putting an offer away, and bringing one back as a draft, stays possible whatever became of its shop.</summary>
    public static bool NeedsShop(Offer? before, Offer after) =>
        before?.ShopId != after.ShopId
        || (before.Status != EditorialStatus.Deleted && after.Status is EditorialStatus.Draft or EditorialStatus.Published);

    private static IEnumerable<Problem> Shop(Offer offer, OfferContext context)
    {
        if (offer.ShopId.Length == 0)
        {
            yield return new("shop-missing", L["Choose the shop that gives the offer."], nameof(Offer.ShopId));
            yield break;
        }

        if (!NeedsShop(context.Before, offer))
            yield break;

        if (context.Shop is not { } shop)
        {
            if (context.ShopsKnown)
                yield return new("shop-gone", L["This shop is no longer in the catalog. Choose another shop."], nameof(Offer.ShopId));
        }
        else if (shop.Status == EditorialStatus.Deleted)
        {
            yield return new("shop-deleted", L[$"{shop.Name} was deleted. Choose another shop, or restore {shop.Name} first."], nameof(Offer.ShopId));
        }
        else if (ShopMayBe(context.Before, offer)?.Contains(shop.Status) == false)
        {
            yield return ShopHides(shop.Name, shop.Status);
        }
    }

    /// <summary>Which statuses of the shop allow the offer to be written so; null for any.</summary>
    public static IReadOnlyList<EditorialStatus>? ShopMayBe(Offer? before, Offer after)
    {
        var chosenNow = before?.ShopId != after.ShopId;
        if (after.Status == EditorialStatus.Published && (chosenNow || before?.Status != EditorialStatus.Published))
            return [EditorialStatus.Published];

        return chosenNow ? [EditorialStatus.Draft, EditorialStatus.Published, EditorialStatus.Paused] : null;
    }

    /// <summary>Why an offer of a shop of such a status is not written so.</summary>
    public static Problem ShopHides(string shop, EditorialStatus status) => status == EditorialStatus.Archived
        ? new(ShopArchived, L[$"{shop} is archived, so customers would not see its offers. Choose another shop, or publish {shop} first."], nameof(Offer.ShopId))
        : new(
            ShopUnpublished,
            status == EditorialStatus.Paused
                ? L[$"{shop} is paused. Publish the shop first, or keep this offer as a draft."]
                : L[$"{shop} is a draft. Publish the shop first, or keep this offer as a draft."],
            nameof(Offer.ShopId));

    private static IEnumerable<Problem> When(Offer offer, OfferContext context)
    {
        if (offer is { Starts: { } starts, Ends: { } ends } && starts >= ends)
        {
            yield return starts == ends
                ? new("ends-at-start", L[$"The offer would end at the moment it starts ({Moment(starts)}). Choose a later end."], nameof(Offer.Ends))
                : new("ends-before-start", L[$"The end ({EndMoment(ends)}) is before the start ({Moment(starts)})."] + " " + MeantEnd(starts, ends), nameof(Offer.Ends));
        }

        if (offer.Status != EditorialStatus.Published)
            yield break;

        if (offer.Starts is null)
            yield return new("publish-start", L["To publish, say when the offer starts. A start in the past is fine."], nameof(Offer.Starts));

        var before = context.Before;
        if (offer.Ends is { } end && end <= context.Now && offer.Validity.InOrder
            && (before is null || before.Status != EditorialStatus.Published || before.Ends != offer.Ends))
        {
            yield return new("publish-ended", L[$"The end ({EndMoment(end)}) is in the past, so customers would never see the offer. Move the end, or keep a draft."] + MeantFuture(end, context.Now), nameof(Offer.Ends));
        }
    }

    // The usual slip: a sale over New Year with the old year in its end.
    private static string MeantEnd(DateTimeOffset starts, DateTimeOffset ends)
    {
        var later = Ist.From(ends);
        for (var years = 1; years <= 3 && later.Year + years < 3000; years++)
        {
            if (later.AddYears(years) is var meant && meant > starts && meant - starts < TimeSpan.FromDays(366))
                return L[$"Did you mean {EndMoment(meant)}?"];
        }

        return L["Move one of them."];
    }

    private static string MeantFuture(DateTimeOffset end, DateTimeOffset now) =>
        Ist.From(end).Year < Ist.From(now).Year && Ist.From(end).AddYears(1) is var meant && meant > now ? " " + L[$"Did you mean {EndMoment(meant)}?"] : "";

    // 30 Nov 2026, end of day: an end at midnight closes the day before it.
    internal static string EndMoment(DateTimeOffset instant) => Format.End(instant);

    // 30 Nov 2026, 4:12 pm; the form's section names the zone.
    internal static string Moment(DateTimeOffset instant) => Format.DateTime(instant);
}
