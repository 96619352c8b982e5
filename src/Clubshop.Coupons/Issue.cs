using Amazon.DynamoDBv2.Model;

namespace Clubshop.Coupons;

/// <summary>A request for a coupon of an offer for a customer.</summary>
public sealed record IssueRequest
{
    /// <summary>The offer.</summary>
    public required string OfferId { get; init; }

    /// <summary>The customer's <c>sub</c>.</summary>
    public required string CustomerId { get; init; }

    /// <summary>When the offer holds.</summary>
    public required OfferWindow Window { get; init; }

    /// <summary>Who gives it out: <c>app</c> for the customers' own requests, otherwise the staff person's id.</summary>
    public required string By { get; init; }

    /// <summary>Why, when a person gives it out.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// Whether one more is wanted by a customer who has one already (and may have several). False: who has one gets the same again.
    /// </summary>
    public bool Another { get; init; }

    /// <summary>Key of this request, up to 100 characters: with <see cref="Another"/> the same key gives the same coupon. Null for none.</summary>
    public string? Key { get; init; }

    /// <summary>
    /// Further actions of the same transaction (at most 90; none on the coupon table), such as an audit entry, made for the coupon as
    /// it will be. Called again when another code must be taken. Not called when the customer had the coupon already.
    /// </summary>
    public Func<Coupon, IReadOnlyList<TransactWriteItem>>? With { get; init; }
}

/// <summary>How an issue ended.</summary>
public abstract record IssueOutcome
{
    private IssueOutcome()
    {
    }

    /// <summary>The customer has this coupon.</summary>
    /// <param name="Coupon">The coupon. One that the customer had before may be redeemed or void by now.</param>
    /// <param name="Repeated">Whether the customer had it before.</param>
    public sealed record Given(Coupon Coupon, bool Repeated) : IssueOutcome;

    /// <summary>No coupon was given.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Refused(IssueRefusal Reason) : IssueOutcome;
}

/// <summary>Why no coupon was given.</summary>
public enum IssueRefusal
{
    /// <summary>The offer is not live.</summary>
    NotLive,

    /// <summary>The offer has no coupons.</summary>
    NoCoupons,

    /// <summary>All codes are given out (or were reserved a moment ago; the sweeper returns those within a quarter of an hour).</summary>
    NoneLeft,

    /// <summary>The customer has as many as one may have, and asked for another.</summary>
    CustomerLimit,

    /// <summary>As many as may be given out in all are given out.</summary>
    OfferLimit,
}
