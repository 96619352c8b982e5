using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Offers;

/// <summary>What a shop gives to the customers of one or several clubs.</summary>
/// <remarks>
/// The one declaration of what people may edit: the form edits a copy, the service takes it, the store maps it. A test walks the
/// properties and finds the one that the store or the form forgot.
/// </remarks>
public sealed record Offer : ICatalogRecord
{
    /// <summary>The id; minted when the form opens.</summary>
    public required string Id { get; init; }

    /// <summary>What customers read first.</summary>
    public string Title { get; init; } = "";

    /// <inheritdoc/>
    string ICatalogRecord.Name => Title;

    /// <summary>Its part of a public address; unique. Empty: derived from the title on save.</summary>
    public string Slug { get; init; } = "";

    /// <summary>The key by which imports know the offer; unique. Empty: the slug, on save. Not a coupon code.</summary>
    public string Code { get; init; } = "";

    /// <summary>Id of the shop that gives it.</summary>
    public string ShopId { get; init; } = "";

    /// <summary>Ids of the clubs whose customers may use it; none: those of its shop.</summary>
    public IReadOnlyList<string> ClubIds { get; init; } = [];

    /// <summary>Ids of the categories it is found under.</summary>
    public IReadOnlyList<string> CategoryIds { get; init; } = [];

    /// <summary>What the customer gets.</summary>
    public Benefit Benefit { get; init; } = Benefit.PercentOff;

    /// <summary>How much of it: percent from 1 to 100, or rupees, as <see cref="Benefits.UnitOf"/> says; null for a benefit without a value.</summary>
    public decimal? Value { get; init; }

    /// <summary>First instant (UTC) at which customers may use it; needed to publish.</summary>
    public DateTimeOffset? Starts { get; init; }

    /// <summary>First instant (UTC) at which they no longer may; null: open.</summary>
    public DateTimeOffset? Ends { get; init; }

    /// <summary>The small print.</summary>
    public string Terms { get; init; } = "";

    /// <summary>Where a tap on the offer leads, https only; empty: the shop's website.</summary>
    public string LandingPage { get; init; } = "";

    /// <summary>More about it.</summary>
    public string Description { get; init; } = "";

    /// <summary>What people decided.</summary>
    public EditorialStatus Status { get; init; } = EditorialStatus.Draft;

    /// <summary>Who made and last changed it.</summary>
    public Stamp Stamp { get; init; } = Stamp.Unsaved;

    /// <summary>From when until when it holds.</summary>
    public Validity Validity => new(Starts, Ends);

    /// <summary>The clubs it belongs to: its own, or its shop's where it has none (DESIGN 5).</summary>
    public IReadOnlyList<string> ClubsWith(IReadOnlyList<string> clubsOfShop) => ClubIds.Count > 0 ? ClubIds : clubsOfShop;
}

/// <summary>What people edit of an offer, in the form's order.</summary>
public static class OfferFields
{
    /// <summary>The fields.</summary>
    public static IReadOnlyList<Field<Offer>> All { get; } =
    [
        Field<Offer>.Of(nameof(Offer.Title), "Title", offer => offer.Title, (offer, value) => offer with { Title = value }),
        Field<Offer>.Of(nameof(Offer.Description), "Description", offer => offer.Description, (offer, value) => offer with { Description = value }),
        Field<Offer>.Of(nameof(Offer.ShopId), "Shop", offer => offer.ShopId, (offer, value) => offer with { ShopId = value }),
        Field<Offer>.OfIds(nameof(Offer.CategoryIds), "Categories", offer => offer.CategoryIds, (offer, value) => offer with { CategoryIds = value }),
        Field<Offer>.Of(nameof(Offer.Benefit), "Benefit", offer => offer.Benefit, (offer, value) => offer with { Benefit = value }),
        Field<Offer>.Of(nameof(Offer.Value), "Value", offer => offer.Value, (offer, value) => offer with { Value = value }),
        Field<Offer>.Of(nameof(Offer.Starts), "Starts", offer => offer.Starts, (offer, value) => offer with { Starts = value }),
        Field<Offer>.Of(nameof(Offer.Ends), "Ends", offer => offer.Ends, (offer, value) => offer with { Ends = value }),
        Field<Offer>.OfIds(nameof(Offer.ClubIds), "Clubs", offer => offer.ClubIds, (offer, value) => offer with { ClubIds = value }),
        Field<Offer>.Of(nameof(Offer.LandingPage), "Landing page", offer => offer.LandingPage, (offer, value) => offer with { LandingPage = value }),
        Field<Offer>.Of(nameof(Offer.Terms), "Terms", offer => offer.Terms, (offer, value) => offer with { Terms = value }),
        Field<Offer>.Of(nameof(Offer.Status), "Status", offer => offer.Status, (offer, value) => offer with { Status = value }),
        Field<Offer>.Of(nameof(Offer.Slug), "Slug", offer => offer.Slug, (offer, value) => offer with { Slug = value }),
        Field<Offer>.Of(nameof(Offer.Code), "Code", offer => offer.Code, (offer, value) => offer with { Code = value }),
    ];
}
