namespace Clubshop.Admin.Storage;

/// <summary>Is called for every commit of this instance, on the committing thread and before the caller continues: read your writes. Must not throw.</summary>
public interface ICommitObserver
{
    /// <summary>A record was written.</summary>
    /// <param name="table">Its table.</param>
    /// <param name="item">The record as stored.</param>
    void Committed(Table table, Item item);

    /// <summary>An audit entry was written.</summary>
    void Recorded(Item entry);
}
