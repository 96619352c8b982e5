using Clubshop.Admin.Audit;

namespace Clubshop.Admin.Catalog.History;

/// <summary>
/// What was done to one record, newest first, with the versions that it had. Read as far as it is asked for; not for several threads at once.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
public sealed class RecordTimeline<T>
    where T : class, ICatalogRecord
{
    /// <summary>Entries that one search for a version reads, at most.</summary>
    public const int MaxSearched = 5000;

    private const int PageSize = 20;

    private readonly Func<string?, CancellationToken, IAsyncEnumerable<AuditEntry>> _read;
    private readonly Func<AuditEntry, bool> _visible;
    private readonly VersionFold<T> _fold;
    private readonly List<TimelineEntry<T>> _entries = [];
    private string? _position;

    internal RecordTimeline(T current, VersionFold<T> fold, Func<string?, CancellationToken, IAsyncEnumerable<AuditEntry>> read, Func<AuditEntry, bool> visible) =>
        (Current, _fold, _read, _visible) = (current, fold, read, visible);

    /// <summary>The record as it is stored.</summary>
    public T Current { get; }

    /// <summary>What was read so far, newest first.</summary>
    public IReadOnlyList<TimelineEntry<T>> Entries => _entries;

    /// <summary>Whether there may be older entries.</summary>
    public bool HasOlder { get; private set; } = true;

    /// <summary>Whether older entries are those of clubs that are not assigned to the person.</summary>
    public bool EndsAtOthers { get; private set; }

    /// <summary>Whether an entry between is not there any more, so that older versions cannot be told.</summary>
    public bool HasGap => _fold.Broken || (!HasOlder && !EndsAtOthers && _fold.Next > 0);

    /// <summary>Reads the next older entries.</summary>
    public Task ReadOlderAsync(CancellationToken cancellationToken) => ReadAsync(PageSize, cancellationToken);

    /// <summary>A version by its number, read as far back as it takes; null where there is none that can be told, or that the person may see.</summary>
    public async Task<RecordVersion<T>?> FindAsync(long number, CancellationToken cancellationToken)
    {
        for (var searched = 0; searched < MaxSearched && number <= _fold.Next && HasOlder && !HasGap; searched += PageSize)
            await ReadAsync(PageSize, cancellationToken);

        return _entries.Select(entry => entry.Version).FirstOrDefault(version => version?.Number == number);
    }

    private async Task ReadAsync(int wanted, CancellationToken cancellationToken)
    {
        if (!HasOlder)
            return;

        var read = 0;
        await foreach (var entry in _read(_position, cancellationToken))
        {
            if (read++ == wanted)
                return;

            _position = entry.Position;
            if (!_visible(entry))
            {
                // What a record was while it was other people's is theirs to see.
                if (entry.Version == 0)
                    continue;

                (HasOlder, EndsAtOthers) = (false, true);
                return;
            }

            var version = _fold.Take(entry);
            if (version is null && entry.Version > Current.Stamp.Version)
                continue; // somebody saved since the record was read

            if (entry.Version > 0 || !AuditGrouping.IsPart(entry))
                _entries.Add(new(entry, version));
        }

        HasOlder = false;
    }
}
