using Amazon.DynamoDBv2;

namespace Clubshop.Coupons;

/// <summary>
/// Gives coupons out, redeems and voids them: every code once, to one customer, whatever breaks in between. It asks no permission
/// and knows no offers. Safe for many callers, instances and processes at the same time. Methods throw
/// <see cref="LedgerBusyException"/> and <see cref="LedgerUncertainException"/> where DynamoDB does not answer, and the SDK's
/// exceptions where it refuses everything (credentials, a missing table).
/// </summary>
/// <param name="dynamo">DynamoDB.</param>
/// <param name="prefix"><c>Aws:TablePrefix</c>.</param>
/// <param name="time">The clock.</param>
public sealed partial class CouponLedger(IAmazonDynamoDB dynamo, string prefix, TimeProvider time)
{
    private readonly IAmazonDynamoDB _dynamo = dynamo;
    private readonly string _table = prefix + CouponTable.Name;
    private readonly TimeProvider _time = time;

    /// <summary>
    /// Gives a customer a coupon, or the one that the customer has. Settings and pools may be up to a second old; the rows of the
    /// codes themselves never are.
    /// </summary>
    public Task<IssueOutcome> IssueAsync(IssueRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Redeems a coupon.</summary>
    public Task<RedeemOutcome> RedeemAsync(RedeemRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Voids a coupon that is free or with a customer.</summary>
    public Task<VoidOutcome> VoidAsync(VoidRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>The settings of an offer; read consistently. An offer that has none: <see cref="CouponMode.None"/>, version 0.</summary>
    public Task<CouponSettings> SettingsAsync(string offerId, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>An offer's pools, oldest first, in any state; read consistently.</summary>
    public Task<IReadOnlyList<CouponPool>> PoolsAsync(string offerId, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>How many codes of a pool are in which state: exact, also after crashes. Sixteen small reads in one call.</summary>
    public Task<CouponCounts> CountsAsync(CouponPool pool, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>How many coupons of an offer's shared code are in which state.</summary>
    public Task<CouponCounts> SharedCountsAsync(string offerId, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>The stock of an offer's ready pools, and what they gave: one call for settings and pools, one for each pool.</summary>
    public Task<CouponStock> StockAsync(string offerId, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>A coupon; null when there is none there. Read consistently.</summary>
    public Task<Coupon?> GetAsync(CouponRef place, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>
    /// The code of an offer's pool that a text means, in any case, with or without blanks and dashes; null when there is none. The
    /// shared code is in <see cref="SettingsAsync"/>.
    /// </summary>
    public Task<Coupon?> FindAsync(string offerId, string text, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>The coupons of one offer that a customer has or had, first given first; read consistently.</summary>
    public Task<IReadOnlyList<Coupon>> OfCustomerAsync(string offerId, string customerId, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>The coupons that a customer has or had, newest first; one given a moment ago may be missing.</summary>
    /// <param name="customerId">The customer's <c>sub</c>.</param>
    /// <param name="most">At most this many, 1 to 100.</param>
    /// <param name="cursor">Where the page before ended; null for the first. Contains ids, no code.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<CouponPage> OfCustomerAsync(string customerId, int most, string? cursor, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>A pool's codes in order of their numbers.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="after">The number after which to begin; 0 for the first.</param>
    /// <param name="most">At most this many, 1 to 100.</param>
    /// <param name="state">Only those in this (stored) state; null for all. Then a page may be short, also when it is not the last.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<CodePage> PageAsync(CouponPool pool, int after, int most, CouponState? state, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>All codes of a pool in order of their numbers, as they are while it goes through them.</summary>
    public IAsyncEnumerable<Coupon> AllAsync(CouponPool pool, CancellationToken cancellationToken) => throw new NotSupportedException();
}

/// <summary>The stock of an offer.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="Pools">The pools that are ready, with their counts, in the order in which they are given out.</param>
public sealed record CouponStock(CouponSettings Settings, IReadOnlyList<PoolStock> Pools)
{
    /// <summary>Codes left in all pools.</summary>
    public long Left => Pools.Sum(pool => pool.Counts.Free);

    /// <summary>Whether people are to be warned: pools give the coupons, and as many as <see cref="CouponSettings.WarnAt"/> or fewer are left.</summary>
    public bool IsLow => Settings.Mode == CouponMode.Pools && Left <= Settings.WarnAt;
}

/// <summary>A pool and its counts.</summary>
public sealed record PoolStock(CouponPool Pool, CouponCounts Counts);

/// <summary>A page of a customer's coupons.</summary>
/// <param name="Coupons">The coupons.</param>
/// <param name="Next">Cursor of the next page; null after the last.</param>
public sealed record CouponPage(IReadOnlyList<Coupon> Coupons, string? Next);

/// <summary>A page of a pool's codes.</summary>
/// <param name="Coupons">The codes.</param>
/// <param name="Next">The number after which the next page begins; null after the last.</param>
public sealed record CodePage(IReadOnlyList<Coupon> Coupons, int? Next);
