using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Clubshop.Admin.Storage;
using Clubshop.Aws.Memcached;

namespace Clubshop.Admin.MasterData.Publishing.Cache;

/// <summary>
/// The generation of each kind. DynamoDB holds the number, which only grows; the cache holds copies (docs/cache-contract.md) that are repaired
/// from DynamoDB only.
/// </summary>
internal sealed partial class Generations(
    PublishedKinds kinds, CacheKeys keys, MemcachedCluster cluster, TableReader reader, UnauditedWriter unaudited, TimeProvider time, ILogger<Generations> logger)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<string, long> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Copy> _copies = new(StringComparer.Ordinal);

    /// <summary>A copy in the cache, as this instance last found or wrote it.</summary>
    private sealed record Copy(string Kind, string Node, long Number, DateTimeOffset? StaleSince, string? Problem);

    /// <summary>Key of the item that holds a kind's generation.</summary>
    public static ItemKey KeyOf(string kind) => new(Table.System, "CACHE#GEN#" + kind);

    /// <summary>The generation in an item of <see cref="KeyOf"/>; 0 without an item.</summary>
    public static long NumberOf(Item? item) => item?.Version ?? 0;

    /// <summary>The generation known to this instance; null before it is read.</summary>
    public long? Known(string kind) => _known.TryGetValue(kind, out var number) ? number : null;

    /// <summary>The generation known to this instance; otherwise reads it, or creates it when there is none.</summary>
    public async Task<long> CurrentAsync(string kind, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(kind, out var number))
            return number;

        if (await reader.ReadAsync(KeyOf(kind), cancellationToken) is not { } item)
        {
            // Starts above every number used before the tables were recreated, so that old values in a cache that outlived them are not read again.
            var first = time.GetUtcNow().ToUnixTimeSeconds();
            await unaudited.PutAsync(Table.System, ItemOf(kind, first), new RowCondition.AtVersion(0), cancellationToken);
            item = await reader.ReadAsync(KeyOf(kind), cancellationToken) ?? throw new InvalidOperationException("A cache generation was written but cannot be read.");
        }

        // Before the first record is published: without a copy of the generation no reader finds a record.
        await RepairAsync(kind, item.Version, cancellationToken);
        return Learn(kind, item.Version);
    }

    /// <summary>Remembers a number read from DynamoDB; a lower number than the known one is an outdated read and ignored.</summary>
    /// <returns>The current generation.</returns>
    public long Learn(string kind, long number) => _known.AddOrUpdate(kind, number, (_, known) => Math.Max(known, number));

    /// <summary>Writes a generation that was just raised to the nodes that answer; the others follow later.</summary>
    /// <returns>The current generation.</returns>
    public async Task<long> AnnounceAsync(string kind, long number, CancellationToken cancellationToken)
    {
        var raised = Learn(kind, number);
        await RepairAsync(kind, raised, cancellationToken);
        return raised;
    }

    /// <summary>Reads the generations from DynamoDB and repairs every copy that is missing, too low or not a number.</summary>
    public async Task RepairAllAsync(CancellationToken cancellationToken)
    {
        foreach (var kind in kinds.All)
            await CurrentAsync(kind.Kind, cancellationToken);

        var items = await reader.ReadManyAsync(kinds.All.Select(kind => KeyOf(kind.Kind)), cancellationToken);
        foreach (var kind in kinds.All)
        {
            if (items.TryGetValue(KeyOf(kind.Kind), out var item))
                Learn(kind.Kind, item.Version);
        }

        await Task.WhenAll(kinds.All.Select(kind => RepairAsync(kind.Kind, _known[kind.Kind], cancellationToken)));
    }

    /// <summary>Copies known to be older than the generation, each with the node that does not accept the new one.</summary>
    public IReadOnlyList<(string Kind, string Node, DateTimeOffset Since, string? Problem)> StaleCopies() =>
        [.. _copies.Values.Where(copy => copy.StaleSince is not null && copy.Number < _known.GetValueOrDefault(copy.Kind))
            .Select(copy => (copy.Kind, copy.Node, copy.StaleSince!.Value, copy.Problem))];

    private Task RepairAsync(string kind, long number, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, CacheKeys.GenerationCopies).Select(copy => RepairAsync(kind, keys.Generation(kind, copy), number, cancellationToken)));

    private async Task RepairAsync(string kind, string key, long number, CancellationToken cancellationToken)
    {
        var node = L.Later("the nodes"); // no address is known before the configuration endpoint has answered
        try
        {
            node = cluster.NodeOf(key).Address;
            var held = await cluster.GetAsync(key, cancellationToken);
            if (Number(held) != number || held!.TimeToLive < Lifetime / 2)
            {
                // A number above DynamoDB's was not written by the portal: either this instance is outdated, which reading again shows, or the value is foreign.
                if (Number(held) > number && NumberOf(await reader.ReadAsync(KeyOf(kind), cancellationToken)) is var stored && stored > number)
                    number = Learn(kind, stored);

                var options = new StoreOptions { Lifetime = Lifetime, Mode = held is null ? StoreMode.Add : StoreMode.Set, Cas = held?.Cas };
                await cluster.StoreAsync(key, Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)), options, cancellationToken);
                if (held is not null && Number(held) is null)
                    LogForeign(logger, node);
            }

            _copies[key] = new(kind, node, number, null, null);
        }
        catch (MemcachedException problem)
        {
            var now = time.GetUtcNow();
            _copies.AddOrUpdate(
                key,
                _ => new(kind, node, 0, now, problem.Problem),
                (_, copy) => copy with { Node = node, StaleSince = copy.Number < number ? copy.StaleSince ?? now : null, Problem = problem.Problem });
        }
    }

    /// <summary>The number that a copy holds; null when it holds no valid number.</summary>
    internal static long? Number(CacheItem? held) =>
        held is not null && held.Value.Length is > 0 and <= 16 && held.Value.Span[0] != '0'
        && long.TryParse(held.Value.Span, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : null;

    private static Item ItemOf(string kind, long number) => new Item(KeyOf(kind).Pk).Set(Attributes.Version, number);

    [LoggerMessage(EventId = 2121, Level = LogLevel.Warning, Message = "A generation on {Node} held a foreign value; it was repaired.")]
    private static partial void LogForeign(ILogger logger, string node);
}
