using System.Text.Json;
using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Catalog.Bulk;

/// <summary>A row of a job that is to be undone.</summary>
/// <param name="Id">The record.</param>
/// <param name="Name">Its name.</param>
/// <param name="Number">What the token of its change was made of.</param>
internal sealed record UndoTarget(string Id, string Name, long Number);

/// <summary>What is to be undone: the payload of the job.</summary>
/// <param name="Of">Id of the job.</param>
/// <param name="Title">Its title.</param>
/// <param name="Targets">Its rows that wrote something, the last first.</param>
internal sealed record UndoPlan(string Of, string Title, IReadOnlyList<UndoTarget> Targets)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this);

    public static UndoPlan Read(byte[] payload) => JsonSerializer.Deserialize<UndoPlan>(payload)!;
}

/// <summary>
/// Takes back what the rows of a job wrote, each on the condition that the record is still in the version that the row left. What was edited since stays
/// as it is, and the outcome says by whom.
/// </summary>
internal sealed class UndoRows<T>(JobRun run, UndoPlan plan, RecordService<T> service, BulkKind kind) : RowsOfRecords<T>(run, service)
    where T : class, ICatalogRecord
{
    private IReadOnlyDictionary<string, SubmitMark> _done = new Dictionary<string, SubmitMark>();

    public override int Total => plan.Targets.Count;

    // What was made inside another has to go before it.
    public override bool InOrder => kind.IsTree;

    public override string NameOf(int number) => plan.Targets[number - 1].Name;

    protected override string IdOf(int number) => plan.Targets[number - 1].Id;

    public override async Task ReadAsync(Actor? actor, IReadOnlyList<int> numbers, CancellationToken cancellationToken)
    {
        await base.ReadAsync(actor, numbers, cancellationToken);
        _done = await Service.MarksAsync(numbers.Select(TokenOf), cancellationToken);
    }

    public override async Task<JobItem> DoAsync(Actor? actor, int number, CancellationToken cancellationToken)
    {
        var stored = Found(number);
        if (WasMade(number))
            return Ended(number, RowOutcomes.Undone, stored?.Record.Name ?? NameOf(number));
        if (actor is null)
            return NoLonger(number);
        if (stored is null)
            return Gone(number);
        if (_done.GetValueOrDefault(TokenOf(number)) is not { KeepsBefore: true } done)
            return Refused(number, stored.Record.Name, new Problem("forgotten", L["What this was before is no longer known."]));

        var taken = await Service.TakeBackAsync(actor, stored, done, plan.Title, new(Run.TokenFor(number)) { Run = Run.Id }, cancellationToken);
        return taken switch
        {
            { Value: { } before } => Ended(number, RowOutcomes.Undone, before.Name),
            { Current: { } current } => Ended(number, RowOutcomes.Skipped, current.Name, L[$"{current.Stamp.UpdatedByFor(actor.Id)} edited it since"]),
            _ => Refused(number, stored.Record.Name, taken.Problems),
        };
    }

    private string TokenOf(int number) => JobPack.Token(plan.Of, plan.Targets[number - 1].Number.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
