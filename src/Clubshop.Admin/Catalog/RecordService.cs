using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Pictures;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Catalog;

/// <summary>
/// What the services of all kinds share: check the permission, check the rules, write with the audit entry, and explain the outcome. What
/// differs (who may, which rules, what else must hold) each kind's service says.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
public abstract partial class RecordService<T>(RecordStore<T> store, IEnumerable<IDependants> dependants)
    where T : class, ICatalogRecord
{
    private const int Candidates = 30;

    /// <summary>The kind (<see cref="CatalogKind.Name"/>); also what a message calls it.</summary>
    protected abstract string Kind { get; }

    /// <summary>The record ready to be stored: trimmed, without control characters.</summary>
    public abstract T Clean(T record);

    /// <summary>The rules, without I/O.</summary>
    public abstract IReadOnlyList<Problem> Check(T record);

    /// <summary>The rules for a record that is brought back to how it was a moment ago (<see cref="Submit.TakesBack"/>), without I/O.</summary>
    protected virtual IReadOnlyList<Problem> CheckBack(T record) => Check(record);

    /// <summary>Whether the person may edit the record as it is.</summary>
    public abstract bool MayEdit(Actor actor, T record);

    /// <summary>Why the person may not make this change; null when allowed.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="before">As it is stored; null to create.</param>
    /// <param name="after">The record after the change.</param>
    protected abstract Problem? Refusal(Actor actor, T? before, T after);

    /// <summary>Why the person may not edit the record as it is, in words; null when they may.</summary>
    public string? WhyNot(Actor actor, T record) =>
        MayEdit(actor, record) ? null : Refusal(actor, record.Stamp.Version == 0 ? null : record, record)?.Message;

    /// <summary>What else must hold when the record is written.</summary>
    /// <param name="before">As it is stored; null to create.</param>
    /// <param name="after">The record after the change.</param>
    /// <param name="submit">The asking for it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    protected abstract Task<Result<StepList>> StepsAsync(T? before, T after, Submit submit, CancellationToken cancellationToken);

    /// <summary>What to say when one of these steps did not hold; null to try again, where another writer was only faster.</summary>
    /// <param name="failed">The step.</param>
    /// <param name="current">The item it was about, as stored now; null when there is none.</param>
    /// <param name="after">The record after the change.</param>
    protected abstract Problem? Explain(ChangeStep failed, Item? current, T after);

    /// <summary>The record with another slug, code and status.</summary>
    protected abstract T With(T record, string slug, string code, EditorialStatus status);

    /// <summary>The name and page of another record of the kind, for a message.</summary>
    protected abstract (string Name, string Href, EditorialStatus Status)? Describe(string id);

    /// <summary>Slugs for a record whose slug was left empty, the best first.</summary>
    protected virtual IEnumerable<string> SlugsFor(T record)
    {
        var slug = Slug.From(record.Name, record.Code.Length > 0 ? record.Code : Kind + "-" + record.Id[^8..]);
        yield return slug;

        // Two shops may carry one name: the code, which is the record's own, tells them apart in the same way every time.
        if (Slug.Derive(record.Code) is { Length: > 0 } ofCode && ofCode != slug)
            yield return ofCode.StartsWith(slug + "-", StringComparison.Ordinal) ? ofCode : Slug.WithSuffix(slug, ofCode.Length <= 40 ? ofCode : ofCode[..40].TrimEnd('-'));

        for (var n = 2; n < Candidates; n++)
            yield return Slug.WithSuffix(slug, n.ToString(System.Globalization.CultureInfo.InvariantCulture));

        yield return Slug.WithSuffix(slug, record.Id[^12..]);
    }

    /// <summary>What depends on a record, from the index.</summary>
    public IReadOnlyList<DependantGroup> DependantsOf(string id) => [.. dependants.SelectMany(one => one.Of(Kind, id)).Where(group => group.Count > 0)];

    /// <summary>A step of another record's change, which holds only while this one exists and is not deleted.</summary>
    /// <param name="id">This record's id.</param>
    /// <param name="field">The C# name of the other record's property that refers to it.</param>
    public ChangeStep MustExist(string id, string field) => new ChangeStep.Exists(store.KeyOf(id), field);

    /// <summary>The key of a record of this kind, for steps of another record's change.</summary>
    internal ItemKey KeyOf(string id) => store.KeyOf(id);

    /// <summary>The record as it is stored now.</summary>
    public async Task<Result<T>> FindAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        if (!actor.Has(Permission.SeeCatalog))
            return Forbidden(L["You may not see the catalog."]);

        return Ids.IsValid(id) && await store.FindAsync(id, cancellationToken) is { } stored ? stored.Record : Gone();
    }

    /// <summary>Several records as they are stored now, by id; those that are not there are left out.</summary>
    /// <exception cref="UnauthorizedAccessException">The person may not see the catalog.</exception>
    public async Task<IReadOnlyDictionary<string, Stored<T>>> FindManyAsync(Actor actor, IEnumerable<string> ids, CancellationToken cancellationToken) =>
        actor.Has(Permission.SeeCatalog)
            ? await store.FindManyAsync(ids.Where(Ids.IsValid), cancellationToken)
            : throw new UnauthorizedAccessException("You may not see the catalog.");

    /// <summary>The ids of those that have these slugs, by slug; slugs that are free are left out.</summary>
    public Task<IReadOnlyDictionary<string, string>> OwnersOfSlugsAsync(IEnumerable<string> slugs, CancellationToken cancellationToken) =>
        store.OwnersOfSlugsAsync(slugs, cancellationToken);

    /// <summary>Those that have these codes, as they are stored now, deleted ones included; codes that are free are left out.</summary>
    public Task<IReadOnlyCollection<Stored<T>>> FindByCodesAsync(IEnumerable<string> codes, CancellationToken cancellationToken) =>
        store.FindByCodesAsync(codes, cancellationToken);

    /// <summary>
    /// Returns the problems that prevent saving, as far as they are known without writing: permission, the rules, and what depends on the
    /// record. Somebody else's write, and a slug or code that is taken, show only when it is saved.
    /// </summary>
    /// <param name="actor">Who.</param>
    /// <param name="before">As it is stored; null for a new one.</param>
    /// <param name="after">The record after the change, cleaned (<see cref="Clean"/>).</param>
    /// <param name="decided">Whether the person was told what depends on it.</param>
    public IReadOnlyList<Problem> Validate(Actor actor, T? before, T after, bool decided = false) => Validate(actor, before, after, Check, decided, takesBack: false);

    private IReadOnlyList<Problem> Validate(Actor actor, T? before, T after, Func<T, IReadOnlyList<Problem>> check, bool decided, bool takesBack)
    {
        if (before?.Status == EditorialStatus.Deleted && !takesBack)
            return [new Problem("deleted", L[$"This {L[Kind]} is deleted. Restore it before you change it."])];

        if (Refusal(actor, before, after) is { } refusal)
            return [refusal];

        if (after.Status == EditorialStatus.Deleted)
            return [new Problem("status", L["A record is deleted by its own action, not by its status."], nameof(ICatalogRecord.Status))];

        if (check(after) is { Count: > 0 } problems)
            return problems;

        return before is not null && !decided && StatusMoves.Hides(before.Status, after.Status) && Consequences.OfHiding(DependantsOf(after.Id)) is { } consequence
            ? [new Problem(Consequences.NeedsDecision, consequence, nameof(ICatalogRecord.Status))]
            : [];
    }

    /// <summary>
    /// Saves a record: a new one where its stamp is <see cref="Stamp.Unsaved"/>, otherwise a change of the version it was read in. An empty
    /// slug is derived from the name, with a suffix where it is taken; an empty code becomes the slug.
    /// </summary>
    /// <returns>
    /// The record as stored; or the problems at their fields; or, where somebody else saved first, <see cref="Problem.Conflict"/> with
    /// <see cref="Result{T}.Current"/>; or <see cref="Consequences.NeedsDecision"/> where others depend on what the change hides.
    /// </returns>
    public async Task<Result<T>> SaveAsync(Actor actor, T record, Submit submit, CancellationToken cancellationToken)
    {
        var after = Clean(record);
        Stored<T>? before = null;
        if (record.Stamp.Version > 0)
        {
            before = await store.FindAsync(record.Id, cancellationToken);
            if (before is null)
                return Gone();

            if (before.Record.Stamp.Version != record.Stamp.Version)
                return before.WrittenBy(submit.Token) ? before.Record : Conflicted(actor, before.Record);
        }

        if (Validate(actor, before?.Record, after, submit.TakesBack ? CheckBack : Check, submit.Decided, submit.TakesBack) is { Count: > 0 } problems)
            return Result<T>.Refused(problems);

        return await CommitAsync(actor, before, after, submit.Action ?? ActionOf(before?.Record.Status, after.Status), submit, cancellationToken);
    }

    /// <summary>Saves a change of a record that was read a moment ago, together with others. The write holds only while that version is stored.</summary>
    internal async Task<Result<T>> SaveAsync(Actor actor, Stored<T> before, T record, Submit submit, CancellationToken cancellationToken)
    {
        var after = Clean(record);
        return Validate(actor, before.Record, after, Check, submit.Decided, submit.TakesBack) is { Count: > 0 } problems
            ? Result<T>.Refused(problems)
            : await CommitAsync(actor, before, after, submit.Action ?? ActionOf(before.Record.Status, after.Status), submit, cancellationToken);
    }

    /// <summary>What is known of submits, by token; those that were not made are left out.</summary>
    internal Task<IReadOnlyDictionary<string, SubmitMark>> MarksAsync(IEnumerable<string> tokens, CancellationToken cancellationToken) =>
        store.MarksAsync(tokens, cancellationToken);

    /// <summary>
    /// Takes back what a submit did a while ago: the record becomes what it was before, one that it made is deleted and gives its slug and code free.
    /// Only while the record is as the submit left it: otherwise <see cref="Problem.Conflict"/>, and nothing is written.
    /// </summary>
    /// <param name="actor">Who, as they are now.</param>
    /// <param name="now">The record as it is stored.</param>
    /// <param name="done">The mark of the submit.</param>
    /// <param name="step">What is taken back: for the audit log.</param>
    /// <param name="submit">The asking for it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal async Task<Result<T>> TakeBackAsync(Actor actor, Stored<T> now, SubmitMark done, string step, Submit submit, CancellationToken cancellationToken)
    {
        if (now.Record.Stamp.Version != done.Version)
            return Result<T>.Conflicted(now.Record, L[$"{now.Record.Stamp.UpdatedByFor(actor.Id)} changed this {L[Kind]} since. Nothing was taken back."]);

        return done.Version == 1
            ? await TakeBackMakingAsync(actor, now, submit with { Note = $"taking back “{step}”" }, cancellationToken)
            : await TakeBackAsync(actor, store.Before(done, now), step, submit, cancellationToken);
    }

    private async Task<Result<T>> TakeBackMakingAsync(Actor actor, Stored<T> made, Submit submit, CancellationToken cancellationToken)
    {
        var record = made.Record;
        if (Refusal(actor, record, record) is { } refusal)
            return refusal;
        if (Consequences.AgainstDeleting(DependantsOf(record.Id)) is { } reason)
            return new Problem(Consequences.InUse, reason);

        // Otherwise a corrected file would find its codes taken by what its first try left behind.
        var tail = record.Id[^8..];
        var after = With(record, Slug.WithSuffix(record.Slug, tail), $"{TextCut.Units(record.Code, TextRules.CodeLength - tail.Length - 1)}-{tail}", EditorialStatus.Deleted);
        return await CommitAsync(actor, made, after, submit.Action ?? AuditActions.Delete, submit, cancellationToken);
    }

    /// <summary>The record as typed, with another status: to be saved in one change.</summary>
    public T WithStatus(T typed, EditorialStatus status) => With(typed, typed.Slug, typed.Code, status);

    /// <summary>The record as a draft whose slug and code are made when it is saved.</summary>
    public T AsNewDraft(T record) => With(record, "", "", EditorialStatus.Draft);

    /// <summary>Gives a record another status, leaving the rest as it is stored in the version seen.</summary>
    public Task<Result<T>> ChangeStatusAsync(Actor actor, T seen, EditorialStatus status, Submit submit, CancellationToken cancellationToken) => status switch
    {
        EditorialStatus.Deleted => DeleteAsync(actor, seen, submit, cancellationToken),
        _ when seen.Status == EditorialStatus.Deleted => RestoreAsync(actor, seen, submit, cancellationToken),
        _ => SaveAsync(actor, With(seen, seen.Slug, seen.Code, status), submit, cancellationToken),
    };

    /// <summary>
    /// Takes back a step that was just done: the record becomes what it was before it, unless somebody has changed it since. A change like any
    /// other: permission, rules and audit entry are its own.
    /// </summary>
    /// <param name="actor">Who, as they are now.</param>
    /// <param name="wanted">The record as it was before the step, in the version that the step left.</param>
    /// <param name="step">What is taken back, as its button says: for the audit log.</param>
    /// <param name="submit">The asking for it.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The record as stored; or the problems, <see cref="Problem.Conflict"/> with <see cref="Result{T}.Current"/> where it was changed since.</returns>
    public async Task<Result<T>> TakeBackAsync(Actor actor, T wanted, string step, Submit submit, CancellationToken cancellationToken)
    {
        var result = await SaveAsync(actor, wanted, submit with { Decided = true, TakesBack = true, Note = $"taking back “{step}”" }, cancellationToken);
        return result.Current is { } current
            ? Result<T>.Conflicted(current, L[$"{current.Stamp.UpdatedByFor(actor.Id)} changed this {L[Kind]} since. Nothing was taken back."])
            : result;
    }

    /// <summary>
    /// Deletes a record: end users no longer see it, its slug and code stay its own for 90 days, in which it can be restored. Refused with
    /// <see cref="Consequences.InUse"/> while others need it.
    /// </summary>
    public async Task<Result<T>> DeleteAsync(Actor actor, T seen, Submit submit, CancellationToken cancellationToken)
    {
        var before = await store.FindAsync(seen.Id, cancellationToken);
        if (before is null)
            return Gone();

        if (before.Record.Status == EditorialStatus.Deleted)
            return before.Record;

        if (Refusal(actor, before.Record, before.Record) is { } refusal)
            return refusal;

        if (before.Record.Stamp.Version != seen.Stamp.Version)
            return Conflicted(actor, before.Record);

        var groups = DependantsOf(seen.Id);
        if (Consequences.AgainstDeleting(groups) is { } reason)
            return new Problem(Consequences.InUse, reason);

        if (!submit.Decided && groups.Count > 0)
            return new Problem(Consequences.NeedsDecision, string.Join(' ', groups.Select(group => group.Consequence)));

        var after = With(before.Record, before.Record.Slug, before.Record.Code, EditorialStatus.Deleted);
        return await CommitAsync(actor, before, after, submit.Action ?? AuditActions.Delete, submit, cancellationToken);
    }

    /// <summary>Brings a deleted record back, as a draft.</summary>
    public async Task<Result<T>> RestoreAsync(Actor actor, T seen, Submit submit, CancellationToken cancellationToken)
    {
        var before = await store.FindAsync(seen.Id, cancellationToken);
        if (before is null)
            return Gone();

        if (before.Record.Status != EditorialStatus.Deleted)
            return before.Record;

        if (Refusal(actor, before.Record, before.Record) is { } refusal)
            return refusal;

        var after = With(before.Record, before.Record.Slug, before.Record.Code, EditorialStatus.Draft);
        return await CommitAsync(actor, before, after, submit.Action ?? AuditActions.Restore, submit, cancellationToken);
    }

    /// <summary>A refusal because a permission is missing.</summary>
    protected static Problem Forbidden(string message, string? field = null) => new(Problem.Forbidden, message, field);

    // A slug or code that the person left empty is ours to choose: where it is taken, the next one is tried. One that was typed is told.
    private async Task<Result<T>> CommitAsync(Actor actor, Stored<T>? before, T wanted, string action, Submit submit, CancellationToken cancellationToken)
    {
        using var slugs = SlugsFor(wanted).GetEnumerator();
        var slug = wanted.Slug.Length > 0 ? wanted.Slug : Next(slugs);
        var code = wanted.Code.Length > 0 ? wanted.Code : slug;
        for (var attempt = 0; ; attempt++)
        {
            var after = With(wanted, slug, code, wanted.Status);
            var steps = await StepsAsync(before?.Record, after, submit, cancellationToken);
            if (!steps.Ok)
                return Result<T>.Refused(steps.Problems);

            switch (await store.CommitAsync(actor, before, after, action, submit, [.. steps.Value, .. PictureSteps(before?.Record, after)], cancellationToken))
            {
                case StoreOutcome<T>.Saved saved:
                    return saved.Record;
                case StoreOutcome<T>.Conflicted conflicted:
                    return Conflicted(actor, conflicted.Current);
                case StoreOutcome<T>.Gone:
                    return Gone();
                case StoreOutcome<T>.Taken { Field: nameof(ICatalogRecord.Slug) } when wanted.Slug.Length == 0 && attempt <= Candidates:
                    slug = Next(slugs);
                    code = wanted.Code.Length > 0 ? wanted.Code : slug;
                    break;
                case StoreOutcome<T>.Taken { Field: nameof(ICatalogRecord.Code) } when wanted.Code.Length == 0 && attempt <= Candidates:
                    code = Slug.WithSuffix(slug, wanted.Id[^8..]);
                    break;
                case StoreOutcome<T>.Taken taken:
                    return Taken(taken, slug, code);
                case StoreOutcome<T>.Failed failed when submit.Steps.Contains(failed.Step):
                    return new Problem(Submit.Overtaken, L["What asked for this change was changed meanwhile. Nothing was saved."]);
                case StoreOutcome<T>.Failed { Step: ChangeStep.Exists step } when PictureRows.IsOf(step):
                    return new Problem("picture-gone", L["This picture is not kept here any more, or never was. Choose it again."], step.Field);
                case StoreOutcome<T>.Failed failed when Explain(failed.Step, failed.Current, after) is { } problem:
                    return problem;
                case StoreOutcome<T>.Failed when attempt > Candidates:
                    return new Problem("busy", L["Too many people are changing this at once. Save again in a moment."]);
            }
        }
    }

    // Only a picture that is kept whole, and only when the record begins to have it: an older one stays, whatever became of it.
    private IEnumerable<ChangeStep> PictureSteps(T? before, T after) =>
        from field in store.Fields.OfType<PictureField<T>>()
        let picture = field.Get(after)
        where picture.Length > 0 && (before is null || field.Get(before) != picture)
        from step in PictureRows.Use(picture, field.Name)
        select step;

    private static string Next(IEnumerator<string> slugs) => slugs.MoveNext() ? slugs.Current : throw new InvalidOperationException("Every slug was taken.");

    private Problem Taken(StoreOutcome<T>.Taken taken, string slug, string code)
    {
        var (value, what) = taken.Field == nameof(ICatalogRecord.Slug) ? (slug, L["slug"]) : (code, L["code"]);
        var owner = Describe(taken.OwnerId);
        var message = owner switch
        {
            { Status: EditorialStatus.Deleted } it => L[$"The {what} “{value}” belongs to {it.Name}, which is deleted. Choose another, or restore that {L[Kind]}."],
            { } it => L[$"The {what} “{value}” is taken by {it.Name}. Choose another."],
            null => L[$"The {what} “{value}” is taken by another {L[Kind]}. Choose another."],
        };
        return new(Problem.Taken, message, taken.Field) { Href = owner?.Href };
    }

    private Result<T> Conflicted(Actor actor, T current) => Result<T>.Conflicted(
        current,
        current.Stamp.IsBy(actor.Id)
            ? L[$"You saved this {L[Kind]} in another tab while you were editing it."]
            : L[$"{current.Stamp.UpdatedBy} saved this {L[Kind]} while you were editing it."]);

    private Problem Gone() => new(Problem.NotFound, L[$"This {L[Kind]} does not exist, or was deleted."]);

    private static string ActionOf(EditorialStatus? before, EditorialStatus after) => (before, after) switch
    {
        (null, _) => AuditActions.Create,
        var (was, now) when was == now => AuditActions.Change,
        (EditorialStatus.Deleted, _) => AuditActions.Restore,
        (_, EditorialStatus.Published) => AuditActions.Publish,
        (_, EditorialStatus.Paused) => AuditActions.Pause,
        (_, EditorialStatus.Archived) => AuditActions.Archive,
        _ => AuditActions.Change,
    };
}

/// <summary>What else must hold when a record is written.</summary>
public sealed class StepList(IEnumerable<ChangeStep> steps) : List<ChangeStep>(steps)
{
    /// <summary>Nothing else.</summary>
    public static StepList None => [];

    /// <summary>An empty list.</summary>
    public StepList()
        : this([])
    {
    }
}
