using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Clubshop.Aws.Tests.Playback;

/// <summary>
/// Plays answers in the form the service was seen to give them, in the order they were queued, and remembers what was asked. The last
/// answer of an operation repeats.
/// </summary>
internal sealed class PlayedCognito : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<HttpResponseMessage>>> _answers = new(StringComparer.Ordinal);

    /// <summary>Everything that was asked, in order.</summary>
    public ConcurrentQueue<Asked> Requests { get; } = new();

    /// <summary>What a GET is answered with: the pool's signing keys.</summary>
    public Func<HttpResponseMessage> Keys { get; set; } = () => new HttpResponseMessage(HttpStatusCode.NotFound);

    /// <summary>How often the keys were fetched.</summary>
    public int KeyFetches { get; private set; }

    public PlayedCognito Answers(string operation, object body) => Plays(operation, () => Json(HttpStatusCode.OK, JsonSerializer.Serialize(body)));

    /// <summary>An error as the service sends it: name in the header with a colon behind, and in the body.</summary>
    public PlayedCognito Refuses(string operation, string name, string message, int status = 400) => Plays(operation, () =>
    {
        var response = Json((HttpStatusCode)status, JsonSerializer.Serialize(new Dictionary<string, string> { ["__type"] = name, ["message"] = message }));
        response.Headers.TryAddWithoutValidation("x-amzn-ErrorType", name + ":");
        response.Headers.TryAddWithoutValidation("x-amzn-ErrorMessage", message);
        return response;
    });

    public PlayedCognito Plays(string operation, Func<HttpResponseMessage> answer)
    {
        _answers.GetOrAdd(operation, _ => new()).Enqueue(answer);
        return this;
    }

    public Asked Last(string operation) => Requests.Last(r => r.Operation == operation);

    public static HttpResponseMessage Json(HttpStatusCode status, string body)
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8) };
        response.Content.Headers.ContentType = new("application/x-amz-json-1.1");
        response.Headers.TryAddWithoutValidation("x-amzn-RequestId", "11111111-2222-3333-4444-555555555555");
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Get)
        {
            KeyFetches++;
            return Keys();
        }

        var target = request.Headers.GetValues("X-Amz-Target").Single();
        var operation = target[(target.IndexOf('.', StringComparison.Ordinal) + 1)..];
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Enqueue(new Asked(
            operation, target, request.RequestUri!, request.Headers.TryGetValues("Authorization", out var a) ? a.Single() : null,
            request.Content?.Headers.ContentType?.ToString(), JsonDocument.Parse(body).RootElement));
        if (!_answers.TryGetValue(operation, out var queue))
            return Json(HttpStatusCode.BadRequest, """{"__type":"UnknownOperationException"}""");
        return (queue.Count > 1 && queue.TryDequeue(out var next) ? next : queue.First())();
    }

    internal sealed record Asked(
        string Operation, string Target, Uri Address, string? Authorization, string? ContentType, JsonElement Body);
}
