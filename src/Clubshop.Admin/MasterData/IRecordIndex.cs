using Clubshop.Admin.Storage;

namespace Clubshop.Admin.MasterData;

/// <summary>An index as its feed sees it, whatever the type of its rows.</summary>
internal interface IRecordIndex
{
    Table Table { get; }

    IndexState State { get; }

    /// <summary>When it was last known to be complete; null until it has been loaded once.</summary>
    DateTimeOffset? CurrentAt { get; }

    /// <summary>Number of rows, including deleted ones.</summary>
    int Count { get; }

    /// <summary>Whether it has this version of a record, or a higher one.</summary>
    bool Has(string id, long version);

    /// <summary>Merges items that were read or written; higher versions win in any order. Notifies listeners once.</summary>
    /// <returns>Records that could not be read as rows, with the cause.</returns>
    IReadOnlyList<(string Id, Exception Cause)> Merge(IEnumerable<Item> items);

    /// <summary>Removes the rows that a complete read did not find, except those merged while it ran or shortly before.</summary>
    /// <param name="found">Ids that the read found.</param>
    /// <param name="keepSince">Rows merged at this instant or later stay.</param>
    void KeepOnly(IReadOnlySet<string> found, DateTimeOffset keepSince);

    void SetState(IndexState state);
}
