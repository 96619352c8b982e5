using Clubshop.Aws.Memcached.Wire;
using Microsoft.Extensions.Logging;

namespace Clubshop.Aws.Memcached;

/// <summary>
/// One logical cache over its nodes: each key is owned by one of them (<see cref="NodeOf"/>), also while that one is down. Thread safe;
/// one per process. Exceptions are those of <see cref="MemcachedNode"/>. Connections are opened when they are first needed.
/// </summary>
public sealed class MemcachedCluster : IAsyncDisposable
{
    private readonly Func<NodeAddress, MemcachedNode> _make;
    private readonly MemcachedOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Discovery? _discovery;
    private Members? _members;

    /// <summary>Makes the cache; nothing is connected yet.</summary>
    /// <param name="options">Checked options with at least one node.</param>
    /// <param name="time">Time-outs, pauses and states go by it.</param>
    /// <param name="logger">Where nodes that come and go are logged.</param>
    public MemcachedCluster(MemcachedOptions options, TimeProvider time, ILogger<MemcachedCluster> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _time) = (options, time);
        var dialer = new Dialer(options, time);
        _make = address =>
        {
            var link = new NodeLink(address, dialer, options, time, logger) { StateChanged = () => NodeStateChanged?.Invoke(this, EventArgs.Empty) };
            return new MemcachedNode(address, link, options);
        };
        List<NodeAddress> addresses = [.. options.Nodes.Select(node => NodeAddress.TryParse(node)
            ?? throw new ArgumentException($"{node} is not host:port.", nameof(options)))];
        ArgumentOutOfRangeException.ThrowIfZero(addresses.Count, nameof(options));
        if (options.Discovers)
            _discovery = new Discovery(addresses[0], dialer, options, time, logger, Adopt);
        else
            Adopt(addresses);
    }

    /// <summary>Raised after the members changed (auto-discovery). Whoever listens and lives shorter than the cluster stops listening.</summary>
    public event EventHandler? NodesChanged;

    /// <summary>Raised after a node came up or went down (its <see cref="MemcachedNode.State"/> has it); on any thread, for short handlers.</summary>
    public event EventHandler? NodeStateChanged;

    /// <summary>The members now, in order of address; empty until a configuration endpoint has named them.</summary>
    public IReadOnlyList<MemcachedNode> Nodes => Volatile.Read(ref _members)?.Nodes ?? [];

    /// <summary>Why the configuration endpoint does not name the nodes, in words; null if it does, or if there is no such endpoint.</summary>
    public string? DiscoveryProblem => _discovery?.Problem;

    /// <summary>The node that owns a key.</summary>
    /// <exception cref="ArgumentException">memcached does not allow the key.</exception>
    /// <exception cref="MemcachedUnavailableException">The nodes are not known yet; the operations wait for them.</exception>
    public MemcachedNode NodeOf(string key) => (Volatile.Read(ref _members) ?? throw _discovery!.NotKnown()).OwnerOf(CacheKey.Bytes(key));

    /// <summary>Gets a value; null is a miss.</summary>
    public async Task<CacheItem?> GetAsync(string key, CancellationToken ct) => await (await OwnerAsync(key, ct)).GetAsync(key, ct);

    /// <summary>
    /// Gets many values, from all their nodes at once; what is missing in the answer is a miss. If one of the nodes does not answer,
    /// the whole call fails: its keys are not misses.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, CacheItem>> GetManyAsync(IReadOnlyCollection<string> keys, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var members = await MembersAsync(ct);
        var parts = await Task.WhenAll(keys.Distinct()
            .GroupBy(key => members.OwnerOf(CacheKey.Bytes(key)))
            .Select(owned => owned.Key.GetManyAsync([.. owned], ct)));
        return parts is [var only] ? only : parts.SelectMany(part => part).ToDictionary();
    }

    /// <summary>Stores a value.</summary>
    public async Task<StoreOutcome> StoreAsync(string key, ReadOnlyMemory<byte> value, StoreOptions options, CancellationToken ct) =>
        await (await OwnerAsync(key, ct)).StoreAsync(key, value, options, ct);

    /// <inheritdoc cref="MemcachedNode.DeleteAsync"/>
    public async Task<bool> DeleteAsync(string key, ulong? cas, CancellationToken ct) => await (await OwnerAsync(key, ct)).DeleteAsync(key, cas, ct);

    /// <inheritdoc cref="MemcachedNode.TouchAsync"/>
    public async Task<bool> TouchAsync(string key, TimeSpan? lifetime, CancellationToken ct) =>
        await (await OwnerAsync(key, ct)).TouchAsync(key, lifetime, ct);

    /// <inheritdoc cref="MemcachedNode.IncrementAsync"/>
    public async Task<ulong> IncrementAsync(string key, ulong by, ulong initial, TimeSpan? lifetime, CancellationToken ct) =>
        await (await OwnerAsync(key, ct)).IncrementAsync(key, by, initial, lifetime, ct);

    /// <summary>Takes these as the members. A node that stays keeps its connections; one that left ends what is under way first.</summary>
    internal void Adopt(IReadOnlyList<NodeAddress> addresses)
    {
        List<MemcachedNode> left;
        lock (_gate)
        {
            var before = Nodes;
            if (addresses.ToHashSet().SetEquals(before.Select(node => node.Endpoint)))
                return;
            left = [.. before.Where(node => !addresses.Contains(node.Endpoint))];
            var now = addresses.Select(address => before.FirstOrDefault(node => node.Endpoint == address) ?? _make(address)).ToList();
            Volatile.Write(ref _members, new Members(now));
        }

        NodesChanged?.Invoke(this, EventArgs.Empty);
        foreach (var node in left)
            _ = RetireAsync(node);
    }

    private async ValueTask<MemcachedNode> OwnerAsync(string key, CancellationToken ct) => (await MembersAsync(ct)).OwnerOf(CacheKey.Bytes(key));

    private async ValueTask<Members> MembersAsync(CancellationToken ct)
    {
        if (Volatile.Read(ref _members) is { } known)
            return known;
        await _discovery!.FirstAsync(ct);
        return Volatile.Read(ref _members)!;
    }

    private async Task RetireAsync(MemcachedNode node)
    {
        await Task.Delay(_options.Timeout, _time);
        await node.CloseAsync();
    }

    /// <summary>Closes every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_discovery is not null)
            await _discovery.DisposeAsync();
        foreach (var node in Nodes)
            await node.CloseAsync();
    }

    private sealed class Members
    {
        private readonly Ketama _ring;

        public Members(IEnumerable<MemcachedNode> nodes)
        {
            Nodes = [.. nodes.OrderBy(node => node.Address, StringComparer.Ordinal)];
            _ring = new Ketama([.. Nodes.Select(node => node.Endpoint)]);
        }

        public IReadOnlyList<MemcachedNode> Nodes { get; }

        public MemcachedNode OwnerOf(byte[] key) => Nodes.Count == 1 ? Nodes[0] : Nodes[_ring.OwnerOf(key)];
    }
}
