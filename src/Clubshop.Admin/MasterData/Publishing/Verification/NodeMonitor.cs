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
/// <param name="Stats">What it counts of itself; the last known where it does not answer, null where it never did.</param>
/// <param name="At">When the counts were read.</param>
/// <param name="HitRates">Share of its gets that found something, minute by minute of the last hour, the newest last; null for a minute without gets.</param>
public sealed record NodeView(string Address, NodeState State, NodeStats? Stats, DateTimeOffset? At, IReadOnlyList<double?> HitRates);

/// <summary>
/// Looks after the nodes: their health and counts every two seconds, the generations' copies, and that a node that was started again is
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

    private readonly Dictionary<string, Watched> _watched = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<NodeView> _views = [];
    private string? _members;

    /// <summary>The nodes, as of the last look.</summary>
    public IReadOnlyList<NodeView> Nodes => _views.Count > 0
        ? [.. _views.Select(view => view with { State = cluster.Nodes.FirstOrDefault(node => node.Address == view.Address)?.State ?? view.State })]
        : [.. cluster.Nodes.Select(node => new NodeView(node.Address, node.State, null, null, []))];

    /// <summary>One look.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var nodes = cluster.Nodes;
        var started = await Task.WhenAll(nodes.Select(node => LookAsync(node, cancellationToken)));
        _views = [.. nodes.Select(node => _watched[node.Address].View(node))];
        await KnowMembersAsync(nodes, cancellationToken);
        await generations.PutAllRightAsync(cancellationToken);
        if (started.Any(again => again))
        {
            verifier.Hurry();
            sweeper.Call();
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var called = new SemaphoreSlim(0);
        void Called(object? sender, EventArgs args)
        {
            sweeper.Call();
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
                    await LookAsync(stoppingToken);
                    failing = false;
                }
#pragma warning disable CA1031 // Whatever it was, the next look may succeed; told once.
                catch (Exception cause) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    if (!failing)
                        LogBlind(logger, cause);
                    failing = true;
                }

                // A node that comes back is looked at there and then: without generations readers can ask it nothing.
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

    // Whether the node was started again, or answers again: then it may lack what it should have.
    private async Task<bool> LookAsync(MemcachedNode node, CancellationToken cancellationToken)
    {
        Watched watched;
        lock (_watched)
            watched = _watched.TryGetValue(node.Address, out var known) ? known : _watched[node.Address] = new();

        try
        {
            return watched.Take(await node.StatsAsync(cancellationToken), time.GetUtcNow());
        }
        catch (MemcachedException)
        {
            watched.Silent();
            return false;
        }
    }

    // Another set of nodes: keys have moved, and would be found old should they move back. One increment of each kind leaves them behind.
    private async Task KnowMembersAsync(IReadOnlyList<MemcachedNode> nodes, CancellationToken cancellationToken)
    {
        var members = string.Join(' ', nodes.Select(node => node.Address));
        if (nodes.Count == 0 || members == _members) // none: the configuration endpoint has not told them yet, which is no change
            return;

        var stored = await reader.ReadAsync(NodesKey, cancellationToken);
        if (stored?.GetString("nodes") != members)
        {
            if (stored is not null)
            {
                await invalidation.RaiseAsync(kinds.All, Actor.System, Ids.New(time), "the cache has other nodes", cancellationToken);
                LogMembers(logger, members);
            }

            await unaudited.PutAsync(Table.System, new Item(NodesKey.Pk).Set("nodes", members).Set("at", time.GetUtcNow()), null, cancellationToken);
            verifier.Hurry();
        }

        _members = members;
    }

    private sealed class Watched
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
            var again = _stats is null || _silent || stats.Uptime < _stats.Uptime || pid(stats) != pid(_stats);
            (_stats, _at, _silent) = (stats, now, false);
            if (_minute is null || again || now < _minuteAt)
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

            return again;
        }

        public void Silent() => _silent = true;

        public NodeView View(MemcachedNode node) => new(node.Address, node.State, _stats, _at, [.. _rates]);
    }

    [LoggerMessage(EventId = 2114, Level = LogLevel.Warning, Message = "The cache's nodes and generations cannot be looked after; trying again.")]
    private static partial void LogBlind(ILogger logger, Exception cause);

    [LoggerMessage(EventId = 2115, Level = LogLevel.Information, Message = "The cache has other nodes now, {Nodes}; everything in it was invalidated.")]
    private static partial void LogMembers(ILogger logger, string nodes);
}
