using Clubshop.Admin.MasterData.Publishing.Outbox;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.MasterData.Publishing.Cache;

/// <summary>
/// Writes down what a person (or the portal) wants gone from the cache, together with its audit entry, and then does it. What cannot be done
/// at once stays written down, and is done when it can.
/// </summary>
internal sealed class CacheInvalidation(Generations generations, PublishingOutbox outbox, Publisher publisher, TableReader reader, WriteUnit writes)
{
    /// <summary>The attribute that shows a generation in the audit log.</summary>
    public const string Generation = "generation";

    /// <summary>
    /// One increment of each kind: from now on no reader finds any value of theirs that was there before. The increments and their one audit
    /// entry are one transaction; the nodes that answer are told at once.
    /// </summary>
    /// <param name="kinds">The kinds; at least one.</param>
    /// <param name="actor">Who asked for it.</param>
    /// <param name="token">Of the submit: the same one raises once.</param>
    /// <param name="note">Why, for the audit log.</param>
    /// <param name="cancellationToken">Heeded until it is sent.</param>
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
                throw new InvalidOperationException("A generation is gone.");

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
                        await generations.TellAsync(kind.Kind, read[Generations.KeyOf(kind.Kind)].Version + 1, cancellationToken);
                    return generations.Known(first.Kind)!.Value;
                // Nobody else wrote it since it was read: it was this very submit that did before.
                case CommitOutcome.Saved:
                case CommitOutcome.Conflicted { Current: { } current } when current.Version == before.Version:
                    foreach (var kind in kinds)
                        await generations.TellAsync(kind.Kind, read[Generations.KeyOf(kind.Kind)].Version, cancellationToken);
                    return generations.Known(first.Kind)!.Value;
            }
        }

        throw new CommitBusyException("Others keep raising these generations.", null);
    }

    /// <summary>Has one record published again from the source, in place of whatever the cache has of it.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="row">The record.</param>
    /// <param name="actor">Who asked for it.</param>
    /// <param name="token">Of the submit.</param>
    /// <param name="cancellationToken">Heeded until it is sent.</param>
    /// <returns>Whether it was done at once; otherwise it is pending.</returns>
    public async Task<bool> RepublishAsync(PublishedKind kind, PublishedRow row, Actor actor, string token, CancellationToken cancellationToken)
    {
        var change = new Change
        {
            Actor = actor,
            Token = token,
            Audit = new(AuditActions.Republish, kind.Kind, row.Id, row.Name) { Clubs = row.Clubs },
            Entity = new(Table.System, null, outbox.RequestOf(kind, row, token)),
        };
        return await writes.CommitAsync(change, cancellationToken) is CommitOutcome.Saved { Repeated: false } saved
            && await publisher.PublishAsync([PublishingOutbox.RowOf(saved.Item)], reader, cancellationToken) > 0;
    }
}
