using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Offers.Planned;

/// <summary>
/// Carries out one planned change, as whoever planned it would by saving the offer: on the version as it is then, with their rights of then, by the same
/// rules. The offer and the plan are written in one transaction, on the condition that the plan is as it was read: whatever crashes, repeats or runs beside
/// it, a plan is carried out once (docs/decisions/0028-a-plan-is-written-with-its-offer.md).
/// </summary>
internal sealed class PlanExecutor(
    PlanBoard board, OfferService offers, RecordIndex<OfferRow> index, ICurrentStaff staff, TableReader reader, WriteUnit writes, TimeProvider time)
{
    /// <summary>What is done later than this after its time says that it is late.</summary>
    public static readonly TimeSpan OnTime = TimeSpan.FromMinutes(2);

    private const int Tries = 4;

    /// <summary>Carries out what is due of a plan.</summary>
    /// <returns>How it stands now; null where nothing was due, or somebody else was faster.</returns>
    /// <exception cref="Exception">A service is out of reach: to be tried again.</exception>
    public async Task<PlannedChange?> RunAsync(string planId, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var now = time.GetUtcNow();
            if (await reader.ReadAsync(PlanItems.KeyOf(planId), cancellationToken) is not { } item || PlanItems.Read(item) is not { DueAt: { } due } plan || due > now)
                return null;

            var work = new Work(plan, item, due, now);
            if (plan.State == PlanState.Planned && plan.BackAt <= now)
                return await RefuseAsync(work, $"The portal could not make the change between {Format.DateTime(plan.At)} and {Format.DateTime(plan.BackAt.Value)} IST. Its time is over.", cancellationToken);

            var found = await offers.FindAsync(Actor.System, plan.OfferId, cancellationToken);
            if (found.Value is not { Status: not EditorialStatus.Deleted } offer)
                return await RefuseAsync(work, found.Ok ? L.Later("The offer is deleted.") : L.Later("The offer does not exist any more."), cancellationToken);

            if (await staff.FindAsync(plan.PlannerId, cancellationToken) is not { } actor)
                return await RefuseAsync(work, $"{plan.PlannerName} has no account any more, or it is disabled.", cancellationToken);
            if (!offers.MayEdit(actor, offer))
                return await RefuseAsync(work, $"{plan.PlannerName} may no longer change this offer.", cancellationToken);

            var (after, next, kept) = Next(work, offer);
            if (PlannedValues.Between(offer, after).IsEmpty)
                return await SettleAsync(Actor.System, PlanAudit.Settle, work, next, cancellationToken); // it is so already

            var result = await offers.SaveAsync(actor, after, SubmitOf(work, next, kept), cancellationToken);
            if (result.Ok)
            {
                var done = next with { Version = plan.Version + 1 };
                board.Take(done);
                return done;
            }

            if (result.Problems[0].Code == Submit.Overtaken)
                return null;
            if (result.Problems[0].Code != Problem.Conflict)
                return await RefuseAsync(work, string.Join(' ', result.Problems.Select(problem => problem.Message)), cancellationToken);
        }

        throw new CommitBusyException("Others keep changing the offer. Nothing was written.", null);
    }

    private static (Offer After, PlannedChange Next, IReadOnlyList<Field<Offer>> Kept) Next(Work work, Offer offer)
    {
        var (plan, now) = (work.Plan, work.Now);
        if (plan.State == PlanState.Planned)
            return (plan.Values.Apply(offer), plan with { State = PlanState.Done, Was = plan.Values.In(offer), DoneAt = now }, []);

        var (after, kept) = plan.Values.TakeBack(offer, plan.Was ?? plan.Values);
        var state = kept.Count == 0 ? PlanState.Back : kept.Count < plan.Values.Names.Count() ? PlanState.PartlyBack : PlanState.Stayed;
        return (after, plan with { State = state, BackDoneAt = now, Reason = kept.Count == 0 ? null : PlanLabels.KeptText(kept) }, kept);
    }

    // The plan is put over the version that was read, in the transaction of the offer.
    private Submit SubmitOf(Work work, PlannedChange next, IReadOnlyList<Field<Offer>> kept) => new(Ids.New(time))
    {
        Decided = true,
        Note = PlanLabels.Note(work.Plan, work.Due, work.Now, kept),
        Steps =
        [
            new ChangeStep.Put(Table.System, PlanItems.Write(next, work.Item, work.Now).Set(Attributes.Version, work.Plan.Version + 1)) { Over = work.Plan.Version },
            new ChangeStep.Touch(PlanItems.Head),
        ],
    };

    private Task<PlannedChange?> RefuseAsync(Work work, string reason, CancellationToken cancellationToken) => SettleAsync(
        Actor.System, PlanAudit.Refuse, work,
        work.Plan.State == PlanState.Planned
            ? work.Plan with { State = PlanState.Refused, DoneAt = work.Now, Reason = reason }
            : work.Plan with { State = PlanState.Stayed, BackDoneAt = work.Now, Reason = reason },
        cancellationToken);

    private async Task<PlannedChange?> SettleAsync(Actor actor, string action, Work work, PlannedChange next, CancellationToken cancellationToken)
    {
        var outcome = await writes.CommitAsync(
            new Change
            {
                Actor = actor,
                Token = Ids.New(time),
                Audit = new(action, PlanAudit.Kind, next.Id, next.OfferTitle) { Clubs = ClubsOf(next.OfferId), Note = $"Planned by {next.PlannerName}" },
                Entity = new(Table.System, work.Item, PlanItems.Write(next, work.Item, work.Now)),
                Steps = [new ChangeStep.Touch(PlanItems.Head)],
            },
            cancellationToken);
        if (outcome is not CommitOutcome.Saved saved || PlanItems.Read(saved.Item) is not { } stored)
            return null;

        board.Take(stored);
        return stored;
    }

    private IReadOnlyList<string> ClubsOf(string offerId) =>
        index.Find(offerId) is { } row ? row.ClubIds.Count > 0 ? row.ClubIds : offers.ShopOf(row.ShopId)?.ClubIds ?? [] : [];

    private sealed record Work(PlannedChange Plan, Item Item, DateTimeOffset Due, DateTimeOffset Now);
}
