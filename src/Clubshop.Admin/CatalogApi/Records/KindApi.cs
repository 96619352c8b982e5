using System.Text.Json;
using System.Text.Json.Nodes;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Registry.Api;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.CatalogApi.Records;

/// <summary>A call of the administrators' API.</summary>
/// <param name="Http">The request.</param>
/// <param name="Actor">Who calls.</param>
/// <param name="Body">The body as it was sent.</param>
/// <param name="Token">The token of its change.</param>
internal sealed record CatalogCall(HttpContext Http, Actor Actor, ReadOnlyMemory<byte> Body, string Token)
{
    /// <summary>The caller has gone.</summary>
    public CancellationToken Stop => Http.RequestAborted;
}

/// <summary>The records that filters find.</summary>
/// <param name="Ids">Their ids, oldest first.</param>
internal sealed record FoundIds(IReadOnlyList<string> Ids);

/// <summary>The API of one kind, whatever its records.</summary>
internal interface IKindApi
{
    /// <summary>The kind.</summary>
    CatalogKind Kind { get; }

    /// <summary>Its members that can be written: name and shape, and whether a new one needs it.</summary>
    IReadOnlyList<(string Name, JsonShape Shape, bool Required)> Members { get; }

    /// <summary>Whether its records have a phase.</summary>
    bool HasPhase { get; }

    /// <summary>Some of the records that the filters find, oldest first.</summary>
    Task<ApiAnswer> ListAsync(CatalogCall call);

    /// <summary>One record.</summary>
    Task<ApiAnswer> GetAsync(CatalogCall call, string id);

    /// <summary>A new record.</summary>
    Task<ApiAnswer> CreateAsync(CatalogCall call);

    /// <summary>Changes the members that were sent.</summary>
    Task<ApiAnswer> ChangeAsync(CatalogCall call, string id);

    /// <summary>Gives a record another status; a draft is what a deleted one is restored to.</summary>
    Task<ApiAnswer> ChangeStatusAsync(CatalogCall call, string id, EditorialStatus status);

    /// <summary>Ids of all records that filters find, oldest first; a problem while the index is not read yet.</summary>
    Result<FoundIds> Find(ListQuery query);

    /// <summary>Creates and changes the records that a job was sent.</summary>
    Bulk.IUpsertWriter Writer { get; }
}

