using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Registry.Api;

/// <summary>An authorised call.</summary>
/// <param name="Source">Who calls.</param>
/// <param name="Body">The body as it was sent.</param>
/// <param name="Token">The token of its change: new for each call, the same for a call that is sent again with its idempotency key.</param>
/// <param name="Stop">The caller has gone.</param>
internal sealed record ApiCall(RegistrySource Source, ReadOnlyMemory<byte> Body, string Token, CancellationToken Stop)
{
    /// <summary>The body as a <typeparamref name="T"/>, or the response if it is invalid.</summary>
    public (T? Value, ApiAnswer? Refused) Read<T>()
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Body.Span, ApiProblems.Json) is { } value ? (value, null) : (null, Bad("The body is null."));
        }
        catch (JsonException wrong)
        {
            // The exception's message names our types or quotes what was sent, so it is not used.
            return (null, Bad(string.IsNullOrEmpty(wrong.Path) || wrong.Path == "$"
                ? "The body is not a JSON object as documented."
                : $"The body is invalid at {wrong.Path}: an unknown or repeated member, or a value of the wrong type."));
        }
    }

    public static ApiAnswer Bad(string detail) => ApiProblems.Answer(StatusCodes.Status400BadRequest, "invalid-body", detail);
}

/// <summary>Runs every call: applies the client's rate limit, reads the body, and handles the idempotency key.</summary>
internal sealed class ApiRunner(ApiLimits limits, Idempotency idempotency)
{
    /// <summary>Maximum size of a body in bytes, where an endpoint has no other.</summary>
    public const int MaxBody = 16 * 1024;

    /// <summary>Runs a call.</summary>
    /// <param name="http">The request.</param>
    /// <param name="work">What it does.</param>
    /// <param name="maxBody">Bytes that its body may have.</param>
    public async Task RunAsync(HttpContext http, Func<ApiCall, Task<ApiAnswer>> work, int maxBody = MaxBody)
    {
        var client = http.User.FindFirstValue(ClaimTypes.NameIdentifier)!;
        if (await limits.Calls.TakeAsync(client, http.RequestAborted) is var retryAfter && retryAfter > TimeSpan.Zero)
        {
            await RefuseTooManyAsync(http, retryAfter, "This caller sends too many calls.");
            return;
        }

        if (await ReadAsync(http, maxBody) is not { } body)
        {
            await ApiProblems.WriteAsync(http, StatusCodes.Status413PayloadTooLarge, "body-too-large", $"A body can have up to {maxBody} bytes.");
            return;
        }

        var source = new RegistrySource("api:" + client, http.User.FindFirstValue(ClaimTypes.Name)!, http.Connection.RemoteIpAddress?.ToString());
        var call = new ApiCall(source, body, idempotency.TokenOf(http, client, body), http.RequestAborted);
        if (HttpMethods.IsGet(http.Request.Method))
            await (await work(call)).WriteAsync(http);
        else
            await idempotency.RunAsync(http, client, body, () => work(call));
    }

    public static Task RefuseTooManyAsync(HttpContext http, TimeSpan retryAfter, string detail)
    {
        http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return ApiProblems.WriteAsync(http, StatusCodes.Status429TooManyRequests, "too-many-requests", detail + " Wait for the seconds in Retry-After.");
    }

    private static async Task<byte[]?> ReadAsync(HttpContext http, int maxBody)
    {
        if (http.Request.ContentLength > maxBody)
            return null;

        using var body = new MemoryStream();
        var buffer = new byte[4096];
        for (int read; (read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0;)
        {
            body.Write(buffer, 0, read);
            if (body.Length > maxBody)
                return null;
        }

        return body.ToArray();
    }
}

/// <summary>Converts results to responses.</summary>
internal static class ApiResults
{
    public static ApiAnswer ToAnswer<T>(this Result<T> result, Func<T, ApiAnswer> answer)
        where T : class => result.Ok ? answer(result.Value) : ApiProblems.Answer(result.Problems);
}
