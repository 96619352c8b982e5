using Clubshop.Coupons;

namespace Clubshop.Api.Coupons;

/// <summary>A customer's coupon.</summary>
public sealed record CouponAnswer
{
    /// <summary>The offer's id.</summary>
    public required string Offer { get; init; }

    /// <summary>The offer's title; left out when the offer is no longer shown.</summary>
    public string? Title { get; init; }

    /// <summary>The code.</summary>
    public required string Code { get; init; }

    /// <summary>The code in groups of four, for people.</summary>
    public required string Grouped { get; init; }

    /// <summary><c>issued</c>, <c>redeemed</c>, <c>voided</c> or <c>expired</c>.</summary>
    public required string State { get; init; }

    /// <summary>When the customer got it (UTC).</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>When it was redeemed (UTC); left out if it was not.</summary>
    public DateTimeOffset? RedeemedAt { get; init; }

    /// <summary>The first instant at which it no longer holds (UTC); left out without an end.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    internal static CouponAnswer Of(Coupon coupon, string? title, DateTimeOffset? ends, DateTimeOffset now) => new()
    {
        Offer = coupon.OfferId,
        Title = title,
        Code = coupon.Code,
        Grouped = CouponCode.Grouped(coupon.Code),
        State = coupon.StateAt(now, ends).ToString().ToLowerInvariant(),
        IssuedAt = coupon.IssuedAt,
        RedeemedAt = coupon.RedeemedAt,
        ValidUntil = ends,
    };
}

/// <summary>A page of a customer's coupons, newest first.</summary>
/// <param name="Items">The coupons.</param>
/// <param name="Next">The cursor of the next page; left out on the last one.</param>
public sealed record CouponsAnswer(IReadOnlyList<CouponAnswer> Items, string? Next);

/// <summary>What a shop redeems.</summary>
public sealed record RedeemBody
{
    /// <summary>The offer's id or slug.</summary>
    public required string Offer { get; init; }

    /// <summary>The code as the customer shows it: any case, with or without blanks and dashes.</summary>
    public required string Code { get; init; }

    /// <summary>The customer's <c>sub</c>; required where all customers have the same code.</summary>
    public string? Customer { get; init; }
}

/// <summary>A coupon that is redeemed.</summary>
/// <param name="Offer">The offer's id.</param>
/// <param name="Ending">The code's last characters.</param>
/// <param name="State"><c>redeemed</c></param>
/// <param name="RedeemedAt">When (UTC).</param>
/// <param name="Repeated">Whether the same call had redeemed it before.</param>
public sealed record RedeemAnswer(string Offer, string Ending, string State, DateTimeOffset? RedeemedAt, bool Repeated);
