using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.CDK;
using Clubshop.Deploy.Settings;

namespace Clubshop.Deploy.Tests.Testing;

/// <summary>The templates of each environment, synthesized once for all tests: that takes seconds, and needs Node.</summary>
public static class Synthesis
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, IReadOnlyDictionary<string, Template>> Known = new(StringComparer.Ordinal);

    /// <summary>The repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The settings of an environment, as its owner would have filled them in.</summary>
    public static EnvironmentSettings SettingsOf(string environment) => SettingsFile.Read(Path.Combine(Root, "deploy"), environment) with
    {
        Account = "111122223333",
        Domain = "clubshop.example",
        HostedZone = "Z0123456789ABCDEFGHIJ",
        Certificate = "arn:aws:acm:us-east-1:111122223333:certificate/00000000-0000-0000-0000-000000000000",
        CloudFrontPrefixList = "pl-0123abcd",
        AlarmEmail = "operations@clubshop.example",
        MailFrom = "no-reply@clubshop.example",
        PushApplication = "0123456789abcdef0123456789abcdef",
        SealingPrimary = environment is "backup" ? "arn:aws:kms:ap-south-1:111122223333:key/mrk-0123456789abcdef0123456789abcdef" : "",
        Source = environment is "production"
            ? new SourceSettings { Connection = "arn:aws:codeconnections:ap-south-1:111122223333:connection/0", Owner = "clubshop", Repository = "clubshop-admin" }
            : null,
    };

    /// <summary>A template of an environment, such as <c>data</c> or <c>servers</c>.</summary>
    public static Template Of(string environment, string stack) => All(environment)[stack];

    /// <summary>All templates of an environment by the name of their stack.</summary>
    public static IReadOnlyDictionary<string, Template> All(string environment)
    {
        lock (Gate)
        {
            if (!Known.TryGetValue(environment, out var templates))
                Known[environment] = templates = Synthesize(SettingsOf(environment));
            return templates;
        }
    }

    /// <summary>The templates of settings.</summary>
    public static IReadOnlyDictionary<string, Template> Synthesize(EnvironmentSettings settings)
    {
        NeedNode();
        var folder = Directory.CreateTempSubdirectory("clubshop-templates-");
        try
        {
            var app = new App(new AppProps { Outdir = folder.FullName, Context = Context(), AnalyticsReporting = false });
            Blueprint.Build(app, settings, "1.2.3");
            app.Synth();
            return folder.GetFiles("*.template.json").ToDictionary(
                file => file.Name[..file.Name.IndexOf('.', StringComparison.Ordinal)],
                file => new Template((JsonObject)JsonNode.Parse(File.ReadAllText(file.FullName))!), StringComparer.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // What "cdk deploy" gives the program, from the same file.
    private static Dictionary<string, object> Context()
    {
        var context = JsonNode.Parse(File.ReadAllText(Path.Combine(Root, "deploy", "cdk.json")))!["context"]!.AsObject();
        return context.ToDictionary(
            pair => pair.Key,
            pair => pair.Value!.GetValueKind() switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Array => pair.Value!.AsArray().Select(value => value!.GetValue<string>()).ToArray(),
                _ => (object)pair.Value!.GetValue<string>(),
            },
            StringComparer.Ordinal);
    }

    private static void NeedNode()
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", "--version") { RedirectStandardOutput = true, UseShellExecute = false });
            node?.WaitForExit();
        }
        catch (System.ComponentModel.Win32Exception absent)
        {
            throw new InvalidOperationException(
                "Node is not on the PATH, and the templates are made with it. Install it: apt-get install nodejs (test.sh does), or https://nodejs.org, version 18 or later.", absent);
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Clubshop.Admin.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Clubshop.Admin.sln is in no folder above the tests.");
    }
}

/// <summary>A template.</summary>
public sealed record Template(JsonObject Json)
{
    /// <summary>The resources of a type, by their logical ids.</summary>
    public IReadOnlyDictionary<string, JsonObject> Resources(string type) => Json["Resources"]!.AsObject()
        .Where(resource => resource.Value!["Type"]!.GetValue<string>() == type)
        .ToDictionary(resource => resource.Key, resource => resource.Value!.AsObject(), StringComparer.Ordinal);

    /// <summary>The properties of the resources of a type.</summary>
    public IReadOnlyList<JsonObject> Properties(string type) => [.. Resources(type).Values.Select(resource => resource["Properties"]?.AsObject() ?? [])];

    /// <summary>The properties of the only resource of a type.</summary>
    public JsonObject Only(string type) => Assert.Single(Properties(type));
}

internal static class JsonReading
{
    /// <summary>The text of a value, or null.</summary>
    public static string? Text(this JsonNode? node, string name) => node?[name] is JsonValue value ? value.ToString() : null;

    /// <summary>The objects of an array.</summary>
    public static IEnumerable<JsonObject> Objects(this JsonNode? node, string name) => node?[name] is JsonArray array ? array.OfType<JsonObject>() : [];

    /// <summary>One text, or the texts of an array; what is put together from other resources as its JSON.</summary>
    public static IReadOnlyList<string> Texts(this JsonNode? node, string name) => node?[name] switch
    {
        JsonArray array => [.. array.Select(item => item is JsonValue value ? value.ToString() : item!.ToJsonString())],
        JsonValue value => [value.ToString()],
        JsonNode other => [other.ToJsonString()],
        null => [],
    };
}
