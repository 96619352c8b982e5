using Clubshop.Admin.Storage;
using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons;

/// <summary>
/// The records of coupons that people edit, as items: an offer's settings and its pools. The ledger reads the same items
/// (<see cref="CouponLedger.SettingsAsync"/>); here they are written, each with its audit entry, by the write unit.
/// </summary>
public static class CouponItems
{
    /// <summary>Kind of both in the audit log: entries stand under the offer.</summary>
    public const string AuditKind = "coupons";

    /// <summary>Key of an offer's settings.</summary>
    public static ItemKey SettingsKey(string offerId) => new(Table.Coupons, CouponTable.OfferPk(offerId), CouponTable.SettingsSk);

    /// <summary>Key of a pool.</summary>
    public static ItemKey PoolKey(string offerId, string poolId) => new(Table.Coupons, CouponTable.OfferPk(offerId), CouponTable.PoolSk(poolId));

    /// <summary>The settings in an item; those of an offer without coupons where there is none.</summary>
    public static CouponSettings SettingsOf(string offerId, Item? item) => item is null ? new() { OfferId = offerId } : new()
    {
        OfferId = offerId,
        Mode = item.GetEnum<CouponMode>(CouponAttributes.Mode),
        SharedCode = item.GetStringOrNull(CouponAttributes.SharedCode),
        PerCustomer = (int)item.GetLong(CouponAttributes.PerCustomer, 1),
        InAll = (int?)item.GetLongOrNull(CouponAttributes.InAll),
        InAllSince = item.GetLong(CouponAttributes.InAllSince),
        WarnAt = (int)item.GetLong(CouponAttributes.WarnAt, CouponSettings.DefaultWarnAt),
        Version = item.Version,
    };

    /// <summary>The settings as an item to commit.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="before">The item as it was read; null when there is none.</param>
    public static Item ToItem(CouponSettings settings, Item? before) =>
        (before?.Copy() ?? new Item(CouponTable.OfferPk(settings.OfferId), CouponTable.SettingsSk))
            .SetEnum<CouponMode>(CouponAttributes.Mode, settings.Mode)
            .Set(CouponAttributes.SharedCode, settings.SharedCode)
            .Set(CouponAttributes.PerCustomer, settings.PerCustomer)
            .Set(CouponAttributes.InAll, settings.InAll)
            .Set(CouponAttributes.InAllSince, SinceOf(settings, before))
            .Set(CouponAttributes.WarnAt, settings.WarnAt);

    // A limit that is set anew counts anew, from what was given out until then.
    private static long? SinceOf(CouponSettings settings, Item? before) =>
        settings.InAll is null ? null
        : before?.Has(CouponAttributes.InAll) == true ? before.GetLong(CouponAttributes.InAllSince)
        : (before?.Version ?? 0) + 1;

    /// <summary>The pool in an item.</summary>
    public static CouponPool PoolOf(Item item) => new()
    {
        Id = Keys.IdOf(item.Sk),
        OfferId = item.Id,
        Name = item.GetString(CouponAttributes.Name),
        State = item.GetEnum<PoolState>(CouponAttributes.State),
        Total = (int)item.GetLong(CouponAttributes.Total),
        VoidIssued = item.GetBool(CouponAttributes.VoidIssued),
        FillJob = item.GetStringOrNull(CouponAttributes.FillJob),
        Version = item.Version,
        CreatedAt = item.Stamp.CreatedAt,
        CreatedBy = item.Stamp.CreatedBy,
    };

    /// <summary>The pool as an item to commit.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="before">The item as it was read; null to create it.</param>
    public static Item ToItem(CouponPool pool, Item? before) =>
        (before?.Copy() ?? new Item(CouponTable.OfferPk(pool.OfferId), CouponTable.PoolSk(pool.Id)))
            .Set(CouponAttributes.Name, pool.Name)
            .SetEnum<PoolState>(CouponAttributes.State, pool.State)
            .Set(CouponAttributes.Total, pool.Total)
            .Set(CouponAttributes.VoidIssued, pool.VoidIssued ? true : null)
            .Set(CouponAttributes.FillJob, pool.FillJob);

    /// <summary>What comes with a pool that becomes ready: its cursor, and its place in the list of pools that the sweeper looks at.</summary>
    public static IEnumerable<ChangeStep> ReadySteps(CouponPool pool) =>
    [
        new ChangeStep.Put(
            Table.Coupons,
            new Item(CouponTable.PoolPk(pool.Id), CouponTable.CursorSk).Set(CouponAttributes.Next, 0L).Set(CouponAttributes.Total, pool.Total)),
        new ChangeStep.Put(Table.Coupons, new Item(CouponTable.ReadyPk, pool.Id).Set(CouponAttributes.OfferId, pool.OfferId)),
    ];
}
