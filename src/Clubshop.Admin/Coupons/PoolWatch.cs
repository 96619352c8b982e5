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
/// The live offers of whose codes as many as the warning level or fewer are left. Looked for by <see cref="PoolWatcher"/> once for all pages of this
/// instance, in a bounded number of reads: the list of the offers that have pools, and of those that are live the settings and counts.
/// </summary>
public sealed class PoolWatch
{
    /// <summary>Most offers looked at in one round; of more, each round takes the next ones.</summary>
    public const int MostOffers = 200;

    private const string ListPk = "POOLED";
    private const int Parallel = 4;

    private readonly CouponLedger _ledger;
    private readonly RecordIndex<OfferRow> _index;
    private readonly OfferService _offers;
    private readonly TableReader _reader;
    private readonly UnauditedWriter _unaudited;
    private readonly TimeProvider _time;
    private volatile IReadOnlyList<LowStock> _found = [];
    private int _turn;

    internal PoolWatch(CouponLedger ledger, RecordIndex<OfferRow> index, OfferService offers, TableReader reader, UnauditedWriter unaudited, TimeProvider time) =>
        (_ledger, _index, _offers, _reader, _unaudited, _time) = (ledger, index, offers, reader, unaudited, time);

    /// <summary>Those whose coupons the person may change, the emptiest first.</summary>
    public IReadOnlyList<LowStock> Of(Actor actor) => [.. _found.Where(low => _offers.MayEdit(actor, low.Row))];

    /// <summary>Notes that an offer has pools. One that has none any more is looked at in vain, and nothing else.</summary>
    internal Task AddAsync(string offerId, CancellationToken cancellationToken) =>
        _unaudited.PutAsync(Table.Coupons, new Item(ListPk, offerId), null, cancellationToken);

    /// <summary>Looks again.</summary>
    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        List<OfferRow> live = [];
        await foreach (var item in _reader.QueryAllAsync(new(Table.Coupons, ListPk), cancellationToken))
        {
            if (_index.Find(item.Sk) is { } row && row.PhaseAt(now) == Phase.Live)
                live.Add(row);
        }

        var (start, before) = (live.Count > MostOffers ? _turn % live.Count : 0, _found.ToDictionary(low => low.Row.Id, StringComparer.Ordinal));
        List<OfferRow> looked = [.. Enumerable.Range(0, Math.Min(live.Count, MostOffers)).Select(n => live[(start + n) % live.Count])];
        _turn = start + looked.Count;

        var low = new System.Collections.Concurrent.ConcurrentBag<LowStock>();
        await System.Threading.Tasks.Parallel.ForEachAsync(looked, new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken }, async (row, stop) =>
        {
            var stock = await _ledger.StockAsync(row.Id, stop);
            if (stock.IsLow)
                low.Add(new(row, stock.Left, stock.Settings.WarnAt, before.TryGetValue(row.Id, out var known) ? known.Since : now));
        });

        var (lookedAt, stillLive) = (looked.Select(row => row.Id).ToHashSet(StringComparer.Ordinal), live.Select(row => row.Id).ToHashSet(StringComparer.Ordinal));
        _found = [.. _found.Where(known => !lookedAt.Contains(known.Row.Id) && stillLive.Contains(known.Row.Id)).Concat(low).OrderBy(one => one.Left).ThenBy(one => one.Row.Id, StringComparer.Ordinal)];
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
