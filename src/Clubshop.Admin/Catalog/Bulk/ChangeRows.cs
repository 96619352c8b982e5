using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Catalog.Bulk;

/// <summary>Makes one change of many records.</summary>
internal sealed class ChangeRows<T>(JobRun run, BulkPlan plan, RecordService<T> service, BulkKind<T> kind) : RowsOfRecords<T>(run, service)
    where T : class, ICatalogRecord
{
    // Where the person was shown no version: whoever was faster is looked at again; somebody who is faster each time is told of.
    private const int Tries = 3;

    public override int Total => plan.Targets.Count;

    public override string NameOf(int number) => plan.Targets[number - 1].Name;

    protected override string IdOf(int number) => plan.Targets[number - 1].Id;

    public override async Task<JobItem> DoAsync(Actor? actor, int number, CancellationToken cancellationToken)
    {
        var (target, stored) = (plan.Targets[number - 1], Found(number));
        if (WasMade(number))
            return Ended(number, RowOutcomes.Changed, stored?.Record.Name ?? target.Name);
        if (actor is null)
            return NoLonger(number);

        for (var attempt = 1; ; attempt++)
        {
            if (stored is null)
                return Gone(number);
            if (target.Version is { } seen && stored.Record.Stamp.Version != seen)
                return Refused(number, stored.Record.Name, new Problem(Problem.Conflict, L[$"{stored.Record.Stamp.UpdatedByFor(actor.Id)} changed this {L[kind.Kind.Name]} after you were shown it. It was left as it is."]));

            var saved = await WriteAsync(actor, number, stored, cancellationToken);
            if (saved is null)
                return Ended(number, RowOutcomes.Unchanged, stored.Record.Name);
            if (saved.Ok)
                return Ended(number, RowOutcomes.Changed, saved.Value.Name);
            if (saved.Current is null || attempt == Tries)
                return Refused(number, stored.Record.Name, saved.Problems);

            stored = await AgainAsync(actor, number, cancellationToken);
        }
    }

    // Null where nothing differs.
    private async Task<Result<T>?> WriteAsync(Actor actor, int number, Stored<T> stored, CancellationToken cancellationToken)
    {
        var (record, submit) = (stored.Record, new Submit(Run.TokenFor(number)) { Decided = plan.Decided, Note = plan.Note, Run = Run.Id, Undoable = true });
        if (plan.Edit.Status == EditorialStatus.Deleted)
            return record.Status == EditorialStatus.Deleted ? null : await Service.DeleteAsync(actor, record, submit, cancellationToken);
        if (record.Status == EditorialStatus.Deleted)
            return new Problem("deleted", L["It is deleted. Restore it first."]);

        var after = kind.Apply(plan.Edit, record);
        return kind.Same(record, after) ? null : await Service.SaveAsync(actor, stored, after, submit, cancellationToken);
    }
}
