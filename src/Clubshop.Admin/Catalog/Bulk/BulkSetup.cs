using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.GoTo;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Catalog.Bulk;

/// <summary>Registers changes of many records at once.</summary>
public static class BulkSetup
{
    /// <summary>Lets the records of a kind be changed many at once; in the kind's own <c>…Setup</c>, after it is added.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <typeparam name="TService">Its service.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="fields">Its fields.</param>
    /// <param name="reach">Whom its records reach.</param>
    /// <param name="pickers">The pickers of its links, by the C# name of the property.</param>
    /// <param name="permission">The permission needed to change any of its records.</param>
    /// <param name="isTree">Whether its records stand inside each other.</param>
    internal static IServiceCollection AddBulk<T, TService>(
        this IServiceCollection services, CatalogKind kind, FieldSet<T> fields, Func<IServiceProvider, BulkReach<T>> reach, IReadOnlyDictionary<string, Type>? pickers = null,
        Permission permission = Permission.EditCatalog, bool isTree = false)
        where T : class, ICatalogRecord
        where TService : RecordService<T> => services.AddSingleton<BulkKind>(provider => new BulkKind<T>(
            kind, fields, provider.GetRequiredService<TService>(), reach(provider), pickers ?? new Dictionary<string, Type>(StringComparer.Ordinal), provider.GetRequiredService<CatalogIndexes>())
        {
            Permission = permission,
            IsTree = isTree,
        });

    /// <summary>Adds what all kinds share; once.</summary>
    internal static IServiceCollection AddBulk(this IServiceCollection services)
    {
        services.AddSingleton<RowFaults>();
        services.AddSingleton<RowRunner>();
        services.AddSingleton<IJobHandler, BulkJob>();
        services.AddSingleton<IJobHandler, UndoJob>();
        services.AddSingleton(provider => new BulkDrafts(
            provider.GetRequiredService<TableReader>(), provider.GetRequiredService<UnauditedWriter>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new UndoService(provider.GetRequiredService<JobService>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new BulkService(
            provider.GetServices<BulkKind>(), provider.GetRequiredService<BulkDrafts>(), provider.GetRequiredService<JobService>(), provider.GetRequiredService<UndoService>(),
            provider.GetService<IClubFollowers>(), provider.GetRequiredService<TimeProvider>()));
        services.AddScoped<BulkSelections>();
        services.AddSingleton(new GoToEntry(L.Later("Bulk changes"), BulkUrls.List, Icons.Draft) { Words = "undo many select", Permission = Permission.EditCatalog });
        return services;
    }
}
