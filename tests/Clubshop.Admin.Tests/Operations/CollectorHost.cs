using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Clubshop.Admin.Tests.Operations;

/// <summary>A collector of OTLP over HTTP that keeps what it is sent, byte for byte. Texts stand in protobuf as they are, so they can be searched for.</summary>
internal sealed class CollectorHost : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, StringBuilder> _received = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private CollectorHost(WebApplication app) => _app = app;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>All that was received of <c>traces</c>, <c>metrics</c> or <c>logs</c>.</summary>
    public string Of(string signal) => _received.TryGetValue(signal, out var text) ? text.ToString() : "";

    public static async Task<CollectorHost> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var host = new CollectorHost(builder.Build());
        host._app.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            var text = host._received.GetOrAdd(signal, _ => new());
            lock (text)
                text.Append(Encoding.UTF8.GetString(body.ToArray())).Append('\n');
            return Results.Bytes([], "application/x-protobuf");
        });
        await host._app.StartAsync();
        return host;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
