using Clubshop.Admin.MasterData;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Watch;

/// <summary>The findings in memory, and when the check ran last.</summary>
public sealed class WatchBoard : RecordBoard<FindingKey, Finding>
{
    private volatile WatchState _state = WatchState.None;

    internal WatchBoard(TableReader reader)
        : base(reader)
    {
    }

    /// <summary>All findings, whoever asks: <see cref="WatchService"/> says whose they are.</summary>
    internal IReadOnlyDictionary<FindingKey, Finding> Findings => Records;

    /// <summary>When the check ran last.</summary>
    public WatchState State => _state;

    private protected override string Partition => FindingItems.Pk;

    private protected override IReadOnlyList<ItemKey> Marks { get; } = [FindingItems.Head, FindingItems.Run];

    /// <summary>The name of somebody who looks after findings; null for anybody else.</summary>
    public string? NameOf(string ownerId) => Findings.Values.FirstOrDefault(finding => finding.OwnerId == ownerId)?.OwnerName;

    /// <summary>Takes over that somebody asked for a check.</summary>
    internal void Take(WatchState state)
    {
        _state = state;
        Tell();
    }

    private protected override Finding? RecordOf(Item item) => FindingItems.Read(item);

    private protected override FindingKey KeyOf(Finding record) => record.Key;

    private protected override long VersionOf(Finding record) => record.Version;

    private protected override async Task ReadMoreAsync(CancellationToken cancellationToken) =>
        _state = WatchState.Read(await Reader.ReadAsync(FindingItems.Run, cancellationToken));
}
