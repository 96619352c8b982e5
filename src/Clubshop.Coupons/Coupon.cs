namespace Clubshop.Coupons;

/// <summary>The state of a coupon. Stored, but <see cref="Expired"/>.</summary>
public enum CouponState
{
    /// <summary>Nobody has it.</summary>
    Free,

    /// <summary>A customer has it.</summary>
    Issued,

    /// <summary>The customer has used it. Final.</summary>
    Redeemed,

    /// <summary>It can no longer be given out or redeemed. Final.</summary>
    Voided,

    /// <summary>A customer has it and the offer has ended. Derived from the offer's end, never stored.</summary>
    Expired,
}

/// <summary>
/// A coupon: a code of a pool, or the shared code as one customer has it. As text it shows the end of its code alone, so that it can
/// stand in a log.
/// </summary>
public sealed record Coupon
{
    /// <summary>Where it is stored: names it without its code.</summary>
    public required CouponRef Ref { get; init; }

    /// <summary>The code, normalized. A secret: not for logs, addresses and messages; see <see cref="CouponCode.Masked"/>.</summary>
    public required string Code { get; init; }

    /// <summary>The state as stored; see <see cref="StateAt"/>.</summary>
    public required CouponState State { get; init; }

    /// <summary>The customer's <c>sub</c>; null while free.</summary>
    public string? CustomerId { get; init; }

    /// <summary>When it was given out (UTC).</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>Who gave it out: <see cref="IssueRequest.By"/>.</summary>
    public string? IssuedBy { get; init; }

    /// <summary>When it was redeemed (UTC).</summary>
    public DateTimeOffset? RedeemedAt { get; init; }

    /// <summary>Who redeemed it: <see cref="RedeemRequest.By"/>.</summary>
    public string? RedeemedBy { get; init; }

    /// <summary>Key of the request that redeemed it.</summary>
    internal string? RedeemKey { get; init; }

    /// <summary>When it was voided (UTC).</summary>
    public DateTimeOffset? VoidedAt { get; init; }

    /// <summary>Who voided it: <see cref="VoidRequest.By"/>.</summary>
    public string? VoidedBy { get; init; }

    /// <summary>Why it was voided, or issued by hand.</summary>
    public string? Reason { get; init; }

    /// <summary>The offer.</summary>
    public string OfferId => Ref.OfferId;

    /// <summary>The pool; null for a shared code.</summary>
    public string? PoolId => Ref.PoolId;

    /// <summary>Its number in the pool, from 1; for a shared code which of the customer's it is.</summary>
    public int Number => Ref.Number;

    /// <summary>The state as people understand it: one that was given out and not used is expired from the offer's end on.</summary>
    /// <param name="now">When.</param>
    /// <param name="offerEnds">The offer's end; null for none.</param>
    public CouponState StateAt(DateTimeOffset now, DateTimeOffset? offerEnds) =>
        State == CouponState.Issued && offerEnds <= now ? CouponState.Expired : State;

    /// <summary>Its place, the end of its code, and its state.</summary>
    public override string ToString() => $"{CouponCode.Masked(Code)} ({State})";
}

/// <summary>Where a coupon is stored. As text it is safe in addresses and logs, and <see cref="TryParse"/> reads it.</summary>
/// <param name="OfferId">The offer.</param>
/// <param name="PoolId">The pool; null for a shared code.</param>
/// <param name="CustomerId">For a shared code the customer; null for a pool's.</param>
/// <param name="Number">The code's number in the pool, from 1; for a shared code which of the customer's it is.</param>
public sealed record CouponRef(string OfferId, string? PoolId, string? CustomerId, int Number)
{
    /// <summary>A code of a pool.</summary>
    public static CouponRef OfPool(string offerId, string poolId, int number) => new(offerId, poolId, null, number);

    /// <summary>A customer's coupon of a shared code.</summary>
    public static CouponRef OfShared(string offerId, string customerId, int number) => new(offerId, null, customerId, number);

    /// <summary>The text.</summary>
    public override string ToString() => PoolId is not null
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"p.{OfferId}.{PoolId}.{Number}")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"s.{OfferId}.{CustomerId}.{Number}");

    /// <summary>Reads <see cref="ToString"/>; null for anything else.</summary>
    public static CouponRef? TryParse(string? text) =>
        text is { Length: <= 200 } && text.Split('.') is [var kind, { Length: > 0 } offer, { Length: > 0 } whose, var number]
        && int.TryParse(number, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n) && n > 0
            ? kind switch
            {
                "p" => OfPool(offer, whose, n),
                "s" => OfShared(offer, whose, n),
                _ => null,
            }
            : null;
}
