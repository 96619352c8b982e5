using System.Globalization;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Offers;

/// <summary>What the rules must know besides the offer itself.</summary>
/// <param name="Now">The present instant.</param>
/// <param name="Before">The offer as it is stored; null for a new one.</param>
/// <param name="Shop">The chosen shop; null when there is none of that id (any more).</param>
public sealed record OfferContext(DateTimeOffset Now, Offer? Before, OfferShop? Shop);

/// <summary>What the rules, and whose offer it is, ask of a shop.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">What people decided about it.</param>
/// <param name="ClubIds">Ids of its clubs.</param>
public sealed record OfferShop(string Id, string Name, EditorialStatus Status, IReadOnlyList<string> ClubIds);

/// <summary>What an offer must be before it is saved: each refusal at its field, in words that say what to do.</summary>
public static class OfferRules
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    /// <summary>What stands in the way of saving the offer; empty when nothing does.</summary>
    public static IReadOnlyList<Problem> Check(Offer offer, OfferContext context)
    {
        var problems = new List<Problem>();
        problems.AddRange(Title(offer));
        problems.AddRange(Texts(offer));
        problems.AddRange(Names(offer));
        problems.AddRange(Shop(offer, context));
        problems.AddRange(OfferValueRules.Check(offer));
        problems.AddRange(When(offer, context));
        problems.AddRange(OfferLinkRules.LandingPage(offer.LandingPage));
        problems.AddRange(Links(offer));
        return problems;
    }

    private static IEnumerable<Problem> Title(Offer offer)
    {
        if (offer.Title.Length == 0)
            yield return new("title-missing", "An offer needs a title: the words that customers read first, as “Flat ₹1,500 off”.", nameof(Offer.Title));
        else if (TooLong("title", "title", offer.Title, Offer.MaxTitle, nameof(Offer.Title)) is { } problem)
            yield return problem;
        else if (!offer.Title.Any(char.IsLetterOrDigit) && !offer.Title.Any(char.IsSurrogate))
            yield return new("title-empty", "This title has no letter or digit, so nobody could find the offer. Add a word.", nameof(Offer.Title));
    }

    private static IEnumerable<Problem> Texts(Offer offer)
    {
        if (TooLong("description", "description", offer.Description, Offer.MaxText, nameof(Offer.Description)) is { } description)
            yield return description;
        if (TooLong("terms", "text of the terms", offer.Terms, Offer.MaxText, nameof(Offer.Terms)) is { } terms)
            yield return terms;
    }

    private static IEnumerable<Problem> Names(Offer offer)
    {
        if (offer.Slug.Length > 0 && !Slug.IsValid(offer.Slug))
        {
            var meant = Slug.Derive(offer.Slug);
            yield return new("slug-form",
                "A slug has small letters a to z, digits, and single hyphens between them, " + Slug.MaxLength.ToString(English) + " at most." + DidYouMean(meant),
                nameof(Offer.Slug));
        }

        if (offer.Code.Length > Offer.MaxCode)
            yield return new("code-too-long", $"A code has {Offer.MaxCode} characters at most; this one has {offer.Code.Length}.", nameof(Offer.Code));
        else if (offer.Code.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            yield return new("code-form", "A code has no spaces." + DidYouMean(string.Join('-', offer.Code.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))), nameof(Offer.Code));
    }

    private static IEnumerable<Problem> Shop(Offer offer, OfferContext context)
    {
        // Putting an offer away must stay possible whatever became of its shop.
        if (offer.Status is EditorialStatus.Archived or EditorialStatus.Deleted && context.Before?.ShopId == offer.ShopId)
            yield break;

        var chosenNow = context.Before?.ShopId != offer.ShopId;
        var publishing = offer.Status == EditorialStatus.Published && (chosenNow || context.Before?.Status != EditorialStatus.Published);
        if (offer.ShopId.Length == 0)
            yield return new("shop-missing", "Choose the shop that gives the offer.", nameof(Offer.ShopId));
        else if (context.Shop is not { } shop)
            yield return new("shop-gone", "This shop is not in the catalog any more. Choose another shop.", nameof(Offer.ShopId));
        else if (shop.Status == EditorialStatus.Deleted)
            yield return new("shop-deleted", $"{shop.Name} was deleted. Choose another shop, or restore {shop.Name} first.", nameof(Offer.ShopId));
        else if (shop.Status == EditorialStatus.Archived && (chosenNow || publishing))
            yield return new("shop-archived", $"{shop.Name} is archived, so customers would not see its offers. Choose another shop, or publish {shop.Name} first.", nameof(Offer.ShopId));
        else if (publishing && shop.Status != EditorialStatus.Published)
            yield return new("shop-unpublished", $"{shop.Name} is {shop.Status.ToString().ToLowerInvariant()}. Publish the shop first, or keep this offer as a draft.", nameof(Offer.ShopId));
    }

    private static IEnumerable<Problem> When(Offer offer, OfferContext context)
    {
        if (offer is { Starts: { } starts, Ends: { } ends } && starts >= ends)
        {
            yield return starts == ends
                ? new("ends-at-start", $"The offer would end at the moment it starts ({Moment(starts)}). Choose a later end.", nameof(Offer.Ends))
                : new("ends-before-start", $"The end ({Moment(ends)}) is before the start ({Moment(starts)})." + MeantEnd(starts, ends), nameof(Offer.Ends));
        }

        if (offer.Status != EditorialStatus.Published)
            yield break;

        if (offer.Starts is null)
            yield return new("publish-start", "To publish, say when the offer starts. It may be a moment that is past.", nameof(Offer.Starts));

        var before = context.Before;
        if (offer.Ends is { } end && end <= context.Now && (offer.Starts is not { } start || start < end)
            && (before is null || before.Status != EditorialStatus.Published || before.Ends != offer.Ends))
        {
            yield return new("publish-ended", $"The end ({Moment(end)}) is past, so customers would never see the offer. Move the end, or keep a draft." + MeantFuture(end, context.Now), nameof(Offer.Ends));
        }
    }

    private static IEnumerable<Problem> Links(Offer offer)
    {
        if (offer.ClubIds.Count > Offer.MaxLinks)
            yield return new("clubs-too-many", $"An offer has {Offer.MaxLinks} clubs at most; these are {offer.ClubIds.Count}. For all clubs of the shop, choose none.", nameof(Offer.ClubIds));
        if (offer.CategoryIds.Count > Offer.MaxLinks)
            yield return new("categories-too-many", $"An offer has {Offer.MaxLinks} categories at most; these are {offer.CategoryIds.Count}.", nameof(Offer.CategoryIds));
    }

    private static Problem? TooLong(string code, string what, string text, int most, string field)
    {
        // A text element has one char at least: the count is needed only where it can matter.
        if (text.Length <= most)
            return null;

        var length = new StringInfo(text).LengthInTextElements;
        return length <= most && text.Length <= most * 4
            ? null
            : new(code + "-too-long", length > most
                ? $"The {what} has {Money.Grouped(length)} characters; {Money.Grouped(most)} fit. Shorten it by {Money.Grouped(length - most)}."
                : $"The {what} has too many combined signs. Shorten it.", field);
    }

    private static string MeantEnd(DateTimeOffset starts, DateTimeOffset ends)
    {
        // The usual slip: a sale over New Year with the old year in its end.
        var later = InIndia(ends);
        for (var years = 1; years <= 3; years++)
        {
            if (later.Year + years <= 2999 && later.AddYears(years) is var meant && meant > starts && meant - starts < TimeSpan.FromDays(366))
                return $" Did you mean {Moment(meant)}?";
        }

        return " Move one of them.";
    }

    private static string MeantFuture(DateTimeOffset end, DateTimeOffset now) =>
        InIndia(end).AddYears(1) is var meant && meant > now && now - end < TimeSpan.FromDays(366) && InIndia(end).Year < InIndia(now).Year
            ? $" Did you mean {Moment(meant)}?"
            : "";

    internal static string DidYouMean(string meant) => meant.Length > 0 ? $" Did you mean “{meant}”?" : "";

    private static DateTimeOffset InIndia(DateTimeOffset instant) => instant.ToOffset(Ist.Offset);

    // 30 Nov 2026, 4:12 pm; IST is named by the section of the form.
    private static string Moment(DateTimeOffset instant)
    {
        var local = InIndia(instant);
        return local.ToString("d MMM yyyy, h:mm ", English) + (local.Hour < 12 ? "am" : "pm");
    }
}
