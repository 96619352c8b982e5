using Clubshop.Admin.Storage;

namespace Clubshop.Admin.MasterData;

/// <summary>
/// The records of one partition in memory, the same for all pages of this instance: read again when one of the instances has changed them, which the
/// versions of its marks tell.
/// </summary>
/// <typeparam name="TKey">What tells them apart.</typeparam>
/// <typeparam name="T">The records.</typeparam>
public abstract class RecordBoard<TKey, T>
    where TKey : notnull
    where T : class
{
    private volatile IReadOnlyDictionary<TKey, T> _records = new Dictionary<TKey, T>();
    private IReadOnlyList<long> _read = [];

    private protected RecordBoard(TableReader reader) => Reader = reader;

    /// <summary>Raised after something changed, from any thread. Handlers are quick and do not throw.</summary>
    public event EventHandler? Changed;

    private protected TableReader Reader { get; }

    // Held while the records are replaced.
    private protected Lock Gate { get; } = new();

    /// <summary>All records, whoever asks.</summary>
    private protected IReadOnlyDictionary<TKey, T> Records => _records;

    private protected abstract string Partition { get; }

    /// <summary>The items whose versions rise with every change.</summary>
    private protected abstract IReadOnlyList<ItemKey> Marks { get; }

    /// <summary>Reads them again if something has changed since.</summary>
    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (!(await VersionsAsync(cancellationToken)).SequenceEqual(_read))
            await ReadAsync(cancellationToken);
    }

    /// <summary>Reads them again.</summary>
    internal async Task ReadAsync(CancellationToken cancellationToken)
    {
        var versions = await VersionsAsync(cancellationToken); // before the rows: what changes meanwhile is read again
        await ReadMoreAsync(cancellationToken);
        var found = new Dictionary<TKey, T>();
        await foreach (var item in Reader.QueryAllAsync(new(Table.System, Partition) { Consistent = true }, cancellationToken))
        {
            if (RecordOf(item) is { } record)
                found[KeyOf(record)] = record;
        }

        lock (Gate)
        {
            // What was saved here while this was read is newer.
            foreach (var (key, record) in _records)
            {
                if (found.TryGetValue(key, out var read) && VersionOf(read) < VersionOf(record))
                    found[key] = record;
            }

            (_records, _read) = (found, versions);
            Replaced();
        }

        Tell();
    }

    /// <summary>Takes over what was just saved, so that whoever saved it sees it.</summary>
    internal void Take(T record)
    {
        lock (Gate)
        {
            _records = new Dictionary<TKey, T>(_records) { [KeyOf(record)] = record };
            Replaced();
        }

        Tell();
    }

    private protected abstract T? RecordOf(Item item);

    private protected abstract TKey KeyOf(T record);

    private protected abstract long VersionOf(T record);

    /// <summary>Reads what goes with the records.</summary>
    private protected virtual Task ReadMoreAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Called when the records were replaced, inside <see cref="Gate"/>.</summary>
    private protected virtual void Replaced()
    {
    }

    private protected void Tell() => Changed?.Invoke(this, EventArgs.Empty);

    private async Task<IReadOnlyList<long>> VersionsAsync(CancellationToken cancellationToken)
    {
        var items = await Reader.ReadManyAsync(Marks, cancellationToken);
        return [.. Marks.Select(mark => items.GetValueOrDefault(mark)?.Version ?? 0)];
    }
}
