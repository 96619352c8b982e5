using System.Text.Json.Nodes;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.CatalogApi.Bulk;
using Clubshop.Admin.CatalogApi.Callers;
using Clubshop.Admin.CatalogApi.Records;
using Clubshop.Admin.Common;
using Clubshop.Admin.Registry.Api;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Clubshop.Admin.CatalogApi.Document;

/// <summary>What the administrators' API adds to the OpenAPI document: schemas made of the kinds' fields, parameters, and who may call.</summary>
internal static class CatalogDocument
{
    /// <summary>The security scheme of staff.</summary>
    public const string Scheme = "staff";

    private const string Json = "application/json";

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, context, _) =>
        {
            document.Components ??= new();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
            document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "The access token that the staff user pool gives somebody who signs in with an authenticator. Role and clubs are those of now.",
            };
            document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
            foreach (var kind in context.ApplicationServices.GetServices<IKindApi>())
                AddSchemas(document, kind);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonPropertyInfo is { Name: "rows" } rows && rows.DeclaringType == typeof(BulkBody))
                schema.Items = new OpenApiSchema { Type = JsonSchemaType.Object };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            if (metadata.OfType<NeedsCatalogAttribute>().FirstOrDefault() is { } needs)
                Secure(operation, context, needs.Scope);
            if (metadata.OfType<CatalogOperation>().FirstOrDefault() is { } does)
                Describe(operation, context, does);
            if (metadata.OfType<VersionNeeded>().FirstOrDefault() is { } needed)
                NameVersion(operation, needed);
            return Task.CompletedTask;
        });
    }

    // By a program with the scope, or by a member of staff; what stands in the path is named where nothing else says it.
    private static void Secure(OpenApiOperation operation, OpenApiOperationTransformerContext context, ApiScope scope)
    {
        operation.Security =
        [
            new() { [new OpenApiSecuritySchemeReference(ApiDocument.Scheme, context.Document!)] = [ApiScopes.NameOf(scope)] },
            new() { [new OpenApiSecuritySchemeReference(Scheme, context.Document!)] = [] },
        ];
        foreach (var part in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Path))
            part.Description = part.Name == "pool" ? "The pool's id." : "The offer's id: 32 hexadecimal digits.";
    }

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CatalogOperation does)
    {
        var (document, one) = (context.Document!, does.Kind.One);
        operation.Parameters ??= [];
        foreach (var id in operation.Parameters.OfType<OpenApiParameter>().Where(parameter => parameter is { Name: "id", In: ParameterLocation.Path }))
            id.Description = does.Verb is CatalogVerb.GetJob or CatalogVerb.CancelJob ? "The job's id." : $"The {does.Kind.Name}'s id: 32 hexadecimal digits.";

        switch (does.Verb)
        {
            case CatalogVerb.List:
                foreach (var filter in CatalogQuery.FiltersOf(does.Kind.Spec))
                    operation.Parameters.Add(Query(filter, SaysOf(filter)));
                operation.Parameters.Add(Query("cursor", "What “next” of the answer before said."));
                operation.Parameters.Add(Query("limit", $"Records in one answer, 1 to {CatalogQuery.MaxLimit}; 50 by default."));
                Answers(operation, "200", one + "List", document);
                break;
            case CatalogVerb.Create:
                operation.RequestBody = Body(one + "New", document);
                Answers(operation, "201", one, document, "ETag", "Location");
                break;
            case CatalogVerb.Change:
                operation.RequestBody = Body(one + "Change", document);
                break;
            case CatalogVerb.Get:
                operation.Parameters.Add(new OpenApiParameter { Name = "If-None-Match", In = ParameterLocation.Header, Description = "The ETag of the version that you have.", Schema = Text() });
                break;
            case CatalogVerb.GetJob:
                operation.Parameters.Add(Query("cursor", "What “next” of the answer before said."));
                break;
        }

        if (does.Verb is CatalogVerb.Get or CatalogVerb.Change or CatalogVerb.Step or CatalogVerb.Delete)
            Answers(operation, "200", one, document, "ETag");
        if (does.Verb is CatalogVerb.Change or CatalogVerb.Step or CatalogVerb.Delete)
            NameVersion(operation, new(Decides: true));
    }

    private static void NameVersion(OpenApiOperation operation, VersionNeeded needed)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "If-Match",
            In = ParameterLocation.Header,
            Required = true,
            Description = "The ETag of the version that you read, such as \"3\". Without: 428. Of an older one: 412, with the record as it is now in “current”.",
            Schema = Text(),
        });
        if (needed.Decides)
            operation.Parameters.Add(Query("confirm", "true does it although other records depend on it."));
    }

    private static void AddSchemas(OpenApiDocument document, IKindApi kind)
    {
        var one = kind.Kind.One;
        var members = kind.Members.ToDictionary(member => member.Name, member => Of(member.Shape), StringComparer.Ordinal);
        OpenApiSchema Object(IEnumerable<string> required, string says) => new()
        {
            Type = JsonSchemaType.Object,
            Description = says,
            Properties = new Dictionary<string, IOpenApiSchema>(members.Select(pair => KeyValuePair.Create(pair.Key, (IOpenApiSchema)pair.Value)), StringComparer.Ordinal),
            Required = required.ToHashSet(StringComparer.Ordinal),
            AdditionalPropertiesAllowed = false,
        };

        var read = Object(["id", "version", .. members.Keys, "createdAt", "createdBy", "updatedAt", "updatedBy"], $"{one}, as it is stored.");
        read.Properties!["id"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "32 hexadecimal digits." };
        read.Properties["version"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Description = "Counts the saves, from 1; in quotes it is the ETag." };
        if (kind.HasPhase)
        {
            read.Properties["phase"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Enum = [.. Enum.GetNames<Phase>().Select(name => (JsonNode)name.ToLowerInvariant())],
                Description = "What the clock says; only while it is published.",
            };
        }

        foreach (var name in (string[])["created", "updated"])
        {
            read.Properties[name + "At"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" };
            read.Properties[name + "By"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The name of who did." };
        }

        document.Components!.Schemas![one] = read;
        document.Components.Schemas[one + "New"] = Object(kind.Members.Where(member => member.Required).Select(member => member.Name), $"A new {kind.Kind.Name}.");
        document.Components.Schemas[one + "Change"] = Object([], "What to change; the rest stays as it is.");
        document.Components.Schemas[one + "List"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string>(StringComparer.Ordinal) { "items", "total" },
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["items"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchemaReference(one, document) },
                ["total"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "How many the filters find in all." },
                ["next"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "The cursor of the records that follow; absent at the end." },
            },
        };
    }

    private static OpenApiSchema Of(JsonShape shape) => new()
    {
        Type = shape.Nullable ? TypeOf(shape) | JsonSchemaType.Null : TypeOf(shape),
        Format = shape.Format,
        Description = shape.Says,
        MaxLength = shape.MaxLength,
        Enum = shape.Choices.Count == 0 ? null : [.. shape.Choices.Select(choice => (JsonNode)choice)],
        Items = shape.Type == "array" ? Text() : null,
    };

    private static JsonSchemaType TypeOf(JsonShape shape) =>
        shape.Type switch { "array" => JsonSchemaType.Array, "number" => JsonSchemaType.Number, _ => JsonSchemaType.String };

    private static OpenApiRequestBody Body(string schema, OpenApiDocument document) => new()
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [Json] = new() { Schema = new OpenApiSchemaReference(schema, document) } },
    };

    private static void Answers(OpenApiOperation operation, string status, string schema, OpenApiDocument document, params ReadOnlySpan<string> headers)
    {
        if (operation.Responses?.GetValueOrDefault(status) is not OpenApiResponse answer)
            return;

        answer.Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [Json] = new() { Schema = new OpenApiSchemaReference(schema, document) } };
        foreach (var header in headers)
            (answer.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal))[header] = new OpenApiHeader { Schema = Text() };
    }

    private static OpenApiParameter Query(string name, string says) => new() { Name = name, In = ParameterLocation.Query, Description = says, Schema = Text() };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static string SaysOf(string filter) => filter switch
    {
        "q" => "Words that name, code or slug contain, up to 200 characters.",
        "status" => "draft, published, paused, archived or deleted; without, all but the deleted.",
        "phase" => "scheduled, live or ended.",
        "ending" => "7: ends within seven days.",
        "seen" => "nobody: live, and no customer sees it.",
        "stock" => "low: as many codes of its pools left as the warning level or fewer; none: no code left. Up to a minute old.",
        "inside" => "The id of a category: what is inside it, however deep.",
        "club" => "The id of a club, or none.",
        "category" => "The id of a category, with all that is inside it, or none.",
        _ => $"The id of a {filter}.",
    };
}
