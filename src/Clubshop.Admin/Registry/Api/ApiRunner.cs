using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Registry.Api;

/// <summary>A call that may be made: by whom, and with what body.</summary>
internal sealed record ApiCall(RegistrySource Source, ReadOnlyMemory<byte> Body, CancellationToken Stop)
{
    /// <summary>The body as a <typeparamref name="T"/>, and what to answer when it is none.</summary>
    public (T? Value, ApiAnswer? Refused) Read<T>()
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Body.Span, ApiProblems.Json) is { } value ? (value, null) : (null, Bad("The body is null."));
        }
        catch (JsonException wrong)
        {
            // Its own message names our types, or quotes what was sent.
            return (null, Bad(string.IsNullOrEmpty(wrong.Path) || wrong.Path == "$"
                ? "The body is not the JSON object that the documentation shows."
                : $"The body is not as the documentation shows it at {wrong.Path}: a member it does not know or that is there twice, or a value of another kind."));
        }
    }

    private static ApiAnswer Bad(string detail) => ApiProblems.Answer(StatusCodes.Status400BadRequest, "invalid-body", detail);
}

/// <summary>What every call goes through: the client's limit, the body, the idempotency key.</summary>
internal sealed class ApiRunner(ApiLimits limits, Idempotency idempotency)
{
    /// <summary>The largest body, in bytes.</summary>
    public const int MaxBody = 16 * 1024;

    public async Task RunAsync(HttpContext http, Func<ApiCall, Task<ApiAnswer>> work)
    {
        var client = http.User.FindFirstValue(ClaimTypes.NameIdentifier)!;
        if (limits.Calls.Take(client) is var wait && wait > TimeSpan.Zero)
        {
            await RefuseTooManyAsync(http, wait, "This client calls more often than it may.");
            return;
        }

        if (await ReadAsync(http) is not { } body)
        {
            await ApiProblems.WriteAsync(http, StatusCodes.Status413PayloadTooLarge, "body-too-large", $"A body has {MaxBody} bytes at most.");
            return;
        }

        var source = new RegistrySource("api:" + client, http.User.FindFirstValue(ClaimTypes.Name)!, http.Connection.RemoteIpAddress?.ToString());
        var call = new ApiCall(source, body, http.RequestAborted);
        if (HttpMethods.IsGet(http.Request.Method))
            await (await work(call)).WriteAsync(http);
        else
            await idempotency.RunAsync(http, client, body, () => work(call));
    }

    public static Task RefuseTooManyAsync(HttpContext http, TimeSpan wait, string detail)
    {
        http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return ApiProblems.WriteAsync(http, StatusCodes.Status429TooManyRequests, "too-many-requests", detail + " Wait as long as Retry-After says.");
    }

    private static async Task<byte[]?> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentLength > MaxBody)
            return null;

        using var body = new MemoryStream();
        var buffer = new byte[4096];
        for (int read; (read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0;)
        {
            body.Write(buffer, 0, read);
            if (body.Length > MaxBody)
                return null;
        }

        return body.ToArray();
    }
}

/// <summary>Results as answers.</summary>
internal static class ApiResults
{
    public static ApiAnswer ToAnswer<T>(this Result<T> result, Func<T, ApiAnswer> answer)
        where T : class => result.Ok ? answer(result.Value) : ApiProblems.Answer(result.Problems);
}
