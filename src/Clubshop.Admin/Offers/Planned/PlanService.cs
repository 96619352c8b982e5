using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Offers.Planned;

/// <summary>What somebody wants to be done at a moment to come.</summary>
/// <param name="Values">What is to be written.</param>
/// <param name="At">When (UTC).</param>
/// <param name="BackAt">When the offer goes back (UTC); null for never.</param>
public sealed record PlanWish(PlannedValues Values, DateTimeOffset? At, DateTimeOffset? BackAt);

/// <summary>The plans of an offer.</summary>
/// <param name="Plans">First those with something to come, the next one first; then the others, the latest first.</param>
public sealed record PlanList(IReadOnlyList<PlannedChange> Plans);

/// <summary>
/// Plans changes of offers: for those who may edit the offer, and seen by all who see the catalog. A plan is checked with the rules that will hold at its
/// time; when it is carried out (<see cref="PlanExecutor"/>) they are asked again.
/// </summary>
public sealed class PlanService
{
    /// <summary>The field of <see cref="PlanWish.At"/> in problems.</summary>
    public const string AtField = "When";

    /// <summary>The field of <see cref="PlanWish.BackAt"/> in problems.</summary>
    public const string BackField = "Goes back";

    private readonly PlanBoard _board;
    private readonly OfferService _offers;
    private readonly RecordIndex<OfferRow> _index;
    private readonly TableReader _reader;
    private readonly WriteUnit _writes;
    private readonly TimeProvider _time;

    internal PlanService(PlanBoard board, OfferService offers, RecordIndex<OfferRow> index, TableReader reader, WriteUnit writes, TimeProvider time) =>
        (_board, _offers, _index, _reader, _writes, _time) = (board, offers, index, reader, writes, time);

