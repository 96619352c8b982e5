using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData.Publishing.Cache;
using Clubshop.Admin.MasterData.Publishing.Outbox;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Aws.Memcached;

namespace Clubshop.Admin.MasterData.Publishing.Verification;

/// <summary>A node as the pages show it.</summary>
/// <param name="Address">Where it listens.</param>
/// <param name="State">Whether it answers, since when, and what went wrong last.</param>
/// <param name="Stats">Its own counters; the last known ones while it does not answer, null before its first answer.</param>
/// <param name="At">When the counters were read.</param>
/// <param name="HitRates">Hit rate (0 to 1) of each minute of the last hour, newest last; null for a minute without gets.</param>
public sealed record NodeView(string Address, NodeState State, NodeStats? Stats, DateTimeOffset? At, IReadOnlyList<double?> HitRates);

/// <summary>
/// Monitors the nodes: reads their health and counters every two seconds, repairs the copies of the generations, and has a restarted node
/// filled again.
/// </summary>
internal sealed partial class NodeMonitor(
    MemcachedCluster cluster, Generations generations, CacheInvalidation invalidation, OutboxSweeper sweeper, CacheVerifier verifier, PublishedKinds kinds, TableReader reader, UnauditedWriter unaudited,
    TimeProvider time, ILogger<NodeMonitor> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly ItemKey NodesKey = new(Table.System, "CACHE#NODES");
    private const int Minutes = 60;

    private readonly Dictionary<string, NodeHistory> _histories = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<NodeView> _views = [];
    private string? _members;

    /// <summary>The nodes, as of the last check.</summary>
    public IReadOnlyList<NodeView> Nodes => _views.Count > 0
        ? [.. _views.Select(view => view with { State = cluster.Nodes.FirstOrDefault(node => node.Address == view.Address)?.State ?? view.State })]
        : [.. cluster.Nodes.Select(node => new NodeView(node.Address, node.State, null, null, []))];

    /// <summary>Checks all nodes once.</summary>
    internal async Task CheckAsync(CancellationToken cancellationToken)
    {
        var nodes = cluster.Nodes;
        var started = await Task.WhenAll(nodes.Select(node => CheckAsync(node, cancellationToken)));
        _views = [.. nodes.Select(node => _histories[node.Address].View(node))];
        await CheckMembersAsync(nodes, cancellationToken);
        await generations.RepairAllAsync(cancellationToken);
        if (started.Any(restarted => restarted))
        {
            verifier.StartFastRound();
            sweeper.Wake();
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var called = new SemaphoreSlim(0);
        void Called(object? sender, EventArgs args)
        {
            sweeper.Wake();
            called.Release();
        }

        cluster.NodeStateChanged += Called;
        var failing = false;
        try
        {
            while (true)
            {
                try
                {
                    await CheckAsync(stoppingToken);
                    failing = false;
                }
#pragma warning disable CA1031 // The next check may succeed; logged once.
                catch (Exception cause) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    if (!failing)
                        LogCheckFailed(logger, cause);
                    failing = true;
                }

                // A node that comes back is checked at once: without generations readers find nothing on it.
                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                await Task.WhenAny(Task.Delay(Interval, time, waiting.Token), called.WaitAsync(waiting.Token));
                await waiting.CancelAsync();
                stoppingToken.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException)
        {
            // The portal stops.
        }
        finally
        {
            cluster.NodeStateChanged -= Called;
        }
    }

    // Whether the node was restarted, or answers again: then it may lack values.
    private async Task<bool> CheckAsync(MemcachedNode node, CancellationToken cancellationToken)
    {
        NodeHistory history;
        lock (_histories)
            history = _histories.TryGetValue(node.Address, out var known) ? known : _histories[node.Address] = new();

        try
        {
            return history.Take(await node.StatsAsync(cancellationToken), time.GetUtcNow());
        }
        catch (MemcachedException)
        {
            history.MarkSilent();
            return false;
        }
    }

    // With another set of nodes keys have moved, and would be found outdated should they move back. Raising each generation makes them unreachable.
    private async Task CheckMembersAsync(IReadOnlyList<MemcachedNode> nodes, CancellationToken cancellationToken)
    {
        var members = string.Join(' ', nodes.Select(node => node.Address));
        if (nodes.Count == 0 || members == _members) // no nodes: the configuration endpoint has not answered yet, which is not a change
            return;

        var stored = await reader.ReadAsync(NodesKey, cancellationToken);
        if (stored?.GetString("nodes") != members)
        {
            if (stored is not null)
            {
                await invalidation.RaiseAsync(kinds.All, Actor.System, Ids.New(time), "the set of cache nodes changed", cancellationToken);
                LogNodesChanged(logger, members);
            }

            await unaudited.PutAsync(Table.System, new Item(NodesKey.Pk).Set("nodes", members).Set("at", time.GetUtcNow()), null, cancellationToken);
            verifier.StartFastRound();
        }

        _members = members;
    }

    private sealed class NodeHistory
    {
        private readonly List<double?> _rates = [];
        private NodeStats? _stats;
        private NodeStats? _minute;
        private DateTimeOffset? _at;
        private DateTimeOffset _minuteAt;
        private bool _silent;

        public bool Take(NodeStats stats, DateTimeOffset now)
        {
            var pid = (NodeStats of) => of.All.GetValueOrDefault("pid");
            var restarted = _stats is null || _silent || stats.Uptime < _stats.Uptime || pid(stats) != pid(_stats);
            (_stats, _at, _silent) = (stats, now, false);
            if (_minute is null || restarted || now < _minuteAt)
            {
                (_minute, _minuteAt) = (stats, now);
            }
            else if (now - _minuteAt >= Minute)
            {
                var (hits, misses) = (stats.Hits - _minute.Hits, stats.Misses - _minute.Misses);
                _rates.Add(hits + misses > 0 ? (double)hits / (hits + misses) : null);
                if (_rates.Count > Minutes)
                    _rates.RemoveAt(0);
                (_minute, _minuteAt) = (stats, now);
            }

            return restarted;
        }

        public void MarkSilent() => _silent = true;

        public NodeView View(MemcachedNode node) => new(node.Address, node.State, _stats, _at, [.. _rates]);
    }

    [LoggerMessage(EventId = 2114, Level = LogLevel.Warning, Message = "Checking the cache nodes failed; retrying.")]
    private static partial void LogCheckFailed(ILogger logger, Exception cause);

    [LoggerMessage(EventId = 2115, Level = LogLevel.Information, Message = "The cache nodes changed to {Nodes}; everything was invalidated.")]
    private static partial void LogNodesChanged(ILogger logger, string nodes);
}
