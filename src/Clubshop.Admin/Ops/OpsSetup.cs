using Clubshop.Admin.Staff.Accounts;
using Clubshop.Aws;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Ops;

/// <summary>Registers seeding and maintenance.</summary>
public static class OpsSetup
{
    /// <summary>Adds the seeds, the check of the staff pool and the first invitation; requires the catalog's four kinds and their coupons.</summary>
    public static IServiceCollection AddOps(this IServiceCollection services)
    {
        services.AddSingleton<Seeds>();
        services.AddSingleton<DemoCatalog>();
        services.AddSingleton<DemoCoupons>();
        services.AddSingleton<PoolCheck>();
        services.AddSingleton(provider => new FirstAdministrator(provider.GetRequiredService<StaffPool>(), provider.GetRequiredService<StaffService>()));
        services.AddSingleton<IHostedService>(provider =>
            provider.GetRequiredService<IOptions<AwsOptions>>().Value.Mode is AwsMode.Aws
                ? ActivatorUtilities.CreateInstance<PoolCheckAtStart>(provider)
                : new NoCheck());
        return services;
    }

    // In Embedded mode the portal creates the pools itself, after the host has started.
    private sealed class NoCheck : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
