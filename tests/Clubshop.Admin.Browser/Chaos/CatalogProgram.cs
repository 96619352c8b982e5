using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Clubshop.Admin.Browser.Chaos;

/// <summary>A program that uses the API as docs/api.md says: after a lost connection, a 5xx or a 429 it sends the call again, with the same key.</summary>
internal sealed class CatalogProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    private readonly HttpClient _http;
    private readonly ConcurrentQueue<string> _wrong = new();
    private int _again;
    private int _lost;

    private readonly (string Id, string Secret) _client;
    private volatile AuthenticationHeaderValue? _token;

    private CatalogProgram(Uri front, string id, string secret)
    {
        _client = (id, secret);
        _http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(front, "/api/v1/"), Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>Answers that no program should get: an error page, a 5xx that does not say when to come again, a refusal without a reason.</summary>
    public IReadOnlyCollection<string> Wrong => _wrong;

    /// <summary>Calls that were sent again, because the answer said so.</summary>
    public int Again => _again;

    /// <summary>Calls whose answer was lost.</summary>
    public int Lost => _lost;

    /// <summary>Signs the program in.</summary>
    public static async Task<CatalogProgram> StartAsync(Uri front, string id, string secret)
    {
        var program = new CatalogProgram(front, id, secret);
        await program.SignInAsync();
        return program;
    }

    /// <summary>Reads.</summary>
    public Task<JsonElement> GetAsync(string path) => SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Changes something, once.</summary>
    public Task<JsonElement> CallAsync(HttpMethod method, string path, object? body = null, int? version = null)
    {
        var key = Guid.NewGuid().ToString("N");
        return SendAsync(() =>
        {
            var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", key);
            if (version is { } read)
                request.Headers.IfMatch.Add(new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{read}\"")));
            return request;
        });
    }

    /// <summary>Changes one offer again and again until told to stop: each change on top of the one before.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="pause">Between two changes.</param>
    /// <param name="stop">Ends it, after the change that is on its way.</param>
    /// <param name="label">Makes its changes differ from those of another call: what is the same already is confirmed without a new version.</param>
    /// <returns>How many changes were confirmed.</returns>
    public async Task<int> EditAsync(string offer, TimeSpan pause, CancellationToken stop, string label = "")
    {
        var version = (await GetAsync("offers/" + offer)).GetProperty("version").GetInt32();
        using var rest = new PeriodicTimer(pause);
        var confirmed = 0;
        while (!stop.IsCancellationRequested)
        {
            var changed = await CallAsync(HttpMethod.Patch, "offers/" + offer, new { terms = string.Create(CultureInfo.InvariantCulture, $"Change {confirmed + 1}{label}.") }, version);
            version = changed.GetProperty("version").GetInt32();
            confirmed++;
            await rest.WaitForNextTickAsync(CancellationToken.None);
        }

        return confirmed;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task SignInAsync()
    {
        _token = null;
        var token = await SendAsync(() => new HttpRequestMessage(HttpMethod.Post, "token")
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", _client.Id), new("client_secret", _client.Secret)]),
        });
        _token = new AuthenticationHeaderValue("Bearer", token.GetProperty("access_token").GetString());
    }

    private async Task<JsonElement> SendAsync(Func<HttpRequestMessage> make)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var rest = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (true)
        {
            try
            {
                using var request = make();
                request.Headers.Authorization = _token;
                using var answer = await _http.SendAsync(request, patience.Token);
                var text = await answer.Content.ReadAsStringAsync(patience.Token);
                if (answer.IsSuccessStatusCode)
                    return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);

                if (answer.StatusCode == HttpStatusCode.Unauthorized && request.Headers.Authorization is not null)
                {
                    await SignInAsync(); // the token holds for a quarter of an hour
                    continue;
                }

                var saysWhen = answer.Headers.RetryAfter is not null;
                var isReason = answer.Content.Headers.ContentType?.MediaType == "application/problem+json";
                if (!isReason || !saysWhen || answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests or HttpStatusCode.Conflict))
                {
                    _wrong.Enqueue($"{request.Method} {request.RequestUri}: {(int)answer.StatusCode} {text}");
                    if ((int)answer.StatusCode < 500)
                        throw new InvalidOperationException(_wrong.Last());
                }

                Interlocked.Increment(ref _again);
            }
            catch (Exception lost) when (lost is HttpRequestException or IOException or TaskCanceledException && !patience.IsCancellationRequested)
            {
                Interlocked.Increment(ref _lost);
            }

            await rest.WaitForNextTickAsync(patience.Token);
        }
    }
}
