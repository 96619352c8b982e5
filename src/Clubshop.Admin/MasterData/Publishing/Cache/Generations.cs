using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Clubshop.Admin.Storage;
using Clubshop.Aws.Memcached;

namespace Clubshop.Admin.MasterData.Publishing.Cache;

/// <summary>
/// The generation of each kind: kept in DynamoDB, where it only grows; in the cache there are copies (docs/cache-contract.md), put right
/// from DynamoDB and from nowhere else.
/// </summary>
internal sealed partial class Generations(
    PublishedKinds kinds, CacheKeys keys, MemcachedCluster cluster, TableReader reader, UnauditedWriter unaudited, TimeProvider time, ILogger<Generations> logger)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<string, long> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Copy> _copies = new(StringComparer.Ordinal);

    /// <summary>A copy as this instance last found or wrote it.</summary>
    private sealed record Copy(string Kind, string Node, long Number, DateTimeOffset? BehindSince, string? Problem);

    /// <summary>Where a kind's generation is kept.</summary>
    public static ItemKey KeyOf(string kind) => new(Table.System, "CACHE#GEN#" + kind);

    /// <summary>What an item of <see cref="KeyOf"/> says; 0 for none.</summary>
    public static long NumberOf(Item? item) => item?.Version ?? 0;

    /// <summary>The generation as this instance knows it; null before it was read.</summary>
    public long? Known(string kind) => _known.TryGetValue(kind, out var number) ? number : null;

    /// <summary>The generation as this instance knows it; read where it does not, made where there is none.</summary>
    public async Task<long> CurrentAsync(string kind, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(kind, out var number))
            return number;

        if (await reader.ReadAsync(KeyOf(kind), cancellationToken) is not { } item)
        {
            // Begins above every number used before the tables were made anew: old values in a cache that outlived them are not met again.
            var first = time.GetUtcNow().ToUnixTimeSeconds();
            await unaudited.PutAsync(Table.System, ItemOf(kind, first), new RowCondition.AtVersion(0), cancellationToken);
            item = await reader.ReadAsync(KeyOf(kind), cancellationToken) ?? throw new InvalidOperationException("A generation was put and is not there.");
        }

        // Before the first record is published: without a copy of the generation no reader finds it.
        await PutRightAsync(kind, item.Version, cancellationToken);
        return Learn(kind, item.Version);
    }

    /// <summary>Takes in what was read from DynamoDB; a lower number than known is a read overtaken by another.</summary>
    /// <returns>The generation.</returns>
    public long Learn(string kind, long number) => _known.AddOrUpdate(kind, number, (_, known) => Math.Max(known, number));

    /// <summary>Tells the nodes that answer of a generation that was just raised; the rest follows.</summary>
    /// <returns>The generation.</returns>
    public async Task<long> TellAsync(string kind, long number, CancellationToken cancellationToken)
    {
        var raised = Learn(kind, number);
        await PutRightAsync(kind, raised, cancellationToken);
        return raised;
    }

    /// <summary>Reads the generations from DynamoDB and puts right every copy that is missing, low, or no number.</summary>
    public async Task PutAllRightAsync(CancellationToken cancellationToken)
    {
        foreach (var kind in kinds.All)
            await CurrentAsync(kind.Kind, cancellationToken);

        var items = await reader.ReadManyAsync(kinds.All.Select(kind => KeyOf(kind.Kind)), cancellationToken);
        foreach (var kind in kinds.All)
        {
            if (items.TryGetValue(KeyOf(kind.Kind), out var item))
                Learn(kind.Kind, item.Version);
        }

        await Task.WhenAll(kinds.All.Select(kind => PutRightAsync(kind.Kind, _known[kind.Kind], cancellationToken)));
    }

    /// <summary>Copies known to be older than the generation, with the node that does not take them.</summary>
    public IReadOnlyList<(string Kind, string Node, DateTimeOffset Since, string? Problem)> Behind() =>
        [.. _copies.Values.Where(copy => copy.BehindSince is not null && copy.Number < _known.GetValueOrDefault(copy.Kind))
            .Select(copy => (copy.Kind, copy.Node, copy.BehindSince!.Value, copy.Problem))];

    private Task PutRightAsync(string kind, long number, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, CacheKeys.GenerationCopies).Select(copy => PutRightAsync(kind, keys.Generation(kind, copy), number, cancellationToken)));

    private async Task PutRightAsync(string kind, string key, long number, CancellationToken cancellationToken)
    {
        var node = "the nodes"; // none is known before a configuration endpoint has told them
        try
        {
            node = cluster.NodeOf(key).Address;
            var held = await cluster.GetAsync(key, cancellationToken);
            if (Number(held) != number || held!.TimeToLive < Lifetime / 2)
            {
                // A higher one than DynamoDB's is not the portal's: either this instance is behind, and the next round knows, or it is foreign.
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
                (_, copy) => copy with { Node = node, BehindSince = copy.Number < number ? copy.BehindSince ?? now : null, Problem = problem.Problem });
        }
    }

    /// <summary>The number that a copy holds; null for none.</summary>
    internal static long? Number(CacheItem? held) =>
        held is not null && held.Value.Length is > 0 and <= 16 && held.Value.Span[0] != '0'
        && long.TryParse(held.Value.Span, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : null;

    private static Item ItemOf(string kind, long number) => new Item(KeyOf(kind).Pk).Set(Attributes.Version, number);

    [LoggerMessage(EventId = 2121, Level = LogLevel.Warning, Message = "A generation on {Node} held something else; it was put right.")]
    private static partial void LogForeign(ILogger logger, string node);
}