    /// <summary>The plans of an offer.</summary>
    public async Task<Result<PlanList>> OfAsync(Actor actor, string offerId, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SeeCatalog) is { } refused)
            return refused;

        await _board.RefreshAsync(cancellationToken); // another instance may have planned
        return new PlanList([.. _board.Of(offerId).OrderBy(plan => !plan.IsOpen).ThenBy(plan => plan.DueAt).ThenByDescending(plan => plan.BackDoneAt ?? plan.DoneAt ?? plan.At)]);
    }

    /// <summary>All plans with something to come or done between two moments, from memory; of offers that are gone none.</summary>
    public IReadOnlyList<PlannedChange> Between(Actor actor, DateTimeOffset from, DateTimeOffset to)
    {
        return !actor.Has(Permission.SeeCatalog)
            ? []
            : [.. _board.Plans.Values.Where(plan => plan.State != PlanState.Cancelled && (Falls(plan.At) || Falls(plan.BackAt)) && _index.Find(plan.OfferId) is not null)];

        bool Falls(DateTimeOffset? moment) => moment >= from && moment < to;
    }

    /// <summary>The plan of an offer that is to be carried out, or taken back, next; from memory. Null for none, and for who may not see the offer.</summary>
    public PlannedChange? NextOf(Actor actor, string offerId) =>
        actor.Has(Permission.SeeCatalog) ? _board.Of(offerId).Where(plan => plan.IsOpen).MinBy(plan => plan.DueAt) : null;

    /// <summary>What was refused, or did not go back, and this person planned; the oldest first, from memory.</summary>
    public IReadOnlyList<PlannedChange> FailedOf(Actor actor) => !actor.Has(Permission.EditCatalog)
        ? []
        : [.. _board.Plans.Values.Where(plan => plan.NeedsAttention && plan.PlannerId == actor.Id && _index.Find(plan.OfferId) is not null).OrderBy(plan => plan.BackDoneAt ?? plan.DoneAt)];

    /// <summary>What follows from a plan when it is carried out, for whoever plans it: "Customers no longer see …"; null for nothing.</summary>
    public string? Follows(Actor actor, Offer before, PlannedValues values) =>
        _offers.Validate(actor, before, OfferRules.Clean(values.Apply(before))).FirstOrDefault(problem => problem.Code == Consequences.NeedsDecision)?.Message;

    /// <summary>Plans a change.</summary>
    /// <param name="actor">Who; the change will be made with their rights of then.</param>
    /// <param name="offerId">The offer.</param>
    /// <param name="wish">What, and when.</param>
    /// <param name="token">Made once per submit.</param>
    /// <param name="cancellationToken">Cancels until it is sent.</param>
    public async Task<Result<PlannedChange>> PlanAsync(Actor actor, string offerId, PlanWish wish, string token, CancellationToken cancellationToken)
    {
        var checkedOne = await CheckAsync(actor, offerId, null, wish, cancellationToken);
        return checkedOne.Ok
            ? await WriteAsync(actor, PlanAudit.Plan, null, checkedOne.Value with { Id = Ids.New(_time) }, token, cancellationToken)
            : checkedOne;
    }

    /// <summary>Changes a plan that is not carried out yet: from then on it is of whoever changed it.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="planId">The plan.</param>
    /// <param name="wish">What, and when.</param>
    /// <param name="token">Made once per submit.</param>
    /// <param name="cancellationToken">Cancels until it is sent.</param>
    public async Task<Result<PlannedChange>> ChangeAsync(Actor actor, string planId, PlanWish wish, string token, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.EditCatalog) is { } refused)
            return refused;
        if (await StoredAsync(planId, cancellationToken) is not { } stored)
            return Gone();
        if (stored.Plan.State != PlanState.Planned)
            return MayEdit(actor, stored.Plan.OfferId) ?? new("over", L["This change is made, or was called off. Plan another one."]);

        var checkedOne = await CheckAsync(actor, stored.Plan.OfferId, planId, wish, cancellationToken);
        return checkedOne.Ok
            ? await WriteAsync(actor, AuditActions.Change, stored.Item, checkedOne.Value with { Id = planId }, token, cancellationToken)
            : checkedOne;
    }

    /// <summary>
    /// Calls a plan off. One that is made and would go back stays as it is; one that was refused is put away.
    /// </summary>
    /// <param name="actor">Who.</param>
    /// <param name="planId">The plan.</param>
    /// <param name="token">Made once per submit.</param>
    /// <param name="cancellationToken">Cancels until it is sent.</param>
    public async Task<Result<PlannedChange>> CancelAsync(Actor actor, string planId, string token, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.EditCatalog) is { } refused)
            return refused;
        if (await StoredAsync(planId, cancellationToken) is not { } stored)
            return Gone();
        if (MayEdit(actor, stored.Plan.OfferId) is { } not)
            return not;

        var plan = stored.Plan;
        return plan switch
        {
            { State: PlanState.Planned } => await WriteAsync(actor, PlanAudit.Cancel, stored.Item, plan with { State = PlanState.Cancelled }, token, cancellationToken),
            { State: PlanState.Done, BackAt: not null } => await WriteAsync(actor, PlanAudit.Cancel, stored.Item, plan with { BackAt = null }, token, cancellationToken),
            { NeedsAttention: true } => await WriteAsync(actor, PlanAudit.PutAway, stored.Item, plan with { State = PlanState.Cancelled }, token, cancellationToken),
            { State: PlanState.Cancelled } => plan,
            _ => new Problem("over", L["This is done already. Change the offer itself, or take the change back in its history."]),
        };
    }

    private async Task<Result<PlannedChange>> CheckAsync(Actor actor, string offerId, string? planId, PlanWish wish, CancellationToken cancellationToken)
    {
        if (actor.Program is not null)
            return new Problem(Problem.Forbidden, L["A program makes its changes itself, at their time."]);

        var found = await _offers.FindAsync(actor, offerId, cancellationToken);
        if (!found.Ok)
            return found.Problems[0];

        var offer = found.Value;
        if (_offers.WhyNot(actor, offer) is { } not)
            return new Problem(Problem.Forbidden, not);
        if (offer.Status == EditorialStatus.Deleted)
            return new Problem("deleted", L["This offer is deleted. Restore it before you plan a change."]);

        await _board.RefreshAsync(cancellationToken);
        var now = _time.GetUtcNow();
        var others = _board.Of(offerId).Where(plan => plan.IsOpen && plan.Id != planId).ToList();
        if (WhenProblem(wish, now) is { } when)
            return when;
        if (others.Count >= PlannedChange.MostOpen)
            return new Problem("too-many", L[$"An offer can have {PlannedChange.MostOpen} planned changes. Cancel one of them first."]);

        var at = wish.At!.Value;
        if (others.FirstOrDefault(plan => plan.At == at && plan.State == PlanState.Planned && plan.Values.Overlaps(wish.Values)) is not null)
            return new Problem("same-time", L["Another planned change writes the same at the same time. Choose another time, or change that one."], AtField);

        var before = OfferRules.Clean(PlanTimeline.Before(offer, others, at));
        var after = OfferRules.Clean(wish.Values.Apply(before));
        if (wish.Values.IsEmpty || PlannedValues.Between(before, after).IsEmpty)
            return new Problem("same", L["Nothing would change. Choose what the offer has from then on."]);
        if (OfferRules.Check(after, new(at, before, _offers.ShopOf(after.ShopId))) is { Count: > 0 } problems)
            return Result<PlannedChange>.Refused(problems);

        return new PlannedChange
        {
            Id = "",
            OfferId = offerId,
            OfferTitle = offer.Title,
            Values = wish.Values,
            Says = PlanLabels.Line(before, wish.Values),
            At = at,
            BackAt = wish.BackAt,
            PlannerId = actor.Id,
            PlannerName = actor.Name,
            PlannedAt = now,
        };
    }

    private static Problem? WhenProblem(PlanWish wish, DateTimeOffset now) => wish switch
    {
        { At: null } => new("required", L["Say when the offer is to be changed."], AtField),
        { At: { } at } when at <= now => new("past", L["This time is over. Choose one that is still to come, or save the change now."], AtField),
        { At: { } at } when at > now + PlannedChange.Furthest => new("far", L["Choose a time within two years."], AtField),
        { At: { } at, BackAt: { } back } when back <= at => new("back-first", L[$"The offer would go back before it is changed ({Format.DateTime(at)}). Choose a later time."], BackField),
        { BackAt: { } back } when back > now + PlannedChange.Furthest => new("far", L["Choose a time within two years."], BackField),
        _ => null,
    };

    // Of an offer that is not in memory (purged, say) only who edits the whole catalog may touch what is left.
    private Problem? MayEdit(Actor actor, string offerId) =>
        _index.Find(offerId) is { } row
            ? _offers.MayEdit(actor, row) ? null : actor.Refuse(Permission.EditCatalog, ClubsOf(offerId))
            : actor.Refuse(Permission.EditWholeCatalog);

    private IReadOnlyList<string> ClubsOf(string offerId) =>
        _index.Find(offerId) is { } row ? row.ClubIds.Count > 0 ? row.ClubIds : _offers.ShopOf(row.ShopId)?.ClubIds ?? [] : [];

    private async Task<(PlannedChange Plan, Item Item)?> StoredAsync(string planId, CancellationToken cancellationToken) =>
        Ids.IsValid(planId) && await _reader.ReadAsync(PlanItems.KeyOf(planId), cancellationToken) is { } item && PlanItems.Read(item) is { } plan ? (plan, item) : null;

    private async Task<Result<PlannedChange>> WriteAsync(Actor actor, string action, Item? before, PlannedChange plan, string token, CancellationToken cancellationToken)
    {
        var outcome = await _writes.CommitAsync(
            new Change
            {
                Actor = actor,
                Token = token,
                Audit = new(action, PlanAudit.Kind, plan.Id, plan.OfferTitle) { Clubs = ClubsOf(plan.OfferId) },
                Entity = new(Table.System, before, PlanItems.Write(plan, before, _time.GetUtcNow())),
                Steps = [new ChangeStep.Touch(PlanItems.Head)],
            },
            cancellationToken);
        var stored = outcome switch
        {
            CommitOutcome.Saved saved => saved.Item,
            CommitOutcome.Unchanged unchanged => unchanged.Item,
            _ => null,
        };
        if (stored is null || PlanItems.Read(stored) is not { } result)
            return new Problem(Problem.Conflict, L["Somebody changed this plan, or its time came, a moment ago. Look at it again."]);

        _board.Take(result);
        return result;
    }

    private static Problem Gone() => new(Problem.NotFound, L["This planned change is not here any more. Load the page again."]);
}
