using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing.Outbox;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Operations.Figures;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.SignIn.Circuits;
using Clubshop.Admin.Staff;
using Clubshop.Aws.Watching;

namespace Clubshop.Admin.Operations;

/// <summary>How the instance that answers is doing, for Administrators; from memory.</summary>
public sealed class OperationsService
{
    private const int LatencyMinutes = 5;

    private readonly Readiness _readiness;
    private readonly FigureBook _book;
    private readonly CircuitCount _circuits;
    private readonly PublishingStatus _publishing;
    private readonly List<IRecordIndex> _indexes;
    private readonly JobHub _jobs;
    private readonly TimeProvider _time;

    internal OperationsService(
        Readiness readiness, FigureBook book, CircuitCount circuits, PublishingStatus publishing, IEnumerable<IRecordIndex> indexes, JobHub jobs, TimeProvider time)
    {
        (_readiness, _book, _circuits, _publishing, _jobs, _time) = (readiness, book, circuits, publishing, jobs, time);
        _indexes = [.. indexes];
    }

    /// <summary>Reads the figures.</summary>
    public Result<OperationsView> Read(Actor actor)
    {
        if (actor.Refuse(Permission.SeeOperations) is { } refused)
            return refused;

        var now = _time.GetUtcNow();
        var pending = _publishing.Pending;
        var open = _jobs.AllOpen;
        var capacity = _book.Read(AwsMeters.Capacity.Name);
        var (hits, misses) = (Sum(PortalGauges.CacheHits), Sum(PortalGauges.CacheMisses));
        return new OperationsView
        {
            At = now,
            Instance = L[$"{Environment.MachineName}, process {Environment.ProcessId}"],
            StartedAt = _book.Since,
            Build = BuildInfo.Current,
            Report = _readiness.Report(),
            Circuits = _circuits.All,
            Typical = _book.Quantile(InteractionMeter.Name, 0.5, LatencyMinutes),
            Slowest = _book.Quantile(InteractionMeter.Name, 0.99, LatencyMinutes),
            Waiting = pending.Count,
            WaitingFor = pending.Count > 0 ? now - pending[0].Since : TimeSpan.Zero,
            Behind = _indexes.TrueForAll(index => index.CurrentAt is not null) ? _indexes.Max(index => now - index.CurrentAt) ?? TimeSpan.Zero : null,
            Jobs = open.Count,
            JobsFor = open.Oldest is { } oldest ? now - oldest : TimeSpan.Zero,
            HitRate = hits + misses > 0 ? hits / (hits + misses) : null,
            SignIns = _book.Read(SignInMeter.Name),
            Sends = _book.Read(SendMeter.Name),
            Tables = Tables(capacity),
            Reads = PerMinute(capacity, " read"),
            Writes = PerMinute(capacity, " write"),
        };
    }

    private double Sum(string instrument) => _book.Read(instrument).Sum(figure => figure.Sum);

    private List<TableUse> Tables(IReadOnlyList<Figure> capacity)
    {
        var throttles = _book.Read(AwsMeters.Throttles.Name).ToDictionary(figure => figure.Tag, figure => figure.Sum, StringComparer.Ordinal);
        double Of(string table, string kind) => capacity.FirstOrDefault(figure => figure.Tag == table + kind)?.Sum ?? 0;
        return
        [
            .. capacity.Select(figure => figure.Tag.Split(' ')[0]).Concat(throttles.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(table => new TableUse(table, Of(table, " read"), Of(table, " write"), throttles.GetValueOrDefault(table))),
        ];
    }

    private static double[] PerMinute(IReadOnlyList<Figure> capacity, string kind)
    {
        var sums = new double[FigureBook.Minutes];
        foreach (var figure in capacity.Where(figure => figure.Tag.EndsWith(kind, StringComparison.Ordinal)))
        {
            for (var minute = 0; minute < sums.Length; minute++)
                sums[minute] += figure.Minutes[minute];
        }

        return sums;
    }
}
