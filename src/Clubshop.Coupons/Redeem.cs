namespace Clubshop.Coupons;

/// <summary>A request to redeem a coupon.</summary>
public sealed record RedeemRequest
{
    /// <summary>The offer.</summary>
    public required string OfferId { get; init; }

    /// <summary>The code, as typed: any case, with or without blanks and dashes.</summary>
    public required string Code { get; init; }

    /// <summary>The customer's <c>sub</c>: must be given for a shared code (everybody has the same); where given for another, it must be whose it is.</summary>
    public string? CustomerId { get; init; }

    /// <summary>When the offer holds. A coupon can be redeemed until its end, also when it is no longer published.</summary>
    public required OfferWindow Window { get; init; }

    /// <summary>Who redeems it: the API client's or the staff person's id.</summary>
    public required string By { get; init; }

    /// <summary>Key of this request (of this <see cref="By"/>), 1 to 100 characters: the same key again gets the same answer.</summary>
    public required string Key { get; init; }
}

/// <summary>How a redemption ended.</summary>
public abstract record RedeemOutcome
{
    private RedeemOutcome()
    {
    }

    /// <summary>Redeemed.</summary>
    /// <param name="Coupon">The coupon.</param>
    /// <param name="Repeated">Whether the same request had redeemed it before.</param>
    public sealed record Done(Coupon Coupon, bool Repeated) : RedeemOutcome;

    /// <summary>Not redeemed.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Coupon">The coupon as it is; null when there is none of this code, or it is another customer's.</param>
    public sealed record Refused(RedeemRefusal Reason, Coupon? Coupon = null) : RedeemOutcome;
}

/// <summary>Why a coupon was not redeemed.</summary>
public enum RedeemRefusal
{
    /// <summary>The offer has no such code, or it is another customer's.</summary>
    Unknown,

    /// <summary>The code is shared: <see cref="RedeemRequest.CustomerId"/> must say whose coupon it is.</summary>
    NeedsCustomer,

    /// <summary>Nobody has it yet.</summary>
    NotIssued,

    /// <summary>Another request redeemed it; <see cref="Coupon.RedeemedAt"/> says when.</summary>
    AlreadyRedeemed,

    /// <summary>It is void.</summary>
    Voided,

    /// <summary>The offer has ended.</summary>
    Expired,

    /// <summary>The offer has not started.</summary>
    NotStarted,
}
