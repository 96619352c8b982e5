using Clubshop.Admin.MasterData;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Offers.Planned;

/// <summary>The planned changes in memory.</summary>
public sealed class PlanBoard : RecordBoard<string, PlannedChange>
{
    private ILookup<string, PlannedChange>? _byOffer;

    internal PlanBoard(TableReader reader)
        : base(reader)
    {
    }

    /// <summary>All plans, whoever asks: <see cref="PlanService"/> says who may see them.</summary>
    internal IReadOnlyDictionary<string, PlannedChange> Plans => Records;

    private protected override string Partition => PlanItems.Pk;

    private protected override IReadOnlyList<ItemKey> Marks { get; } = [PlanItems.Head];

    /// <summary>The plans of an offer, whoever asks.</summary>
    internal IEnumerable<PlannedChange> Of(string offerId)
    {
        lock (Gate)
            return (_byOffer ??= Records.Values.ToLookup(plan => plan.OfferId, StringComparer.Ordinal))[offerId];
    }

    private protected override PlannedChange? RecordOf(Item item) => PlanItems.Read(item);

    private protected override string KeyOf(PlannedChange record) => record.Id;

    private protected override long VersionOf(PlannedChange record) => record.Version;

    private protected override void Replaced() => _byOffer = null;
}
