using Clubshop.Aws.Memcached;
using Clubshop.Api.Catalog;
using Microsoft.Extensions.Options;

namespace Clubshop.Api.Cache;

/// <summary>
/// The generations of the kinds: of five copies the highest. A generation is kept for two seconds, as the contract allows; after one, the next
/// reader has it asked for again without waiting.
/// </summary>
internal sealed class Generations
{
    /// <summary>How long a generation may be used.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Early = TimeSpan.FromSeconds(1);

    // Without a generation every read goes to the tables: the copies are asked for again soon, but not by each of them.
    private static readonly TimeSpan NoneFor = TimeSpan.FromMilliseconds(250);

    private readonly MemcachedCluster _nodes;
    private readonly TimeProvider _time;
    private readonly Slot[] _slots;

    public Generations(MemcachedCluster nodes, IOptions<CatalogOptions> options, TimeProvider time)
    {
        (_nodes, _time) = (nodes, time);
        _slots = [.. Enumerable.Range(0, RecordKinds.Count).Select(kind => new Slot(
            [.. Enumerable.Range(0, 5).Select(n => $"{options.Value.CachePrefix}:gen:{RecordKinds.NameOf((RecordKind)kind)}:{n}")]))];
    }

    /// <summary>The generation of a kind; null if no copy is there.</summary>
    public ValueTask<long?> OfAsync(RecordKind kind)
    {
        var slot = _slots[(int)kind];
        var known = Volatile.Read(ref slot.Known);
        if (known is not null)
        {
            var age = _time.GetElapsedTime(known.AskedAt);
            if (known.Number is null ? age < NoneFor : age < Longest)
            {
                if (known.Number is not null && age > Early)
                    _ = Ask(slot);
                return new(known.Number);
            }
        }

        return new(Ask(slot));
    }

    private Task<long?> Ask(Slot slot)
    {
        lock (slot.Gate)
            return slot.Asking ??= AskAsync(slot);
    }

    private async Task<long?> AskAsync(Slot slot)
    {
        await Task.Yield(); // the gate is held
        var askedAt = _time.GetTimestamp();
        long? highest = null;
        foreach (var copy in await Task.WhenAll(slot.Keys.Select(CopyAsync)))
            highest = copy > (highest ?? 0) ? copy : highest;
        lock (slot.Gate)
        {
            Volatile.Write(ref slot.Known, new(highest, askedAt));
            slot.Asking = null;
        }

        return highest;
    }

    private async Task<long?> CopyAsync(string key)
    {
        try
        {
            return await _nodes.GetAsync(key, CancellationToken.None) is { } item ? CacheValues.Generation(item.Value.Span) : null;
        }
        catch (MemcachedException)
        {
            return null;
        }
    }

    private sealed record Answer(long? Number, long AskedAt);

    private sealed class Slot(string[] keys)
    {
        public readonly Lock Gate = new();
        public Answer? Known;
        public Task<long?>? Asking;

        public string[] Keys => keys;
    }
}
