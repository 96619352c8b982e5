using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using Attributes = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace Clubshop.Coupons;

public sealed partial class CouponLedger
{
    private const int PageKeys = 100;
    private const int MaxLooked = 2000;

    /// <summary>The settings of an offer; read consistently. An offer that has none: <see cref="CouponMode.None"/>, version 0.</summary>
    public async Task<CouponSettings> SettingsAsync(string offerId, CancellationToken cancellationToken)
    {
        RequireId(offerId, nameof(offerId));
        return Rows.SettingsOf(offerId, await _calls.GetAsync(Rows.Key(CouponTable.OfferPk(offerId), CouponTable.SettingsSk), cancellationToken));
    }

    /// <summary>An offer's pools, oldest first, in any state; read consistently.</summary>
    public async Task<IReadOnlyList<CouponPool>> PoolsAsync(string offerId, CancellationToken cancellationToken)
    {
        RequireId(offerId, nameof(offerId));
        return (await _snapshots.ReadAsync(offerId, cancellationToken)).Pools;
    }

    /// <summary>A pool; null when there is none. Read consistently.</summary>
    public async Task<CouponPool?> PoolAsync(string offerId, string poolId, CancellationToken cancellationToken)
    {
        RequireId(offerId, nameof(offerId));
        RequireId(poolId, nameof(poolId));
        return await _calls.GetAsync(Rows.Key(CouponTable.OfferPk(offerId), CouponTable.PoolSk(poolId)), cancellationToken) is { } item ? Rows.PoolOf(item) : null;
    }

    /// <summary>How many codes of a pool are in which state: exact, also after crashes. Sixteen small reads in one call.</summary>
    public async Task<CouponCounts> CountsAsync(CouponPool pool, CancellationToken cancellationToken)
    {
        var counts = await CountsAsync(CouponTable.PoolPk(pool.Id), cancellationToken);
        return new(pool.Total, Sum(counts, CouponAttributes.Issued), Sum(counts, CouponAttributes.Redeemed), Sum(counts, CouponAttributes.Voided));
    }

    /// <summary>How many coupons of an offer's shared code are in which state.</summary>
    public async Task<CouponCounts> SharedCountsAsync(string offerId, CancellationToken cancellationToken)
    {
        RequireId(offerId, nameof(offerId));
        var counts = await CountsAsync(CouponTable.OfferPk(offerId), cancellationToken);
        var (issued, redeemed, voided) = (Sum(counts, CouponAttributes.Issued), Sum(counts, CouponAttributes.Redeemed), Sum(counts, CouponAttributes.Voided));
        return new(issued + redeemed + voided, issued, redeemed, voided);
    }

    /// <summary>The stock of an offer's ready pools, and what they gave: one call for settings and pools, one for each pool.</summary>
    public async Task<CouponStock> StockAsync(string offerId, CancellationToken cancellationToken)
    {
        RequireId(offerId, nameof(offerId));
        var snapshot = await _snapshots.ReadAsync(offerId, cancellationToken);
        var pools = await Task.WhenAll(snapshot.Ready.Select(async pool => new PoolStock(pool, await CountsAsync(pool, cancellationToken))));
        return new(snapshot.Settings, pools);
    }

    /// <summary>A coupon; null when there is none there. Read consistently.</summary>
    public async Task<Coupon?> GetAsync(CouponRef place, CancellationToken cancellationToken)
    {
        var coupon = await _calls.GetAsync(Rows.KeyOf(place), cancellationToken) is { } item ? Rows.CouponOf(item) : null;
        return coupon?.Ref == place ? coupon : null;
    }

    /// <summary>
    /// The code of an offer's pool that a text means, in any case, with or without blanks and dashes; null when there is none. The
    /// shared code is in <see cref="SettingsAsync"/>.
    /// </summary>
    public async Task<Coupon?> FindAsync(string offerId, string text, CancellationToken cancellationToken)
    {
        RequireId(offerId, nameof(offerId));
        if (CouponCode.Read(text).Code is not { } code)
            return null;

        var page = await _calls.PageAsync(
            new()
            {
                TableName = _calls.Table,
                IndexName = CouponTable.ByCode,
                KeyConditionExpression = "codeKey = :key",
                ExpressionAttributeValues = new(StringComparer.Ordinal) { [":key"] = Rows.Text(Rows.CodeKey(offerId, code)) },
            },
            cancellationToken);

        // More than one only while a pool that was given up is being deleted, or by a hand in the table: the one that somebody has counts.
        var rows = await _calls.GetAllAsync((page.Items ?? []).Select(KeyOf), cancellationToken);
        return rows.Values.Select(Rows.CouponOf).OfType<Coupon>().Where(coupon => coupon.Code == code)
            .OrderBy(coupon => coupon.State is CouponState.Free or CouponState.Voided).ThenBy(coupon => coupon.State).FirstOrDefault();
    }

    /// <summary>The coupons of one offer that a customer has or had, first given first; read consistently.</summary>
    public async Task<IReadOnlyList<Coupon>> OfCustomerAsync(string offerId, string customerId, CancellationToken cancellationToken)
    {
        RequireId(offerId, nameof(offerId));
        RequireId(customerId, nameof(customerId));
        return await CouponsOfAsync(await MarkersAsync(offerId, customerId, cancellationToken), cancellationToken);
    }

