using System.Text.Json;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.CatalogApi.Records;
using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.CatalogApi.Bulk;

/// <summary>One record of a job: which it is, and the token of its change, the same in every run.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Token">The token.</param>
/// <param name="Note">What the audit log says beside the change.</param>
/// <param name="Run">Id of the job.</param>
internal sealed record UpsertItem(long Number, string Token, string Note, string Run)
{
    /// <summary>The asking for its change.</summary>
    public Submit Submit => new(Token) { Note = Note, Run = Run, Undoable = true };
}

/// <summary>Writes the records that a job was sent, through their kind's service.</summary>
internal interface IUpsertWriter
{
    /// <summary>Those that an earlier run of the job wrote, whatever became of them since, by token.</summary>
    Task<IReadOnlyDictionary<string, JobItem>> MadeAsync(IReadOnlyList<UpsertItem> items, CancellationToken cancellationToken);

    /// <summary>Creates a record, or changes the one with the row's code.</summary>
    /// <param name="actor">In whose name.</param>
    /// <param name="item">Which.</param>
    /// <param name="row">Its members.</param>
    /// <param name="newId">The id of a new one, the same in every run.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<JobItem> UpsertAsync(Actor actor, UpsertItem item, JsonElement row, string newId, CancellationToken cancellationToken);
}

/// <inheritdoc cref="IUpsertWriter"/>
internal sealed class UpsertWriter<T>(RecordService<T> service, RecordJson<T> json, Func<string, T> makeNew) : IUpsertWriter
    where T : class, ICatalogRecord
{
    // Whoever was faster is looked at again; somebody who is faster each time is told of.
    private const int Tries = 3;

    public async Task<IReadOnlyDictionary<string, JobItem>> MadeAsync(IReadOnlyList<UpsertItem> items, CancellationToken cancellationToken)
    {
        var marks = await service.MarksAsync(items.Select(item => item.Token), cancellationToken);
        return items.Where(item => marks.ContainsKey(item.Token)).ToDictionary(
            item => item.Token,
            item => new JobItem(item.Number, marks[item.Token].Version == 1 ? RowOutcomes.Created : RowOutcomes.Changed, marks[item.Token].RecordId),
            StringComparer.Ordinal);
    }

    public async Task<JobItem> UpsertAsync(Actor actor, UpsertItem item, JsonElement row, string newId, CancellationToken cancellationToken)
    {
        if (UpsertPlan.CodeOf(row) is not { } code)
            return Refused(item, "", [new("code-missing", "Give each row a code: it says which record it is.", nameof(ICatalogRecord.Code))]);

        for (var attempt = 1; ; attempt++)
        {
            var found = await service.FindByCodesAsync([code], cancellationToken);
            var stored = found.FirstOrDefault(one => one.Record.Code.Equals(code, StringComparison.OrdinalIgnoreCase));
            if (stored is not null && stored.WrittenBy(item.Token))
                return Done(item, stored.Record, stored.Record.Stamp.Version == 1 ? RowOutcomes.Created : RowOutcomes.Changed);

            // The code says which record it is; one that is written in another case does not change it.
            var before = stored?.Record;
            var read = json.Read(before ?? makeNew(newId), before is null ? row : WithoutCode(row));
            if (!read.Ok)
                return Packed(item, before?.Name ?? code, read.Problems, member => member);
            if (before is not null && before.Status != EditorialStatus.Deleted && json.Fields.All(field => field.Same(service.Clean(before), service.Clean(read.Value))))
                return Done(item, before, RowOutcomes.Unchanged);

            var saved = await service.SaveAsync(actor, read.Value, item.Submit, cancellationToken);
            if (saved.Ok)
                return Done(item, saved.Value, before is null ? RowOutcomes.Created : RowOutcomes.Changed);
            if (saved.Current is null || attempt == Tries)
                return Refused(item, before?.Name ?? code, saved.Problems);
        }
    }

    private static JsonElement WithoutCode(JsonElement row)
    {
        var copy = System.Text.Json.Nodes.JsonObject.Create(row)!;
        copy.Remove("code");
        return JsonSerializer.SerializeToElement(copy);
    }

    private static JobItem Done(UpsertItem item, T record, string outcome) => new(item.Number, outcome, record.Id, record.Name);

    private JobItem Refused(UpsertItem item, string name, IReadOnlyList<Problem> problems) => Packed(item, name, problems, json.MemberOf);

    private static JobItem Packed(UpsertItem item, string name, IReadOnlyList<Problem> problems, Func<string?, string?> memberOf) => RowProblem.Pack(
        item.Number, Input.TextCut.Shown(name, 120), [.. problems.Select(problem => new RowProblem(memberOf(problem.Field), "", problem.Message))]);
}
