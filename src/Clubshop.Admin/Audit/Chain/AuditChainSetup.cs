using Clubshop.Admin.Storage;
using Clubshop.Admin.Storage.Sealing;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Audit.Chain;

/// <summary>Registers the sealing, the check and the archive of the audit log.</summary>
internal static class AuditChainSetup
{
    /// <summary>Adds them; expects the storage with its sealing, and S3.</summary>
    public static IServiceCollection AddAuditChain(this IServiceCollection services)
    {
        services.AddOptions<AuditOptions>().BindConfiguration(AuditOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AuditOptions>, AuditOptionsCheck>();
        services.AddSingleton<AuditSealer>();
        services.AddSingleton<AuditArchive>();
        services.AddSingleton(provider => new AuditCheckService(
            provider.GetRequiredService<TableReader>(), provider.GetRequiredService<UnauditedWriter>(), provider.GetRequiredService<FieldSealer>(),
            provider.GetRequiredService<AuditSealer>(), provider.GetRequiredService<AuditArchive>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<AuditCheckService>>()));
        services.AddHostedService<AuditGuard>();
        return services;
    }
}
