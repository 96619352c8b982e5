using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Offers.Planned;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Staff.Matrix;

namespace Clubshop.Admin.Tests.Offers.Planned;

/// <summary>Plans are made by those who may edit the offer, and seen by all who see it.</summary>
internal sealed class PlanMatrix : MatrixRows
{
    public override IEnumerable<MatrixRow> Rows =>
    [
        Anywhere<PlanService>(nameof(PlanService.OfAsync), Permission.SeeCatalog, async (plans, one) => Let(await plans.OfAsync(one.Actor, one.World.NewId(), MatrixCase.None))),
        Anywhere<PlanService>(nameof(PlanService.Between), Permission.SeeCatalog, async (plans, one) =>
        {
            var plan = await PlannedAsync(one, Actor.System);
            return plans.Between(one.Actor, DateTimeOffset.MinValue, DateTimeOffset.MaxValue).Any(seen => seen.Id == plan.Id);
        }),
        Anywhere<PlanService>(nameof(PlanService.NextOf), Permission.SeeCatalog, async (plans, one) => plans.NextOf(one.Actor, (await PlannedAsync(one, Actor.System)).OfferId) is not null),
        NotAsked<PlanService>(nameof(PlanService.FailedOf), "tells of the person's own plans alone"),
        NotAsked<PlanService>(nameof(PlanService.Follows), "tells of an offer that the person has before them; planning asks"),
        PerRecord<PlanService>(nameof(PlanService.PlanAsync), Permission.EditCatalog, async (plans, one) =>
            Let(await plans.PlanAsync(one.Actor, (await one.World.OfferAsync(one.Clubs)).Id, Wish(one), one.World.NewId(), MatrixCase.None))),
        PerRecord<PlanService>(nameof(PlanService.ChangeAsync), Permission.EditCatalog, async (plans, one) =>
            Let(await plans.ChangeAsync(one.Actor, (await PlannedAsync(one, Actor.System)).Id, Wish(one, "Another title"), one.World.NewId(), MatrixCase.None))),
        PerRecord<PlanService>(nameof(PlanService.CancelAsync), Permission.EditCatalog, async (plans, one) =>
            Let(await plans.CancelAsync(one.Actor, (await PlannedAsync(one, Actor.System)).Id, one.World.NewId(), MatrixCase.None))),
    ];

    private static PlanWish Wish(MatrixCase one, string title = "Planned title")
    {
        var offer = new Offer { Id = "" };
        return new(PlannedValues.Between(offer, offer with { Title = title }), one.World.Get<TimeProvider>().GetUtcNow().AddDays(1), null);
    }

    private static async Task<PlannedChange> PlannedAsync(MatrixCase one, Actor actor) => MatrixWorld.Stored(
        await one.World.Get<PlanService>().PlanAsync(actor, (await one.World.OfferAsync(one.Clubs)).Id, Wish(one), one.World.NewId(), MatrixCase.None));
}
