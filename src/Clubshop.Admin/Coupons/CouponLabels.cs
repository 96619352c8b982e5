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
        CouponMode.Shared => "One shared code",
        CouponMode.Pools => "Pools of codes",
        _ => "No coupon",
    };

    /// <summary>The same in a row of choices.</summary>
    public static string Choice(CouponMode mode) => mode switch
    {
        CouponMode.Shared => "One code",
        CouponMode.Pools => "Pools",
        _ => "No coupon",
    };

    /// <summary>A state with its tone and icon, for a pill.</summary>
    public static (string Text, Tone Tone, string Icon) Of(CouponState state) => state switch
    {
        CouponState.Free => ("Free", Tone.Plain, Icons.Offers),
        CouponState.Issued => ("Issued", Tone.Info, Icons.Account),
        CouponState.Redeemed => ("Redeemed", Tone.Good, Icons.Done),
        CouponState.Voided => ("Void", Tone.Bad, Icons.Close),
        _ => ("Expired", Tone.Plain, Icons.Ended),
    };

    /// <summary>The state of a pool with its tone and icon; one that is ready and has no code left says so.</summary>
    public static (string Text, Tone Tone, string Icon) Of(PoolStock pool) => pool.Pool.State switch
    {
        PoolState.Filling => ("Filling", Tone.Info, Icons.Clock),
        PoolState.Voided => ("Void", Tone.Bad, Icons.Close),
        _ when pool.Counts.Free == 0 => ("Given out", Tone.Plain, Icons.Ended),
        _ => ("Ready", Tone.Good, Icons.Done),
    };

    /// <summary>The stock in words: "1,208 of 2,000 codes left".</summary>
    public static string Left(CouponView view) => view.Pools.Where(pool => pool.Pool.State == PoolState.Ready).Sum(pool => pool.Counts.Total) is > 0 and var total
        ? $"{Format.Number(view.Left)} of {Format.Count(total, "code", "codes")} left"
        : "No codes yet";

    /// <summary>The limits in words: "1 a customer, 500 in all".</summary>
    public static string Limits(CouponSettings settings) =>
        $"{Format.Number(settings.PerCustomer)} a customer" + (settings.InAll is { } most ? $", {Format.Number(most)} in all" : "");

    /// <summary>What happened to a coupon last, before who did it: "Given to Customer 7c9e6679".</summary>
    public static string Last(CouponRow row) => row switch
    {
        { VoidedAt: not null, CustomerId: { } sub } => "Voided, was " + CustomerLabels.NumberOf(sub) + "’s",
        { VoidedAt: not null } => "Voided, nobody had it",
        { RedeemedAt: not null, CustomerId: { } sub } => "Redeemed by " + CustomerLabels.NumberOf(sub),
        { CustomerId: { } sub } => "Given to " + CustomerLabels.NumberOf(sub),
        _ => "Nobody has it",
    };
}
