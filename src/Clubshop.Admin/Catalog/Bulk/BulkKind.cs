using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Catalog.Bulk;

/// <summary>A field that a bulk change can change.</summary>
/// <param name="Name">The C# name of the property.</param>
/// <param name="Label">What forms call it.</param>
public sealed record BulkField(string Name, string Label)
{
    /// <summary>For links: the kind that they lead to.</summary>
    public string? LinksTo { get; init; }

    /// <summary>For links: the component that chooses them; it takes <c>Label</c>, <c>Value</c> and <c>ValueChanged</c> as a picker of a form does.</summary>
    public Type? Picker { get; init; }
}

/// <summary>A kind whose records can be changed many at once: which fields, and what such a change would do and does. One for each kind.</summary>
public abstract class BulkKind
{
    /// <summary>The kind.</summary>
    public abstract CatalogKind Kind { get; }

    /// <summary>The permission needed to change any of its records.</summary>
    public required Permission Permission { get; init; }

    /// <summary>Whether its records stand inside each other.</summary>
    public bool IsTree { get; init; }

    /// <summary>Its moments.</summary>
    public abstract IReadOnlyList<BulkField> Dates { get; }

    /// <summary>Its links to several records.</summary>
    public abstract IReadOnlyList<BulkField> Links { get; }

    /// <summary>Its texts.</summary>
    public abstract IReadOnlyList<BulkField> Texts { get; }

    /// <summary>What forms call a field; null for one that it does not have.</summary>
    public abstract string? LabelOf(string? field);

    /// <summary>Whether a field is a moment.</summary>
    public bool IsDate(string? field) => Dates.Any(one => one.Name == field);

    /// <summary>Whether a field is a moment until which something holds: midnight is then the end of the day before.</summary>
    public abstract bool IsEnd(string? field);

    /// <summary>What is wrong with a change, whatever the records; null when nothing is.</summary>
    public Problem? Refuse(BulkEdit edit)
    {
        if (edit.Status is { } status)
        {
            return edit.Field is null && StatusMoves.Choices.Contains(status)
                ? null
                : new("invalid-change", L["Choose what to do with the records."]);
        }

        if (edit.Way == BulkWay.Replace)
        {
            return !Texts.Any(one => one.Name == edit.Field) ? new("invalid-change", L["Choose the field."], nameof(BulkEdit.Field))
                : edit.Find.Length == 0 ? new("required", L["Write the text that is to be replaced."], nameof(BulkEdit.Find))
                : edit.Find.Length > BulkEdit.MaxText ? new("too-long", L[$"A text to be replaced has at most {BulkEdit.MaxText} characters."], nameof(BulkEdit.Find))
                : edit.Text.Length > BulkEdit.MaxText ? new("too-long", L[$"A replacement has at most {BulkEdit.MaxText} characters."], nameof(BulkEdit.Text))
                : edit.Find == edit.Text ? new("same", L["Both texts are the same."], nameof(BulkEdit.Text))
                : null;
        }

        if (IsDate(edit.Field))
        {
            return edit.Way switch
            {
                BulkWay.Set => null,
                BulkWay.Move when edit.Days is not 0 and >= -BulkEdit.MaxDays and <= BulkEdit.MaxDays => null,
                _ => new("days", L[$"Write by how many days: 7, or −7 for a week earlier; at most {Money.Grouped(BulkEdit.MaxDays)}."], nameof(BulkEdit.Days)),
            };
        }

        if (!Links.Any(one => one.Name == edit.Field) || edit.Way is not (BulkWay.Add or BulkWay.Remove or BulkWay.Set))
            return new("invalid-change", L["Choose what to do with the records."]);

        return edit.Ids.Count == 0 && edit.Way != BulkWay.Set ? new("required", L["Choose at least one."], nameof(BulkEdit.Ids))
            : edit.Ids.Count > TextRules.LinksAtMost || !edit.Ids.All(Ids.IsValid) ? new("invalid-change", L[$"Choose up to {TextRules.LinksAtMost} from the list."], nameof(BulkEdit.Ids))
            : null;
    }

