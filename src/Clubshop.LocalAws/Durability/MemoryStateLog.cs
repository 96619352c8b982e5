namespace Clubshop.LocalAws.Durability;

/// <summary>The log of an embedded AWS that keeps nothing: every entry is settled at once.</summary>
public sealed class MemoryStateLog : IStateLog
{
    private readonly Lock _order = new();

    /// <inheritdoc/>
    public ValueTask AppendAsync(ReadOnlyMemory<byte> entry, Action<bool>? settled = null)
    {
        if (settled is not null)
        {
            lock (_order) settled(true);
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
