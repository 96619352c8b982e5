using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Storage.Sealing;

namespace Clubshop.Admin.Audit.Chain;

/// <summary>The chain of a shard does not end as its own marks say: nothing more is sealed there until a person has looked (docs/runbooks/restore.md).</summary>
internal sealed class AuditChainBrokenException(string message) : Exception(message);

/// <summary>
/// Chains entries within seconds after they were written, in the order in which they are found; one chain per shard of the log. The write of a change
/// knows nothing of it. Each block is written together with the end of the chain, on condition that nobody else has moved it: two instances that both
/// think they hold the lease do no harm. Not for several threads.
/// </summary>
internal sealed class AuditSealer(TableReader reader, UnauditedWriter unaudited, FieldSealer sealer, TimeProvider time)
{
    /// <summary>
    /// How long after its time an entry may still be sealed: the attempts of a write, the lag of an index and the difference of two clocks together.
    /// What appears later with an older time was not written by the portal.
    /// </summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(20);

    /// <summary>How often everything within <see cref="Grace"/> is looked at, instead of the last seconds alone.</summary>
    public static readonly TimeSpan FullEvery = TimeSpan.FromMinutes(5);

    // The lag of an index, nearly always.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    // Clocks of other instances may be ahead.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    private const string Purpose = "audit-chain";

    private readonly State?[] _states = new State?[TableSchemas.AuditShards];

    /// <summary>The mark over a text. <see cref="FieldSealer.ReadyAsync"/> must have been awaited.</summary>
    public string MarkOf(string text) => sealer.Fingerprint(text, Purpose);

    /// <summary>Seals what is new in every shard.</summary>
    /// <param name="full">Whether to look at everything within <see cref="Grace"/>; otherwise it does so every five minutes.</param>
    /// <param name="cancellationToken">Ends it between two blocks.</param>
    /// <returns>Number of entries sealed.</returns>
    /// <exception cref="AuditChainBrokenException">A chain's end is not what was written.</exception>
    public async Task<int> SealAsync(bool full, CancellationToken cancellationToken)
    {
        await sealer.ReadyAsync(cancellationToken);
        var sealedNow = 0;
        for (var shard = 0; shard < TableSchemas.AuditShards; shard++)
        {
            try
            {
                _states[shard] ??= await LoadAsync(shard, cancellationToken);
                sealedNow += await SealAsync(_states[shard]!, full, cancellationToken);
            }
            catch
            {
                _states[shard] = null; // what was written is not known: read it again
                throw;
            }
        }

        return sealedNow;
    }

    /// <summary>The ends of all chains; shards without one are left out.</summary>
    public async Task<IReadOnlyList<SealHead>> HeadsAsync(CancellationToken cancellationToken)
    {
        var items = await reader.ReadManyAsync(Enumerable.Range(0, TableSchemas.AuditShards).Select(SealItems.HeadKey), cancellationToken);
        return [.. items.Values.Select(SealItems.ReadHead).OrderBy(head => head.Shard)];
    }

    private async Task<State> LoadAsync(int shard, CancellationToken cancellationToken)
    {
        var newest = new ItemQuery(Table.Audit, SealItems.Pk(shard)) { Prefix = SealItems.BlockPrefix, Descending = true, Consistent = true, Batch = 20 };
        if (await reader.ReadAsync(SealItems.HeadKey(shard), cancellationToken) is not { } item)
        {
            await foreach (var _ in reader.QueryAllAsync(newest, cancellationToken))
                throw new AuditChainBrokenException($"The end of the audit chain {SealBlock.Text(shard)} is gone.");

            var since = (await reader.ReadAsync(AuditAttributes.SinceKey, cancellationToken))?.GetTime(AuditAttributes.At) ?? time.GetUtcNow() - AuditAttributes.Kept;
            return new(new() { Shard = shard, Number = 0, Count = 0, Hash = "", Through = since + Grace }, 0);
        }

        var head = SealItems.ReadHead(item);
        if (head.Shard != shard || MarkOf(head.Signed()) != head.Mark)
            throw new AuditChainBrokenException($"The end of the audit chain {SealBlock.Text(shard)} was altered.");

        var state = new State(head, item.Version);
        await foreach (var block in reader.QueryAllAsync(newest, cancellationToken))
        {
            var read = SealItems.ReadBlock(block);
            foreach (var entry in read.Entries)
                state.Known[entry.Key] = entry.At;
            // An older block has no entry that is looked at again: each was sealed after it happened.
            if (read.At < head.Through - Grace - Ahead)
                break;
        }

        return state;
    }

