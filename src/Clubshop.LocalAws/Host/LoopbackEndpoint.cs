using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Clubshop.LocalAws.Host;

/// <summary>
/// The services of an embedded AWS on a port of the loopback address as well, for other programs of this machine: an SDK, the AWS CLI, the end users'
/// server. Who may call it is as with the endpoint that runs alone (<see cref="EndpointAccess.ThisMachine"/>); it has no <c>/local</c>, which its host has.
/// </summary>
public sealed class LoopbackEndpoint : IAsyncDisposable
{
    /// <summary>The usual port.</summary>
    public const int UsualPort = 8100;

    private const long LargestBody = 65 << 20; // a picture, and the frames around its chunks

    private readonly WebApplication _app;

    private LoopbackEndpoint(WebApplication app) => _app = app;

    /// <summary>Where it listens, such as <c>http://127.0.0.1:8100</c>.</summary>
    public string Address => _app.Urls.First();

    /// <summary>Listens.</summary>
    /// <param name="aws">What answers; stays the caller's to dispose.</param>
    /// <param name="port">The port; 0 for a free one; null for <see cref="UsualPort"/>, or a free one if that is taken.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LoopbackEndpoint> StartAsync(LocalAws aws, int? port, CancellationToken cancellationToken)
    {
        try
        {
            return await ListenAsync(aws, port ?? UsualPort, cancellationToken);
        }
        catch (IOException) when (port is null)
        {
            return await ListenAsync(aws, 0, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task<LoopbackEndpoint> ListenAsync(LocalAws aws, int port, CancellationToken cancellationToken)
    {
        // Without configuration, console and signals: all these are the host's around it.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        var app = builder.Build();
        try
        {
            aws.Map(app);
            await app.StartAsync(cancellationToken);
            return new(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
