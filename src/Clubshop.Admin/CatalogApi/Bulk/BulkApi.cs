using System.Text.Json;
using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.CatalogApi.Records;
using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Registry.Api;
using Clubshop.Admin.Staff;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.CatalogApi.Bulk;

/// <summary>Starts jobs over many records, and tells how far they are. Each record is written by its kind's service, which asks whether the caller may.</summary>
internal sealed class BulkApi(JobService jobs, IOptions<CatalogApiOptions> options)
{
    /// <summary>Bytes that the body of a job may have.</summary>
    public const int MaxBody = 8 * 1024 * 1024;

    private const int MaxItems = 500;

    /// <summary>Starts a job; one that is asked for twice with one token is one.</summary>
    /// <param name="actor">In whose name.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="body">What to do.</param>
    /// <param name="token">The token of the call, which becomes the job's id.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<Result<JobInfo>> StartAsync(Actor actor, IKindApi kind, BulkBody body, string token, CancellationToken cancellationToken)
    {
        if (actor.Refuse(kind.Kind.Name == Categories.CategoryKind.Name ? Permission.EditCategories : Permission.EditCatalog) is { } refused)
            return refused;

        var plan = PlanOf(kind, body);
        if (!plan.Ok)
            return Result<JobInfo>.Refused(plan.Problems);

        var (action, work) = (body.Action!.Value, plan.Value);
        var title = $"{Verb(action)} {Ui.Format.Count(work.Count, kind.Kind.Name, kind.Kind.Many)}";
        return await jobs.StartAsync(
            new JobRequest
            {
                Actor = actor,
                Token = token,
                Kind = action == BulkAction.Upsert ? UpsertJob.JobKind : BulkJob.JobKind,
                Title = title,
                Total = work.Count,
                Payload = action == BulkAction.Upsert
                    ? JsonSerializer.SerializeToUtf8Bytes(new UpsertPlan(work.Rows))
                    : new BulkPlan
                    {
                        Edit = new() { Status = StatusOf(action) },
                        Targets = [.. work.Ids.Select(id => new BulkTarget(id))],
                        Decided = body.Confirm,
                        Note = $"{title}, by the API",
                    }.ToBytes(),
                Clubs = [.. actor.Clubs],
                Note = $"by the API{(body.Confirm ? ", whatever depends on them" : "")}",
                Settings = new Dictionary<string, string>(StringComparer.Ordinal) { [JobRequest.RecordKind] = kind.Kind.Name },
            },
            cancellationToken);
    }

    /// <summary>A job of the caller's with outcomes.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="id">The job's id.</param>
    /// <param name="after">The number behind which the outcomes begin; 0 from the start.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<Result<BulkView>> FindAsync(Actor actor, string id, long after, CancellationToken cancellationToken)
    {
        if (!Ids.IsValid(id) || await jobs.FindAsync(actor, id, cancellationToken) is not { Kind: BulkJob.JobKind or UpsertJob.JobKind } job)
            return new Problem(Problem.NotFound, "There is no such job, or somebody else started it.");

        List<BulkOutcome> items = [];
        var more = false;
        await foreach (var item in jobs.ItemsAsync(actor, id, cancellationToken))
        {
            if (item.Number <= after)
                continue;
            more = items.Count == MaxItems;
            if (more)
                break;

            items.Add(new(item.Number, item.Outcome)
            {
                Id = item.Outcome == RowOutcomes.Refused ? null : item.EntityId,
                Name = item.Name,
                Problems = item.Outcome == RowOutcomes.Refused ? [.. RowProblem.Unpack(item).Select(problem => new BulkProblem(problem.Reason, MemberOf(problem.Column)))] : null,
            });
        }

        return BulkView.Of(job) with { Items = items, Next = more ? items[^1].Number.ToString(System.Globalization.CultureInfo.InvariantCulture) : null };
    }

    /// <summary>Stops a job of the caller's; what is done stays done.</summary>
    public async Task<Result<JobInfo>> CancelAsync(Actor actor, string id, CancellationToken cancellationToken) =>
        Ids.IsValid(id) && await jobs.FindAsync(actor, id, cancellationToken) is { Kind: BulkJob.JobKind or UpsertJob.JobKind }
            ? await jobs.CancelAsync(actor, id, cancellationToken)
            : new Problem(Problem.NotFound, "There is no such job, or somebody else started it.");

    private Result<Work> PlanOf(IKindApi kind, BulkBody body)
    {
        if (body.Action is not { } action)
            return Wrong("action", "Say what to do: publish, pause, archive, delete or upsert.");

        var given = new[] { body.Ids is not null, body.Filter is not null, body.Rows is not null }.Count(one => one);
        if (given != 1 || (action == BulkAction.Upsert) != (body.Rows is not null))
            return Wrong("action", "Give rows for upsert, and for everything else either ids or a filter.");

        var plan = new Work([], []);
        if (body.Filter is { } filter)
        {
            var (query, problem) = CatalogQuery.Read(kind.Kind.Spec, filter);
            if (query is null)
                return Wrong("filter", problem!);

            var found = kind.Find(query);
            if (!found.Ok)
                return Result<Work>.Refused(found.Problems);

            plan = plan with { Ids = found.Value.Ids };
        }
        else if (body.Ids is { } ids)
        {
            if (ids.Count > options.Value.BulkRows)
                return TooMany("ids");
            if (ids.Select((id, i) => (id, i)).FirstOrDefault(pair => !Ids.IsValid(pair.id)) is { id: not null } wrong)
                return Wrong($"ids[{wrong.i}]", "This is no id: ids have 32 hexadecimal digits.");
            if (ids.Any(id => id is null))
                return Wrong("ids", "An id is missing.");

            plan = plan with { Ids = [.. ids.Distinct(StringComparer.Ordinal)] };
        }
        else
        {
            if (body.Rows!.Count > options.Value.BulkRows)
                return TooMany("rows");
            if (FirstRepeated(body.Rows) is var (first, second) && second > 0)
                return Wrong($"rows[{second}].code", $"rows[{first}] has the same code. A code stands once in a job.");

            plan = plan with { Rows = body.Rows };
        }

        return plan.Count > 0 ? plan : Wrong(body.Filter is null ? "action" : "filter", "There is no record to do this with.");
    }

    private static (int First, int Second) FirstRepeated(IReadOnlyList<JsonElement> rows)
    {
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < rows.Count; i++)
        {
            if (UpsertPlan.CodeOf(rows[i]) is { } code && !places.TryAdd(code, i))
                return (places[code], i);
        }

        return default;
    }

    private Problem TooMany(string field) => Wrong(field, $"One call takes at most {options.Value.BulkRows} {field}. Send them in several.");

    private static Problem Wrong(string field, string message) => new("invalid-job", message, field);

    private static string Verb(BulkAction action) => action == BulkAction.Upsert ? "Write" : action.ToString();

    private static EditorialStatus StatusOf(BulkAction action) => action switch
    {
        BulkAction.Publish => EditorialStatus.Published,
        BulkAction.Pause => EditorialStatus.Paused,
        BulkAction.Archive => EditorialStatus.Archived,
        _ => EditorialStatus.Deleted,
    };

    // The refusal of a record names the property, that of a row the member.
    private static string? MemberOf(string? field) => field is null ? null : JsonNamingPolicy.CamelCase.ConvertName(field);

    private sealed record Work(IReadOnlyList<string> Ids, IReadOnlyList<JsonElement> Rows)
    {
        public int Count => Ids.Count + Rows.Count;
    }
}
