using System.Text.Json;
using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.CatalogApi.Callers;
using Clubshop.Admin.CatalogApi.Records;
using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Registry.Api;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.CatalogApi.Bulk;

/// <summary>The records that a job is to create or change: its payload.</summary>
internal sealed record UpsertPlan(IReadOnlyList<JsonElement> Rows)
{
    /// <summary>The code of a row; null where it has none.</summary>
    public static string? CodeOf(JsonElement row) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty("code", out var code) && JsonValues.Text(code)?.Trim() is { } text && TextRules.IsCode(text) ? text : null;
}

/// <summary>Creates and changes the records that a call of the API sent. What it asked for records that are there, <see cref="Catalog.Bulk.BulkJob"/> does.</summary>
internal sealed class UpsertJob(IEnumerable<IKindApi> kinds, RowRunner runner) : IJobHandler
{
    /// <summary>The kind of job.</summary>
    public const string JobKind = "catalog-upsert";

    /// <inheritdoc/>
    public string Kind => JobKind;

    /// <inheritdoc/>
    public async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var kind = kinds.Single(one => one.Kind.Name == run.Settings[JobRequest.RecordKind]);
        var plan = JsonSerializer.Deserialize<UpsertPlan>(await run.ReadPayloadAsync(cancellationToken))!;
        await runner.RunAsync(run, new UpsertRows(run, plan, kind.Writer), cancellationToken);
    }
}

/// <summary>The rows of an <see cref="UpsertJob"/>.</summary>
internal sealed class UpsertRows(JobRun run, UpsertPlan plan, IUpsertWriter writer) : RowWork
{
    private IReadOnlyDictionary<string, JobItem> _made = new Dictionary<string, JobItem>();

    public override int Total => plan.Rows.Count;

    public override async Task ReadAsync(Actor? actor, IReadOnlyList<int> numbers, CancellationToken cancellationToken) =>
        _made = await writer.MadeAsync([.. numbers.Select(ItemOf)], cancellationToken);

    public override async Task<JobItem> DoAsync(Actor? actor, int number, CancellationToken cancellationToken) =>
        _made.TryGetValue(run.TokenFor(number), out var made) ? made
        : actor is null ? RowProblem.Pack(number, "", [new(null, "", "Who asked for this may no longer do it.")])
        : await writer.UpsertAsync(actor, ItemOf(number), plan.Rows[number - 1], NewId(number), cancellationToken);

    private UpsertItem ItemOf(int number) => new(number, run.TokenFor(number), $"{run.Title}, by the API", run.Id);

    // Follows from the job and the row, so that a run that is taken up again makes no second record. In the form of a version 7 UUID.
    private string NewId(int number)
    {
        var mixed = JobPack.Token(run.Id, "id#" + (number - 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
        var started = Guid.CreateVersion7(run.Meta.GetTime(Attributes.CreatedAt) ?? default).ToString("N")[..12];
        return $"{started}7{mixed[..3]}8{mixed[3..18]}";
    }
}

/// <summary>API clients, with what they may do now.</summary>
internal sealed class ClientsNow(ApiClients clients, TimeProvider time) : IProgramsNow
{
    /// <inheritdoc/>
    public async Task<Actor?> FindAsync(Actor starter, CancellationToken cancellationToken) =>
        await clients.FindAsync(starter.Id[CatalogCaller.ProgramPrefix.Length..], time.GetUtcNow(), cancellationToken) is { } client ? CatalogCaller.ProgramOf(client) : null;
}