    /// <summary>The coupons that a customer has or had, newest first; one given a moment ago may be missing.</summary>
    /// <param name="customerId">The customer's <c>sub</c>.</param>
    /// <param name="most">At most this many, 1 to 100.</param>
    /// <param name="cursor">Where the page before ended; null for the first, and something else than a cursor counts as null. Contains ids, no code.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<CouponPage> OfCustomerAsync(string customerId, int most, string? cursor, CancellationToken cancellationToken)
    {
        RequireId(customerId, nameof(customerId));
        RequireMost(most);
        var page = await _calls.PageAsync(
            new()
            {
                TableName = _calls.Table,
                IndexName = CouponTable.ByUser,
                KeyConditionExpression = "userId = :user",
                ExpressionAttributeValues = new(StringComparer.Ordinal) { [":user"] = Rows.Text(customerId) },
                ScanIndexForward = false,
                Limit = most,
                ExclusiveStartKey = StartOf(customerId, cursor),
            },
            cancellationToken);
        var keys = page.Items ?? [];
        var rows = await _calls.GetAllAsync(keys.Select(KeyOf), cancellationToken);
        var coupons = keys.Select(key => rows.GetValueOrDefault((key[CouponAttributes.Pk].S, key[CouponAttributes.Sk].S)))
            .OfType<Attributes>().Select(Rows.CouponOf).OfType<Coupon>().Where(coupon => coupon.CustomerId == customerId);
        return new([.. coupons], page.LastEvaluatedKey is { Count: > 0 } last ? CursorOf(last) : null);
    }

    /// <summary>A pool's codes in order of their numbers.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="after">The number after which to begin; 0 for the first.</param>
    /// <param name="most">At most this many, 1 to 100.</param>
    /// <param name="state">Only those in this (stored) state; null for all. Then a page may be short, also when it is not the last.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<CodePage> PageAsync(CouponPool pool, int after, int most, CouponState? state, CancellationToken cancellationToken)
    {
        RequireMost(most);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        List<Coupon> coupons = [];
        var next = after;
        for (var looked = 0; next < pool.Total && coupons.Count < most && looked < MaxLooked;)
        {
            // Where each number is stored is known: no query.
            var numbers = Enumerable.Range(next + 1, Math.Min(state is null ? most : PageKeys, pool.Total - next)).ToList();
            var rows = await _calls.GetAllAsync(numbers.Select(number => Rows.Code(pool.Id, number)), cancellationToken);
            foreach (var number in numbers)
            {
                if (coupons.Count == most)
                    break;
                next = number;
                var key = Rows.Code(pool.Id, number);
                if (rows.TryGetValue((key[CouponAttributes.Pk].S, key[CouponAttributes.Sk].S), out var row) && Rows.CouponOf(row) is { } coupon
                    && (state is null || coupon.State == state))
                    coupons.Add(coupon);
            }

            looked += numbers.Count;
        }

        return new(coupons, next < pool.Total ? next : null);
    }

    /// <summary>All codes of a pool in order of their numbers, as they are while it goes through them. For one that is not ready, those that are written.</summary>
    public async IAsyncEnumerable<Coupon> AllAsync(CouponPool pool, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var shards = Enumerable.Range(0, CouponTable.Shards)
            .Select(shard => _calls.QueryAsync(Rows.CodePk(pool.Id, shard), "", null, null, cancellationToken).GetAsyncEnumerator(cancellationToken)).ToList();
        try
        {
            // Number n is in part n mod 16, so the next one is always at the head of the next part.
            var ended = 0;
            var more = new bool[shards.Count];
            for (var i = 0; i < shards.Count; i++)
            {
                more[i] = await shards[i].MoveNextAsync();
                ended += more[i] ? 0 : 1;
            }

            for (var number = 1; ended < shards.Count; number++)
            {
                var shard = number % CouponTable.Shards;
                if (!more[shard] || Rows.CouponOf(shards[shard].Current) is not { } coupon || coupon.Number != number)
                    continue;

                yield return coupon;
                more[shard] = await shards[shard].MoveNextAsync();
                ended += more[shard] ? 0 : 1;
            }
        }
        finally
        {
            foreach (var shard in shards)
                await shard.DisposeAsync();
        }
    }

    private async Task<IReadOnlyCollection<Attributes>> CountsAsync(string pk, CancellationToken cancellationToken) =>
        (await _calls.GetAllAsync(Enumerable.Range(0, CouponTable.Shards).Select(shard => Rows.Count(pk, shard)), cancellationToken)).Values;

    private static long Sum(IEnumerable<Attributes> counts, string count) => counts.Sum(item => item.GetNumber(count));

    private static Attributes KeyOf(Attributes item) => Rows.Key(item[CouponAttributes.Pk].S, item[CouponAttributes.Sk].S);

    private static void RequireMost(int most)
    {
        if (most is < 1 or > PageKeys)
            throw new ArgumentOutOfRangeException(nameof(most), most, $"From 1 to {PageKeys}.");
    }

    private static string CursorOf(Attributes last) => Base64Url.EncodeToString(
        JsonSerializer.SerializeToUtf8Bytes(new[] { last[CouponAttributes.Pk].S, last[CouponAttributes.Sk].S, last[CouponAttributes.IssuedAt].S }));

    private static Attributes? StartOf(string customerId, string? cursor)
    {
        if (cursor is not { Length: > 0 and <= 1000 } || !Base64Url.IsValid(cursor))
            return null;

        try
        {
            if (JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(cursor)) is not [{ Length: > 0 } pk, { Length: > 0 } sk, { Length: > 0 } issuedAt])
                return null;
            var start = Rows.Key(pk, sk);
            start[CouponAttributes.UserId] = Rows.Text(customerId);
            start[CouponAttributes.IssuedAt] = Rows.Text(issuedAt);
            return start;
        }
        catch (JsonException)
        {
            return null;
        }
    }
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
