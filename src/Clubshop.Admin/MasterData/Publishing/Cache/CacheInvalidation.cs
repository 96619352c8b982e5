using Clubshop.Admin.MasterData.Publishing.Outbox;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.MasterData.Publishing.Cache;

/// <summary>
/// Records what a person (or the portal) wants removed from the cache, together with its audit entry, and then removes it. What cannot be done
/// at once stays recorded, and is done later.
/// </summary>
internal sealed class CacheInvalidation(Generations generations, PublishingOutbox outbox, Publisher publisher, TableReader reader, WriteUnit writes)
{
    /// <summary>Name of the attribute under which the audit log shows a generation.</summary>
    public const string Generation = "generation";

    /// <summary>
    /// Raises the generation of each kind by one: from now on no reader finds a value that was cached before. The increments and their one audit
    /// entry are one transaction; nodes that answer are updated at once.
    /// </summary>
    /// <param name="kinds">The kinds; at least one.</param>
    /// <param name="actor">Who asked for it.</param>
    /// <param name="token">Idempotency token of the submit: repeating it raises nothing again.</param>
    /// <param name="note">Why, for the audit log.</param>
    /// <param name="cancellationToken">Cancels until the transaction is sent.</param>
    /// <returns>The new generation of the first kind.</returns>
    public async Task<long> RaiseAsync(IReadOnlyList<PublishedKind> kinds, Actor actor, string token, string? note, CancellationToken cancellationToken)
    {
        foreach (var kind in kinds)
            await generations.CurrentAsync(kind.Kind, cancellationToken);

        var first = kinds[0];
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var read = await reader.ReadManyAsync(kinds.Select(kind => Generations.KeyOf(kind.Kind)), cancellationToken);
            if (kinds.Any(kind => !read.ContainsKey(Generations.KeyOf(kind.Kind))))
                throw new InvalidOperationException("A cache generation is missing from the table.");

            var before = read[Generations.KeyOf(first.Kind)];
            var change = new Change
            {
                Actor = actor,
                Token = token,
                Audit = new(AuditActions.Invalidate, "cache", kinds.Count == 1 ? first.Kind : "all", kinds.Count == 1 ? "All " + first.Many : "Everything") { Note = note },
                Entity = new(Table.System, before, before.Copy().Set(Generation, before.Version + 1)),
                Steps = [.. kinds.Skip(1).Select(kind => Generations.KeyOf(kind.Kind)).Select(key => new ChangeStep.Advance(key, read[key].Version))],
            };
            switch (await writes.CommitAsync(change, cancellationToken))
            {
                case CommitOutcome.Saved { Repeated: false }:
                    foreach (var kind in kinds)
                        await generations.AnnounceAsync(kind.Kind, read[Generations.KeyOf(kind.Kind)].Version + 1, cancellationToken);
                    return generations.Known(first.Kind)!.Value;
                // Nobody else wrote it since it was read: this same submit did so before.
                case CommitOutcome.Saved:
                case CommitOutcome.Conflicted { Current: { } current } when current.Version == before.Version:
                    foreach (var kind in kinds)
                        await generations.AnnounceAsync(kind.Kind, read[Generations.KeyOf(kind.Kind)].Version, cancellationToken);
                    return generations.Known(first.Kind)!.Value;
            }
        }

        throw new CommitBusyException("Other writers keep raising these generations.", null);
    }

    /// <summary>Publishes one record again from the database, replacing whatever the cache holds.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="row">The record.</param>
    /// <param name="actor">Who asked for it.</param>
    /// <param name="token">Idempotency token of the submit.</param>
    /// <param name="cancellationToken">Cancels until the transaction is sent.</param>
    /// <returns>True when it was published at once; false when it is pending.</returns>
    public async Task<bool> RepublishAsync(PublishedKind kind, PublishedRow row, Actor actor, string token, CancellationToken cancellationToken)
    {
        var change = new Change
        {
            Actor = actor,
            Token = token,
            Audit = new(AuditActions.Republish, kind.Kind, row.Id, row.Name) { Clubs = row.Clubs },
            Entity = new(Table.System, null, outbox.RequestRow(kind, row, token)),
        };
        return await writes.CommitAsync(change, cancellationToken) is CommitOutcome.Saved { Repeated: false } saved
            && await publisher.PublishAsync([PublishingOutbox.RowOf(saved.Item)], reader, cancellationToken) > 0;
    }
}
