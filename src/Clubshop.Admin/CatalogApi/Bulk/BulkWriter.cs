using System.Text.Json;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.CatalogApi.Records;
using Clubshop.Admin.Common;
using Clubshop.Admin.Import;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.CatalogApi.Bulk;

/// <summary>One record of a job: which it is, and the token of its change, the same in every run.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Token">The token.</param>
/// <param name="Note">What the audit log says beside the change.</param>
/// <param name="Confirmed">Whether the caller wants it whatever depends on it.</param>
internal sealed record BulkItem(long Number, string Token, string Note, bool Confirmed)
{
    /// <summary>The asking for its change.</summary>
    public Submit Submit => new(Token) { Decided = Confirmed, Note = Note };
}

/// <summary>Writes the records of a job through their kind's service.</summary>
internal interface IBulkWriter
{
    /// <summary>Gives a record another status.</summary>
    Task<JobItem> ChangeStatusAsync(Actor actor, BulkItem item, string id, EditorialStatus status, CancellationToken cancellationToken);

    /// <summary>Creates a record, or changes the one with the row's code.</summary>
    /// <param name="actor">In whose name.</param>
    /// <param name="item">Which.</param>
    /// <param name="row">Its members.</param>
    /// <param name="newId">The id of a new one, the same in every run.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<JobItem> UpsertAsync(Actor actor, BulkItem item, JsonElement row, string newId, CancellationToken cancellationToken);
}

/// <inheritdoc cref="IBulkWriter"/>
internal sealed class BulkWriter<T>(RecordService<T> service, RecordJson<T> json, Func<string, T> makeNew) : IBulkWriter
    where T : class, ICatalogRecord
{
    // Whoever was faster is looked at again; somebody who is faster each time is told of.
    private const int Tries = 3;

    public async Task<JobItem> ChangeStatusAsync(Actor actor, BulkItem item, string id, EditorialStatus status, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var found = await service.FindManyAsync(actor, [id], cancellationToken);
            if (!found.TryGetValue(id, out var stored))
                return Refused(item, id, [new(Problem.NotFound, "There is no record with this id.")]);

            var record = stored.Record;
            if (record.Status == status)
                return new(item.Number, stored.WrittenBy(item.Token) ? RowOutcomes.Changed : RowOutcomes.Unchanged, record.Id, record.Name);
            if (record.Status == EditorialStatus.Deleted)
                return Refused(item, record.Name, [new("deleted", "It is deleted. Restore it first.")]);

            var saved = await service.ChangeStatusAsync(actor, record, status, item.Submit, cancellationToken);
            if (saved.Ok)
                return new(item.Number, RowOutcomes.Changed, saved.Value.Id, saved.Value.Name);
            if (saved.Current is null || attempt == Tries)
                return Refused(item, record.Name, saved.Problems);
        }
    }

    public async Task<JobItem> UpsertAsync(Actor actor, BulkItem item, JsonElement row, string newId, CancellationToken cancellationToken)
    {
        if (BulkPlan.CodeOf(row) is not { } code)
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

    private static JobItem Done(BulkItem item, T record, string outcome) => new(item.Number, outcome, record.Id, record.Name);

    private JobItem Refused(BulkItem item, string name, IReadOnlyList<Problem> problems) => Packed(item, name, problems, json.MemberOf);

    private static JobItem Packed(BulkItem item, string name, IReadOnlyList<Problem> problems, Func<string?, string?> memberOf) => RowProblem.Pack(
        item.Number, Input.TextCut.Shown(name, 120), [.. problems.Select(problem => new RowProblem(memberOf(problem.Field), "", problem.Message))]);
}
