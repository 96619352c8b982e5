namespace Clubshop.LocalAws.Durability;

/// <summary>The state of one service of the embedded AWS: rebuilt at start by applying its entries in order.</summary>
public interface IReplayable
{
    /// <summary>Applies one entry that was appended earlier, or that <see cref="Snapshot"/> wrote.</summary>
    /// <param name="entry">The bytes of the entry; not valid after the call.</param>
    void Apply(ReadOnlySpan<byte> entry);

    /// <summary>
    /// Entries that rebuild the present state from scratch: what compaction keeps. Called on the log's own thread between two batches,
    /// so it must hold the state's lock itself. Every entry settled before must be in it; one that is still in progress may be
    /// in it too, and is then applied once more at the start: entries state what is now ("this record is …"), not how to change it.
    /// </summary>
    IEnumerable<ReadOnlyMemory<byte>> Snapshot();

    /// <summary>About how many bytes <see cref="Snapshot"/> would give, so that a log which holds little else is not written anew; null where nobody counts.</summary>
    long? SnapshotLength => null;

    /// <summary>
    /// Held while the entries of one batch are settled, on the log's own thread: a state that takes a lock for each takes it once. Nobody is told that an entry
    /// is durable before it was given back.
    /// </summary>
    IDisposable? Settling() => null;
}

/// <summary>The append-only log behind one service. An entry whose task has completed survives <c>kill -9</c> and power loss.</summary>
public interface IStateLog : IAsyncDisposable
{
    /// <summary>Appends an entry; completes once it is on the disk. Entries are kept in the order of the calls.</summary>
    /// <remarks>
    /// Change the state either before the call (and undo it when the call fails) or in <paramref name="settled"/>, never after the task
    /// has completed: a compaction may run in between and would keep neither the entry nor its effect.
    /// </remarks>
    /// <param name="entry">The bytes; copied before the call returns.</param>
    /// <param name="settled">
    /// Called once, before the task completes: whether the entry is durable (true) or was refused (false). Called for all entries in
    /// their order, one at a time; must be short and must not throw.
    /// </param>
    /// <exception cref="IOException">The disk is full or failing: nothing was kept, and the caller must undo or refuse.</exception>
    ValueTask AppendAsync(ReadOnlyMemory<byte> entry, Action<bool>? settled = null);
}