/// <summary>
/// The API of a kind: reads and writes through the kind's service, so that whoever may not change a record on its page may not here, and hears why in
/// the same words.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
/// <typeparam name="TRow">The record as lists see it.</typeparam>
internal abstract class KindApi<T, TRow>(CatalogKind kind, FieldSet<T> fields, RecordService<T> service, RecordIndex<TRow> index, TimeProvider time) : IKindApi
    where T : class, ICatalogRecord
    where TRow : class, ICatalogRow
{
    private readonly RecordJson<T> _json = new(fields);

    public CatalogKind Kind => kind;

    public IReadOnlyList<(string Name, JsonShape Shape, bool Required)> Members => field ??= [.. fields.Select(one => (one.JsonName, one.Shape, IsNeeded(one)))];

    public virtual bool HasPhase => false;

    public Bulk.IUpsertWriter Writer => field ??= new Bulk.UpsertWriter<T>(service, _json, New);

    /// <summary>A new record before its members are read.</summary>
    protected abstract T New(string id);

    /// <summary>The filters of a query; null for none.</summary>
    protected virtual RowFilter<TRow>? FilterOf(ListQuery query) => null;

    /// <summary>Where else than in the rows' text a word is looked for.</summary>
    protected virtual Func<string, RowFilter<TRow>?>? Also => null;

    /// <summary>What the clock says of a record.</summary>
    protected virtual Phase? PhaseOf(T record, DateTimeOffset now) => null;

    /// <summary>Whether a new record needs the member.</summary>
    protected virtual bool IsNeeded(Field<T> field) => field.Required;

    public async Task<ApiAnswer> ListAsync(CatalogCall call)
    {
        var (query, refused) = CatalogQuery.Read(kind.Spec, call.Http.Request.Query);
        if (refused is not null)
            return refused;
        if (index.State != IndexState.Ready)
            return NotReady();

        var asked = QueryOf(query!.Query);
        var total = index.Search(asked with { Take = 0 }).Total;
        var page = index.Search(asked with { Where = row => string.CompareOrdinal(row.Id, query.After) > 0, Take = query.Limit });
        var stored = await service.FindManyAsync(call.Actor, page.Rows.Select(row => row.Id), call.Stop);
        var answer = new JsonObject
        {
            ["items"] = new JsonArray([.. page.Rows.Where(row => stored.ContainsKey(row.Id)).Select(row => Write(stored[row.Id].Record))]),
            ["total"] = total,
        };
        if (page.Total > page.Rows.Count)
            answer["next"] = page.Rows[^1].Id;
        return new(StatusCodes.Status200OK, answer);
    }

    public async Task<ApiAnswer> GetAsync(CatalogCall call, string id)
    {
        var found = await service.FindAsync(call.Actor, id, call.Stop);
        if (!found.Ok)
            return Refused(found);

        var version = found.Value.Stamp.Version;
        return RecordTags.IsKnown(call.Http.Request, version) ? new(StatusCodes.Status304NotModified) { ETag = RecordTags.Of(version) } : Answer(found.Value);
    }

    public async Task<ApiAnswer> CreateAsync(CatalogCall call)
    {
        if (JsonBodies.Read(call.Body) is not { } members)
            return NotAnObject();

        var read = _json.Read(New(Ids.New(time)), members);
        if (!read.Ok)
            return CatalogAnswers.Of(read.Problems, member => member, StatusCodes.Status400BadRequest);

        var saved = await service.SaveAsync(call.Actor, read.Value, SubmitOf(call), call.Stop);
        return saved.Ok
            ? Answer(saved.Value) with { Status = StatusCodes.Status201Created, Location = $"{RegistryApi.Prefix}{kind.List}/{saved.Value.Id}" }
            : Refused(saved);
    }

    public async Task<ApiAnswer> ChangeAsync(CatalogCall call, string id)
    {
        if (JsonBodies.Read(call.Body) is not { } members)
            return NotAnObject();

        var (record, answer) = await SeenAsync(call, id);
        if (record is null)
            return answer!;

        var read = _json.Read(record, members);
        if (!read.Ok)
            return CatalogAnswers.Of(read.Problems, member => member, StatusCodes.Status400BadRequest);

        var saved = await service.SaveAsync(call.Actor, read.Value, SubmitOf(call), call.Stop);
        return saved.Ok ? Answer(saved.Value) : Refused(saved);
    }

    public async Task<ApiAnswer> ChangeStatusAsync(CatalogCall call, string id, EditorialStatus status)
    {
        if (!call.Body.IsEmpty)
            return ApiCall.Bad("This call takes no body.");

        var (record, answer) = await SeenAsync(call, id);
        if (record is null)
            return answer!;
        if (record.Status == EditorialStatus.Deleted && status is not (EditorialStatus.Draft or EditorialStatus.Deleted))
            return CatalogAnswers.Of([new("deleted", $"This {kind.Name} is deleted. Restore it before you change it.")], _json.MemberOf);
        if (record.Status != EditorialStatus.Deleted && status == EditorialStatus.Draft)
            return Answer(record); // there is nothing to restore

        var saved = await service.ChangeStatusAsync(call.Actor, record, status, SubmitOf(call), call.Stop);
        return saved.Ok ? Answer(saved.Value) : Refused(saved);
    }

    public Result<FoundIds> Find(ListQuery query) => index.State != IndexState.Ready
        ? new Problem("not-ready", "The portal is still reading its records. Send the same call again.")
        : new FoundIds([.. index.Search(QueryOf(query) with { Take = int.MaxValue }).Rows.Select(row => row.Id)]);

    // The record in the version that the call names; or the answer. A call that is sent again finds its own work.
    private async Task<(T? Record, ApiAnswer? Answer)> SeenAsync(CatalogCall call, string id)
    {
        var (version, refused) = RecordTags.Required(call.Http.Request);
        if (refused is not null)
            return (null, refused);

        var found = await service.FindManyAsync(call.Actor, [id], call.Stop);
        if (!found.TryGetValue(id, out var stored))
            return (null, CatalogAnswers.Of([new(Problem.NotFound, $"This {kind.Name} does not exist, or was deleted.")], _json.MemberOf));
        if (stored.Record.Stamp.Version == version)
            return (stored.Record, null);

        return (null, stored.WrittenBy(call.Token)
            ? Answer(stored.Record)
            : CatalogAnswers.Changed(Write(stored.Record), stored.Record.Stamp.Version, $"{stored.Record.Stamp.UpdatedBy} changed this {kind.Name} since you read it. “current” is what it is now."));
    }

    private IndexQuery<TRow> QueryOf(ListQuery query) => new()
    {
        Text = query.Text,
        Also = Also,
        Filter = FilterOf(query),
        Only = ListPage<TRow>.OnlyOf(query),
        Order = static (_, _) => 0, // by id, and so by when they were made
    };

    private static Submit SubmitOf(CatalogCall call) => new(call.Token) { Decided = call.Http.Request.Query["confirm"] == "true" };

    private ApiAnswer Answer(T record) => new(StatusCodes.Status200OK, Write(record)) { ETag = RecordTags.Of(record.Stamp.Version) };

    private ApiAnswer Refused(Result<T> result) => result.Current is { } current
        ? CatalogAnswers.Changed(Write(current), current.Stamp.Version, result.Problems[0].Message)
        : CatalogAnswers.Of(result.Problems, _json.MemberOf);

    private JsonObject Write(T record) => _json.Write(record, HasPhase ? PhaseOf(record, time.GetUtcNow()) : null);

    private static ApiAnswer NotAnObject() => ApiCall.Bad(
        $"The body is not one JSON object, repeats a member, or has more than {ApiProblems.MaxDepth} levels.");

    private static ApiAnswer NotReady() => ApiProblems.Answer(
        StatusCodes.Status503ServiceUnavailable, "not-ready", "The portal is still reading its records. Send the same call again.");
}
