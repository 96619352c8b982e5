using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Registry.Api;

/// <summary>A refusal: a problem document (RFC 9457) with a stable code.</summary>
public sealed record ApiProblem
{
    /// <summary><c>urn:clubshop:problem:</c> followed by the code.</summary>
    public required string Type { get; init; }

    /// <summary>The reason phrase of the status.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What is wrong and what to do, for a developer.</summary>
    public required string Detail { get; init; }

    /// <summary>The stable code of the problem.</summary>
    public required string Code { get; init; }

    /// <summary>The problems of fields; null if none concerns a field.</summary>
    public IReadOnlyList<ApiFieldProblem>? Errors { get; init; }

    /// <summary>With status 412: the record as it is stored now. Null otherwise.</summary>
    public System.Text.Json.Nodes.JsonObject? Current { get; init; }

    /// <summary>The request's trace id, for support requests.</summary>
    public string? TraceId { get; init; }
}

/// <summary>A problem of one member of the request.</summary>
public sealed record ApiFieldProblem(string Field, string Code, string Message);

/// <summary>Writes refusals.</summary>
internal static class ApiProblems
{
    public const string ContentType = "application/problem+json";

    /// <summary>Objects and lists inside each other that a body may have.</summary>
    public const int MaxDepth = 12;

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        MaxDepth = MaxDepth,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false, // nobody knows which of the two was meant
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the text is never put into a page
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    public static ApiAnswer Answer(int status, string code, string detail, IReadOnlyList<ApiFieldProblem>? errors = null) => new(status, new ApiProblem
    {
        Type = "urn:clubshop:problem:" + code,
        Title = TitleOf(status),
        Status = status,
        Detail = detail,
        Code = code,
        Errors = errors,
        TraceId = Activity.Current?.TraceId.ToString(),
    });

    public static ApiAnswer Answer(IReadOnlyList<Problem> problems)
    {
        var first = problems[0];
        var fields = problems.Where(problem => problem.Field is not null).Select(problem => new ApiFieldProblem(problem.Field!, problem.Code, problem.Message)).ToList();
        return Answer(StatusOf(first.Code), first.Code, first.Message, fields.Count == 0 ? null : fields);
    }

    public static Task WriteAsync(HttpContext http, int status, string code, string detail) => Answer(status, code, detail).WriteAsync(http);

    private static int StatusOf(string code) => code switch
    {
        Problem.NotFound => StatusCodes.Status404NotFound,
        Problem.Conflict or "too-many-follows" => StatusCodes.Status409Conflict,
        "erased" => StatusCodes.Status410Gone,
        "not-ready" => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    private static string TitleOf(int status) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);
}

/// <summary>A response before it is written, so that it can be stored under its idempotency key.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body, written as JSON; null for an empty one.</param>
internal sealed record ApiAnswer(int Status, object? Body = null)
{
    /// <summary>The entity tag of the record in the body; null without one.</summary>
    public string? ETag { get; init; }

    /// <summary>Where what was created is; null without anything.</summary>
    public string? Location { get; init; }

    public static readonly ApiAnswer Done = new(StatusCodes.Status204NoContent);

    public byte[] Bytes => Body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(Body, Body.GetType(), ApiProblems.Json);

    public Task WriteAsync(HttpContext http) => WriteAsync(http, Status, Bytes, ETag, Location);

    public static async Task WriteAsync(HttpContext http, int status, byte[] body, string? etag = null, string? location = null)
    {
        http.Response.StatusCode = status;
        if (etag is not null)
            http.Response.Headers.ETag = etag;
        if (location is not null)
            http.Response.Headers.Location = location;
        http.Response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status503ServiceUnavailable && http.Response.Headers.RetryAfter.Count == 0)
            http.Response.Headers.RetryAfter = "5";
        if (body.Length == 0)
            return;

        http.Response.ContentType = status >= 400 ? ApiProblems.ContentType : "application/json";
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
