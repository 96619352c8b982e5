namespace Clubshop.Api.Http;

/// <summary><c>GET /v1/openapi.json</c>: the API as OpenAPI 3.1, the file <c>openapi.json</c> of this project. A test compares it with the endpoints.</summary>
internal static class DocumentEndpoint
{
    /// <summary>Maps it.</summary>
    public static void MapDocument(this WebApplication app)
    {
        var payload = new Lazy<Payload>(static () => new(Read(), "W/\"openapi-1\""));
        var answers = app.Services.GetRequiredService<PublicAnswers>();
        app.MapGet("/v1/openapi.json", http => answers.WriteAsync(http, payload.Value, null));
    }

    /// <summary>The document.</summary>
    internal static byte[] Read()
    {
        using var stream = typeof(DocumentEndpoint).Assembly.GetManifestResourceStream("Clubshop.Api.openapi.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
