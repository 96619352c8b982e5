using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Storage;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Import;

/// <summary>Registers import and export.</summary>
public static class ImportSetup
{
    /// <summary>Adds the columns of a kind of the catalog, in its own <c>…Setup</c>.</summary>
    internal static IServiceCollection AddImportKind<TImport>(this IServiceCollection services)
        where TImport : class, IImportKind => services.AddSingleton<IImportKind, TImport>();

    /// <summary>Adds import and export of every kind that registered its columns.</summary>
    public static IServiceCollection AddImport(this IServiceCollection services)
    {
        services.AddOptions<ImportOptions>()
            .Configure<IServiceProvider>(static (options, provider) => provider.GetService<IConfiguration>()?.GetSection(ImportOptions.Section).Bind(options))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new ImportFiles(
            provider.GetRequiredService<TableReader>(), provider.GetRequiredService<UnauditedWriter>(),
            provider.GetRequiredService<IOptions<ImportOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ImportService(
            provider.GetServices<CatalogKind>(), provider.GetServices<IImportKind>(), provider.GetRequiredService<ImportFiles>(),
            new ImportHeadings(provider.GetRequiredService<TableReader>(), provider.GetRequiredService<UnauditedWriter>()), provider.GetRequiredService<JobService>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IJobHandler, ImportJob>();
        services.AddSingleton(new AuditKind { Kind = ImportEndpoints.ExportKind, Label = L.Later("List") });
        return services;
    }

    /// <summary>Maps the upload of files and the downloads.</summary>
    public static void MapImport(this IEndpointRouteBuilder endpoints) => ImportEndpoints.Map(endpoints);
}
