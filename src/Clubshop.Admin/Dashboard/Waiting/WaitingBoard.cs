using Clubshop.Admin.App;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Watch;

namespace Clubshop.Admin.Dashboard.Waiting;

/// <summary>
/// What waits, in memory for all pages of this instance: looked for once after changes (<see cref="WaitingPoller"/>), never per circuit. A circuit
/// only picks its person's share of it.
/// </summary>
internal sealed class WaitingBoard : INavigationCounts, IDisposable
{
    private readonly ApprovalQueue _approvals;
    private readonly UnseenOffers _unseen;
    private readonly WatchBoard _board;
    private readonly WatchService _watch;
    private readonly IReadOnlyList<CatalogIndex> _indexes;
    private int _catalogChanged = 1;

    public WaitingBoard(ApprovalQueue approvals, UnseenOffers unseen, WatchBoard board, WatchService watch, IEnumerable<CatalogIndex> indexes)
    {
        (_approvals, _unseen, _board, _watch, _indexes) = (approvals, unseen, board, watch, [.. indexes]);
        _approvals.Written += Written;
        _board.Changed += Written;
        foreach (var index in _indexes)
            index.Changed += CatalogChanged;
    }

    /// <inheritdoc/>
    public event EventHandler? Changed;

    /// <inheritdoc/>
    public IReadOnlyList<NavigationCount> Of(Actor actor)
    {
        var (approvals, unseen) = (_approvals.Of(actor).Count, _unseen.Of(actor).Count);
        List<NavigationCount> counts = [];
        if (approvals > 0)
            counts.Add(new(NotificationUrls.List, approvals, L[$"{Format.Number(approvals)} waiting for you"]));
        if (unseen > 0)
            counts.Add(new(OfferUrls.Spec.Path, unseen, L[$"{Format.Number(unseen)} that nobody sees"]));
        if (_watch.Of(actor).Count(view => view.State == FindingState.Open) is > 0 and var findings)
            counts.Add(new(WatchUrls.Inbox, findings, Format.Count(findings, "open finding", "open findings")));
        return counts;
    }

    /// <summary>Looks at the offers again if the catalog has changed since, or if asked to: offers begin and end by the clock.</summary>
    public void LookAtOffers(bool always)
    {
        // Without its shop an offer would look hidden.
        if (_indexes.Any(index => index.State == IndexState.Loading))
            return;

        if ((Interlocked.Exchange(ref _catalogChanged, 0) == 1 || always) && _unseen.Refresh())
            Raise();
    }

    /// <summary>Reads the notifications that wait for an approval again: other instances write them too.</summary>
    public async Task ReadApprovalsAsync(CancellationToken cancellationToken)
    {
        if (await _approvals.RefreshAsync(cancellationToken))
            Raise();
    }

    public void Dispose()
    {
        _approvals.Written -= Written;
        _board.Changed -= Written;
        foreach (var index in _indexes)
            index.Changed -= CatalogChanged;
    }

    // Raised inside the commit: the poller does the work.
    private void CatalogChanged(object? sender, EventArgs e) => Interlocked.Exchange(ref _catalogChanged, 1);

    private void Written(object? sender, EventArgs e) => Raise();

    private void Raise() => Changed?.Invoke(this, EventArgs.Empty);
}
