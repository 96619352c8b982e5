using Clubshop.Admin.Staff.Accounts;
using Clubshop.Aws;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Ops;

/// <summary>Registers what fills and mends a store.</summary>
public static class OpsSetup
{
    /// <summary>Adds the seeds; expects the catalog's four kinds.</summary>
    public static IServiceCollection AddOps(this IServiceCollection services)
    {
        services.AddSingleton<Seeds>();
        services.AddSingleton<DemoCatalog>();
        services.AddSingleton<PoolCheck>();
        services.AddSingleton(provider => new FirstAdministrator(provider.GetRequiredService<StaffPool>(), provider.GetRequiredService<StaffService>()));
        services.AddSingleton<IHostedService>(provider =>
            provider.GetRequiredService<IOptions<AwsOptions>>().Value.Mode is AwsMode.Aws
                ? ActivatorUtilities.CreateInstance<PoolCheckAtStart>(provider)
                : new Nothing());
        return services;
    }

    // The embedded AWS's pools are made by the portal itself, after the host has started.
    private sealed class Nothing : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
