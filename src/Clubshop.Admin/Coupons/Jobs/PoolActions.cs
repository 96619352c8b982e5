namespace Clubshop.Admin.Coupons.Jobs;

/// <summary>Names of what is done to pools, in the audit log. The entries stand under the offer (<see cref="CouponItems.AuditKind"/>).</summary>
public static class PoolActions
{
    /// <summary>A pool was made, and a job is to fill it.</summary>
    public const string Make = "make-pool";

    /// <summary>Its codes are there: the entry has their number. One entry for all of them.</summary>
    public const string Fill = "fill-pool";

    /// <summary>It gives no more codes; the entry has the reason.</summary>
    public const string Void = "void-pool";
}
