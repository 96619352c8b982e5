using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons;

/// <summary>The coupons of an offer for a page: no code in it, only its last characters.</summary>
public sealed record CouponView
{
    /// <summary>The offer.</summary>
    public required Offer Offer { get; init; }

    /// <summary>The settings, without the shared code.</summary>
    public required CouponSettings Settings { get; init; }

    /// <summary>The shared code, hidden but for its last characters; null where there is none.</summary>
    public string? SharedMasked { get; init; }

    /// <summary>The pools with their counts, newest first; at most <see cref="MaxPools"/>.</summary>
    public required IReadOnlyList<PoolStock> Pools { get; init; }

    /// <summary>Pools that are not in <see cref="Pools"/>: the oldest.</summary>
    public int MorePools { get; init; }

    /// <summary>How many coupons of the shared code are in which state; null where none was given out.</summary>
    public CouponCounts? Shared { get; init; }

    /// <summary>Why the person may not change anything here; null when they may.</summary>
    public Problem? Refusal { get; init; }

    /// <summary>Whether the person may look codes up: who edits them, and who helps customers.</summary>
    public bool MayLookUp { get; init; }

    /// <summary>Why the offer gives no coupon at this moment; null while it does, as far as there are codes.</summary>
    public string? WhyNotLive { get; init; }

    /// <summary>Whether the person may change coupons.</summary>
    public bool MayEdit => Refusal is null;

    /// <summary>Codes that can still be given out.</summary>
    public long Left => Pools.Where(pool => pool.Pool.State == PoolState.Ready).Sum(pool => pool.Counts.Free);

    /// <summary>Whether pools give the coupons, and as many as the warning level or fewer are left.</summary>
    public bool IsLow => Settings.Mode == CouponMode.Pools && Left <= Settings.WarnAt;

    /// <summary>Most pools shown.</summary>
    public const int MaxPools = 100;
}

/// <summary>The coupons of an offer in three words, for its own page.</summary>
/// <param name="Mode">What coupons it has.</param>
/// <param name="Left">Codes left; 0 for other modes than pools.</param>
/// <param name="Given">Coupons given out, redeemed ones among them.</param>
/// <param name="IsLow">Whether people are to be warned.</param>
public sealed record CouponGlance(CouponMode Mode, long Left, long Given, bool IsLow)
{
    /// <summary>Whether customers who ask get none.</summary>
    public bool IsEmpty => Mode == CouponMode.Pools && Left == 0;
}

/// <summary>A coupon as people see it: hidden but for its last characters.</summary>
public sealed record CouponRow
{
    /// <summary>Names it without its code (<see cref="CouponRef"/>).</summary>
    public required string Ref { get; init; }

    /// <summary>The code, hidden but for its last characters.</summary>
    public required string Masked { get; init; }

    /// <summary>Its number in the pool, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The state, an ended offer considered.</summary>
    public required CouponState State { get; init; }

    /// <summary>Id of its pool; null for a shared code.</summary>
    public string? PoolId { get; init; }

    /// <summary>Name of its pool, where it was asked for; null for a shared code.</summary>
    public string? PoolName { get; init; }

    /// <summary>The customer's <c>sub</c>; null while free.</summary>
    public string? CustomerId { get; init; }

    /// <summary>When it was given out (UTC).</summary>
    public DateTimeOffset? IssuedAt { get; init; }

    /// <summary>Who gave it out: "The app", or a person's name.</summary>
    public string? IssuedBy { get; init; }

    /// <summary>When it was redeemed (UTC).</summary>
    public DateTimeOffset? RedeemedAt { get; init; }

    /// <summary>Who redeemed it.</summary>
    public string? RedeemedBy { get; init; }

    /// <summary>When it was voided (UTC).</summary>
    public DateTimeOffset? VoidedAt { get; init; }

    /// <summary>Who voided it.</summary>
    public string? VoidedBy { get; init; }

    /// <summary>Why it was voided, or given out by hand.</summary>
    public string? Reason { get; init; }

    /// <summary>When the last of these happened (UTC); null for one that nobody had.</summary>
    public DateTimeOffset? At => VoidedAt ?? RedeemedAt ?? IssuedAt;

    /// <summary>Who did it.</summary>
    public string? By => VoidedAt is not null ? VoidedBy : RedeemedAt is not null ? RedeemedBy : IssuedBy;

    /// <summary>Whether it can be voided.</summary>
    public bool MayVoid => State is CouponState.Free or CouponState.Issued or CouponState.Expired;
}

/// <summary>Coupons found.</summary>
public sealed record CouponRows(IReadOnlyList<CouponRow> Rows);

/// <summary>A page of the codes of a pool.</summary>
/// <param name="Rows">The codes.</param>
/// <param name="Next">The number after which the next page begins; null after the last.</param>
public sealed record CodeRows(IReadOnlyList<CouponRow> Rows, int? Next);

/// <summary>Codes shown for a while, by <see cref="CouponRow.Ref"/>.</summary>
/// <param name="Codes">The codes in groups of four.</param>
/// <param name="HidesAt">When to hide them again (UTC).</param>
public sealed record RevealedCodes(IReadOnlyDictionary<string, string> Codes, DateTimeOffset HidesAt)
{
    /// <summary>Leaves the codes out.</summary>
    public override string ToString() => $"RevealedCodes {{ {Codes.Count} }}";
}

/// <summary>What a customer has after a coupon was given out by hand.</summary>
/// <param name="Coupon">The coupon.</param>
/// <param name="Customer">The customer's name as the person may see it.</param>
/// <param name="HadIt">Whether the customer had it before.</param>
public sealed record HandedOut(CouponRow Coupon, string Customer, bool HadIt);
