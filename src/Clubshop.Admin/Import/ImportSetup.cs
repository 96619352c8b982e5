using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Storage;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Import;

/// <summary>Registers import and export.</summary>
public static class ImportSetup
{
    /// <summary>Adds import and export of the four kinds; after them.</summary>
    public static IServiceCollection AddImport(this IServiceCollection services)
    {
        services.AddOptions<ImportOptions>()
            .Configure<IServiceProvider>(static (options, provider) => provider.GetService<IConfiguration>()?.GetSection(ImportOptions.Section).Bind(options))
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new Codes(
            new(Kinds.Club, provider.GetRequiredService<RecordIndex<ClubRow>>(), provider.GetRequiredService<ClubService>(), row => (row.Code, row.Name)),
            new(Kinds.Shop, provider.GetRequiredService<RecordIndex<ShopRow>>(), provider.GetRequiredService<ShopService>(), row => (row.Code, row.Name)),
            new(Kinds.Category, provider.GetRequiredService<RecordIndex<CategoryRow>>(), provider.GetRequiredService<CategoryService>(), row => (row.Code, row.Name)),
            new(Kinds.Offer, provider.GetRequiredService<RecordIndex<OfferRow>>(), provider.GetRequiredService<OfferService>(), row => (row.Code, row.Title))));
        services.AddSingleton<RowFaults>();
        services.AddSingleton<IImportKind, ClubCsv>();
        services.AddSingleton<IImportKind, CategoryCsv>();
        services.AddSingleton<IImportKind, ShopCsv>();
        services.AddSingleton<IImportKind, OfferCsv>();
        services.AddSingleton(provider => new ImportFiles(
            provider.GetRequiredService<TableReader>(), provider.GetRequiredService<UnauditedWriter>(),
            provider.GetRequiredService<IOptions<ImportOptions>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ImportService(
            provider.GetServices<IImportKind>(), provider.GetRequiredService<ImportFiles>(),
            provider.GetRequiredService<JobService>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IJobHandler, ImportJob>();
        services.AddSingleton(new AuditKind { Kind = ImportEndpoints.ExportKind, Label = "List" });
        return services;
    }

    /// <summary>Maps the upload of files and the downloads.</summary>
    public static void MapImport(this IEndpointRouteBuilder endpoints) => ImportEndpoints.Map(endpoints);
}
