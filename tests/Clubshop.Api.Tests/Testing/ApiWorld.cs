using Clubshop.Aws;
using Clubshop.LocalAws;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Host;
using Clubshop.LocalAws.Memcached;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.Api.Tests.Testing;

/// <summary>The server as it is started, behind Kestrel, beside an embedded AWS that listens on ports of its own.</summary>
public sealed class ApiWorld : IAsyncDisposable
{
    private readonly LocalAws.LocalAws _aws;
    private readonly LoopbackEndpoint _endpoint;
    private readonly WebApplication _app;

    private ApiWorld(LocalAws.LocalAws aws, LoopbackEndpoint endpoint, AwsClients clients, WebApplication app, ContractWriter cache)
    {
        (_aws, _endpoint, Clients, _app, Cache) = (aws, endpoint, clients, app, cache);
        Tables = new(clients.DynamoDb);
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    /// <summary>Asks the server.</summary>
    public HttpClient Http { get; }

    /// <summary>Speaks to the embedded AWS.</summary>
    public AwsClients Clients { get; }

    /// <summary>What the portal would write into the cache.</summary>
    public ContractWriter Cache { get; }

    /// <summary>What the portal would write into the tables.</summary>
    public ContractTables Tables { get; }

    /// <summary>What goes wrong in the embedded AWS and its memcached.</summary>
    public FaultBoard Faults => _aws.Faults;

    /// <summary>The server's services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Starts it.</summary>
    /// <param name="settings">Configuration, such as <c>Limits:AddressPerSecond=10</c>.</param>
    public static Task<ApiWorld> StartAsync(params string[] settings) => StartAsync(null, settings);

    /// <summary>Starts it on these memcached nodes instead of the embedded one.</summary>
    public static async Task<ApiWorld> StartAsync(IReadOnlyList<string>? nodes, params string[] settings)
    {
        var memcached = MemcachedServer.Start(0, new FaultBoard(), TimeProvider.System, NullLogger.Instance);
        var aws = await LocalAws.LocalAws.OpenAsync(new LocalAwsOptions { Memcached = memcached }, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        var endpoint = await LoopbackEndpoint.StartAsync(aws, 0, CancellationToken.None);
        var clients = new AwsClients(new AwsOptions { Mode = AwsMode.Aws, Endpoint = endpoint.Address, Region = "ap-south-1" }, null, TimeProvider.System);
        await new ContractTables(clients.DynamoDb).CreateAsync();

        nodes ??= [memcached.Address];
        var cache = new ContractWriter(nodes);
        await cache.GenerationsAsync(); // as the portal has written them long before
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(
        [
            new("urls", "http://127.0.0.1:0"), new("Aws:Endpoint", endpoint.Address), new("Cache:Nodes", string.Join(',', nodes)),
            .. settings.Select(setting => setting.Split('=', 2)).Select(pair => new KeyValuePair<string, string?>(pair[0], pair[1])),
        ]);
        builder.AddApi();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.UseApi();
        app.MapApi();
        await app.StartAsync();
        return new(aws, endpoint, clients, app, cache);
    }

    /// <summary>Asks for an address.</summary>
    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    /// <summary>Sends a request.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path) { Content = body };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return Http.SendAsync(request);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Cache.DisposeAsync();
        await _app.DisposeAsync();
        Clients.Dispose();
        await _endpoint.DisposeAsync();
        var memcached = _aws.Memcached!;
        await _aws.DisposeAsync();
        await memcached.DisposeAsync();
    }
}
