using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.CatalogApi.Bulk;
using Clubshop.Admin.CatalogApi.Callers;
using Clubshop.Admin.CatalogApi.Document;
using Clubshop.Admin.CatalogApi.Pools;
using Clubshop.Admin.CatalogApi.Records;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Registry.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;

namespace Clubshop.Admin.CatalogApi;

/// <summary>Registers the administrators' API.</summary>
public static class CatalogApiSetup
{
    /// <summary>Adds the services. Requires the kinds of the catalog, jobs, import, staff and the API of the registry, whose clients and rules it shares.</summary>
    public static IServiceCollection AddCatalogApi(this IServiceCollection services)
    {
        services.AddOptions<CatalogApiOptions>().BindConfiguration(CatalogApiOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddKind<ClubApi>("/clubs").AddKind<ShopApi>("/shops").AddKind<CategoryApi>("/categories").AddKind<OfferApi>("/offers");
        services.AddSingleton(new ApiArea("/openapi.json"));
        services.AddSingleton<BulkApi>();
        services.AddSingleton<IJobHandler, UpsertJob>();
        services.AddSingleton<IProgramsNow, ClientsNow>();
        services.AddSingleton<StaffTokens>();
        services.AddSingleton<ApiReference>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, CatalogTokenHandler>(CatalogTokenHandler.SchemeName, null);
        services.Configure<AuthorizationOptions>(static options =>
        {
            foreach (var scope in (ApiScope[])[ApiScope.CatalogRead, ApiScope.CatalogWrite])
            {
                options.AddPolicy(NeedsCatalogAttribute.PolicyOf(scope), new AuthorizationPolicyBuilder(CatalogTokenHandler.SchemeName)
                    .RequireAuthenticatedUser().RequireClaim(ApiTokens.ScopeClaim, ApiScopes.NameOf(scope)).Build());
            }
        });
        services.AddLogging(static logging => logging.AddFilter(typeof(CatalogTokenHandler).FullName, LogLevel.Warning)); // otherwise logs every challenge
        services.Configure<OpenApiOptions>(ApiDocument.Name, CatalogDocument.Configure);
        return services;
    }

    /// <summary>Maps the API.</summary>
    public static void MapCatalogApi(this IEndpointRouteBuilder endpoints)
    {
        CatalogEndpoints.Map(endpoints);
        PoolEndpoints.Map(endpoints);
    }

    private static IServiceCollection AddKind<TApi>(this IServiceCollection services, string path)
        where TApi : class, IKindApi => services.AddSingleton<IKindApi, TApi>().AddSingleton(new ApiArea(path));
}
