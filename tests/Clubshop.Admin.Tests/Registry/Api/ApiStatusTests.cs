using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Registry.Api;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Catalog;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Clubshop.Admin.Tests.Registry.Api;

/// <summary>The documented statuses of each address, compared with the actual ones when everything that can go wrong does.</summary>
public sealed class ApiStatusTests
{
    // Statuses that no call can cause: during start or an outage.
    private const int Unavailable = 503;

    [Fact]
    public async Task Document_OfEachAddress_NamesTheStatusesThatItAnswers()
    {
        await using var host = new ApiHost();
        await using var strict = new ApiHost(("Api:RequestsPerSecond", "1"), ("Api:Burst", "1"));
        var club = CatalogWorld.Value(await host.Get<ClubService>().SaveAsync(
            Actor.System, new Club { Id = Ids.New(TimeProvider.System), Name = "Tata", Status = EditorialStatus.Published }, new Submit(Ids.New(TimeProvider.System)), CancellationToken.None));
        var token = await host.TokenAsync();
        var narrow = ApiScopes.All.ToDictionary(scope => scope, scope => ApiScopes.All.First(other => other != scope));
        var tokens = new Dictionary<ApiScope, string>();
        foreach (var scope in ApiScopes.All)
            tokens[scope] = await host.TokenAsync(narrow[scope]);
        var erased = await ErasedAsync(host);
        var document = (await host.CallAsync("GET", "/api/v1/openapi.json", null)).Body;

        foreach (var operation in Operations(host))
        {
            HashSet<int> said = [];
            string Path(string sub) => operation.Template.Replace("{sub}", sub, StringComparison.Ordinal).Replace("{channel}", "sms", StringComparison.Ordinal)
                .Replace("{deviceId}", "pixel", StringComparison.Ordinal).Replace("{kind}", "club", StringComparison.Ordinal).Replace("{id}", club.Id, StringComparison.Ordinal);
            var good = await KnownAsync(host);
            var body = operation.Template.EndsWith("{deviceId}", StringComparison.Ordinal) && operation.Method == "PUT" ? $$"""{"token":"fcm-token-{{good}}","platform":"android"}"""
                : operation.Template.EndsWith("profile", StringComparison.Ordinal) ? """{"city":"Pune"}""" : null;

            await SayAsync(null, good, body);
            await SayAsync(tokens[operation.Needs], good, body);
            await SayAsync(token, good, body);
            await SayAsync(token, good, body);
            await SayAsync(token, Guid.NewGuid().ToString(), null);
            await SayAsync(token, "somebody", body);
            await SayAsync(token, erased, body);
            await SayAsync(token, good, new string('x', ApiRunner.MaxBody + 1));
            if (operation.TakesJson)
            {
                await SayAsync(token, good, "{");
                await SayAsync(token, good, "a=b", type: "text/plain");
            }

            if (operation.Method != "GET")
            {
                await SayAsync(token, good, body, key: new string('k', 65));
                await SayAsync(token, good, body, key: await MarkedAsync(host, operation.Method, Path(good), body));
            }

            said.Add(await TooManyAsync(strict, operation.Method, Path(good)));
            Assert.Equal((operation.Name, string.Join(' ', Documented(document, operation).Order())), (operation.Name, string.Join(' ', said.Append(Unavailable).Order())));

            async Task SayAsync(string? access, string sub, string? text, string? key = null, string type = "application/json")
            {
                using var answer = await host.SendAsync(operation.Method, Path(sub), access, text, key, type: type);
                said.Add((int)answer.StatusCode);
                if ((int)answer.StatusCode == 409)
                    Assert.Equal("1", answer.Headers.RetryAfter?.ToString());
            }
        }
    }

    [Fact]
    public async Task Document_OfTheToken_NamesTheStatusesThatItAnswers()
    {
        await using var host = new ApiHost(("Api:TokenFailuresPerMinute", "1"));
        var client = await host.ClientAsync();
        var document = (await host.CallAsync("GET", "/api/v1/openapi.json", null)).Body;
        HashSet<int> said = [];
        foreach (var (secret, grant) in new[] { (client.Text, "client_credentials"), (client.Text, "password"), ("wrong", "client_credentials"), ("wrong", "client_credentials") })
        {
            using var answer = await host.AskTokenAsync(client.Client.Id, secret, grant: grant);
            said.Add((int)answer.StatusCode);
        }

        var responses = document.GetProperty("paths").GetProperty("/api/v1/token").GetProperty("post").GetProperty("responses");
        Assert.Equal(responses.EnumerateObject().Select(one => int.Parse(one.Name, System.Globalization.CultureInfo.InvariantCulture)).Order(), said.Append(Unavailable).Order());
    }

    private static IEnumerable<Operation> Operations(ApiHost host) =>
        from endpoint in host.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let needs = endpoint.Metadata.GetMetadata<NeedsScopeAttribute>()
        where needs is not null
        select new Operation(
            endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0], endpoint.RoutePattern.RawText!, needs.Scope, endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is not null);

    private static IEnumerable<int> Documented(JsonElement document, Operation operation) => document.GetProperty("paths").GetProperty(operation.Template)
        .GetProperty(operation.Method.ToLowerInvariant()).GetProperty("responses").EnumerateObject()
        .Select(one => int.Parse(one.Name, System.Globalization.CultureInfo.InvariantCulture));

    private static async Task<int> TooManyAsync(ApiHost host, string method, string path)
    {
        var token = await host.TokenAsync();
        for (var call = 0; ; call++)
        {
            using var answer = await host.SendAsync(method, path, token, method is "PUT" or "PATCH" ? "{}" : null);
            if (call > 0 && (answer.StatusCode == HttpStatusCode.TooManyRequests || call == 20))
                return (int)answer.StatusCode;
        }
    }

    private static async Task<string> KnownAsync(ApiHost host)
    {
        var sub = Guid.NewGuid().ToString();
        CatalogWorld.Value(await host.Get<RegistryService>().SetOptOutAsync(RegistrySource.Job, sub, Channel.Sms, optedOut: true, CancellationToken.None));
        return sub;
    }

    private static async Task<string> ErasedAsync(ApiHost host)
    {
        var sub = await KnownAsync(host);
        Assert.Null(await host.Get<RegistryStaffService>().EraseAsync(Actor.System, new(sub, "Customer"), null, Guid.NewGuid().ToString("N"), CancellationToken.None));
        return sub;
    }

    // The item that a call leaves while it is processed.
    private static async Task<string> MarkedAsync(ApiHost host, string method, string path, string? body)
    {
        var key = Guid.NewGuid().ToString("N");
        var says = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{method} {path}\n{body}")));
        foreach (var client in await host.Clients.ListAsync(CancellationToken.None))
        {
            var item = new ItemKey(Table.System, $"IDEM#{client.Id}#{key}");
            await host.Get<UnauditedWriter>().PutAsync(Table.System, new Item(item.Pk, item.Sk).Set("says", says), null, CancellationToken.None);
        }

        return key;
    }

    private sealed record Operation(string Method, string Template, ApiScope Needs, bool TakesJson)
    {
        public string Name => $"{Method} {Template}";
    }
}
