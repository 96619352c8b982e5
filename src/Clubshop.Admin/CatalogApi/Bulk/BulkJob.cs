using System.Text.Json;
using System.Text.Json.Serialization;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.CatalogApi.Callers;
using Clubshop.Admin.CatalogApi.Records;
using Clubshop.Admin.Common;
using Clubshop.Admin.Import;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Registry.Api;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.CatalogApi.Bulk;

/// <summary>What a job is to do: its payload.</summary>
internal sealed record BulkPlan
{
    /// <summary>How it is kept.</summary>
    public static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>What to do with each.</summary>
    public required BulkAction Action { get; init; }

    /// <summary>Whether it is wanted whatever depends on them.</summary>
    public bool Confirm { get; init; }

    /// <summary>The records, where they are there already.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>The records themselves, to upsert.</summary>
    public IReadOnlyList<JsonElement> Rows { get; init; } = [];

    /// <summary>How many there are.</summary>
    [JsonIgnore]
    public int Count => Ids.Count + Rows.Count;

    /// <summary>The code of a row; null where it has none.</summary>
    public static string? CodeOf(JsonElement row) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty("code", out var code) && JsonValues.Text(code)?.Trim() is { } text && TextRules.IsCode(text) ? text : null;
}

/// <summary>
/// Does what a call of the API asked for with many records, each in a transaction of its own. After a crash it goes on behind the last outcome that was
/// kept. Whether the caller still may is asked again while it runs: a client that was revoked, or a person who lost the role, changes nothing more.
/// </summary>
internal sealed class BulkJob(IEnumerable<IKindApi> kinds, ApiClients clients, ICurrentStaff staff, RowFaults faults, TimeProvider time) : IJobHandler
{
    /// <summary>The kind of job.</summary>
    public const string JobKind = "catalog-bulk";

    /// <summary>The setting that names the kind of record.</summary>
    public const string RecordKind = "kind";

    private const int Window = 100;
    private const int AtOnce = 8;
    private static readonly TimeSpan Recheck = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public string Kind => JobKind;

    /// <inheritdoc/>
    public async Task RunAsync(JobRun run, CancellationToken cancellationToken)
    {
        var kind = kinds.Single(one => one.Kind.Name == run.Settings[RecordKind]);
        var plan = JsonSerializer.Deserialize<BulkPlan>(await run.ReadPayloadAsync(cancellationToken), BulkPlan.Json)!;
        var (actor, asked) = ((Actor?)run.Actor, (DateTimeOffset?)null);
        foreach (var numbers in Enumerable.Range((int)run.ResumeAfter, plan.Count - (int)run.ResumeAfter).Chunk(Window))
        {
            if (asked is null || time.GetUtcNow() - asked >= Recheck)
                (actor, asked) = (await NowAsync(run.Actor, cancellationToken), time.GetUtcNow());

            var outcomes = new JobItem[numbers.Length];
            await Parallel.ForEachAsync(
                Enumerable.Range(0, numbers.Length), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (i, stop) => outcomes[i] = await DoAsync(run, kind, plan, actor, numbers[i], stop));
            await run.ReportAsync(outcomes, checkpoint: null, cancellationToken);
        }
    }

    private async Task<JobItem> DoAsync(JobRun run, IKindApi kind, BulkPlan plan, Actor? actor, int index, CancellationToken cancellationToken)
    {
        var item = new BulkItem(index + 1, run.TokenFor(index + 1), $"{run.Title}, by the API", plan.Confirm);
        if (actor is null)
            return RowProblem.Pack(item.Number, "", [new(null, "", "Who asked for this may no longer do it.")]);

        try
        {
            return plan.Action == BulkAction.Upsert
                ? await kind.Writer.UpsertAsync(actor, item, plan.Rows[index], NewId(run, index), cancellationToken)
                : await kind.Writer.ChangeStatusAsync(actor, item, plan.Ids[index], StatusOf(plan.Action), cancellationToken);
        }
        catch (UnauthorizedAccessException refused)
        {
            return RowProblem.Pack(item.Number, "", [new(null, "", refused.Message)]);
        }
        catch (Exception cause) when (RowFaults.IsOfRow(cause))
        {
            return RowProblem.Pack(item.Number, "", [new(null, "", faults.Tell(cause, run.Id, item.Number))]);
        }
    }

    // With the rights of now, and the address of when it was asked for.
    private async Task<Actor?> NowAsync(Actor starter, CancellationToken cancellationToken)
    {
        var now = starter.Program is null
            ? starter.Id == Actor.System.Id ? starter : await staff.FindAsync(starter.Id, cancellationToken)
            : await clients.FindAsync(starter.Id[CatalogCaller.ProgramPrefix.Length..], time.GetUtcNow(), cancellationToken) is { } client ? CatalogCaller.ProgramOf(client) : null;
        return now is null ? null : now with { Address = starter.Address, Protocol = starter.Protocol };
    }

    private static EditorialStatus StatusOf(BulkAction action) => action switch
    {
        BulkAction.Publish => EditorialStatus.Published,
        BulkAction.Pause => EditorialStatus.Paused,
        BulkAction.Archive => EditorialStatus.Archived,
        _ => EditorialStatus.Deleted,
    };

    // Follows from the job and the row, so that a run that is taken up again makes no second record. In the form of a version 7 UUID.
    private static string NewId(JobRun run, int index)
    {
        var mixed = JobPack.Token(run.Id, "id#" + index.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var started = Guid.CreateVersion7(run.Meta.GetTime(Attributes.CreatedAt) ?? default).ToString("N")[..12];
        return $"{started}7{mixed[..3]}8{mixed[3..18]}";
    }
}
