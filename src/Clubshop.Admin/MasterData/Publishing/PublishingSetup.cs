using Clubshop.Admin.Audit;
using Clubshop.Admin.GoTo;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.MasterData.Publishing.Cache;
using Clubshop.Admin.MasterData.Publishing.Outbox;
using Clubshop.Admin.MasterData.Publishing.Verification;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.MasterData.Publishing;

/// <summary>Registers publishing to the cache.</summary>
public static class PublishingSetup
{
    /// <summary>Registers a kind of record to publish; called by its capability, after its index.</summary>
    public static IServiceCollection AddPublished<TRow>(this IServiceCollection services, Func<IServiceProvider, PublishedKind<TRow>> kind)
        where TRow : class, IIndexRow => services.AddSingleton<PublishedKind>(kind);

    /// <summary>Adds publishing. Call it once, after <see cref="MasterDataSetup.AddMasterData"/>. Requires <see cref="Aws.Memcached.MemcachedCluster"/>.</summary>
    public static IServiceCollection AddPublishing(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new CacheKeys(configuration["Cache:Prefix"] is { Length: > 0 } prefix ? prefix : CacheKeys.DefaultPrefix));
        services.AddSingleton<PublishedKinds>();
        services.AddSingleton<PublishingStatus>();
        services.AddSingleton<Generations>();
        services.AddSingleton<CacheWriter>();
        services.AddSingleton<PublishingOutbox>();
        services.AddSingleton<IChangeCompanion>(provider => provider.GetRequiredService<PublishingOutbox>());
        services.AddSingleton<RecordPublisher>();
        services.AddSingleton<ListRenewer>();
        services.AddSingleton<Publisher>();
        services.AddSingleton<ICommitObserver>(provider => provider.GetRequiredService<Publisher>());
        services.AddSingleton<OutboxSweeper>();
        services.AddSingleton<CacheVerifier>();
        services.AddSingleton<CacheInvalidation>();
        services.AddSingleton<NodeMonitor>();
        services.AddSingleton<CacheCopyReader>();
        services.AddSingleton(provider => new CacheService(
            provider.GetRequiredService<PublishedKinds>(), provider.GetRequiredService<Generations>(), provider.GetRequiredService<CacheInvalidation>(),
            provider.GetRequiredService<NodeMonitor>(), provider.GetRequiredService<PublishingStatus>(), provider.GetRequiredService<CacheCopyReader>(),
            provider.GetRequiredService<JobService>(), provider.GetRequiredService<TableReader>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IJobHandler, WarmUpJob>();
        services.AddSingleton(new GoToEntry(L.Later("Invalidate the cache"), "/cache", Icons.Refresh) { Words = "publish now refresh clear fill", Permission = Permission.InvalidateCache });
        services.AddSingleton(new AuditKind
        {
            Kind = "cache",
            Label = L.Later("Cache"),
            Href = _ => "/cache",
            Attributes = new Dictionary<string, AuditLabel>(StringComparer.Ordinal) { [CacheInvalidation.Generation] = new(L.Later("Generation")) },
        });
        services.AddHostedService(provider => provider.GetRequiredService<Publisher>());
        services.AddHostedService(provider => provider.GetRequiredService<OutboxSweeper>());
        services.AddHostedService(provider => provider.GetRequiredService<CacheVerifier>());
        services.AddHostedService(provider => provider.GetRequiredService<NodeMonitor>());
        return services;
    }
}
