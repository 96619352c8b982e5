using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Clubshop.LocalAws.Host;

/// <summary>Carries requests from Kestrel into the embedded AWS and the answers back.</summary>
internal static class HttpFront
{
    /// <summary>Largest body of the JSON services: 16 MB. Kestrel's own limit is that of a picture.</summary>
    private const int MaxBody = 16 << 20;

    /// <summary>Answers one request.</summary>
    public static async Task AnswerAsync(LocalAws aws, EndpointAccess access, HttpContext context)
    {
        if (access.Refusal(context) is { } refusal)
        {
            await RefuseAsync(context, refusal);
            return;
        }
        if (access.Allows(context.Request.Headers.Origin))
        {
            CrossOrigin.Allow(context);
            if (CrossOrigin.AnswersPreflight(context)) return;
        }
        var (request, cancellationToken) = (context.Request, context.RequestAborted);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        if (body.Length > MaxBody && request.Headers.ContainsKey("X-Amz-Target"))
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in request.Headers) headers[name] = values.ToString();
        // As sent: S3 distinguishes an escaped slash from a slash, and a doubled one from a single one.
        var raw = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        var path = raw is { Length: > 0 } && raw[0] == '/' ? raw : request.Path + request.QueryString.ToString();
        var wire = new WireRequest(request.Method, path, headers, body.GetBuffer().AsMemory(0, (int)body.Length));
        WireResponse answer;
        try
        {
            answer = await aws.AnswerAsync(wire, cancellationToken);
        }
        catch (ConnectionLostException)
        {
            context.Abort();
            return;
        }

        var response = context.Response;
        response.StatusCode = answer.Status;
        if (answer.ContentType.Length > 0) response.ContentType = Printable(answer.ContentType);
        foreach (var (name, value) in answer.Headers) response.Headers[name] = Printable(value);
        if (answer.Status is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified) return;
        response.ContentLength = answer.Length ?? answer.Body.Length;
        if (request.Method != HttpMethods.Head) await response.Body.WriteAsync(answer.Body, cancellationToken);
    }

    // Some headers repeat what a request said; Kestrel refuses other characters in them, and would answer 500 without a body.
    private static string Printable(string value) => value.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0
        ? value
        : string.Concat(value.Select(letter => letter is >= ' ' and <= '~' ? letter : '?'));

    // In the form of the JSON services, so that an SDK shows the message.
    private static Task RefuseAsync(HttpContext context, string sentence)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "application/json";
        context.Response.Headers["x-amzn-errortype"] = "AccessDeniedException";
        return context.Response.WriteAsync(
            $$"""{"__type":"AccessDeniedException","message":"{{sentence}}"}""", context.RequestAborted);
    }
}
