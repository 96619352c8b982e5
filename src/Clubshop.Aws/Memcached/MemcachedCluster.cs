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
    private Members _members;

    /// <summary>Makes the cache; nothing is connected yet.</summary>
    /// <param name="options">Checked options with at least one node.</param>
    /// <param name="time">Time-outs, pauses and states go by it.</param>
    /// <param name="logger">Where nodes that go and come are told.</param>
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
        _members = new Members([.. options.Nodes.Select(node => NodeAddress.TryParse(node)
            ?? throw new ArgumentException($"{node} is not host:port.", nameof(options))).Select(_make)]);
    }

    /// <summary>Raised after the members changed (auto-discovery). Whoever listens and lives shorter than the cluster stops listening.</summary>
    public event EventHandler? NodesChanged;

    /// <summary>Raised after a node came up or went down (its <see cref="MemcachedNode.State"/> has it); on any thread, for short handlers.</summary>
    public event EventHandler? NodeStateChanged;

    /// <summary>The members now, in order of address.</summary>
    public IReadOnlyList<MemcachedNode> Nodes => Volatile.Read(ref _members).Nodes;

    /// <summary>The node that owns a key.</summary>
    /// <exception cref="ArgumentException">memcached does not allow the key.</exception>
    public MemcachedNode NodeOf(string key) => Volatile.Read(ref _members).OwnerOf(CacheKey.Bytes(key));

    /// <summary>Gets a value; null is a miss.</summary>
    public Task<CacheItem?> GetAsync(string key, CancellationToken ct) => NodeOf(key).GetAsync(key, ct);

    /// <summary>
    /// Gets many values, from all their nodes at once; what is missing in the answer is a miss. If one of the nodes does not answer,
    /// the whole call fails: its keys are not misses.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, CacheItem>> GetManyAsync(IReadOnlyCollection<string> keys, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var members = Volatile.Read(ref _members);
        var parts = await Task.WhenAll(keys.Distinct()
            .GroupBy(key => members.OwnerOf(CacheKey.Bytes(key)))
            .Select(owned => owned.Key.GetManyAsync([.. owned], ct)));
        return parts is [var only] ? only : parts.SelectMany(part => part).ToDictionary();
    }

    /// <summary>Stores a value.</summary>
    public Task<StoreOutcome> StoreAsync(string key, ReadOnlyMemory<byte> value, StoreOptions options, CancellationToken ct) =>
        NodeOf(key).StoreAsync(key, value, options, ct);

    /// <inheritdoc cref="MemcachedNode.DeleteAsync"/>
    public Task<bool> DeleteAsync(string key, ulong? cas, CancellationToken ct) => NodeOf(key).DeleteAsync(key, cas, ct);

    /// <inheritdoc cref="MemcachedNode.TouchAsync"/>
    public Task<bool> TouchAsync(string key, TimeSpan? lifetime, CancellationToken ct) => NodeOf(key).TouchAsync(key, lifetime, ct);

    /// <inheritdoc cref="MemcachedNode.IncrementAsync"/>
    public Task<ulong> IncrementAsync(string key, ulong by, ulong initial, TimeSpan? lifetime, CancellationToken ct) =>
        NodeOf(key).IncrementAsync(key, by, initial, lifetime, ct);

    /// <summary>Takes these as the members. A node that stays keeps its connections; one that left ends what is under way first.</summary>
    internal void Adopt(IReadOnlyList<NodeAddress> addresses)
    {
        List<MemcachedNode> left;
        lock (_gate)
        {
            var before = _members.Nodes;
            if (addresses.ToHashSet().SetEquals(before.Select(node => node.Endpoint)))
                return;
            left = [.. before.Where(node => !addresses.Contains(node.Endpoint))];
            Volatile.Write(ref _members, new Members([.. addresses.Select(address => before.FirstOrDefault(node => node.Endpoint == address) ?? _make(address))]));
        }

        NodesChanged?.Invoke(this, EventArgs.Empty);
        foreach (var node in left)
            _ = RetireAsync(node);
    }

    private async Task RetireAsync(MemcachedNode node)
    {
        await Task.Delay(_options.Timeout, _time);
        await node.DisposeAsync();
    }

    /// <summary>Closes every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
            await node.DisposeAsync();
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
