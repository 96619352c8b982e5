using System.Text.Json.Nodes;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.CatalogApi.Bulk;
using Clubshop.Admin.CatalogApi.Callers;
using Clubshop.Admin.CatalogApi.Records;
using Clubshop.Admin.Common;
using Clubshop.Admin.Registry.Api;

namespace Clubshop.Admin.CatalogApi;

/// <summary>What an endpoint does, for the document.</summary>
/// <param name="Kind">The kind of record.</param>
/// <param name="Verb">What is done.</param>
internal sealed record CatalogOperation(CatalogKind Kind, CatalogVerb Verb);

/// <summary>What endpoints do.</summary>
internal enum CatalogVerb
{
    List,
    Get,
    Create,
    Change,
    Step,
    Delete,
    StartJob,
    GetJob,
    CancelJob,
}

/// <summary>The endpoints of the administrators' API: the same for every kind.</summary>
internal static class CatalogEndpoints
{
    /// <summary>Bytes that the body of one record may have: all its texts at their longest in any script.</summary>
    public const int MaxBody = 128 * 1024;

    private const string Json = "application/json";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var kind in endpoints.ServiceProvider.GetServices<IKindApi>())
            Map(endpoints.MapGroup(RegistryApi.Prefix + kind.Kind.List), kind);
    }

    private static void Map(RouteGroupBuilder api, IKindApi kind)
    {
        var (one, many) = (kind.Kind.Name, kind.Kind.Many);
        api.MapGet("", (HttpContext http, ApiRunner runner) => RunAsync(http, runner, kind.ListAsync))
            .Describe(kind, CatalogVerb.List, ApiScope.CatalogRead, $"list{kind.Kind.Title}", $"List {many}",
                $"Oldest first, by the filters of the page {kind.Kind.Title}. “next” is the cursor of the records that follow; deleted ones are only in status=deleted.")
            .Produces<JsonObject>().Refuses(400);
        api.MapPost("", (HttpContext http, ApiRunner runner) => RunAsync(http, runner, kind.CreateAsync))
            .Describe(kind, CatalogVerb.Create, ApiScope.CatalogWrite, "create" + kind.Kind.One, $"Create {A(one)}",
                "A draft, unless its status says otherwise. An empty slug is made of the name, an empty code is the slug.")
            .Accepts<JsonObject>(Json).Produces<JsonObject>(StatusCodes.Status201Created).Refuses(400, 409, 415, 422);
        api.MapGet("/{id}", (string id, HttpContext http, ApiRunner runner) => RunAsync(http, runner, call => kind.GetAsync(call, id)))
            .Describe(kind, CatalogVerb.Get, ApiScope.CatalogRead, "get" + kind.Kind.One, $"Get {A(one)}",
                "As it is stored now. Its version is the ETag; with If-None-Match, 304 while it is the same.")
            .Produces<JsonObject>().Produces(StatusCodes.Status304NotModified).Refuses(404);
        api.MapPatch("/{id}", (string id, HttpContext http, ApiRunner runner) => RunAsync(http, runner, call => kind.ChangeAsync(call, id)))
            .Describe(kind, CatalogVerb.Change, ApiScope.CatalogWrite, "change" + kind.Kind.One, $"Change {A(one)}",
                "Members that are left out stay as they are; null or an empty text removes a value.")
            .Accepts<JsonObject>(Json).Produces<JsonObject>().Refuses(400, 404, 409, 412, 415, 422, 428);
        api.MapDelete("/{id}", (string id, HttpContext http, ApiRunner runner) => RunAsync(http, runner, call => kind.ChangeStatusAsync(call, id, EditorialStatus.Deleted)))
            .Describe(kind, CatalogVerb.Delete, ApiScope.CatalogWrite, "delete" + kind.Kind.One, $"Delete {A(one)}",
                "End users no longer see it. It can be restored for 90 days. Refused (409 in-use) while others need it.")
            .Produces<JsonObject>().Refuses(400, 404, 409, 412, 428);
        foreach (var (step, to, says) in Steps)
        {
            api.MapPost("/{id}/" + step, (string id, HttpContext http, ApiRunner runner) => RunAsync(http, runner, call => kind.ChangeStatusAsync(call, id, to)))
                .Describe(kind, CatalogVerb.Step, ApiScope.CatalogWrite, step + kind.Kind.One, $"{char.ToUpperInvariant(step[0])}{step[1..]} {A(one)}", says)
                .Produces<JsonObject>().Refuses(400, 404, 409, 412, 422, 428);
        }

        api.MapPost("/jobs", (HttpContext http, ApiRunner runner, BulkApi jobs) => runner.RunAsync(http, call => StartAsync(call, http, kind, jobs), BulkApi.MaxBody))
            .Describe(kind, CatalogVerb.StartJob, ApiScope.CatalogWrite, $"start{kind.Kind.One}Job", $"Change many {many}",
                "Publishes, pauses, archives or deletes by ids or by a filter, or writes rows. The answer is a job; each record has its own transaction, audit entry and outcome.")
            .Accepts<BulkBody>(Json).Produces<BulkView>(StatusCodes.Status202Accepted).Refuses(400, 415, 422);
        api.MapGet("/jobs/{id}", (string id, HttpContext http, ApiRunner runner, BulkApi jobs) => RunAsync(http, runner, call => GetAsync(call, jobs, id)))
            .Describe(kind, CatalogVerb.GetJob, ApiScope.CatalogRead, $"get{kind.Kind.One}Job", $"See how far a job with {many} is", "Only one's own jobs; Administrators see all. Kept for 90 days.")
            .Produces<BulkView>().Refuses(400, 404);
        api.MapPost("/jobs/{id}/cancel", (string id, HttpContext http, ApiRunner runner, BulkApi jobs) => RunAsync(http, runner, async call =>
                Answer(await jobs.CancelAsync(call.Actor, id, call.Stop), StatusCodes.Status200OK, BulkView.Of)))
            .Describe(kind, CatalogVerb.CancelJob, ApiScope.CatalogWrite, $"cancel{kind.Kind.One}Job", $"Stop a job with {many}", "It stops within seconds; what is done stays done.")
            .Produces<BulkView>().Refuses(400, 404);
    }

    private static readonly (string Step, EditorialStatus To, string Says)[] Steps =
    [
        ("publish", EditorialStatus.Published, "End users see it, within its validity where it has one."),
        ("pause", EditorialStatus.Paused, "Taken from end users for the time being. Where other records depend on it, 409 needs-decision says so, and confirm=true does it all the same."),
        ("archive", EditorialStatus.Archived, "Put away for good, kept for reference. Where other records depend on it, 409 needs-decision says so, and confirm=true does it all the same."),
        ("restore", EditorialStatus.Draft, "Brings a deleted record back as a draft, within 90 days."),
    ];

    private static Task RunAsync(HttpContext http, ApiRunner runner, Func<CatalogCall, Task<ApiAnswer>> work) => runner.RunAsync(http, call => work(CallOf(call, http)), MaxBody);

    private static CatalogCall CallOf(ApiCall call, HttpContext http) => new(http, CatalogCaller.Of(http), call.Body, call.Token);

    private static async Task<ApiAnswer> StartAsync(ApiCall call, HttpContext http, IKindApi kind, BulkApi jobs)
    {
        var (body, refused) = call.Read<BulkBody>();
        if (refused is not null)
            return refused;

        var started = await jobs.StartAsync(CatalogCaller.Of(http), kind, body!, call.Token, call.Stop);
        return Answer(started, StatusCodes.Status202Accepted, BulkView.Of) with { Location = started.Ok ? $"{RegistryApi.Prefix}{kind.Kind.List}/jobs/{started.Value.Id}" : null };
    }

    private static async Task<ApiAnswer> GetAsync(CatalogCall call, BulkApi jobs, string id)
    {
        var cursor = call.Http.Request.Query["cursor"].ToString();
        var after = 0L;
        if (cursor.Length > 0 && !long.TryParse(cursor, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out after))
            return ApiProblems.Answer(StatusCodes.Status400BadRequest, "invalid-query", "This is no cursor: give what “next” of the answer before said.");

        return Answer(await jobs.FindAsync(call.Actor, id, after, call.Stop), StatusCodes.Status200OK, view => view);
    }

    private static ApiAnswer Answer<T>(Result<T> result, int status, Func<T, BulkView> view)
        where T : class => result.Ok ? new(status, view(result.Value)) : CatalogAnswers.Of(result.Problems, field => field);

    private static string A(string one) => (one[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "an " : "a ") + one;

    private static RouteHandlerBuilder Describe(
        this RouteHandlerBuilder endpoint, IKindApi kind, CatalogVerb verb, ApiScope scope, string name, string summary, string description) => endpoint
        .Needs(scope, name, kind.Kind.Title, summary, description)
        .WithMetadata(new CatalogOperation(kind.Kind, verb));
}
