using System.Diagnostics.Metrics;
using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing.Outbox;
using Clubshop.Admin.MasterData.Publishing.Verification;
using Clubshop.Admin.SignIn.Circuits;

namespace Clubshop.Admin.Operations.Figures;

/// <summary>
/// What is observed of this instance rather than counted: asked for only when somebody looks. Ages are in seconds and 0 where nothing waits, so that an
/// alarm needs no rule for missing values.
/// </summary>
internal sealed class PortalGauges : IHostedService
{
    public const string Circuits = "clubshop.circuits";
    public const string OutboxDepth = "clubshop.outbox.depth";
    public const string OutboxAge = "clubshop.outbox.age";
    public const string IndexLag = "clubshop.index.lag";
    public const string IndexRows = "clubshop.index.rows";
    public const string JobsOpen = "clubshop.jobs.open";
    public const string JobsRunning = "clubshop.jobs.running";
    public const string JobsAge = "clubshop.jobs.age";
    public const string CacheHits = "clubshop.cache.hits";
    public const string CacheMisses = "clubshop.cache.misses";
    public const string Degraded = "clubshop.dependencies.degraded";

    /// <summary>Tag: the table of an index.</summary>
    public const string Table = "table";

    /// <summary>Tag: the number of a cache node, from 1, in the order of the page Cache.</summary>
    public const string Node = "node";

    public PortalGauges(
        IMeterFactory meters, CircuitCount circuits, PublishingStatus publishing, IEnumerable<IRecordIndex> indexes, JobHub jobs, NodeMonitor nodes, Readiness readiness,
        TimeProvider time)
    {
        var all = indexes.ToList();
        var meter = meters.Create(PortalMeter.Name);
        double Age(DateTimeOffset? since) => since is { } at ? Math.Max(0, (time.GetUtcNow() - at).TotalSeconds) : 0;

        meter.CreateObservableGauge(Circuits, () => circuits.All, "{circuit}", "Open pages of this instance.");
        meter.CreateObservableGauge(OutboxDepth, () => publishing.Pending.Count, "{record}", "Records with changes that wait for the cache, of all instances.");
        meter.CreateObservableGauge(OutboxAge, () => Age(publishing.Pending.Count > 0 ? publishing.Pending[0].Since : null), "s", "Age of the oldest change that waits for the cache.");
        meter.CreateObservableGauge(
            IndexLag, () => all.Select(index => new Measurement<double>(Age(index.CurrentAt), new KeyValuePair<string, object?>(Table, NameOf(index)))), "s", "Time since an index was known to be complete.");
        meter.CreateObservableGauge(
            IndexRows, () => all.Select(index => new Measurement<int>(index.Count, new KeyValuePair<string, object?>(Table, NameOf(index)))), "{row}", "Rows of an index in memory.");
        meter.CreateObservableGauge(JobsOpen, () => jobs.AllOpen.Count, "{job}", "Open jobs of all instances.");
        meter.CreateObservableGauge(JobsRunning, () => jobs.Running, "{job}", "Jobs that run on this instance.");
        meter.CreateObservableGauge(JobsAge, () => Age(jobs.AllOpen.Oldest), "s", "Age of the oldest open job.");
        meter.CreateObservableCounter(CacheHits, () => Of(nodes, stats => stats.Hits), "{read}", "Readings that found a value, by node since its start; of all readers.");
        meter.CreateObservableCounter(CacheMisses, () => Of(nodes, stats => stats.Misses), "{read}", "Readings that found none, by node since its start; of all readers.");
        meter.CreateObservableGauge(Degraded, () => readiness.Report().Dependencies.Count(one => one.State == DependencyState.Degraded), "{dependency}", "Dependencies that do not answer.");
    }

    // Made by the host at its start, which is all that it needs.
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal static string NameOf(IRecordIndex index) => index.Table.Name.ToLowerInvariant();

    private static IEnumerable<Measurement<long>> Of(NodeMonitor nodes, Func<Aws.Memcached.NodeStats, long> figure) => nodes.Nodes
        .Select((node, at) => (node.Stats, Number: at + 1)).Where(one => one.Stats is not null)
        .Select(one => new Measurement<long>(figure(one.Stats!), new KeyValuePair<string, object?>(Node, one.Number)));
}
