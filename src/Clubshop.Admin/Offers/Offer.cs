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
