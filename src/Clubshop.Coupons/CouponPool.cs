namespace Clubshop.Coupons;

/// <summary>The state of a pool.</summary>
public enum PoolState
{
    /// <summary>Its codes are being written; none is given out yet.</summary>
    Filling,

    /// <summary>Its codes can be given out.</summary>
    Ready,

    /// <summary>It gives no more; <see cref="CouponPool.VoidIssued"/> says what became of the coupons that customers have.</summary>
    Voided,
}

/// <summary>A pool: codes of one offer that were made or imported together.</summary>
public sealed record CouponPool
{
    /// <summary>Its id (<c>Ids.New</c>): sorts by the time of making, and is the order in which pools are given out.</summary>
    public required string Id { get; init; }

    /// <summary>Its offer.</summary>
    public required string OfferId { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Its state.</summary>
    public PoolState State { get; init; }

    /// <summary>Number of codes; 0 until it is ready, and for one that was voided before.</summary>
    public int Total { get; init; }

    /// <summary>When it was voided: whether the coupons that customers have, and have not redeemed, are void too.</summary>
    public bool VoidIssued { get; init; }

    /// <summary>Id of the job that fills it; null where none did.</summary>
    public string? FillJob { get; init; }

    /// <summary>Counts the saves, from 1; 0 when never saved.</summary>
    public long Version { get; init; }

    /// <summary>When it was made (UTC).</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Name of who made it.</summary>
    public string CreatedBy { get; init; } = "";

    /// <summary>Whether its codes were all written once. One that was voided while it was filled never gives or keeps a code.</summary>
    public bool WasReady => State == PoolState.Ready || Total > 0;
}

/// <summary>How many coupons are in which state: of a pool, or of an offer's shared code.</summary>
/// <param name="Total">Codes in all; for a shared code the coupons given out.</param>
/// <param name="Issued">With customers, not redeemed.</param>
/// <param name="Redeemed">Redeemed.</param>
/// <param name="Voided">Voided.</param>
public sealed record CouponCounts(long Total, long Issued, long Redeemed, long Voided)
{
    /// <summary>Codes that nobody has: the stock. A code that is being given out at this moment still counts.</summary>
    public long Free => Total - Issued - Redeemed - Voided;
}
