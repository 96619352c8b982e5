namespace Clubshop.Coupons;

/// <summary>What coupons an offer has.</summary>
public enum CouponMode
{
    /// <summary>None.</summary>
    None,

    /// <summary>One code, the same for everybody.</summary>
    Shared,

    /// <summary>A code of one's own for everybody, from the offer's pools.</summary>
    Pools,
}

/// <summary>The coupon settings of an offer. An offer without them has no coupon.</summary>
public sealed record CouponSettings
{
    /// <summary>The offer.</summary>
    public required string OfferId { get; init; }

    /// <summary>What coupons it has.</summary>
    public CouponMode Mode { get; init; }

    /// <summary>In <see cref="CouponMode.Shared"/>: the code, normalized (<see cref="CouponCode"/>).</summary>
    public string? SharedCode { get; init; }

    /// <summary>Coupons that one customer may have, 1 to <see cref="MaxPerCustomer"/>.</summary>
    public int PerCustomer { get; init; } = 1;

    /// <summary>Coupons that may be given out in all, 1 to <see cref="MaxInAll"/>; null for no limit.</summary>
    public int? InAll { get; init; }

    /// <summary>The <see cref="Version"/> at which <see cref="InAll"/> was set after there was none. Kept by whoever writes the settings.</summary>
    public long InAllSince { get; init; }

    /// <summary>The stock at which people are warned, 0 to <see cref="MaxWarnAt"/>.</summary>
    public int WarnAt { get; init; } = DefaultWarnAt;

    /// <summary>Counts the saves, from 1; 0 when never saved.</summary>
    public long Version { get; init; }

    /// <summary>Highest <see cref="PerCustomer"/>.</summary>
    public const int MaxPerCustomer = 100;

    /// <summary>Highest <see cref="InAll"/>.</summary>
    public const int MaxInAll = 10_000_000;

    /// <summary>Highest <see cref="WarnAt"/>.</summary>
    public const int MaxWarnAt = 100_000;

    /// <summary><see cref="WarnAt"/> where nobody chose one.</summary>
    public const int DefaultWarnAt = 10;
}
