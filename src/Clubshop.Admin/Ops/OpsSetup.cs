namespace Clubshop.Admin.Ops;

/// <summary>Registers what fills and mends a store.</summary>
public static class OpsSetup
{
    /// <summary>Adds the seeds; expects the catalog's four kinds.</summary>
    public static IServiceCollection AddOps(this IServiceCollection services)
    {
        services.AddSingleton<Seeds>();
        services.AddSingleton<DemoCatalog>();
        return services;
    }
}
