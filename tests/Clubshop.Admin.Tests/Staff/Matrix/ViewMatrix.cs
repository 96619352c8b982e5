using Clubshop.Admin.SavedViews;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Tests.Staff.Matrix;

/// <summary>Saved views: one's own for who sees the list, shared ones by who curates it.</summary>
internal sealed class ViewMatrix : MatrixRows
{
    public override IEnumerable<MatrixRow> Rows =>
    [
        Anywhere<ViewService>(nameof(ViewService.MayShare), Permission.EditCatalog, (views, one) => Task.FromResult(ViewService.MayShare(one.Actor, Offers(views)))),
        Anywhere<ViewService>(nameof(ViewService.MayChange), Permission.SeeCatalog, (views, one) => Task.FromResult(ViewService.MayChange(one.Actor, Offers(views), Of(one.Actor, one, false))), "one's own"),
        Anywhere<ViewService>(nameof(ViewService.MayChange), Permission.EditWholeCatalog, (views, one) => Task.FromResult(ViewService.MayChange(one.Actor, Offers(views), Of(Actor.System, one, true))), "somebody else's"),
        Anywhere<ViewService>(nameof(ViewService.ListAsync), Permission.SeeCatalog, async (views, one) =>
        {
            await MakeAsync(views, Actor.System, one, true);
            return (await views.ListAsync(one.Actor, Offers(views), MatrixCase.None)).Count > 0;
        }),
        Anywhere<ViewService>(nameof(ViewService.CreateAsync), Permission.SeeCatalog, async (views, one) => Let(await CreateAsync(views, one.Actor, one, false)), "for oneself"),
        Anywhere<ViewService>(nameof(ViewService.CreateAsync), Permission.EditCatalog, async (views, one) => Let(await CreateAsync(views, one.Actor, one, true)), "for everybody"),
        Anywhere<ViewService>(nameof(ViewService.ChangeAsync), Permission.EditWholeCatalog, async (views, one) =>
        {
            var view = await MakeAsync(views, Actor.System, one, true);
            return Let(await views.ChangeAsync(one.Actor, Offers(views), view, new(view.Name, "/offers?status=paused", true), one.World.NewId(), MatrixCase.None));
        }),
        Anywhere<ViewService>(nameof(ViewService.DeleteAsync), Permission.EditWholeCatalog, async (views, one) =>
            Let(await views.DeleteAsync(one.Actor, Offers(views), await MakeAsync(views, Actor.System, one, true), one.World.NewId(), MatrixCase.None))),
        NotAsked<ColumnChoices>(nameof(ColumnChoices.Known), "tells a circuit what it read or chose itself"),
        NotAsked<ColumnChoices>(nameof(ColumnChoices.ReadAsync), "is ColumnService.OfAsync's, which asks"),
        NotAsked<ColumnChoices>(nameof(ColumnChoices.ChooseAsync), "is ColumnService.KeepAsync's, which asks"),
        Anywhere<ColumnService>(nameof(ColumnService.KeepAsync), Permission.SeeCatalog, async (columns, one) =>
            await columns.KeepAsync(one.Actor, Offers(one.World.Get<ViewService>()), Hidden, MatrixCase.None) is null),
        Anywhere<ColumnService>(nameof(ColumnService.OfAsync), Permission.SeeCatalog, async (columns, one) =>
        {
            var list = Offers(one.World.Get<ViewService>());
            await columns.KeepAsync(one.Actor with { Role = Role.Administrators }, list, Hidden, MatrixCase.None);
            return !(await columns.OfAsync(one.Actor, list, MatrixCase.None)).IsNone;
        }),
    ];

    private static ColumnChoice Hidden => ColumnChoice.None.With(new("Shop", false), show: false);

    private static ViewList Offers(ViewService views) => views.Find("offers")!;

    private static SavedView Of(Actor owner, MatrixCase one, bool shared) => new(one.World.NewId(), "offers", "View", "", shared, owner.Id, owner.Name);

    private static async Task<Clubshop.Admin.Common.Result<SavedView>> CreateAsync(ViewService views, Actor owner, MatrixCase one, bool shared) =>
        await views.CreateAsync(owner, Offers(views), new("View " + one.World.NewId(), "/offers", shared), one.World.NewId(), MatrixCase.None);

    private static async Task<SavedView> MakeAsync(ViewService views, Actor owner, MatrixCase one, bool shared) =>
        MatrixWorld.Stored(await CreateAsync(views, owner with { Id = "system-" + one.World.NewId() }, one, shared));
}
