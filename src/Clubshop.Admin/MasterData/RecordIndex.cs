using Clubshop.Admin.Storage;

namespace Clubshop.Admin.MasterData;

/// <summary>How far an index is.</summary>
public enum IndexState
{
    /// <summary>Being read for the first time; what it has so far can be searched.</summary>
    Loading,

    /// <summary>Complete, and kept up to date.</summary>
    Ready,

    /// <summary>Could not be read, or not be kept up to date; tried again by itself.</summary>
    Problem,
}

/// <summary>The records of one table as the lists see them, in memory (DESIGN 7). Any thread may read at any time, without waiting.</summary>
/// <typeparam name="TRow">The rows.</typeparam>
public sealed class RecordIndex<TRow>
    where TRow : class, IIndexRow
{
    /// <summary>How far it is.</summary>
    public IndexState State => throw Surface.Pending();

    /// <summary>Raised when <see cref="State"/> changes, from any thread.</summary>
    public event EventHandler? StateChanged;

    /// <summary>Raised after rows changed, once for what came together, from any thread; who draws lets several pass as one.</summary>
    public event EventHandler? Changed;

    /// <summary>Rows, deleted ones included.</summary>
    public int Count => throw Surface.Pending(StateChanged, Changed);

    /// <summary>The row of an id, or null.</summary>
    public TRow? Find(string id) => throw Surface.Pending(id);

    /// <summary>All rows, in no order.</summary>
    public IEnumerable<TRow> All() => throw Surface.Pending();

    /// <summary>Answers a list: filter, substring, counts, order and page in one pass.</summary>
    public IndexPage<TRow> Search(IndexQuery<TRow> query) => throw Surface.Pending(query);

    /// <summary>Takes a row in, unless the index has it in that version or a higher one.</summary>
    /// <returns>Whether it was taken.</returns>
    public bool Merge(TRow row) => throw Surface.Pending(row);

    /// <summary>Completes when the index has been read once, whatever its state later.</summary>
    public Task WhenReadyAsync(CancellationToken cancellationToken) => throw Surface.Pending(cancellationToken);
}
