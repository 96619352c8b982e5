using Clubshop.Admin.Storage;
using Clubshop.Aws.Memcached;

namespace Clubshop.Admin.MasterData.Publishing.Cache;

/// <summary>A record to publish.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Item">The record, as last read or written.</param>
internal sealed record ToPublish(PublishedKind Kind, Item Item);

/// <summary>Outcome of publishing a record.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Item">The record in the version that the cache now has, or would have.</param>
/// <param name="Generation">The generation under which it was written.</param>
/// <param name="Write">What the write did; null when it failed.</param>
/// <param name="Node">The node that did not accept it.</param>
/// <param name="Problem">Why it failed, for a person to read; null on success.</param>
internal sealed record PublishedRecord(PublishedKind Kind, Item Item, long Generation, CacheWrite? Write, string? Node = null, string? Problem = null);

/// <summary>
/// Writes records to the cache. After each write it reads the database and the generation again, and writes again what has changed since, so
/// that neither a slow writer nor a generation raised in between leaves an old value behind.
/// </summary>
internal sealed class RecordPublisher(Generations generations, CacheKeys keys, CacheWriter writer, TableReader reader)
{
    private const int Rounds = 10;

    /// <summary>Publishes records. Where one node does not answer, the records of the other nodes are published all the same.</summary>
    /// <param name="records">The records, with distinct ids.</param>
    /// <param name="force">Whether to replace whatever is there (<see cref="CacheWriter.StoreRecordAsync"/>).</param>
    /// <param name="cancellationToken">Cancels publishing.</param>
    /// <returns>The outcome of each record, in no particular order.</returns>
    public async Task<IReadOnlyList<PublishedRecord>> PublishAsync(IReadOnlyList<ToPublish> records, bool force, CancellationToken cancellationToken)
    {
        var results = new List<PublishedRecord>(records.Count);
        var todo = records;
        for (var round = 0; todo.Count > 0; round++)
        {
            foreach (var kind in todo.Select(record => record.Kind).Distinct())
                await generations.CurrentAsync(kind.Kind, cancellationToken);

            var written = await Task.WhenAll(todo.Select(record => WriteAsync(record, force, cancellationToken)));
            results.AddRange(written.Where(record => record.Problem is not null));
            var fine = written.Where(record => record.Problem is null).ToList();
            var now = await reader.ReadManyAsync(
                fine.Select(record => record.Kind.KeyOf(record.Item.Id)).Concat(fine.Select(record => Generations.KeyOf(record.Kind.Kind)).Distinct()), cancellationToken);

            var again = new List<ToPublish>();
            foreach (var record in fine)
            {
                var generation = generations.Learn(record.Kind.Kind, Generations.NumberOf(now.GetValueOrDefault(Generations.KeyOf(record.Kind.Kind))));
                var stored = now.GetValueOrDefault(record.Kind.KeyOf(record.Item.Id));
                var moved = generation != record.Generation || stored is not null && stored.Version > record.Item.Version;
                if (!moved)
                    results.Add(record);
                else if (round < Rounds)
                    again.Add(new(record.Kind, stored ?? record.Item));
                else
                    results.Add(record with { Write = null, Problem = L.Later("it changed faster than it could be published") });
            }

            todo = again;
        }

        return results;
    }

    private async Task<PublishedRecord> WriteAsync(ToPublish record, bool force, CancellationToken cancellationToken)
    {
        var (kind, item) = record;
        var generation = await generations.CurrentAsync(kind.Kind, cancellationToken);
        try
        {
            var write = await writer.StoreRecordAsync(keys.Record(kind.Kind, generation, item.Id), kind, item, force, cancellationToken);
            if (write != CacheWrite.Newer && kind.IsShown(item) && item.GetString("slug") is { Length: > 0 } slug)
                await writer.StoreSlugAsync(keys.Slug(kind.Kind, generation, slug), kind.Kind, slug, item.Id, item.Version, cancellationToken);

            return new(kind, item, generation, write);
        }
        catch (MemcachedException problem)
        {
            return new(kind, item, generation, null, problem.Node, problem.Problem);
        }
    }
}
