using System.Buffers.Text;
using Clubshop.Aws.Memcached.Wire;

namespace Clubshop.Aws.Memcached;

/// <summary>
/// One node. Its operations go to this node whoever owns the key; <see cref="MemcachedCluster"/> sends them to the owner. All of them
/// throw <see cref="MemcachedUnavailableException"/> and <see cref="MemcachedProtocolException"/>, and <see cref="ArgumentException"/>
/// for a key that memcached does not allow. Cancelling only ends the wait: what was sent is carried out.
/// </summary>
public sealed class MemcachedNode
{
    /// <summary>What an item costs beside key and value, rounded up: header, number, flags, two line ends (memcached's items.c).</summary>
    private const int ItemOverhead = 72;

    private readonly NodeLink _link;
    private readonly MemcachedOptions _options;

    internal MemcachedNode(NodeAddress address, NodeLink link, MemcachedOptions options)
    {
        (Endpoint, _link, _options) = (address, link, options);
        Address = address.ToString();
    }

    /// <summary>Where it listens, as <c>host:port</c>.</summary>
    public string Address { get; }

    /// <summary>What is known of it.</summary>
    public NodeState State => _link.State;

    internal NodeAddress Endpoint { get; }

    /// <summary>Gets what it holds; null is a miss.</summary>
    public async Task<CacheItem?> GetAsync(string key, CancellationToken ct) =>
        ItemOf(await _link.AskAsync(new(RequestKind.Get, CacheKey.Bytes(key)), ct));

    /// <summary>Gets what it holds of many keys; what is missing in the answer is a miss.</summary>
    public async Task<IReadOnlyDictionary<string, CacheItem>> GetManyAsync(IReadOnlyCollection<string> keys, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var found = new Dictionary<string, CacheItem>(keys.Count);
        foreach (var some in keys.Distinct().Select(key => (Key: key, Bytes: CacheKey.Bytes(key))).ToList().Chunk(512))
        {
            var answers = await Task.WhenAll(some.Select(key => _link.AskAsync(new(RequestKind.Get, key.Bytes), ct)));
            for (var i = 0; i < some.Length; i++)
            {
                if (ItemOf(answers[i]) is { } item)
                    found[some[i].Key] = item;
            }
        }

        return found;
    }

    /// <summary>Stores a value.</summary>
    /// <exception cref="MemcachedValueTooLargeException">The value is larger than an item can be; nothing was sent.</exception>
    public async Task<StoreOutcome> StoreAsync(string key, ReadOnlyMemory<byte> value, StoreOptions options, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Cas is not null && options.Mode is not StoreMode.Set)
            throw new ArgumentException("Only Set compares a number (cas).", nameof(options));
        var bytes = CacheKey.Bytes(key);
        if (value.Length > LargestValue(_options, bytes))
            throw new MemcachedValueTooLargeException(Address, value.Length, LargestValue(_options, bytes));
        var answer = await _link.AskAsync(
            new(RequestKind.Store, bytes)
            {
                Value = value,
                Mode = options.Mode,
                Cas = options.Cas,
                Flags = options.Flags,
                Seconds = SecondsOf(options.Lifetime),
            },
            ct);
        return answer.Code switch
        {
            AnswerCode.Done => StoreOutcome.Stored,
            AnswerCode.Exists => StoreOutcome.Exists,
            AnswerCode.NotFound => StoreOutcome.NotFound,
            _ => StoreOutcome.NotStored,
        };
    }

    /// <summary>Deletes a value.</summary>
    /// <returns>False if nothing was deleted: the key holds nothing, or a value with another number than <paramref name="cas"/>.</returns>
    public async Task<bool> DeleteAsync(string key, ulong? cas, CancellationToken ct) =>
        (await _link.AskAsync(new(RequestKind.Delete, CacheKey.Bytes(key)) { Cas = cas }, ct)).Code is AnswerCode.Done;

    /// <summary>Gives a value a new lifetime.</summary>
    /// <returns>False if the key holds nothing.</returns>
    public async Task<bool> TouchAsync(string key, TimeSpan? lifetime, CancellationToken ct) =>
        (await _link.AskAsync(new(RequestKind.Touch, CacheKey.Bytes(key)) { Seconds = SecondsOf(lifetime) }, ct)).Code is AnswerCode.Done;

    /// <summary>
    /// Adds to a counter (decimal digits, 64 bits, going round); an absent one starts at <paramref name="initial"/>, with nothing added.
    /// </summary>
    /// <param name="key">The counter's key.</param>
    /// <param name="by">How much to add.</param>
    /// <param name="initial">What an absent counter becomes.</param>
    /// <param name="lifetime">The lifetime of a counter that is made; one that exists keeps its own.</param>
    /// <param name="ct">Ends waiting.</param>
    /// <returns>The counter's value afterwards.</returns>
    /// <exception cref="MemcachedProtocolException">The key holds something other than a counter.</exception>
    public async Task<ulong> IncrementAsync(string key, ulong by, ulong initial, TimeSpan? lifetime, CancellationToken ct)
    {
        var request = new Request(RequestKind.Increment, CacheKey.Bytes(key)) { By = by, Initial = initial, Seconds = SecondsOf(lifetime) };
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var answer = await _link.AskAsync(request, ct);
            if (answer.Code is AnswerCode.ClientError)
                throw new MemcachedProtocolException(Address, "holds something other than a counter under the key");
            if (answer.Code is not AnswerCode.Value)
                continue; // someone else made or deleted the counter at the same moment
            return Utf8Parser.TryParse(answer.Body, out ulong number, out var used) && used == answer.Body.AsSpan().TrimEnd((byte)' ').Length
                ? number
                : throw new MemcachedProtocolException(Address, "answered a counter that is not a number");
        }

        throw new MemcachedUnavailableException(Address, "another client changed the counter at every attempt");
    }

    /// <summary>Asks for a sign of life.</summary>
    public async Task PingAsync(CancellationToken ct) => await _link.AskAsync(new(RequestKind.Noop, []), ct);

    /// <summary>Asks what it counts of itself.</summary>
    public async Task<NodeStats> StatsAsync(CancellationToken ct) =>
        NodeStats.From((await _link.AskAsync(new(RequestKind.Statistics, []), ct)).Statistics!);

    /// <inheritdoc/>
    public override string ToString() => Address;

    /// <summary>Ends its connections; the cluster's to do, which made it.</summary>
    internal ValueTask CloseAsync() => _link.DisposeAsync();

    internal static int LargestValue(MemcachedOptions options, byte[] key) => options.MaxItemBytes - ItemOverhead - key.Length;

    private static CacheItem? ItemOf(in Answer answer) => answer.Code is AnswerCode.Value
        ? new(answer.Body, answer.Cas, answer.Flags, answer.Seconds < 0 ? null : TimeSpan.FromSeconds(answer.Seconds))
        : null;

    private static long SecondsOf(TimeSpan? lifetime)
    {
        if (lifetime is not { } span)
            return 0;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(span, TimeSpan.Zero, nameof(lifetime));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(span, StoreOptions.LongestLifetime, nameof(lifetime));
        return (long)Math.Ceiling(span.TotalSeconds);
    }
}
