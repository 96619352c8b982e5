namespace Clubshop.Admin.Storage;

/// <summary>Hears of every commit of this instance, in the thread that committed and before the caller goes on: read your writes. Does not throw.</summary>
public interface ICommitObserver
{
    /// <summary>A record was written.</summary>
    /// <param name="table">Its table.</param>
    /// <param name="item">The record as stored.</param>
    void Committed(Table table, Item item);

    /// <summary>An audit entry was written.</summary>
    void Recorded(Item entry);
}
