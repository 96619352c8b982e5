using Clubshop.LocalAws.Durability;

namespace Clubshop.LocalAws.Tests.Cognito;

/// <summary>A log in memory, which a test can replay, or fill up as a full disk would.</summary>
internal sealed class ListLog : IStateLog
{
    private readonly Lock _gate = new();
    private readonly List<byte[]> _entries = [];

    /// <summary>While set, nothing is taken.</summary>
    public bool Full { get; set; }

    public IReadOnlyList<byte[]> Entries
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    public ValueTask AppendAsync(ReadOnlyMemory<byte> entry, Action<bool>? settled = null)
    {
        if (Full)
        {
            settled?.Invoke(false);
            return ValueTask.FromException(new IOException("No space left on device"));
        }
        lock (_gate)
        {
            _entries.Add(entry.ToArray());
            settled?.Invoke(true);
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
