using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Catalog.Codes;
using Clubshop.Admin.Catalog.Editing;
using Clubshop.Admin.Catalog.Presence;
using Clubshop.Admin.GoTo;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing.Cache;
using Clubshop.Admin.SavedViews;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui;
using Clubshop.Aws.Memcached;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;

namespace Clubshop.Admin.Catalog;

/// <summary>Registers kinds of the catalog.</summary>
public static class CatalogSetup
{
    /// <summary>
    /// Adds a kind: its table, store, service and index, its codes for files, its names for the audit log, its place in the navigation, in
    /// "Go to" and on the dashboard. The kind's own <c>…Setup</c> calls it, and adds the cached copy, the labels of the audit log and the import.
    /// </summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <typeparam name="TRow">The record as lists see it.</typeparam>
    /// <typeparam name="TStore">Reads and writes it.</typeparam>
    /// <typeparam name="TService">Its service.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="row">Makes a row of a record's item.</param>
    /// <param name="shape">What its lists are ordered and filtered by; null where they are short.</param>
    /// <exception cref="ArgumentException">The kind, its address or its table is there already, or it has no table that lists changes.</exception>
    public static IServiceCollection AddCatalogKind<T, TRow, TStore, TService>(this IServiceCollection services, CatalogKind kind, Func<Item, TRow> row, RowShape<TRow>? shape = null)
        where T : class, ICatalogRecord
        where TRow : class, ICatalogRow
        where TStore : RecordStore<T>
        where TService : RecordService<T>
    {
        Refuse(services, kind);
        services.AddSingleton(kind);
        services.AddTable(kind.Table);
        services.AddRecordIndex(kind.Table, row, shape);
        services.AddSingleton<TStore>();
        services.AddSingleton<TService>();
        services.AddSingleton<CatalogIndex>(provider => new CatalogIndex<TRow>(kind, provider.GetRequiredService<RecordIndex<TRow>>()));
        services.AddSingleton<CodeSource>(provider =>
            new CodeSource<TRow, T>(kind.Name, provider.GetRequiredService<RecordIndex<TRow>>(), provider.GetRequiredService<TService>()));
        services.AddSingleton(provider => new AuditNames(id => provider.GetRequiredService<RecordIndex<TRow>>().Find(id)?.Name));
        services.AddSingleton(new ViewList
        {
            Name = kind.Many,
            Path = kind.List,
            See = Permission.SeeCatalog,
            Share = kind.EditPermission,
            Manage = Permission.EditWholeCatalog,
            Normal = address => Lists.ListQuery.Parse(kind.Spec, address).ToKeep,
        });
        services.AddSingleton(new GoToEntry($"New {kind.Name}", kind.New, Icons.Add) { Words = $"create add {kind.Many}", Said = () => L[$"New {L[kind.Name]}"] });
        services.AddSingleton(new GoToEntry($"Import {kind.Many}", kind.Import, kind.Icon) { Words = "csv file sheet", Said = () => L[$"Import {L[kind.Many]}"], Permission = kind.ImportPermission });
        return services;
    }

    /// <summary>Adds what all kinds share; once. At start it refuses a kind of which a part is missing.</summary>
    public static IServiceCollection AddCatalog(this IServiceCollection services)
    {
        services.AddSingleton<CodeSources>();
        services.AddSingleton<CatalogIndexes>();
        services.AddScoped<StatusUndo>();
        services.AddSingleton<IGoToSource, CatalogGoToSource>();
        services.AddScoped<Lists.RowSteps>();
        services.AddSingleton<IAuditRecords, History.CatalogAuditRecords>();
        services.AddHostedService<CatalogCheck>();
        services.AddSingleton(BoardOf);
        services.AddHostedService(provider => provider.GetRequiredService<PresenceBoard>());
        services.AddScoped<CircuitLink>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<CircuitLink>());
        services.AddBulk();
        return services;
    }

    private static PresenceBoard BoardOf(IServiceProvider services) => new(
        services.GetService<MemcachedCluster>,
        services.GetRequiredService<IConfiguration>()["Cache:Prefix"] is { Length: > 0 } given ? given : CacheKeys.DefaultPrefix,
        services.GetRequiredService<IDataProtectionProvider>(),
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ILogger<PresenceBoard>>());

    private static void Refuse(IServiceCollection services, CatalogKind kind)
    {
        var others = services.Select(service => service.ImplementationInstance).OfType<CatalogKind>().ToList();
        if (others.Any(other => other.Name == kind.Name))
            throw new ArgumentException($"The kind “{kind.Name}” is registered twice. Call AddCatalogKind for it once, in its own …Setup.", nameof(kind));
        if (others.FirstOrDefault(other => other.List == kind.List) is { } same)
            throw new ArgumentException($"The kind “{kind.Name}” has the address {kind.List} of the kind “{same.Name}”. Give it one of its own.", nameof(kind));
        if (kind.Table is not { ChangeShards: > 0 })
            throw new ArgumentException($"The kind “{kind.Name}” has no table that lists changes. Declare one with Table.OfRecords.", nameof(kind));
        if (others.FirstOrDefault(other => other.Table == kind.Table) is { } sharing)
            throw new ArgumentException($"The kind “{kind.Name}” has the table {kind.Table} of the kind “{sharing.Name}”. Give it one of its own.", nameof(kind));
    }
}