    /// <summary>What a change would do to some records.</summary>
    internal abstract Task<IReadOnlyList<BulkRow>> RehearseAsync(Actor actor, BulkEdit edit, IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>Makes a change.</summary>
    internal abstract RowWork Change(JobRun run, BulkPlan plan);

    /// <summary>Undoes a job.</summary>
    internal abstract RowWork Undo(JobRun run, UndoPlan plan);
}

/// <summary>Whom records reach, for a rehearsal.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="ClubsOf">Ids of the clubs whose customers a record is for; null where none limits it.</param>
/// <param name="Everybody">Why every customer would see a record once it is published; null where clubs limit it.</param>
internal sealed record BulkReach<T>(Func<T, IReadOnlyCollection<string>?> ClubsOf, Func<T, string?> Everybody);

/// <summary>The records of a kind, changed many at once through the kind's service.</summary>
internal sealed class BulkKind<T>(
    CatalogKind kind, FieldSet<T> fields, RecordService<T> service, BulkReach<T> reach, IReadOnlyDictionary<string, Type> pickers, CatalogIndexes indexes) : BulkKind
    where T : class, ICatalogRecord
{
    private const int MaxShown = 160;

    public override CatalogKind Kind => kind;

    public override IReadOnlyList<BulkField> Dates { get; } = [.. fields.OfType<MomentField<T>>().Select(field => new BulkField(field.Name, field.Label))];

    public override IReadOnlyList<BulkField> Links { get; } =
    [
        .. fields.OfType<LinksField<T>>().Where(field => pickers.ContainsKey(field.Name))
            .Select(field => new BulkField(field.Name, field.Label) { LinksTo = field.LinksTo, Picker = pickers[field.Name] }),
    ];

    public override IReadOnlyList<BulkField> Texts { get; } = [.. fields.OfType<LineField<T>>().Select(field => new BulkField(field.Name, field.Label))];

    public override string? LabelOf(string? field) => fields.Find(field)?.Label;

    public override bool IsEnd(string? field) => fields.Find(field) is MomentField<T> { EndOfDay: true };

    /// <summary>The record after a change that <see cref="BulkKind.Refuse"/> lets through; not cleaned.</summary>
    public T Apply(BulkEdit edit, T record)
    {
        if (edit.Status is { } status)
            return service.WithStatus(record, status);

        return fields.Find(edit.Field) switch
        {
            MomentField<T> moment when edit.Way == BulkWay.Move => moment.With(record, Moved(moment.Get(record), edit.Days)),
            MomentField<T> moment => moment.With(record, edit.Moment),
            LinksField<T> links => links.With(record, edit.Way switch
            {
                BulkWay.Add => [.. links.Get(record).Union(edit.Ids, StringComparer.Ordinal)],
                BulkWay.Remove => [.. links.Get(record).Except(edit.Ids, StringComparer.Ordinal)],
                _ => edit.Ids,
            }),
            LineField<T> text => text.With(record, text.Get(record).Replace(edit.Find, edit.Text, StringComparison.Ordinal)),
            _ => throw new InvalidOperationException($"A {kind.Name} has no field “{edit.Field}” that can be changed so."),
        };
    }

    /// <summary>Whether a change leaves a record as it is.</summary>
    public bool Same(T before, T after)
    {
        var (left, right) = (service.Clean(before), service.Clean(after));
        return fields.All(field => field.Same(left, right));
    }

    internal override RowWork Change(JobRun run, BulkPlan plan) => new ChangeRows<T>(run, plan, service, this);

    internal override RowWork Undo(JobRun run, UndoPlan plan) => new UndoRows<T>(run, plan, service, this);

    internal override async Task<IReadOnlyList<BulkRow>> RehearseAsync(Actor actor, BulkEdit edit, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var found = await service.FindManyAsync(actor, ids, cancellationToken);
        return [.. ids.Select(id => found.TryGetValue(id, out var stored) ? Rehearse(actor, edit, stored.Record) : Gone(id))];
    }

    private BulkRow Rehearse(Actor actor, BulkEdit edit, T before)
    {
        var row = new BulkRow(before.Id, before.Name, before.Stamp.Version, BulkVerdict.Unchanged);
        if (before.Status == EditorialStatus.Deleted)
            return row with { Verdict = BulkVerdict.Refused, Reasons = [L[$"This {L[kind.Name]} is deleted. Restore it before you change it."]] };

        var after = service.Clean(Apply(edit, before));
        if (Same(before, after))
            return service.WhyNot(actor, before) is { } not ? row with { Verdict = BulkVerdict.Refused, Reasons = [not] } : row;
        if (service.Validate(actor, before, after, decided: true) is { Count: > 0 } problems)
            return row with { Verdict = BulkVerdict.Refused, Reasons = [.. problems.Select(problem => problem.Message)] };

        var clean = service.Clean(before);
        return row with
        {
            Verdict = BulkVerdict.Changes,
            Changes = [.. from field in fields where !field.Same(clean, after) select new BulkDifference(field.Label, Shown(field, clean), Shown(field, after))],
            Notes = [.. NotesOf(actor, before, after)],
            IsSeen = before.Status == EditorialStatus.Published || after.Status == EditorialStatus.Published,
            Clubs = ClubsOf(before, after),
        };
    }

    private IEnumerable<string> NotesOf(Actor actor, T before, T after)
    {
        if (service.Validate(actor, before, after).FirstOrDefault(problem => problem.Code == Consequences.NeedsDecision) is { } follows)
            yield return follows.Message;
        if (before.Status != EditorialStatus.Published && after.Status == EditorialStatus.Published && reach.Everybody(after) is { } why)
            yield return why;
    }

    private IReadOnlyCollection<string>? ClubsOf(T before, T after) =>
        reach.ClubsOf(before) is { } was && reach.ClubsOf(after) is { } becomes ? [.. was.Union(becomes, StringComparer.Ordinal)] : null;

    // What would leave the calendar stays.
    private static DateTimeOffset? Moved(DateTimeOffset? moment, int days) =>
        moment is { } from && (days > 0 ? from < DateTimeOffset.MaxValue.AddDays(-days) : from > DateTimeOffset.MinValue.AddDays(-days)) ? from.AddDays(days) : moment;

    private string Shown(Field<T> field, T record) => Input.TextCut.Shown(field.Show(record, NameOf), MaxShown);

    private string NameOf(string linked, string id) => indexes.Of(linked)?.Find(id)?.Name ?? L["one that is gone"];

    private BulkRow Gone(string id) => new(id, L[$"A {L[kind.Name]} that is gone"], 0, BulkVerdict.Refused) { Reasons = [L[$"This {L[kind.Name]} does not exist any more."]] };
}
