using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons;

/// <summary>An offer of which few codes are left, or none.</summary>
/// <param name="Row">The offer.</param>
/// <param name="Left">Codes left.</param>
/// <param name="WarnAt">The warning level.</param>
/// <param name="Since">Since when it is known to this instance (UTC).</param>
public sealed record LowStock(OfferRow Row, long Left, int WarnAt, DateTimeOffset Since);

/// <summary>
/// What is left of the codes of offers that have pools, and the live ones among them of which as many as the warning level or fewer are left. Looked for by
/// <see cref="PoolWatcher"/> once for all pages of this instance, in a bounded number of reads: the list of the offers that have pools, and of the live
/// ones and some others the settings and counts. What a page reads of an offer in between is taken from there.
/// </summary>
public sealed class PoolWatch : IOfferStocks
{
    /// <summary>Most live offers looked at in one round; of more, each round takes the next ones.</summary>
    public const int MostOffers = 200;

    /// <summary>Most of those looked at that are not live, and nobody waits for.</summary>
    public const int MostOthers = 50;

    private const string ListPk = "POOLED";
    private const string Shared = "shared";
    private const string GoneSince = "goneSince";
    private const int Parallel = 4;

    private readonly CouponLedger _ledger;
    private readonly RecordIndex<OfferRow> _index;
    private readonly OfferService _offers;
    private readonly TableReader _reader;
    private readonly UnauditedWriter _unaudited;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, OfferStock> _stocks = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<LowStock> _found = [];
    private int _turn;
    private int _othersTurn;

    internal PoolWatch(CouponLedger ledger, RecordIndex<OfferRow> index, OfferService offers, TableReader reader, UnauditedWriter unaudited, TimeProvider time) =>
        (_ledger, _index, _offers, _reader, _unaudited, _time) = (ledger, index, offers, reader, unaudited, time);

    /// <summary>Those whose coupons the person may change, the emptiest first.</summary>
    public IReadOnlyList<LowStock> Of(Actor actor) => [.. _found.Where(low => _offers.MayEdit(actor, low.Row))];

    /// <inheritdoc/>
    public OfferStock? Of(string offerId) => _stocks.TryGetValue(offerId, out var stock) ? stock : null;

    /// <inheritdoc/>
    public IEnumerable<string> OfferIds => _stocks.Select(pair => pair.Key);

    /// <summary>Takes what somebody has read anyway.</summary>
    internal void Saw(string offerId, CouponStock stock)
    {
        if (stock.Settings.Mode == CouponMode.Pools)
            _stocks[offerId] = new(stock.Left, stock.IsLow);
        else
            _stocks.TryRemove(offerId, out _);
    }

    /// <summary>Notes that an offer has coupons. One that has none any more is looked at in vain, and nothing else.</summary>
    /// <param name="offerId">The offer.</param>
    /// <param name="shared">All its customers share one code, so that there is no stock to look at.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal Task AddAsync(string offerId, bool shared, CancellationToken cancellationToken) =>
        _unaudited.PutAsync(Table.Coupons, new Item(ListPk, offerId).Set(Shared, shared ? true : null), null, cancellationToken);

