using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace Clubshop.Admin.Tests.Notifications.Sending;

/// <summary>
/// A proxy between portals and the embedded AWS, with one port per portal. It records what SendMessages accepted for whom, loses the answers of some
/// calls, and answers others with 500, so that a test knows independently which calls had no readable result.
/// </summary>
internal sealed class RecordingProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _aws;
    private readonly Random _random;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<int, bool> _gone = new();

    // The port, and so the portal, of the last call with a message.
    private readonly ConcurrentDictionary<(string Notification, string Address), int> _lastAt = new();

    private RecordingProxy(WebApplication app, Uri aws, int seed) =>
        (_app, _aws, _random) = (app, new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = aws }, new Random(seed));

    /// <summary>The AWS addresses of the portals, one each.</summary>
    public IReadOnlyList<Uri> Fronts { get; private set; } = [];

    /// <summary>How often each message was accepted, by notification and address.</summary>
    public ConcurrentDictionary<(string Notification, string Address), int> Accepted { get; } = new();

    /// <summary>Messages whose call had no readable result.</summary>
    public ConcurrentDictionary<(string Notification, string Address), bool> Unreadable { get; } = new();

    /// <summary>Records that the portal with this address was killed.</summary>
    public void Gone(Uri address) => _gone[address.Port] = true;

    /// <summary>Whether a message's last call came from a killed portal.</summary>
    public bool OfKilled((string, string) message) => _lastAt.TryGetValue(message, out var port) && _gone.ContainsKey(port);

    public static async Task<RecordingProxy> StartAsync(Uri aws, int portals, int seed)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            for (var n = 0; n < portals; n++)
                kestrel.Listen(IPAddress.Loopback, 0);
        });
        var app = builder.Build();
        var proxy = new RecordingProxy(app, aws, seed);
        app.Run(proxy.AnswerAsync);
        await app.StartAsync();
        proxy.Fronts = [.. app.Urls.Select(url => new Uri(url))];
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _aws.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (!context.Request.Path.Value!.EndsWith("/messages", StringComparison.Ordinal))
        {
            await PassOnAsync(context, body.ToArray());
            return;
        }

        using var asked = JsonDocument.Parse(body.ToArray());
        var notification = asked.RootElement.GetProperty("TraceId").GetString()!;
        var messages = asked.RootElement.GetProperty("Addresses").EnumerateObject().Select(address => (notification, address.Name)).ToList();
        foreach (var message in messages)
            _lastAt[message] = context.Connection.LocalPort;

        var draw = Draw();
        if (draw < 0.02)
        {
            Note(messages);
            context.Response.StatusCode = 500;
            await context.Response.WriteAsync("""{"Message":"Internal error","RequestID":"0"}""");
            return;
        }

        using var answer = await ForwardAsync(context, body.ToArray());
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if (answer.IsSuccessStatusCode)
        {
            using var told = JsonDocument.Parse(bytes);
            foreach (var one in told.RootElement.GetProperty("Result").EnumerateObject().Where(one => one.Value.GetProperty("DeliveryStatus").GetString() == "SUCCESSFUL"))
                Accepted.AddOrUpdate((notification, one.Name), 1, (_, count) => count + 1);
        }

        if (draw < 0.03)
        {
            Note(messages);
            context.Abort();
            return;
        }

        await GiveAsync(context, answer, bytes);
    }

    private double Draw()
    {
        lock (_gate)
            return _random.NextDouble();
    }

    private void Note(List<(string, string)> messages)
    {
        foreach (var message in messages)
            Unreadable[message] = true;
    }

    private async Task PassOnAsync(HttpContext context, byte[] body)
    {
        using var answer = await ForwardAsync(context, body);
        await GiveAsync(context, answer, await answer.Content.ReadAsByteArrayAsync());
    }

    private async Task<HttpResponseMessage> ForwardAsync(HttpContext context, byte[] body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), context.Request.GetEncodedPathAndQuery()) { Content = new ByteArrayContent(body) };
        foreach (var (name, values) in context.Request.Headers)
        {
            if (name is not ("Host" or "Content-Length" or "Connection" or "Expect" or "Transfer-Encoding") && !request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                request.Content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        return await _aws.SendAsync(request);
    }

    private static async Task GiveAsync(HttpContext context, HttpResponseMessage answer, byte[] body)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not ("Transfer-Encoding" or "Connection" or "Date")))
            context.Response.Headers[name] = values.ToArray();
        await context.Response.Body.WriteAsync(body);
    }
}
