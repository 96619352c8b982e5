using Amazon.DynamoDBv2.Model;

namespace Clubshop.Coupons;

/// <summary>A request to void one coupon.</summary>
public sealed record VoidRequest
{
    /// <summary>Which.</summary>
    public required CouponRef Ref { get; init; }

    /// <summary>Who voids it.</summary>
    public required string By { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>
    /// Whether the customer who had it may get another in its place. False: it goes on to count against the limits. Nothing for a
    /// code that nobody has.
    /// </summary>
    public bool MayReplace { get; init; }

    /// <summary>Further actions of the same transaction, as <see cref="IssueRequest.With"/>.</summary>
    public Func<Coupon, IReadOnlyList<TransactWriteItem>>? With { get; init; }
}

/// <summary>How a voiding ended.</summary>
public abstract record VoidOutcome
{
    private VoidOutcome()
    {
    }

    /// <summary>Void now.</summary>
    public sealed record Done(Coupon Coupon) : VoidOutcome;

    /// <summary>Not voided by this request.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Coupon">The coupon as it is; null when there is none.</param>
    public sealed record Refused(VoidRefusal Reason, Coupon? Coupon = null) : VoidOutcome;
}

/// <summary>Why a coupon was not voided.</summary>
public enum VoidRefusal
{
    /// <summary>There is no such coupon.</summary>
    Unknown,

    /// <summary>It was void before.</summary>
    AlreadyVoided,

    /// <summary>It was redeemed.</summary>
    Redeemed,
}
