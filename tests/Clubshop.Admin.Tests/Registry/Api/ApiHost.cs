using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Clubshop.Admin.App;
using Clubshop.Admin.Registry.Api;
using Clubshop.Admin.Staff;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Clubshop.Admin.Tests.Registry.Api;

/// <summary>The whole portal as <c>Program</c> starts it, behind Kestrel on a port of its own, and clients of its API.</summary>
public sealed class ApiHost : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clubshop-api-").FullName;
    private readonly WebApplicationFactory<AppRoot> _portal;

    public ApiHost(params (string Key, string Value)[] settings)
    {
        _portal = new WebApplicationFactory<AppRoot>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Development");
            host.UseSetting("LocalAws:Directory", _folder);
            host.UseSetting("LocalAws:Seed", "none");
            host.UseSetting("urls", "http://127.0.0.1:0");
            host.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));
            foreach (var (key, value) in settings)
                host.UseSetting(key, value);
        });
        _portal.UseKestrel(0);
        _portal.StartServer();
        var address = Get<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new(address) };
    }

    public SignIn.Hosting.CollectedLog Log { get; } = new();

    public HttpClient Http { get; }

    public ApiClients Clients => Get<ApiClients>();

    public T Get<T>()
        where T : notnull => _portal.Services.GetRequiredService<T>();

    public async Task<NewApiSecret> ClientAsync(params ApiScope[] scopes)
    {
        var made = await Clients.CreateAsync(Actor.System, "Shop app", scopes.Length == 0 ? ApiScopes.All : scopes, [], CancellationToken.None);
        return made.Value!;
    }

    public Task<HttpResponseMessage> AskTokenAsync(string id, string secret, string? scope = null, string grant = "client_credentials") =>
        Http.PostAsync(new Uri("/api/v1/token", UriKind.Relative), new FormUrlEncodedContent(
        [
            new("grant_type", grant), new("client_id", id), new("client_secret", secret), .. scope is null ? Array.Empty<KeyValuePair<string, string>>() : [new("scope", scope)],
        ]));

    public async Task<string> TokenAsync(params ApiScope[] scopes)
    {
        var shown = await ClientAsync(scopes);
        using var answer = await AskTokenAsync(shown.Client.Id, shown.Text);
        return (await JsonOf(answer)).GetProperty("access_token").GetString()!;
    }

    public async Task<HttpResponseMessage> SendAsync(
        string method, string path, string? token, object? body = null, string? key = null, string? cookie = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        if (body is string text)
            request.Content = new StringContent(text, MediaTypeHeaderValue.Parse(type));
        else if (body is not null)
            request.Content = JsonContent.Create(body);
        return await Http.SendAsync(request);
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> CallAsync(string method, string path, string? token, object? body = null, string? key = null, string? cookie = null)
    {
        using var answer = await SendAsync(method, path, token, body, key, cookie);
        return (answer.StatusCode, await JsonOf(answer));
    }

    public static async Task<JsonElement> JsonOf(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        return text.Length > 0 && text[0] == '{' ? JsonSerializer.Deserialize<JsonElement>(text) : default;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _portal.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>One portal for a class of tests; they use customers and tokens of their own.</summary>
public sealed class SharedApi : IAsyncLifetime
{
    public ApiHost Host { get; private set; } = null!;

    public Task InitializeAsync()
    {
        Host = new();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();
}
