using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Catalog.History;
using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Catalog;

/// <content>A record's versions, and the way back to one.</content>
public abstract partial class RecordService<T>
{
    /// <summary>What was done to a record, with its versions, the newest read; deleted ones too.</summary>
    /// <returns>The time line; or a problem: there is no such record, or the person may not see what others did to it.</returns>
    public async Task<Result<RecordTimeline<T>>> TimelineAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        if (actor.ReachOf(Permission.SeeAudit) is Reach.None or Reach.OwnActions || !actor.Has(Permission.SeeCatalog))
            return Forbidden(L["Your role sees only what you did yourself, not the versions of a record."]);

        // The record first: entries that are newer than it are left out.
        if (!Ids.IsValid(id) || await store.FindAsync(id, cancellationToken) is not { } stored)
            return Gone();

        var timeline = new RecordTimeline<T>(
            stored.Record, new(store.Fields, stored.Item), (before, token) => store.EntriesAsync(id, before, token), entry => actor.Reaches(Permission.SeeAudit, entry.Clubs));
        await timeline.ReadOlderAsync(cancellationToken);
        return timeline is { EndsAtOthers: true, Entries.Count: 0 } ? Forbidden(L[$"You see the versions of what belongs to your clubs alone. This {L[Kind]} belongs to others, or to none."]) : timeline;
    }

    /// <summary>
    /// Brings fields back to what they were in an earlier version: a change like any other, with its permission, rules and audit entry, of the version
    /// that was seen.
    /// </summary>
    /// <param name="actor">Who.</param>
    /// <param name="seen">The record as the person saw it.</param>
    /// <param name="version">The earlier version.</param>
    /// <param name="names">The C# names of the fields to bring back.</param>
    /// <param name="submit">The asking for it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>As <see cref="SaveAsync(Actor, T, Submit, CancellationToken)"/>; a problem too where the log does not have a value whole, or nothing would change.</returns>
    public async Task<Result<T>> RevertAsync(
        Actor actor, T seen, RecordVersion<T> version, IReadOnlyCollection<string> names, Submit submit, CancellationToken cancellationToken)
    {
        if (version.Record.Id != seen.Id)
            throw new ArgumentException("A version of another record.", nameof(version));

        var fields = store.Fields.Where(field => names.Contains(field.Name)).ToList();
        if (fields.Find(field => !version.Knows(field)) is { } lost)
            return new Problem("not-kept", NotKept(lost, version.Number), lost.Name);

        var wanted = fields.Aggregate(seen, (record, field) => field.Take(record, version.Record));
        var changed = fields.Where(field => !field.Same(seen, wanted)).ToList();
        if (changed.Count == 0)
            return new Problem("same", L[$"Nothing to bring back: this {L[Kind]} is as it was in version {version.Number}."]);

        var rest = store.Fields.Any(field => field.Name != nameof(ICatalogRecord.Status) && !field.Same(wanted, version.Record));
        var note = rest ? $"{string.Join(", ", changed.Select(field => field.Label))} to version {version.Number}" : $"to version {version.Number}";
        var result = await SaveAsync(actor, wanted, submit with { Action = AuditActions.Revert, Note = note }, cancellationToken);
        return result.Current is { } current
            ? Result<T>.Conflicted(current, L[$"{current.Stamp.UpdatedByFor(actor.Id)} saved this {L[Kind]} meanwhile. Nothing was changed: look at it as it is now, then do it again."])
            : result;
    }

    /// <summary>Why a field of a version cannot be brought back: its entry was written when long texts were cut.</summary>
    internal static string NotKept(Field<T> field, long version) =>
        L[$"{field.Noun} was too long for the audit log of that time, which has only its beginning in version {version}. It cannot be brought back."];
}
