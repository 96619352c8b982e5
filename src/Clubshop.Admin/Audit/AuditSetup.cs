using Clubshop.Admin.Audit.Chain;
using Clubshop.Admin.Audit.Export;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.SavedViews;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Audit;

/// <summary>Registers the audit log.</summary>
public static class AuditSetup
{
    /// <summary>Adds the audit log; call once, after <see cref="StorageSetup.AddStorage"/>. Each capability registers its <see cref="AuditKind"/>s.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddSingleton<RecentEntries>();
        services.AddSingleton<ICommitObserver>(provider => provider.GetRequiredService<RecentEntries>());
        services.AddSingleton(provider => new AuditLog(
            provider.GetRequiredService<TableReader>(), provider.GetRequiredService<RecentEntries>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<AuditLabels>()));
        services.AddSingleton<AuditLabels>();
        services.AddSingleton(new ViewList
        {
            Name = "audit",
            Path = AuditUrls.Log,
            See = Permission.SeeAudit,
            Share = Permission.ManageStaff,
            Manage = Permission.ManageStaff,
            Normal = address => AuditUrls.Of(AuditUrls.ReadFilter(address) with { Saved = null })[AuditUrls.Log.Length..],
        });
        services.AddSingleton(provider => new AuditExport(
            provider.GetRequiredService<AuditLog>(), provider.GetRequiredService<AuditLabels>(), provider.GetRequiredService<JobService>(),
            provider.GetRequiredService<AuditExportFiles>(), provider.GetRequiredService<WriteUnit>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<AuditExportFiles>();
        services.AddSingleton<IJobHandler, AuditExportJob>();
        services.AddAuditChain();
        return services;
    }
}
