using System.Net;
using System.Text.Json.Nodes;
using Clubshop.Api.Tests.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Api.Tests.Http;

/// <summary>The OpenAPI document says what there is: the endpoints, their parameters, every code of a problem.</summary>
public sealed class DocumentTests
{
    [Fact]
    public async Task Document_HasEveryEndpointAndNoOther()
    {
        await using var world = await ApiWorld.StartAsync();
        var document = await world.GetAsync("/v1/openapi.json").JsonAsync();

        var told = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Where(one => one.Key != "parameters").Select(one => $"{one.Key.ToUpperInvariant()} {path.Key}"));
        var there = world.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Where(method => method != "HEAD").Select(method => $"{method} {endpoint.RoutePattern.RawText}"))
            .Select(path => path.Replace("{record}", "{idOrSlug}", StringComparison.Ordinal).Replace("{offer}", "{idOrSlug}", StringComparison.Ordinal))
            .Where(path => path != "GET /v1/openapi.json");

        Assert.Equal(there.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Document_HoldsTogether()
    {
        var document = JsonNode.Parse(Api.Http.DocumentEndpoint.Read())!.AsObject();
        Assert.StartsWith("3.1", (string)document["openapi"]!, StringComparison.Ordinal);
        List<string> ids = [];
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in operations!.AsObject().Where(one => one.Key != "parameters"))
            {
                ids.Add((string)operation!["operationId"]!);
                Assert.True(operation["responses"]!.AsObject().Count > 0, $"{method} {path}");
                var parameters = (operation["parameters"]?.AsArray() ?? []).Concat(operations["parameters"]?.AsArray() ?? []).Select(one => Resolve(document, one!)).ToList();
                foreach (var name in path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}')))
                    Assert.Contains(parameters, parameter => (string?)parameter["name"] == name && (string?)parameter["in"] == "path");
            }
        }

        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.Contains("getOffer", ids);
        Assert.Contains("getCoupon", ids);
        foreach (var reference in References(document))
            Resolve(document, reference);
    }

    [Fact]
    public void Document_NamesEveryCodeOfAProblem()
    {
        var codes = JsonNode.Parse(Api.Http.DocumentEndpoint.Read())!["components"]!["schemas"]!["Problem"]!["properties"]!["code"]!["enum"]!.AsArray().Select(code => (string)code!).ToHashSet(StringComparer.Ordinal);
        var source = Directory.EnumerateFiles(Path.Combine(Root(), "src", "Clubshop.Api"), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText);
        var used = source.SelectMany(text => System.Text.RegularExpressions.Regex.Matches(text, "\"(?<code>[a-z]+(-[a-z]+)+|unavailable|internal|voided|expired)\"", System.Text.RegularExpressions.RegexOptions.ExplicitCapture).Select(match => match.Groups["code"].Value)).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(codes.Except(used.Concat(["invalid-club", "invalid-shop", "invalid-category"]), StringComparer.Ordinal));
        Assert.Empty(used.Except(codes, StringComparer.Ordinal).Except(["ap-south-1", "no-store", "not-ready", "max-age", "stale-while-revalidate"], StringComparer.Ordinal));
    }

    [Fact]
    public async Task UnknownAddressAndMethod_AreProblems()
    {
        await using var world = await ApiWorld.StartAsync();

        Assert.Equal("not-found", await world.GetAsync("/v2/offers").ProblemAsync(HttpStatusCode.NotFound));
        Assert.Equal("not-found", await world.GetAsync("/").ProblemAsync(HttpStatusCode.NotFound));
        Assert.Equal("method-not-allowed", await world.SendAsync(HttpMethod.Delete, "/v1/offers/x", null).ProblemAsync(HttpStatusCode.MethodNotAllowed));
    }

    private static IEnumerable<JsonNode> References(JsonNode node) => node switch
    {
        JsonObject { Count: > 0 } one when one.ContainsKey("$ref") => [one],
        JsonObject one => one.Where(member => member.Value is not null).SelectMany(member => References(member.Value!)),
        JsonArray many => many.Where(item => item is not null).SelectMany(item => References(item!)),
        _ => [],
    };

    private static JsonNode Resolve(JsonObject document, JsonNode node)
    {
        if ((node as JsonObject)?["$ref"] is not { } reference)
            return node;
        JsonNode? at = document;
        foreach (var part in ((string)reference!).TrimStart('#', '/').Split('/'))
            at = at?[part];
        Assert.True(at is not null, (string)reference!);
        return at;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Clubshop.Admin.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
