using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;

namespace Clubshop.Api.Http;

/// <summary>A refusal: a problem document (RFC 9457) with a stable code.</summary>
public sealed record ApiProblem
{
    /// <summary><c>urn:clubshop:problem:</c> followed by the code.</summary>
    public required string Type { get; init; }

    /// <summary>The reason phrase of the status.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What is wrong and what to do, for a developer; never anything that was sent.</summary>
    public required string Detail { get; init; }

    /// <summary>The stable code of the problem.</summary>
    public required string Code { get; init; }

    /// <summary>When a coupon was redeemed, of the problem <c>already-redeemed</c> (UTC).</summary>
    public DateTimeOffset? RedeemedAt { get; init; }

    /// <summary>The request's trace id, for questions to us.</summary>
    public string? TraceId { get; init; }
}

/// <summary>Writes refusals.</summary>
internal static class Problems
{
    /// <summary>Their content type.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>A refusal that nobody keeps.</summary>
    public static Task WriteAsync(HttpContext http, int status, string code, string detail) => WriteAsync(http, Make(status, code, detail));

    /// <summary>A refusal that nobody keeps.</summary>
    public static Task WriteAsync(HttpContext http, ApiProblem problem)
    {
        http.Response.Headers.CacheControl = "no-store";
        return WriteAsync(http, problem, keep: false);
    }

    /// <summary>That there is nothing at the address, which caches may keep for a moment: many ask for an offer that has just ended.</summary>
    public static Task WriteMissingAsync(HttpContext http, string detail, Microsoft.Extensions.Primitives.StringValues cacheControl)
    {
        http.Response.Headers.CacheControl = cacheControl;
        return WriteAsync(http, Make(StatusCodes.Status404NotFound, "not-found", detail), keep: true);
    }

    /// <summary>503: the same request may be answered in a moment.</summary>
    public static Task WriteBusyAsync(HttpContext http, string detail, int seconds)
    {
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "unavailable", detail);
    }

    /// <summary>A refusal.</summary>
    public static ApiProblem Make(int status, string code, string detail) => new()
    {
        Type = "urn:clubshop:problem:" + code,
        Title = ReasonPhrases.GetReasonPhrase(status),
        Status = status,
        Detail = detail,
        Code = code,
        TraceId = Activity.Current?.TraceId.ToString(),
    };

    private static Task WriteAsync(HttpContext http, ApiProblem problem, bool keep)
    {
        var response = http.Response;
        response.StatusCode = problem.Status;
        response.Headers.ETag = default;
        response.Headers.ContentEncoding = default;
        response.Headers.XContentTypeOptions = "nosniff";
        if (!keep)
            response.Headers.Vary = default;
        // A problem that is kept is everybody's: it names nobody's request.
        var body = JsonSerializer.SerializeToUtf8Bytes(keep ? problem with { TraceId = null } : problem, ApiJson.Relaxed.ApiProblem);
        response.ContentType = ContentType;
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }
}
