using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Catalog;

/// <summary>
/// Reads and writes the records of one kind; its fields say which attribute holds which property. Slug and code are kept unique by markers
/// in the same transaction.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
public abstract class RecordStore<T>(TableReader reader, WriteUnit unit, FieldSet<T> fields)
    where T : class, ICatalogRecord
{
    /// <summary>The table of the kind.</summary>
    protected abstract Table Table { get; }

    /// <summary>The kind (<see cref="CatalogKind.Name"/>).</summary>
    protected abstract string Kind { get; }

    /// <summary>The properties that people edit.</summary>
    internal FieldSet<T> Fields => fields;

    /// <summary>The key of a record.</summary>
    public abstract ItemKey KeyOf(string id);

    /// <summary>The ids of the clubs that a record belongs to, for the audit log.</summary>
    protected abstract IReadOnlyCollection<string> ClubsOf(T record);

    /// <summary>The record as it is stored now; null when there is none.</summary>
    public async Task<Stored<T>?> FindAsync(string id, CancellationToken cancellationToken) =>
        await reader.ReadAsync(KeyOf(id), cancellationToken) is { } item ? new(fields.Read(item), item) : null;

    /// <summary>The audit entries of a record, the newest first, read as they are asked for.</summary>
    /// <param name="id">The record's id.</param>
    /// <param name="before">The position that they are older than; null for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal IAsyncEnumerable<AuditEntry> EntriesAsync(string id, string? before, CancellationToken cancellationToken) =>
        RecordEntries.ReadAsync(reader, Kind, id, before, cancellationToken);

    /// <summary>What needs a record now, as it is stored.</summary>
    internal Task<FoundReferences> ReferencesAsync(string id, CancellationToken cancellationToken) => References.ReadAsync(reader, KeyOf(id), cancellationToken);

    /// <summary>Several records as they are stored now, by id; those that are not there are left out.</summary>
    public async Task<IReadOnlyDictionary<string, Stored<T>>> FindManyAsync(IEnumerable<string> ids, CancellationToken cancellationToken) =>
        (await reader.ReadManyAsync(ids.Select(KeyOf), cancellationToken)).Values.ToDictionary(item => item.Id, item => new Stored<T>(fields.Read(item), item), StringComparer.Ordinal);

    /// <summary>The ids of those that have these slugs, by slug; slugs that are free are left out.</summary>
    public Task<IReadOnlyDictionary<string, string>> OwnersOfSlugsAsync(IEnumerable<string> slugs, CancellationToken cancellationToken) =>
        OwnersAsync("SLUG", slugs, cancellationToken);

    /// <summary>Those that have these codes, as they are stored now, deleted ones included; codes that are free are left out.</summary>
    public async Task<IReadOnlyCollection<Stored<T>>> FindByCodesAsync(IEnumerable<string> codes, CancellationToken cancellationToken)
    {
        // Markers of codes that were given when their case counted have them as they were written.
        var owners = await OwnersAsync("CODE", codes.SelectMany(code => (string[])[code, CodeKey(code)]), cancellationToken);
        return owners.Count == 0 ? [] : [.. (await FindManyAsync(owners.Values.Distinct(StringComparer.Ordinal), cancellationToken)).Values];
    }

    private async Task<IReadOnlyDictionary<string, string>> OwnersAsync(string what, IEnumerable<string> values, CancellationToken cancellationToken)
    {
        var markers = values.Distinct(StringComparer.Ordinal).ToDictionary(value => Keys.Marker(what, value), value => value, StringComparer.Ordinal);
        var found = await reader.ReadManyAsync(markers.Keys.Select(marker => new ItemKey(Table, marker, Keys.MarkerSk)), cancellationToken);
        return found.Values.ToDictionary(item => markers[item.Pk], item => item.GetString(Attributes.Owner), StringComparer.Ordinal);
    }

    /// <summary>What is known of submits, by token; those that were not made are left out.</summary>
    internal Task<IReadOnlyDictionary<string, SubmitMark>> MarksAsync(IEnumerable<string> tokens, CancellationToken cancellationToken) =>
        SubmitMark.ReadAsync(reader, tokens, cancellationToken);

    /// <summary>The record as it was before a submit, in the version that the submit left.</summary>
    internal T Before(SubmitMark mark, Stored<T> left) => fields.Read(mark.Restore(left.Item));

    /// <summary>Commits a change of one record with its audit entry.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="before">As it is stored; null to create.</param>
    /// <param name="after">The record after the change; slug and code are filled.</param>
    /// <param name="action">What was done (<see cref="AuditActions"/>).</param>
    /// <param name="submit">The submit.</param>
    /// <param name="steps">What else must hold.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<StoreOutcome<T>> CommitAsync(
        Actor actor, Stored<T>? before, T after, string action, Submit submit, IEnumerable<ChangeStep> steps, CancellationToken cancellationToken)
    {
        var change = ChangeOf(actor, before, after, action, submit, steps);
        return OutcomeOf(await unit.CommitAsync(change, cancellationToken));
    }

    /// <summary>Commits records that are new, several in one transaction, each with its audit entry.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="records">The records, slug and code filled; of each the submit, and what else must hold.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal async Task<IReadOnlyList<StoreOutcome<T>>> CommitNewAsync(
        Actor actor, IReadOnlyList<(T Record, Submit Submit, IEnumerable<ChangeStep> Steps)> records, CancellationToken cancellationToken)
    {
        var changes = records.Select(one => ChangeOf(actor, null, one.Record, one.Submit.Action ?? AuditActions.Create, one.Submit, one.Steps)).ToList();
        return [.. (await unit.CommitNewAsync(changes, cancellationToken)).Select(OutcomeOf)];
    }

    private StoreOutcome<T> OutcomeOf(CommitOutcome outcome) => outcome switch
    {
        CommitOutcome.Saved saved => new StoreOutcome<T>.Saved(fields.Read(saved.Item)),
        CommitOutcome.Unchanged unchanged => new StoreOutcome<T>.Saved(fields.Read(unchanged.Item)),
        CommitOutcome.Conflicted { Current: { } current } => new StoreOutcome<T>.Conflicted(fields.Read(current)),
        CommitOutcome.Conflicted => new StoreOutcome<T>.Gone(),
        CommitOutcome.Taken taken => new StoreOutcome<T>.Taken(taken.Field, taken.OwnerId),
        CommitOutcome.CheckFailed failed => new StoreOutcome<T>.Failed(failed.Step, failed.Current),
        var other => throw new InvalidOperationException($"An outcome that is not known: {other.GetType().Name}."),
    };

    private Change ChangeOf(Actor actor, Stored<T>? before, T after, string action, Submit submit, IEnumerable<ChangeStep> steps)
    {
        var item = before?.Item.Copy() ?? new Item(KeyOf(after.Id).Pk);
        fields.Write(after, item);
        var deleted = after.Status == Common.EditorialStatus.Deleted;
        var again = before is not null && before.Item.IsDeleted != deleted;
        return new()
        {
            Actor = actor,
            Token = submit.Token,
            Audit = new(action, Kind, after.Id, after.Name)
            {
                Clubs = [.. (before is null ? [] : ClubsOf(before.Record)).Concat(ClubsOf(after)).Distinct(StringComparer.Ordinal)],
                Note = submit.Note,
                Whole = true,
                Run = submit.Run,
            },
            KeepsBefore = submit.Undoable,
            Entity = new(Table, before?.Item, item) { Deleted = deleted },
            Steps =
            [
                .. Markers("SLUG", before?.Record.Slug, after.Slug, after.Id, nameof(ICatalogRecord.Slug), again),
                .. CodeMarkers(before?.Record.Code, after.Code, after.Id, again),
                .. steps,
                .. submit.Steps,
            ],
        };
    }

    // Two codes that differ in the case of their letters are one.
    private static string CodeKey(string code) => code.ToLowerInvariant();

    // A record whose code was given when its case counted gives up the marker of then together with the code.
    private IEnumerable<ChangeStep> CodeMarkers(string? before, string after, string id, bool again)
    {
        foreach (var step in Markers("CODE", before is null ? null : CodeKey(before), CodeKey(after), id, nameof(ICatalogRecord.Code), again))
            yield return step;

        if (before is { Length: > 0 } && CodeKey(before) != CodeKey(after) && before != CodeKey(before))
            yield return new ChangeStep.Release(Table, Keys.Marker("CODE", before), id);
    }

    // Deleting and restoring claim the values again: the markers of a deleted record are purged with it, those of a restored one kept.
    private IEnumerable<ChangeStep> Markers(string what, string? before, string after, string id, string field, bool again)
    {
        if (before != after || again)
            yield return new ChangeStep.Claim(Table, Keys.Marker(what, after), id, field);

        if (before is { Length: > 0 } && before != after)
            yield return new ChangeStep.Release(Table, Keys.Marker(what, before), id);
    }
}

