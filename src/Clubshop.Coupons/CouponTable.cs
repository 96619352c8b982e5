namespace Clubshop.Coupons;

/// <summary>The coupon table and where what lies in it.</summary>
public static class CouponTable
{
    /// <summary>Its name behind the prefix (<c>Aws:TablePrefix</c>).</summary>
    public const string Name = "coupons";

    /// <summary>Index of codes: <c>codeKey</c> / <c>pk</c>, keys only.</summary>
    public const string ByCode = "byCode";

    /// <summary>Index of what customers have: <c>userId</c> / <c>issuedAt</c>, keys only.</summary>
    public const string ByUser = "byUser";

    /// <summary>Sort key of an offer's settings, under <see cref="OfferPk"/>.</summary>
    public const string SettingsSk = "COUPONS";

    /// <summary>Partition key of the pools that the sweeper looks at, by their ids.</summary>
    public const string ReadyPk = "READY";

    /// <summary>Sort key of a pool's cursor, under <see cref="PoolPk"/>.</summary>
    public const string CursorSk = "CURSOR";

    /// <summary>Parts that the codes of a pool, and each count, are split into.</summary>
    public const int Shards = 16;

    /// <summary>Partition key of an offer's settings and pools.</summary>
    public static string OfferPk(string offerId) => "OFFER#" + offerId;

    /// <summary>Sort key of a pool, under <see cref="OfferPk"/>.</summary>
    public static string PoolSk(string poolId) => "POOL#" + poolId;

    /// <summary>Partition key of a pool's cursor and counts.</summary>
    public static string PoolPk(string poolId) => "POOL#" + poolId;
}