    private async Task<int> SealAsync(State state, bool full, CancellationToken cancellationToken)
    {
        var now = Whole(time.GetUtcNow());
        full |= now - state.FullAt >= FullEvery || now < state.FullAt;
        var from = full ? state.Head.Through - Grace : state.LookedAt - Overlap;
        var fresh = new List<Item>();
        for (var day = from.UtcDateTime.Date; day <= (now + Ahead).UtcDateTime.Date; day = day.AddDays(1))
        {
            var hash = AuditAttributes.DayOf(new(day, TimeSpan.Zero), SealBlock.Text(state.Head.Shard));
            var query = new ItemQuery(Table.Audit, hash) { Index = TableSchemas.ByDay, From = Times.ToText(from), To = Times.ToText(now + Ahead) };
            await foreach (var item in reader.QueryAllAsync(query, cancellationToken))
            {
                if (!state.Known.ContainsKey(SealedEntry.KeyOf(item)))
                    fresh.Add(item);
            }
        }

        // Blocks that come with a full look keep the old time through which everything is sealed until the last of them.
        foreach (var chunk in fresh.OrderBy(item => item.Sk, StringComparer.Ordinal).Chunk(SealBlock.MaxEntries))
            await AppendAsync(state, [.. chunk.Select(SealedEntry.Of)], now, cancellationToken);
        if (full)
        {
            await StoreAsync(state, [], state.Head with { Through = now }, cancellationToken);
            state.FullAt = now;
            foreach (var (key, _) in state.Known.Where(pair => pair.Value < now - Grace - Ahead).ToList())
                state.Known.Remove(key);
        }

        state.LookedAt = now;
        return fresh.Count;
    }

    private Task AppendAsync(State state, IReadOnlyList<SealedEntry> entries, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var head = state.Head;
        var block = new SealBlock
        {
            Shard = head.Shard,
            Number = head.Number + 1,
            First = head.Count + 1,
            At = now,
            PreviousAt = head.LastAt,
            Previous = head.Hash,
            Entries = entries,
        };
        block = block with { Hash = block.Chained() };
        block = block with { Mark = MarkOf(block.Signed()) };
        var next = head with { Number = block.Number, Count = head.Count + entries.Count, Hash = block.Hash, LastAt = now };
        foreach (var entry in entries)
            state.Known[entry.Key] = entry.At;
        return StoreAsync(state, [new(Table.Audit, SealItems.Write(block), new RowCondition.AtVersion(0))], next, cancellationToken);
    }

    private async Task StoreAsync(State state, IReadOnlyList<RowPut> blocks, SealHead head, CancellationToken cancellationToken)
    {
        head = head with { Mark = MarkOf(head.Signed()) };
        var put = new RowPut(Table.Audit, SealItems.Write(head, state.Version + 1), new RowCondition.AtVersion(state.Version));
        if (!await unaudited.PutAllAsync([.. blocks, put], cancellationToken))
            throw new CommitBusyException($"Another instance has moved the audit chain {SealBlock.Text(head.Shard)}.", null);
        (state.Head, state.Version) = (head, state.Version + 1);
    }

    // As it is stored.
    private static DateTimeOffset Whole(DateTimeOffset instant) => Times.TryParse(Times.ToText(instant), out var whole) ? whole : instant;

    private sealed class State(SealHead head, long version)
    {
        public SealHead Head { get; set; } = head;

        public long Version { get; set; } = version;

        public DateTimeOffset FullAt { get; set; }

        public DateTimeOffset LookedAt { get; set; }

        /// <summary>Entries that are sealed and may be read again, with their times.</summary>
        public Dictionary<string, DateTimeOffset> Known { get; } = new(StringComparer.Ordinal);
    }
}
