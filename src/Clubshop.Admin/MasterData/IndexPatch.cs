using Clubshop.Admin.Storage;

namespace Clubshop.Admin.MasterData;

/// <summary>Merges what this instance has just written into its indexes before the writer continues, so that it reads its own writes.</summary>
internal sealed partial class IndexPatch(IEnumerable<IRecordIndex> indexes, ILogger<IndexPatch> logger) : ICommitObserver
{
    private readonly ILookup<Table, IRecordIndex> _indexes = indexes.ToLookup(index => index.Table);

    /// <inheritdoc/>
    public void Committed(Table table, Item item)
    {
        if (item.Sk != Keys.Meta)
            return;

        foreach (var index in _indexes[table])
        {
            try
            {
                foreach (var (id, cause) in index.Merge([item]))
                    LogUnread(logger, cause, table, id);
            }
#pragma warning disable CA1031 // The record is written; a listener's failure must not look like a failed write.
            catch (Exception cause)
#pragma warning restore CA1031
            {
                LogListener(logger, cause, table);
            }
        }
    }

    /// <inheritdoc/>
    public void Recorded(Item entry)
    {
    }

    [LoggerMessage(EventId = 2103, Level = LogLevel.Error, Message = "Record {Id} of {Table} was written but cannot be read; lists do not show it.")]
    private static partial void LogUnread(ILogger logger, Exception cause, Table table, string id);

    [LoggerMessage(EventId = 2104, Level = LogLevel.Error, Message = "A listener of the index of {Table} failed.")]
    private static partial void LogListener(ILogger logger, Exception cause, Table table);
}
