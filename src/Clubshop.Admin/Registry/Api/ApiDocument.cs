using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Clubshop.Admin.Registry.Api;

/// <summary>The OpenAPI document at <c>/api/v1/openapi.json</c>, generated from the endpoints.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";
    public const string Path = RegistryApi.Prefix + "/openapi.json";

    /// <summary>The security scheme of API clients.</summary>
    public const string Scheme = "client";

    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_0;
        options.ShouldInclude = description => ("/" + description.RelativePath).StartsWith(RegistryApi.Prefix + "/", StringComparison.Ordinal);
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (schema is { Enum.Count: > 0, Type: null })
                schema.Type = JsonSchemaType.String;
            if (context.JsonPropertyInfo is { Name: "platform" } told && told.DeclaringType == typeof(DeviceBody))
                schema.Enum = [.. Platforms.All.Select(name => (JsonNode)name)];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, context);
            return Task.CompletedTask;
        });
    }

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new()
        {
            Title = "Clubshop",
            Version = "1",
            Description = "For the servers of the Clubshop app: customers' devices, follows and opt-outs. For administrators and their programs: the catalog. "
                + "Every refusal is application/problem+json with a stable code. A call that changes something may carry an Idempotency-Key; sent again within "
                + "a day, it gets the same answer.",
        };
        document.Servers = [];
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OAuth2,
            Flows = new()
            {
                ClientCredentials = new()
                {
                    TokenUrl = new Uri(RegistryApi.Prefix + "/token", UriKind.Relative),
                    Scopes = ApiScopes.All.ToDictionary(ApiScopes.NameOf, scope => scope switch
                    {
                        ApiScope.Read => "See what the registry knows about a customer",
                        ApiScope.Devices => "Register, refresh and remove devices",
                        ApiScope.Follows => "Follow and unfollow",
                        ApiScope.CatalogRead => "See clubs, shops, categories and offers",
                        ApiScope.CatalogWrite => "Change clubs, shops, categories and offers",
                        ApiScope.CouponsRedeem => "Redeem coupons, at the end users' server",
                        _ => "City, language, phone number and opt-outs",
                    }),
                },
            },
        };
    }

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<NeedsScopeAttribute>().FirstOrDefault() is { } needs)
        {
            operation.Security =
            [
                new() { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [ApiScopes.NameOf(needs.Scope)] },
            ];
        }

        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter is { Name: "sub", In: ParameterLocation.Path }))
            parameter.Description = "The customer's sub: a UUID in lower case, as in Cognito's ID token. Only its format is checked, not whether the pool has such a customer.";

        if (context.Description.RelativePath == "api/v1/token")
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/x-www-form-urlencoded"] = new() { Schema = TokenForm() } },
            };
            return;
        }

        if (context.Description.HttpMethod is not "GET")
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = Idempotency.Header,
                In = ParameterLocation.Header,
                Required = false,
                Description = "1 to 64 visible ASCII characters, new for each call. A call sent again within a day gets the same answer.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 64 },
            });
        }
    }

    private static OpenApiSchema TokenForm() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string>(StringComparer.Ordinal) { "grant_type" },
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["grant_type"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["client_credentials"] },
            ["client_id"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["client_secret"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["scope"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Scopes separated by spaces; if omitted, all scopes of the client." },
        },
    };
}
