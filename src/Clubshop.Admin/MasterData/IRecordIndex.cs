using Clubshop.Admin.Storage;

namespace Clubshop.Admin.MasterData;

/// <summary>An index as what feeds it sees it, whatever its rows.</summary>
internal interface IRecordIndex
{
    Table Table { get; }

    IndexState State { get; }

    /// <summary>Takes in what was read or written; higher versions win, whatever the order. Tells the listeners once.</summary>
    /// <returns>Ids of records that could not be read as rows.</returns>
    IReadOnlyList<(string Id, Exception Cause)> Take(IEnumerable<Item> items);

    /// <summary>Drops the rows that a complete reading did not meet, except those taken in while it ran or shortly before.</summary>
    /// <param name="met">Ids that it met.</param>
    /// <param name="keepSince">Rows taken in at this instant or later stay.</param>
    void KeepOnly(IReadOnlySet<string> met, DateTimeOffset keepSince);

    void SetState(IndexState state);
}
