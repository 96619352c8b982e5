using Clubshop.Admin.Jobs;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.MasterData.Publishing.Cache;

/// <summary>Fills the cache: every record of the given kinds, then every list of them. Current values are left as they are.</summary>
internal sealed class WarmUpJob(PublishedKinds kinds, RecordPublisher publisher, ListRenewer lists, TableReader reader) : IJobHandler
{
    /// <summary>The kind of job.</summary>
    public const string JobKind = "cache-warm-up";

    /// <summary>Setting: the kinds, separated by spaces.</summary>
    public const string Kinds = "kinds";

    /// <summary>Outcome: the node did not accept the record.</summary>
    public const string NotReached = "not reached";

    /// <summary>Outcome: the node did not accept the list.</summary>
    public const string ListNotReached = "lists not reached";

    /// <summary>Outcome: the record was missing or old in the cache.</summary>
    public const string Written = "written";

    /// <summary>Outcome: the cache had the record as it is.</summary>
    public const string Current = "already up to date";

    private const int Batch = 100;

    /// <inheritdoc/>
    public string Kind => JobKind;

    /// <inheritdoc/>
    public async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        // The checkpoint is the kind and id of the last finished record.
        var passed = run.Checkpoint?.Split('/');
        var number = run.ResumeAfter;
        var last = run.Checkpoint;
        foreach (var kind in run.Settings[Kinds].Split(' ').Select(kinds.Find).OfType<PublishedKind>())
        {
            if (passed is not null && passed[0] != kind.Kind)
                continue;

            await kind.WhenReadyAsync(cancellationToken);
            var after = passed?[1] ?? "";
            passed = null;
            foreach (var ids in kind.Ids().Where(id => string.CompareOrdinal(id, after) > 0).Order(StringComparer.Ordinal).Chunk(Batch))
            {
                var items = await reader.ReadManyAsync(ids.Select(kind.KeyOf), cancellationToken);
                var published = await publisher.PublishAsync([.. items.Values.Select(item => new ToPublish(kind, item))], force: false, cancellationToken);
                foreach (var record in published)
                    kind.Merge(record.Item);

                last = $"{kind.Kind}/{ids[^1]}";
                await run.ReportAsync([.. published.Select(record => ItemOf(record, ref number))], last, cancellationToken);
            }

            foreach (var owner in kind.ListsOf.Keys.Select(kinds.Find).OfType<PublishedKind>())
                await owner.WhenReadyAsync(cancellationToken);

            foreach (var some in kinds.ListNamesOf(kind).Chunk(Batch))
            {
                var failed = await lists.RenewAsync([.. some.Select(name => new ListRef(kind.Kind, name))], cancellationToken);
                if (failed.Count > 0)
                {
                    await run.ReportAsync(
                        [.. failed.Select(list => new JobItem(++number, ListNotReached, list.Key.Name, $"List {list.Key.Name} of {kind.Many}", $"{list.Value.Node}: {list.Value.Problem}"))],
                        last, cancellationToken);
                }
            }
        }
    }

    private static JobItem ItemOf(PublishedRecord record, ref long number) => new(
        ++number,
        record.Problem is not null ? NotReached : record.Write == CacheWrite.Written ? Written : Current,
        record.Item.Id,
        record.Kind.Read(record.Item).Name,
        record.Problem is null ? null : $"{record.Node}: {record.Problem}");
}
