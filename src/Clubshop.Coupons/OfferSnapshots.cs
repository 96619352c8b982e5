using System.Collections.Concurrent;

namespace Clubshop.Coupons;

/// <summary>
/// Settings and pools of offers, remembered for a second: ten thousand people who want a coupon of the same offer at the same moment
/// are not to read the same three items each. A refusal is never decided by what was remembered.
/// </summary>
internal sealed class OfferSnapshots(LedgerCalls calls, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);
    private const int Most = 1000;

    private readonly ConcurrentDictionary<string, OfferSnapshot> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _ended = new(StringComparer.Ordinal); // true: empty

    /// <summary>The offer as it was up to a second ago.</summary>
    public async Task<OfferSnapshot> RecentAsync(string offerId, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(offerId, out var known) && time.GetElapsedTime(known.ReadAt) < Kept)
            return known;
        return await ReadAsync(offerId, cancellationToken);
    }

    /// <summary>The offer as it is.</summary>
    public async Task<OfferSnapshot> ReadAsync(string offerId, CancellationToken cancellationToken)
    {
        var readAt = time.GetTimestamp();
        CouponSettings? settings = null;
        List<CouponPool> pools = [];
        await foreach (var item in calls.QueryAsync(CouponTable.OfferPk(offerId), "", null, null, cancellationToken))
        {
            var sk = item[CouponAttributes.Sk].S;
            if (sk == CouponTable.SettingsSk)
                settings = Rows.SettingsOf(offerId, item);
            else if (sk.StartsWith(Rows.PoolPrefix, StringComparison.Ordinal))
                pools.Add(Rows.PoolOf(item));
        }

        if (_known.Count >= Most)
            _known.Clear();
        return _known[offerId] = new(settings ?? new() { OfferId = offerId }, pools, readAt);
    }

    /// <summary>Whether a pool's cursor is known to be at its end. Once there it stays.</summary>
    public bool IsEnded(string poolId) => _ended.ContainsKey(poolId);

    /// <summary>A pool's cursor is at its end.</summary>
    public void End(string poolId)
    {
        if (_ended.Count >= Most)
            _ended.Clear();
        _ended.TryAdd(poolId, false);
    }

    /// <summary>Whether a pool is known to have no free code, not one that was given back either. So it stays.</summary>
    public bool IsEmpty(string poolId) => _ended.GetValueOrDefault(poolId);

    /// <summary>A pool has no free code.</summary>
    public void Empty(string poolId) => _ended[poolId] = true;

    public void Forget(string offerId) => _known.TryRemove(offerId, out _);
}

/// <summary>An offer's settings and pools at a moment.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="Pools">All pools, oldest first.</param>
/// <param name="ReadAt">When: a timestamp of the clock.</param>
internal sealed record OfferSnapshot(CouponSettings Settings, IReadOnlyList<CouponPool> Pools, long ReadAt)
{
    /// <summary>Those that give codes, in the order in which they do.</summary>
    public IEnumerable<CouponPool> Ready => Pools.Where(pool => pool.State == PoolState.Ready);
}
