namespace Clubshop.LocalAws.Durability;

/// <summary>The state of one service of the embedded AWS: rebuilt at start by applying its entries in order.</summary>
public interface IReplayable
{
    /// <summary>Applies one entry that was appended earlier, or that <see cref="Snapshot"/> wrote.</summary>
    /// <param name="entry">The bytes of the entry; not valid after the call.</param>
    void Apply(ReadOnlySpan<byte> entry);

    /// <summary>Entries that rebuild the present state from nothing: what compaction keeps.</summary>
    IEnumerable<ReadOnlyMemory<byte>> Snapshot();
}

/// <summary>The append-only log behind one service. An entry whose task has completed survives <c>kill -9</c> and power loss.</summary>
public interface IStateLog : IAsyncDisposable
{
    /// <summary>Appends an entry; completes once it is on the disk. Entries are kept in the order of the calls.</summary>
    /// <exception cref="IOException">The disk is full or failing: nothing was kept, and the caller must undo or refuse.</exception>
    ValueTask AppendAsync(ReadOnlyMemory<byte> entry);
}
