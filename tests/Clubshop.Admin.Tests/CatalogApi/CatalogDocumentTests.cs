using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Clubshop.Admin.CatalogApi.Document;
using Clubshop.Admin.CatalogApi.Records;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Testing;

namespace Clubshop.Admin.Tests.CatalogApi;

/// <summary>The OpenAPI document is a valid one, and says what the API does; the examples work.</summary>
public sealed class CatalogDocumentTests(CatalogApiWorld world) : IClassFixture<CatalogApiWorld>
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch", "head", "options", "trace"];
    private static readonly string[] Places = ["query", "header", "path", "cookie"];
    private static readonly string[] Types = ["string", "number", "integer", "boolean", "array", "object"];

    [Fact]
    public async Task Document_ByTheSpecification_IsValid()
    {
        var document = await DocumentAsync();
        Assert.StartsWith("3.0.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(document.GetProperty("info").GetProperty("title").GetString()!);
        Assert.NotEmpty(document.GetProperty("info").GetProperty("version").GetString()!);
        List<string> wrong = [];
        var names = new HashSet<string>(StringComparer.Ordinal);
        var schemes = document.GetProperty("components").GetProperty("securitySchemes");
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            if (!path.Name.StartsWith('/'))
                wrong.Add(path.Name + " is no path");
            foreach (var operation in path.Value.EnumerateObject())
            {
                var (at, it) = ($"{operation.Name} {path.Name}", operation.Value);
                if (!Methods.Contains(operation.Name))
                    wrong.Add(at + ": no method");
                if (!names.Add(it.GetProperty("operationId").GetString()!))
                    wrong.Add(at + ": its operationId is another's too");
                if (!it.TryGetProperty("responses", out var responses) || !responses.EnumerateObject().Any())
                    wrong.Add(at + ": no responses");
                else
                    wrong.AddRange(responses.EnumerateObject().Where(one => !Regex.IsMatch(one.Name, @"^([1-5][0-9][0-9]|default)\z") || !one.Value.TryGetProperty("description", out _)).Select(one => $"{at}: {one.Name}"));

                var parameters = it.TryGetProperty("parameters", out var given) ? given.EnumerateArray().ToList() : [];
                wrong.AddRange(parameters.Where(one => !Places.Contains(one.GetProperty("in").GetString()) || !one.TryGetProperty("schema", out _)).Select(one => $"{at}: {one}"));
                wrong.AddRange(parameters.GroupBy(one => (one.GetProperty("in").GetString(), one.GetProperty("name").GetString())).Where(same => same.Count() > 1).Select(same => $"{at}: {same.Key} twice"));
                var inPath = Regex.Matches(path.Name, @"\{(\w+)\}").Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal);
                var declared = parameters.Where(one => one.GetProperty("in").GetString() == "path" && one.GetProperty("required").GetBoolean()).Select(one => one.GetProperty("name").GetString()!).Order(StringComparer.Ordinal);
                if (!inPath.SequenceEqual(declared))
                    wrong.Add(at + ": its path's parameters");
                if (it.TryGetProperty("security", out var security))
                    wrong.AddRange(security.EnumerateArray().SelectMany(one => one.EnumerateObject()).Where(one => !schemes.TryGetProperty(one.Name, out _)).Select(one => $"{at}: {one.Name}"));
                else if (it.GetProperty("operationId").GetString() != "GetToken")
                    wrong.Add(at + ": anybody may call it");
            }
        }

        wrong.AddRange(Nodes(document, "#").SelectMany(node => Faults(document, node.At, node.Value)));
        Assert.Empty(wrong);
        Assert.Contains("createClub", names);
        Assert.Contains("createOffer", names);
    }

    [Fact]
    public async Task Schemas_OfEveryKind_HaveTheMembersThatTheApiWrites()
    {
        var document = await DocumentAsync();
        var token = await world.StaffAsync(Role.Administrators);
        var schemas = document.GetProperty("components").GetProperty("schemas");
        foreach (var kind in world.Host.Get<IEnumerable<IKindApi>>())
        {
            var body = kind.Kind.Name switch
            {
                "offer" => world.NewOffer(),
                _ => new { name = CatalogApiWorld.NewName("Record") },
            };
            var made = await world.SendAsync("POST", kind.Kind.List, token, body);
            var read = schemas.GetProperty(kind.Kind.One);
            var said = read.GetProperty("properties").EnumerateObject().Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
            var written = made.Body.EnumerateObject().Select(one => one.Name).ToList();
            Assert.Empty(written.Except(said));
            Assert.Empty(read.GetProperty("required").EnumerateArray().Select(one => one.GetString()!).Except(written));
            Assert.False(read.GetProperty("additionalProperties").GetBoolean());

            var change = schemas.GetProperty(kind.Kind.One + "Change").GetProperty("properties").EnumerateObject().Select(one => one.Name);
            Assert.Equal(kind.Members.Select(member => member.Name), change);
        }

        Assert.Equal(
            ["benefit", "shopId", "title"], schemas.GetProperty("OfferNew").GetProperty("required").EnumerateArray().Select(one => one.GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryKind_OfTheCatalog_IsInTheApi() => Assert.Equal(
        TestPortal.Kinds.Select(kind => kind.Name).Order(StringComparer.Ordinal),
        world.Host.Get<IEnumerable<IKindApi>>().Select(kind => kind.Kind.Name).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Reference_OfThePage_HasEveryOperationOfTheDocument()
    {
        var document = await DocumentAsync();
        var written = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}"));

        var groups = await world.Host.Get<ApiReference>().ReadAsync(CatalogApiWorld.None);

        Assert.Equal(written.Order(StringComparer.Ordinal), groups.SelectMany(group => group.Operations).Select(one => $"{one.Method} {one.Path}").Order(StringComparer.Ordinal));
        Assert.Equal(["Clubs", "Shops", "Categories", "Offers"], groups.Take(4).Select(group => group.Title));
        var create = groups.SelectMany(group => group.Operations).Single(one => one.Name == "createOffer");
        Assert.Contains(create.Members, member => member is { Name: "benefit", Required: true } && member.Says.Contains("percent-off", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Examples_OneAfterAnother_AnswerAsTheySay()
    {
        var token = await world.StaffAsync(Role.Administrators);
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        string Filled(string text) => kept.Aggregate(text, (filled, pair) => filled.Replace("$" + pair.Key, pair.Value, StringComparison.Ordinal));
        foreach (var example in ApiExamples.All)
        {
            var answer = await world.SendAsync(example.Method, Filled(example.Path), token, example.Body is { } body ? Filled(body) : null, example.Version is { } version ? $"\"{version}\"" : null);
            Assert.Equal((example.Title, example.Status), (example.Title, answer.Number));
            if (example.Keeps is { } name)
                kept[name] = answer.Id;
        }
    }

    [Fact]
    public async Task Examples_InAShell_AnswerAsTheySay()
    {
        if (!File.Exists("/usr/bin/curl"))
            return; // the calls themselves are those of the test above

        // Another portal: the names of the examples are free there. As the demo's first administrator, who signs in by the first line.
        await using var host = new Registry.Api.ApiHost();
        await host.Get<IServiceProvider>().IndexesReadyAsync();
        var script = ApiExamples.Begin(host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority), "/local/token")
            + "\n" + string.Join('\n', ApiExamples.All.Select(example => example.Curl() + "\necho; echo ==" + (example.Keeps is { } name ? $" ${name}" : "")));
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-s"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        await shell.StandardInput.WriteAsync(script);
        shell.StandardInput.Close();
        var output = (await shell.StandardOutput.ReadToEndAsync()).Split("==");
        await shell.WaitForExitAsync();

        Assert.Equal("", await shell.StandardError.ReadToEndAsync());
        Assert.DoesNotContain(output, text => text.Contains("urn:clubshop:problem", StringComparison.Ordinal));
        Assert.Equal(4, output.Count(text => Regex.IsMatch(text, @"^ [0-9a-f]{32}\s", RegexOptions.ExplicitCapture)));
        Assert.Contains(output, text => text.Contains("\"status\":\"published\"", StringComparison.Ordinal) && text.Contains("15% off goggles", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Faults(JsonElement document, string at, JsonElement node)
    {
        if (node.TryGetProperty("$ref", out var reference) && reference.ValueKind == JsonValueKind.String && !Resolves(document, reference.GetString()!))
            yield return $"{at}: {reference} leads nowhere";
        if (node.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && at.Contains("/schema", StringComparison.Ordinal) && !at.EndsWith("/properties", StringComparison.Ordinal))
        {
            if (!Types.Contains(type.GetString()))
                yield return $"{at}: type {type}";
            if (type.GetString() == "array" && !node.TryGetProperty("items", out _))
                yield return $"{at}: a list of what?";
        }

        if (node.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.Array && node.TryGetProperty("properties", out var properties))
        {
            foreach (var name in required.EnumerateArray().Where(name => !properties.TryGetProperty(name.GetString()!, out _)))
                yield return $"{at}: {name} is required and not declared";
        }
    }

    private static bool Resolves(JsonElement document, string reference)
    {
        if (!reference.StartsWith("#/", StringComparison.Ordinal))
            return false;

        var at = document;
        foreach (var part in reference[2..].Split('/'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal), out at))
                return false;
        }

        return true;
    }

    private static IEnumerable<(string At, JsonElement Value)> Nodes(JsonElement node, string at) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(one => Nodes(one.Value, $"{at}/{one.Name}")).Prepend((at, node)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany((one, i) => Nodes(one, $"{at}/{i}")),
        _ => [],
    };

    private async Task<JsonElement> DocumentAsync()
    {
        using var answer = await world.Host.Http.GetAsync(new Uri("/api/v1/openapi.json", UriKind.Relative));
        return await Registry.Api.ApiHost.JsonOf(answer);
    }
}