/// <summary>A record with the item it was read from, which a change is made of.</summary>
public sealed class Stored<T>
    where T : class
{
    internal Stored(T record, Item item) => (Record, Item) = (record, item);

    /// <summary>The record.</summary>
    public T Record { get; }

    internal Item Item { get; }

    /// <summary>Whether the record's present version was written by this submit.</summary>
    public bool WrittenBy(string token) => Item.GetString(Attributes.Token) == token;
}

/// <summary>How a commit of a record ended. The kinds are those nested here.</summary>
public abstract record StoreOutcome<T>
    where T : class
{
    private StoreOutcome()
    {
    }

    /// <summary>It is stored so.</summary>
    public sealed record Saved(T Record) : StoreOutcome<T>;

    /// <summary>Somebody else wrote it meanwhile.</summary>
    public sealed record Conflicted(T Current) : StoreOutcome<T>;

    /// <summary>It is not there any more.</summary>
    public sealed record Gone : StoreOutcome<T>;

    /// <summary>A unique value is another record's.</summary>
    public sealed record Taken(string Field, string OwnerId) : StoreOutcome<T>;

    /// <summary>A further step did not hold.</summary>
    /// <param name="Step">The step.</param>
    /// <param name="Current">The item it was about, as stored now; null when there is none.</param>
    public sealed record Failed(ChangeStep Step, Item? Current) : StoreOutcome<T>;
}
