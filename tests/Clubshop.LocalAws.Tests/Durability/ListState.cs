using System.Text;
using Clubshop.LocalAws.Durability;

namespace Clubshop.LocalAws.Tests.Durability;

/// <summary>A state that is the list of its entries, of which a snapshot keeps the last of each letter.</summary>
internal sealed class ListState : IReplayable
{
    private readonly Lock _gate = new();
    private readonly List<string> _entries = [];

    public IReadOnlyList<string> Entries
    {
        get
        {
            lock (_gate) return [.. _entries];
        }
    }

    /// <summary>What it says a snapshot would have.</summary>
    public long? SnapshotLength { get; set; }

    /// <summary>How often a batch began to be settled.</summary>
    public int Batches { get; private set; }

    /// <summary>Whether a batch is being settled.</summary>
    public bool IsSettling { get; private set; }

    public IDisposable Settling()
    {
        Batches++;
        IsSettling = true;
        return new Settled(this);
    }

    public void Apply(ReadOnlySpan<byte> entry) => Add(Encoding.UTF8.GetString(entry));

    public IEnumerable<ReadOnlyMemory<byte>> Snapshot()
    {
        lock (_gate) return [.. _entries.GroupBy(entry => entry[0]).Select(group => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(group.Last()))];
    }

    /// <summary>Appends, and shows the entry once it is durable.</summary>
    public ValueTask AppendAsync(IStateLog log, string entry) => log.AppendAsync(Encoding.UTF8.GetBytes(entry), durable =>
    {
        if (durable) Add(entry);
    });

    private sealed class Settled(ListState state) : IDisposable
    {
        public void Dispose() => state.IsSettling = false;
    }

    private void Add(string entry)
    {
        lock (_gate) _entries.Add(entry);
    }
}
