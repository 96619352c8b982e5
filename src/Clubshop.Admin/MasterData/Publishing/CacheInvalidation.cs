using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.MasterData.Publishing;

/// <summary>
/// Writes down what a person (or the portal) wants gone from the cache, together with its audit entry, and then does it. What cannot be done
/// at once stays written down, and is done when it can.
/// </summary>
internal sealed class CacheInvalidation(Generations generations, Outbox outbox, Publisher publisher, TableReader reader, WriteUnit writes)
{
    /// <summary>The attribute that shows a generation in the audit log.</summary>
    public const string Generation = "generation";

    /// <summary>
    /// One increment: from now on no reader finds any value of the kind that was there before. The increment and its audit entry are one
    /// transaction; the nodes that answer are told at once.
    /// </summary>
    /// <param name="kind">The kind.</param>
    /// <param name="actor">Who asked for it.</param>
    /// <param name="token">Of the submit: the same one raises once.</param>
    /// <param name="note">Why, for the audit log.</param>
    /// <param name="cancellationToken">Heeded until it is sent.</param>
    /// <returns>The new generation.</returns>
    public async Task<long> RaiseAsync(PublishedKind kind, Actor actor, string token, string? note, CancellationToken cancellationToken)
    {
        await generations.CurrentAsync(kind.Kind, cancellationToken);
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var before = await reader.ReadAsync(Generations.KeyOf(kind.Kind), cancellationToken) ?? throw new InvalidOperationException("A generation is gone.");
            var change = new Change
            {
                Actor = actor,
                Token = token,
                Audit = new(AuditActions.Invalidate, "cache", kind.Kind, "All " + kind.Many) { Note = note },
                Entity = new(Table.System, before, before.Copy().Set(Generation, before.Version + 1)),
            };
            switch (await writes.CommitAsync(change, cancellationToken))
            {
                case CommitOutcome.Saved saved:
                    return await generations.TellAsync(kind.Kind, saved.Item.Version, cancellationToken);
                // Nobody else wrote it since it was read: it was this very submit that did before.
                case CommitOutcome.Conflicted { Current: { } current } when current.Version == before.Version:
                    return await generations.TellAsync(kind.Kind, current.Version, cancellationToken);
            }
        }

        throw new CommitBusyException("Others keep raising this generation.", null);
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
            Audit = new(AuditActions.Invalidate, kind.Kind, row.Id, row.Name) { Clubs = row.Clubs, Note = "its copy in the cache" },
            Entity = new(Table.System, null, outbox.RequestOf(kind, row, token)),
        };
        return await writes.CommitAsync(change, cancellationToken) is CommitOutcome.Saved { Repeated: false } saved
            && await publisher.PublishAsync([Outbox.RowOf(saved.Item)], reader, cancellationToken) > 0;
    }
}
