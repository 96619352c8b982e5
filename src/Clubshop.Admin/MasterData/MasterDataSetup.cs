using Clubshop.Admin.Storage;

namespace Clubshop.Admin.MasterData;

/// <summary>Registers indexes.</summary>
public static class MasterDataSetup
{
    /// <summary>Adds a <see cref="RecordIndex{TRow}"/> of a table, read at start, patched by every commit and kept up to date by the poller.</summary>
    /// <param name="services">The services.</param>
    /// <param name="table">The table; it has the index <see cref="TableSchemas.ByChange"/>.</param>
    /// <param name="read">Makes a row of a record's item.</param>
    public static IServiceCollection AddRecordIndex<TRow>(this IServiceCollection services, Table table, Func<Item, TRow> read)
        where TRow : class, IIndexRow => throw Surface.Pending(services, table, read);

    /// <summary>Adds what reads and polls the indexes; once, after <see cref="StorageSetup.AddStorage"/>.</summary>
    public static IServiceCollection AddMasterData(this IServiceCollection services) => throw Surface.Pending(services);
}
