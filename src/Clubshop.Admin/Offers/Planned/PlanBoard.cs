using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Offers.Planned;

/// <summary>The planned changes in memory, the same for all pages of this instance: read again when one of the instances has changed them.</summary>
public sealed class PlanBoard
{
    private readonly TableReader _reader;
    private readonly Lock _gate = new();
    private volatile IReadOnlyDictionary<string, PlannedChange> _plans = new Dictionary<string, PlannedChange>();
    private ILookup<string, PlannedChange>? _byOffer;
    private long _read = -1;

    internal PlanBoard(TableReader reader) => _reader = reader;

    /// <summary>Raised after plans changed, from any thread. Handlers are quick and do not throw.</summary>
    public event EventHandler? Changed;

    /// <summary>All plans, whoever asks: <see cref="PlanService"/> says who may see them.</summary>
    internal IReadOnlyDictionary<string, PlannedChange> Plans => _plans;

    /// <summary>The plans of an offer, whoever asks.</summary>
    internal IEnumerable<PlannedChange> Of(string offerId)
    {
        lock (_gate)
            return (_byOffer ??= _plans.Values.ToLookup(plan => plan.OfferId, StringComparer.Ordinal))[offerId];
    }

    /// <summary>Reads them again if something has changed since.</summary>
    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (await HeadAsync(cancellationToken) is var head && head != _read)
            await ReadAsync(head, cancellationToken);
    }

    /// <summary>Reads them again.</summary>
    internal async Task ReadAsync(CancellationToken cancellationToken) => await ReadAsync(await HeadAsync(cancellationToken), cancellationToken);

    // The head is read before the rows: what changes meanwhile is read again.
    private async Task ReadAsync(long head, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, PlannedChange>(StringComparer.Ordinal);
        await foreach (var item in _reader.QueryAllAsync(new(Table.System, PlanItems.Pk) { Consistent = true }, cancellationToken))
        {
            if (PlanItems.Read(item) is { } plan)
                found[plan.Id] = plan;
        }

        lock (_gate)
        {
            // What was saved here while this was read is newer.
            foreach (var (id, plan) in _plans)
            {
                if (found.TryGetValue(id, out var read) && read.Version < plan.Version)
                    found[id] = plan;
            }

            (_plans, _byOffer, _read) = (found, null, head);
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Takes over what was just saved, so that whoever saved it sees it.</summary>
    internal void Take(PlannedChange plan)
    {
        lock (_gate)
            (_plans, _byOffer) = (new Dictionary<string, PlannedChange>(_plans, StringComparer.Ordinal) { [plan.Id] = plan }, null);

        Changed?.Invoke(this, EventArgs.Empty);
    }

    private async Task<long> HeadAsync(CancellationToken cancellationToken) => (await _reader.ReadAsync(PlanItems.Head, cancellationToken))?.Version ?? 0;
}
