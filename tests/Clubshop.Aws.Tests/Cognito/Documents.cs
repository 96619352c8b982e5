using System.Text.Json;

namespace Clubshop.Aws.Tests.Cognito;

/// <summary>The JSON documents of this folder; each names its source.</summary>
internal static class Documents
{
    public static JsonElement Vectors { get; } = Read("cognito-srp-vectors.json");

    public static JsonElement PublicNames { get; } = Read("cognito-public-names.json");

    private static JsonElement Read(string name)
    {
        using var stream = typeof(Documents).Assembly.GetManifestResourceStream(name)!;
        return JsonDocument.Parse(stream).RootElement.Clone();
    }
}
