using System.Text.Json;
using System.Text.Json.Serialization;
using Clubshop.Admin.Audit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Clubshop.Admin.Registry.Api;

/// <summary>Registers the API for the app's servers.</summary>
public static class ApiSetup
{
    /// <summary>Adds the services. Requires the registry, data protection and authorization.</summary>
    public static IServiceCollection AddRegistryApi(this IServiceCollection services)
    {
        services.AddOptions<ApiLimitOptions>().BindConfiguration(ApiLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ApiClients>();
        services.AddSingleton<IProgramNames, ApiClientNames>();
        services.AddSingleton<ApiTokens>();
        services.AddSingleton<ApiLimits>();
        services.AddSingleton<ApiMiddleware>();
        services.AddSingleton<ApiRunner>();
        services.AddSingleton<Idempotency>();
        services.AddSingleton<TokenEndpoint>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiTokenHandler>(ApiTokenHandler.SchemeName, null);
        services.Configure<AuthorizationOptions>(options =>
        {
            foreach (var scope in ApiScopes.All)
            {
                options.AddPolicy(NeedsScopeAttribute.PolicyOf(scope), new AuthorizationPolicyBuilder(ApiTokenHandler.SchemeName)
                    .RequireAuthenticatedUser().RequireClaim(ApiTokens.ScopeClaim, ApiScopes.NameOf(scope)).Build());
            }
        });
        services.AddLogging(static logging => logging.AddFilter(typeof(ApiTokenHandler).FullName, LogLevel.Warning)); // otherwise logs every challenge
        services.ConfigureHttpJsonOptions(static options => // used to generate the document's schemas
        {
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower));
        });
        services.AddOpenApi(ApiDocument.Name, ApiDocument.Configure);
        services.AddSingleton(new AuditKind
        {
            Kind = ApiClients.Kind,
            Label = L.Later("API client"),
            Attributes = new Dictionary<string, AuditLabel>(StringComparer.Ordinal)
            {
                ["name"] = new(L.Later("Name")),
                ["scopes"] = new(L.Later("Scopes")),
                ["clubs"] = new(L.Later("Clubs")),
                ["secretsOf"] = new(L.Later("Secrets of")),
                ["revokedAt"] = new(L.Later("Revoked at")),
                ["since"] = new(L.Later("Created at")),
            },
            Actions = new Dictionary<string, string>(StringComparer.Ordinal) { ["rotate-secret"] = L.Later("rotated the secret of"), ["revoke"] = L.Later("revoked") },
        });
        return services;
    }

    /// <summary>Adds the middleware of the API. Call it before authentication: until a client exists, the API does not.</summary>
    public static IApplicationBuilder UseRegistryApi(this IApplicationBuilder app) => app.Use(static (context, next) =>
        context.Request.Path.StartsWithSegments(RegistryApi.Prefix, StringComparison.OrdinalIgnoreCase)
            ? context.RequestServices.GetRequiredService<ApiMiddleware>().RunAsync(context, next)
            : next(context));

    /// <summary>Maps the API and its document.</summary>
    public static void MapRegistryApi(this IEndpointRouteBuilder endpoints)
    {
        RegistryApi.Map(endpoints);
        endpoints.MapOpenApi(ApiDocument.Path).AllowAnonymous();
    }
}
