using System.ComponentModel;
using Clubshop.Admin.Coupons;
using Clubshop.Coupons;

namespace Clubshop.Admin.CatalogApi.Pools;

/// <summary>A pool of codes to be generated.</summary>
internal sealed record PoolBody
{
    [Description("For people: “Diwali, first batch”.")]
    public required string Name { get; init; }

    [Description("How many codes, 1 to 100,000.")]
    public required int Count { get; init; }

    [Description("Random characters of each, 6 to 20; a check character comes on top. 8 by default.")]
    public int Length { get; init; } = 8;

    [Description("What each code begins with: up to 10 of A to Z and 0 to 9.")]
    public string Prefix { get; init; } = "";
}

/// <summary>A pool of codes that exist.</summary>
internal sealed record PoolImportBody
{
    [Description("For people: “Printed cards”.")]
    public required string Name { get; init; }

    [Description("The codes, up to 100,000, in any case, with or without blanks and dashes.")]
    public required IReadOnlyList<string> Codes { get; init; }
}

/// <summary>Why a pool is taken back.</summary>
internal sealed record PoolVoidBody
{
    [Description("Why; in the audit log.")]
    public required string Reason { get; init; }

    [Description("true: the coupons that customers have, and have not redeemed, become void too.")]
    public bool WithIssued { get; init; }
}

/// <summary>A pool that is being filled.</summary>
/// <param name="Pool">The pool's id.</param>
/// <param name="Codes">How many codes will be in it.</param>
/// <param name="Refused">Codes that cannot be used, the first hundred, each with its place in the list.</param>
internal sealed record PoolStarted(string Pool, long Codes, IReadOnlyList<RefusedCode> Refused);

/// <summary>A code that cannot be used.</summary>
/// <param name="Place">Its place in the list, from 1.</param>
/// <param name="Message">Why.</param>
internal sealed record RefusedCode(long Place, string Message);

/// <summary>A pool with its counts.</summary>
internal sealed record PoolView(string Id, string Name, string State, long Total, long Free, long Issued, long Redeemed, long Voided, DateTimeOffset CreatedAt, string CreatedBy)
{
    public static PoolView Of(PoolStock stock) => new(
        stock.Pool.Id, stock.Pool.Name, stock.Pool.State.ToString().ToLowerInvariant(), stock.Counts.Total, stock.Counts.Free, stock.Counts.Issued,
        stock.Counts.Redeemed, stock.Counts.Voided, stock.Pool.CreatedAt, stock.Pool.CreatedBy);
}

/// <summary>The coupons of an offer: no code in it.</summary>
/// <param name="Version">Counts the saves of the settings, 0 before the first; in quotes it is the ETag.</param>
/// <param name="Mode">none, shared or pools.</param>
/// <param name="SharedCode">The code that all customers share, hidden but for its last characters; absent where there is none.</param>
/// <param name="PerCustomer">How many one customer may have.</param>
/// <param name="InAll">How many may be given out in all; absent without a limit.</param>
/// <param name="WarnAt">The stock at which people are warned.</param>
/// <param name="Left">Codes that can still be given out.</param>
/// <param name="Low">Whether that is at the warning level or under it.</param>
/// <param name="Pools">The pools, newest first; at most a hundred.</param>
internal sealed record CouponsView(
    long Version, string Mode, string? SharedCode, int PerCustomer, int? InAll, int WarnAt, long Left, bool Low, IReadOnlyList<PoolView> Pools)
{
    public static CouponsView Of(CouponView view) => new(
        view.Settings.Version, view.Settings.Mode.ToString().ToLowerInvariant(), view.SharedMasked, view.Settings.PerCustomer, view.Settings.InAll,
        view.Settings.WarnAt, view.Left, view.IsLow, [.. view.Pools.Select(PoolView.Of)]);
}