    /// <summary>All offers that have coupons, or had, with the time at which each was first found deleted or missing (UTC); null while it is there.</summary>
    internal async IAsyncEnumerable<(string OfferId, DateTimeOffset? GoneSince)> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in _reader.QueryAllAsync(new(Table.Coupons, ListPk), cancellationToken))
            yield return (item.Sk, item.GetTime(GoneSince));
    }

    /// <summary>Notes since when an offer is deleted or missing; null once it is there again.</summary>
    internal async Task MarkAsync(string offerId, DateTimeOffset? goneSince, CancellationToken cancellationToken)
    {
        if (await _reader.ReadAsync(new(Table.Coupons, ListPk, offerId), cancellationToken) is { } item)
            await _unaudited.PutAsync(Table.Coupons, item.Copy().Set(GoneSince, goneSince), null, cancellationToken);
    }

    /// <summary>An offer has nothing of coupons any more.</summary>
    internal Task DropAsync(string offerId, CancellationToken cancellationToken) => _unaudited.DeleteAsync(new(Table.Coupons, ListPk, offerId), null, cancellationToken);

    /// <summary>The live offers that have pools, or had some.</summary>
    internal async Task<IReadOnlyList<OfferRow>> LiveAsync(CancellationToken cancellationToken) => (await PooledAsync(cancellationToken)).Live;

    /// <summary>Those of the offers that give coupons from pools and have no code left.</summary>
    internal async Task<IReadOnlyList<OfferRow>> EmptyAsync(IEnumerable<OfferRow> offers, CancellationToken cancellationToken)
    {
        var empty = new ConcurrentBag<OfferRow>();
        await System.Threading.Tasks.Parallel.ForEachAsync(offers, new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken }, async (row, stop) =>
        {
            if (await _ledger.StockAsync(row.Id, stop) is { Settings.Mode: CouponMode.Pools, Left: 0 })
                empty.Add(row);
        });
        return [.. empty];
    }

    /// <summary>Looks again.</summary>
    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var (live, others) = await PooledAsync(cancellationToken);
        var before = _found.ToDictionary(low => low.Row.Id, StringComparer.Ordinal);
        List<OfferRow> looked = [.. Turn(live, MostOffers, ref _turn)], beside = [.. Turn(others, MostOthers, ref _othersTurn)];

        var low = new ConcurrentBag<LowStock>();
        await System.Threading.Tasks.Parallel.ForEachAsync(looked.Concat(beside), new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken }, async (row, stop) =>
        {
            var stock = await _ledger.StockAsync(row.Id, stop);
            Saw(row.Id, stock);
            if (stock.IsLow && row.PhaseAt(now) == Phase.Live)
                low.Add(new(row, stock.Left, stock.Settings.WarnAt, before.TryGetValue(row.Id, out var known) ? known.Since : now));
        });

        var (lookedAt, stillLive) = (looked.Select(row => row.Id).ToHashSet(StringComparer.Ordinal), live.Select(row => row.Id).ToHashSet(StringComparer.Ordinal));
        _found = [.. _found.Where(known => !lookedAt.Contains(known.Row.Id) && stillLive.Contains(known.Row.Id)).Concat(low).OrderBy(one => one.Left).ThenBy(one => one.Row.Id, StringComparer.Ordinal)];

        var kept = live.Concat(others).Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var id in _stocks.Keys.Where(id => !kept.Contains(id)))
            _stocks.TryRemove(id, out _);
    }

    private async Task<(List<OfferRow> Live, List<OfferRow> Others)> PooledAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        List<OfferRow> live = [], others = [];
        await foreach (var item in _reader.QueryAllAsync(new(Table.Coupons, ListPk), cancellationToken))
        {
            if (!item.GetBool(Shared) && _index.Find(item.Sk) is { Status: not (EditorialStatus.Archived or EditorialStatus.Deleted) } row)
                (row.PhaseAt(now) == Phase.Live ? live : others).Add(row);
        }

        return (live, others);
    }

    // Some of them, and in the next round those that follow.
    private static IEnumerable<OfferRow> Turn(List<OfferRow> rows, int most, ref int turn)
    {
        var start = rows.Count > most ? turn % rows.Count : 0;
        turn = start + Math.Min(rows.Count, most);
        return Enumerable.Range(start, Math.Min(rows.Count, most)).Select(n => rows[n % rows.Count]);
    }
}

/// <summary>Keeps the <see cref="PoolWatch"/> up to date: a look every minute, once the catalog is loaded.</summary>
internal sealed partial class PoolWatcher(PoolWatch watch, RecordIndex<OfferRow> index, TimeProvider time, ILogger<PoolWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failed = false;
        try
        {
            await index.WhenReadyAsync(stoppingToken);
            using var timer = new PeriodicTimer(Interval, time);
            do
            {
                failed = !await TryAsync(failed, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The portal stops.
        }
    }

    private async Task<bool> TryAsync(bool failedBefore, CancellationToken stopping)
    {
        try
        {
            await watch.RefreshAsync(stopping);
            return true;
        }
#pragma warning disable CA1031 // Looking goes on after any failure; what is known stays, and the log has the first cause.
        catch (Exception cause) when (cause is not OperationCanceledException)
#pragma warning restore CA1031
        {
            if (!failedBefore)
                LogNotLooked(logger, cause);
            return false;
        }
    }

    [LoggerMessage(EventId = 5050, Level = LogLevel.Warning, Message = "The stock of coupons could not be read; the dashboard shows what was known before.")]
    private static partial void LogNotLooked(ILogger logger, Exception cause);
}
