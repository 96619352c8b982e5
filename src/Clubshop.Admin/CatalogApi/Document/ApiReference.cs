using Clubshop.Admin.CatalogApi.Callers;
using Clubshop.Admin.Registry.Api;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Clubshop.Admin.CatalogApi.Document;

/// <summary>What people read of an operation of the API.</summary>
/// <param name="Name">Its operation id.</param>
/// <param name="Method">GET, POST …</param>
/// <param name="Path">Its address.</param>
/// <param name="Summary">What it does, in a few words.</param>
/// <param name="Description">More about it.</param>
public sealed record ApiOperation(string Name, string Method, string Path, string Summary, string Description)
{
    /// <summary>What its address and headers take.</summary>
    public IReadOnlyList<ApiInput> Parameters { get; init; } = [];

    /// <summary>The members of its body; empty without one.</summary>
    public IReadOnlyList<ApiInput> Members { get; init; } = [];

    /// <summary>The statuses that it answers.</summary>
    public IReadOnlyList<string> Statuses { get; init; } = [];
}

/// <summary>A parameter, or a member of a body.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Where">query, path, header; what it is, for a member: text, number, list.</param>
/// <param name="Says">What stands in it.</param>
/// <param name="Required">Whether the call is refused without it.</param>
public sealed record ApiInput(string Name, string Where, string Says, bool Required);

/// <summary>The operations about one thing.</summary>
/// <param name="Title">What they are about: "Offers".</param>
/// <param name="Operations">The operations, in the document's order.</param>
internal sealed record ApiGroup(string Title, IReadOnlyList<ApiOperation> Operations);

/// <summary>The OpenAPI document as a page shows it: read from the document itself, so that the two cannot differ.</summary>
internal sealed class ApiReference([FromKeyedServices(ApiDocument.Name)] IOpenApiDocumentProvider documents)
{
    private static readonly string[] First = ["Clubs", "Shops", "Categories", "Offers"];

    /// <summary>The operations, those of the catalog first.</summary>
    public async Task<IReadOnlyList<ApiGroup>> ReadAsync(CancellationToken cancellationToken)
    {
        var document = await documents.GetOpenApiDocumentAsync(cancellationToken);
        var operations =
            from path in document.Paths
            from operation in path.Value.Operations ?? []
            let tag = operation.Value.Tags?.FirstOrDefault()?.Name ?? ""
            group Of(path.Key, operation.Key.Method, operation.Value) by tag into tagged
            orderby Array.IndexOf(First, tagged.Key) is >= 0 and var place ? place : First.Length
            select new ApiGroup(tagged.Key, [.. tagged]);
        return [.. operations];
    }

    private static ApiOperation Of(string path, string method, OpenApiOperation operation) => new(operation.OperationId ?? "", method, path, operation.Summary ?? "", operation.Description ?? "")
    {
        Parameters = [.. (operation.Parameters ?? []).Select(parameter => new ApiInput(parameter.Name ?? "", parameter.In.ToString()!.ToLowerInvariant(), parameter.Description ?? "", parameter.Required))],
        Members = [.. operation.RequestBody?.Content?.Values.Select(body => body.Schema).OfType<IOpenApiSchema>().SelectMany(MembersOf) ?? []],
        Statuses = operation.Responses is { } responses ? [.. responses.Keys.Order(StringComparer.Ordinal)] : [],
    };

    private static IEnumerable<ApiInput> MembersOf(IOpenApiSchema schema) =>
        (schema.Properties ?? new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)).Select(pair => new ApiInput(
            pair.Key,
            TypeOf(pair.Value),
            string.Join(". ", ((string?[])[pair.Value.Description, ChoicesOf(pair.Value)]).Where(text => !string.IsNullOrEmpty(text))),
            schema.Required?.Contains(pair.Key) == true));

    private static string TypeOf(IOpenApiSchema schema) => (schema.Type & ~JsonSchemaType.Null) switch
    {
        JsonSchemaType.Array => "list",
        JsonSchemaType.Number or JsonSchemaType.Integer => "number",
        JsonSchemaType.Boolean => "true or false",
        JsonSchemaType.Object => "object",
        _ => "text",
    };

    private static string ChoicesOf(IOpenApiSchema schema) => schema.Enum is { Count: > 0 } choices ? "One of " + string.Join(", ", choices.Select(choice => choice?.ToString())) : "";
}
