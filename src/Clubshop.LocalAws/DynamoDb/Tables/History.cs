namespace Clubshop.LocalAws.DynamoDb.Tables;

/// <summary>
/// What the items of a table were before each change since point-in-time recovery was switched on or the state was opened. Only in memory: after a
/// restart, earlier times cannot be restored any more.
/// </summary>
internal sealed class History
{
    /// <summary>Changes that are kept; of more, the older half is dropped.</summary>
    private const int Most = 200_000;

    private readonly List<(DateTimeOffset At, byte[]? Made, StoredItem? Before)> _changes = [];

    /// <summary>The earliest time that can be restored; null while it is off.</summary>
    public DateTimeOffset? Since { get; private set; }

    /// <summary>Begins, or ends.</summary>
    public void Switch(DateTimeOffset? since)
    {
        if (since is null) _changes.Clear();
        Since = since is null ? null : Since ?? since;
    }

    /// <summary>Remembers what was there before a change: of an item that was made, only its key.</summary>
    public void Add(DateTimeOffset at, StoredItem changed, StoredItem? before)
    {
        if (Since is null) return;
        _changes.Add((at, before is null ? changed.CopyKey() : null, before));
        if (_changes.Count <= Most) return;
        // What is dropped cannot be gone back to any more.
        Since = _changes[(Most / 2) - 1].At;
        _changes.RemoveRange(0, Most / 2);
    }

    /// <summary>The items as they were at a time.</summary>
    public IEnumerable<StoredItem> At(DateTimeOffset then, IEnumerable<StoredItem> now)
    {
        var items = now.ToDictionary(item => Convert.ToHexString(item.Key));
        for (var i = _changes.Count - 1; i >= 0 && _changes[i].At > then; i--)
        {
            var (_, made, before) = _changes[i];
            if (before is not null) items[Convert.ToHexString(before.Key)] = before;
            else items.Remove(Convert.ToHexString(made!));
        }
        return items.Values;
    }
}
