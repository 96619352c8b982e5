namespace Clubshop.Coupons;

/// <summary>Names of the attributes of the coupon table's items. Stored: they must not change.</summary>
public static class CouponAttributes
{
    /// <summary>Partition key.</summary>
    public const string Pk = "pk";

    /// <summary>Sort key.</summary>
    public const string Sk = "sk";

    /// <summary>Version (N) of an item that the portal edits.</summary>
    public const string Version = "v";

    /// <summary>Settings: <see cref="CouponMode"/> in lower case.</summary>
    public const string Mode = "mode";

    /// <summary>Settings: the one code that everybody gets, normalized.</summary>
    public const string SharedCode = "sharedCode";

    /// <summary>Settings: coupons that one customer may have (N).</summary>
    public const string PerCustomer = "perCustomer";

    /// <summary>Settings: coupons that may be given out in all (N); absent for no limit.</summary>
    public const string InAll = "inAll";

    /// <summary>Settings: the version at which a limit in all was set: what was counted against an earlier one is not looked at (N).</summary>
    public const string InAllSince = "inAllSince";

    /// <summary>Settings: the stock at which people are warned (N).</summary>
    public const string WarnAt = "warnAt";

    /// <summary>Pool: its name.</summary>
    public const string Name = "name";

    /// <summary>Pool: <see cref="PoolState"/>; code and shared coupon: <see cref="CouponState"/>; in lower case.</summary>
    public const string State = "state";

    /// <summary>Pool and cursor: how many codes there are (N).</summary>
    public const string Total = "total";

    /// <summary>Pool: whether voiding it voids the coupons that customers have (BOOL).</summary>
    public const string VoidIssued = "voidIssued";

    /// <summary>Pool: id of the job that fills it.</summary>
    public const string FillJob = "fillJob";

    /// <summary>Cursor: the last number that was reserved (N).</summary>
    public const string Next = "next";

    /// <summary>Code: the text, normalized.</summary>
    public const string Code = "code";

    /// <summary>Code: offer and code, as the index <see cref="CouponTable.ByCode"/> finds it.</summary>
    public const string CodeKey = "codeKey";

    /// <summary>Code and shared coupon: the <c>sub</c> of the customer who has it.</summary>
    public const string UserId = "userId";

    /// <summary>When it was given out.</summary>
    public const string IssuedAt = "issuedAt";

    /// <summary>Who gave it out.</summary>
    public const string IssuedBy = "issuedBy";

    /// <summary>When it was redeemed.</summary>
    public const string RedeemedAt = "redeemedAt";

    /// <summary>Who redeemed it.</summary>
    public const string RedeemedBy = "redeemedBy";

    /// <summary>The key of the request that redeemed it.</summary>
    public const string RedeemKey = "redeemKey";

    /// <summary>When it was voided.</summary>
    public const string VoidedAt = "voidedAt";

    /// <summary>Who voided it.</summary>
    public const string VoidedBy = "voidedBy";

    /// <summary>Why it was issued by hand or voided.</summary>
    public const string Reason = "reason";

    /// <summary>In the list of pools that the sweeper looks at: the offer.</summary>
    public const string OfferId = "offerId";

    internal const string CodePk = "codePk";
    internal const string CodeSk = "codeSk";
    internal const string RequestKey = "key";
    internal const string Issued = "issued";
    internal const string Redeemed = "redeemed";
    internal const string Voided = "voided";
    internal const string Used = "used";
    internal const string TakenAt = "takenAt";
    internal const string SweptTo = "sweptTo";
    internal const string SeenNext = "seenNext";
    internal const string SeenAt = "seenAt";
    internal const string Given = "given";
}
