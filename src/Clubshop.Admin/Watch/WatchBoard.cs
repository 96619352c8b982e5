using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Watch;

/// <summary>The findings in memory, the same for all pages of this instance: read again when one of the instances has changed them.</summary>
public sealed class WatchBoard
{
    private readonly TableReader _reader;
    private readonly Lock _gate = new();
    private volatile IReadOnlyDictionary<FindingKey, Finding> _findings = new Dictionary<FindingKey, Finding>();
    private volatile WatchState _state = WatchState.None;
    private (long Head, long Run) _read = (-1, -1);

    internal WatchBoard(TableReader reader) => _reader = reader;

    /// <summary>Raised after findings changed, from any thread. Handlers are quick and do not throw.</summary>
    public event EventHandler? Changed;

    /// <summary>All findings, whoever asks: <see cref="WatchService"/> says whose they are.</summary>
    internal IReadOnlyDictionary<FindingKey, Finding> Findings => _findings;

    /// <summary>When the check ran last.</summary>
    public WatchState State => _state;

    /// <summary>The name of somebody who looks after findings; null for anybody else.</summary>
    public string? NameOf(string ownerId) => _findings.Values.FirstOrDefault(finding => finding.OwnerId == ownerId)?.OwnerName;

    /// <summary>Reads them again if something has changed since.</summary>
    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (await VersionsAsync(cancellationToken) != _read)
            await ReadAsync(cancellationToken);
    }

    /// <summary>Reads them again.</summary>
    internal async Task ReadAsync(CancellationToken cancellationToken)
    {
        var versions = await VersionsAsync(cancellationToken); // before the rows: what changes meanwhile is read again
        var state = WatchState.Read(await _reader.ReadAsync(FindingItems.Run, cancellationToken));
        var found = new Dictionary<FindingKey, Finding>();
        await foreach (var item in _reader.QueryAllAsync(new(Table.System, FindingItems.Pk) { Consistent = true }, cancellationToken))
        {
            if (FindingItems.Read(item) is { } finding)
                found[finding.Key] = finding;
        }

        lock (_gate)
        {
            // What was saved here while this was read is newer.
            foreach (var (key, finding) in _findings)
            {
                if (found.TryGetValue(key, out var read) && read.Version < finding.Version)
                    found[key] = finding;
            }

            (_findings, _state, _read) = (found, state, versions);
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Takes over what was just saved, so that whoever saved it sees it.</summary>
    internal void Take(Finding finding)
    {
        lock (_gate)
            _findings = new Dictionary<FindingKey, Finding>(_findings) { [finding.Key] = finding };

        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Takes over that somebody asked for a check.</summary>
    internal void Take(WatchState state)
    {
        _state = state;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    private async Task<(long Head, long Run)> VersionsAsync(CancellationToken cancellationToken)
    {
        var items = await _reader.ReadManyAsync([FindingItems.Head, FindingItems.Run], cancellationToken);
        return (items.GetValueOrDefault(FindingItems.Head)?.Version ?? 0, items.GetValueOrDefault(FindingItems.Run)?.Version ?? 0);
    }
}
