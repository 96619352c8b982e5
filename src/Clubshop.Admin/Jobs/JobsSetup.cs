using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Jobs;

/// <summary>Registers jobs.</summary>
public static class JobsSetup
{
    /// <summary>Adds the service and the runner; call once, after <see cref="StorageSetup.AddStorage"/>. Handlers are registered as <see cref="IJobHandler"/>.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<JobHub>();
        services.AddSingleton(provider => new JobService(
            provider.GetRequiredService<WriteUnit>(), provider.GetRequiredService<TableReader>(), provider.GetRequiredService<UnauditedWriter>(),
            provider.GetRequiredService<JobHub>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(JobLabels.Audit);
        services.AddHostedService<JobRunner>();
        return services;
    }
}
