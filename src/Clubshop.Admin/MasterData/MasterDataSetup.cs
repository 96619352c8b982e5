using Clubshop.Admin.Storage;

namespace Clubshop.Admin.MasterData;

/// <summary>Registers indexes.</summary>
public static class MasterDataSetup
{
    /// <summary>Adds a <see cref="RecordIndex{TRow}"/> of a table: loaded at start, patched by every commit, kept up to date by the poller.</summary>
    /// <param name="services">The services.</param>
    /// <param name="table">The table; it must have the index <see cref="TableSchemas.ByChange"/>.</param>
    /// <param name="read">Makes a row of a record's item.</param>
    /// <param name="shape">What is kept up for its lists; null for the words and statuses alone.</param>
    /// <exception cref="ArgumentException">The table has no such index.</exception>
    public static IServiceCollection AddRecordIndex<TRow>(this IServiceCollection services, Table table, Func<Item, TRow> read, RowShape<TRow>? shape = null)
        where TRow : class, IIndexRow
    {
        if (table.ChangeShards == 0)
            throw new ArgumentException($"{table} has no index of changes.", nameof(table));

        services.AddSingleton(provider => new RecordIndex<TRow>(table, read, provider.GetRequiredService<TimeProvider>(), shape));
        services.AddSingleton<IRecordIndex>(provider => provider.GetRequiredService<RecordIndex<TRow>>());
        return services;
    }

    /// <summary>Adds what loads and polls the indexes. Call it once, after <see cref="StorageSetup.AddStorage"/>.</summary>
    public static IServiceCollection AddMasterData(this IServiceCollection services)
    {
        services.AddSingleton<ICommitObserver, IndexPatch>();
        services.AddHostedService<ChangePoller>();
        return services;
    }
}
