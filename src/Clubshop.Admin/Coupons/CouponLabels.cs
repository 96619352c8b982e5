using Clubshop.Admin.Customers;
using Clubshop.Admin.Ui;
using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons;

/// <summary>How coupons read.</summary>
public static class CouponLabels
{
    /// <summary>What coupons an offer has, in its settings.</summary>
    public static string Of(CouponMode mode) => mode switch
    {
        CouponMode.Shared => L["One shared code"],
        CouponMode.Pools => L["Pools of codes"],
        _ => L["No coupon"],
    };

    /// <summary>The same in a row of choices.</summary>
    public static string Choice(CouponMode mode) => mode switch
    {
        CouponMode.Shared => L["One code"],
        CouponMode.Pools => L["Pools"],
        _ => L["No coupon"],
    };

    /// <summary>A state in English, as files have it.</summary>
    public static string Word(CouponState state) => state switch
    {
        CouponState.Free => L.Later("Free"),
        CouponState.Issued => L.Later("Issued"),
        CouponState.Redeemed => L.Later("Redeemed"),
        CouponState.Voided => L.Later("Void"),
        _ => L.Later("Expired"),
    };

    /// <summary>A state with its tone and icon, for a pill.</summary>
    public static (string Text, Tone Tone, string Icon) Of(CouponState state) => state switch
    {
        CouponState.Free => (L[Word(state)], Tone.Plain, Icons.Offers),
        CouponState.Issued => (L[Word(state)], Tone.Info, Icons.Account),
        CouponState.Redeemed => (L[Word(state)], Tone.Good, Icons.Done),
        CouponState.Voided => (L[Word(state)], Tone.Bad, Icons.Close),
        _ => (L[Word(state)], Tone.Plain, Icons.Ended),
    };

    /// <summary>The state of a pool with its tone and icon; one that is ready and has no code left says so.</summary>
    public static (string Text, Tone Tone, string Icon) Of(PoolStock pool) => pool.Pool.State switch
    {
        PoolState.Filling => (L["Filling"], Tone.Info, Icons.Clock),
        PoolState.Voided => (L["Void"], Tone.Bad, Icons.Close),
        _ when pool.Counts.Free == 0 => (L["Given out"], Tone.Plain, Icons.Ended),
        _ => (L["Ready"], Tone.Good, Icons.Done),
    };

    /// <summary>The stock in words: "1,208 of 2,000 codes left".</summary>
    public static string Left(CouponView view) => view.Pools.Where(pool => pool.Pool.State == PoolState.Ready).Sum(pool => pool.Counts.Total) is > 0 and var total
        ? L[$"{Format.Number(view.Left)} of {Format.Count(total, "code", "codes")} left"]
        : L["No codes yet"];

    /// <summary>The limits in words: "1 a customer, 500 in all".</summary>
    public static string Limits(CouponSettings settings) =>
        settings.InAll is { } most
            ? L[$"{Format.Number(settings.PerCustomer)} a customer, {Format.Number(most)} in all"]
            : L[$"{Format.Number(settings.PerCustomer)} a customer"];

    /// <summary>What happened to a coupon last, before who did it: "Given to Customer 7c9e6679".</summary>
    public static string Last(CouponRow row) => row switch
    {
        { VoidedAt: not null, CustomerId: { } sub } => L[$"Voided, was {CustomerLabels.NumberOf(sub)}’s"],
        { VoidedAt: not null } => L["Voided, nobody had it"],
        { RedeemedAt: not null, CustomerId: { } sub } => L[$"Redeemed by {CustomerLabels.NumberOf(sub)}"],
        { CustomerId: { } sub } => L[$"Given to {CustomerLabels.NumberOf(sub)}"],
        _ => L["Nobody has it"],
    };
}
