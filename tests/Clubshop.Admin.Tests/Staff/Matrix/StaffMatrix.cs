using Clubshop.Admin.Catalog.Presence;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;

namespace Clubshop.Admin.Tests.Staff.Matrix;

/// <summary>Who works here and what they may: for those who manage staff alone, whoever the colleague is.</summary>
internal sealed class StaffMatrix : MatrixRows
{
    public override IEnumerable<MatrixRow> Rows =>
    [
        Manages("ListAsync", async (staff, one, _) => Let(await staff.ListAsync(one.Actor, MatrixCase.None))),
        Manages("FindAsync", async (staff, one, id) => Let(await staff.FindAsync(one.Actor, id, MatrixCase.None))),
        Manages("InviteAsync", async (staff, one, _) => Let(await staff.InviteAsync(one.Actor, Invitation(one), MatrixCase.None))),
        Manages("ChangeRoleAsync", async (staff, one, id) => Let(await staff.ChangeRoleAsync(one.Actor, id, Role.Support, MatrixCase.None))),
        Manages("AssignAsync", async (staff, one, id) =>
        {
            var version = MatrixWorld.Stored(await staff.FindAsync(Actor.System, id, MatrixCase.None)).Stamp.Version;
            return Let(await staff.AssignAsync(one.Actor, id, [one.World.First.Id], [], version, MatrixCase.None));
        }),
        Manages("DisableAsync", async (staff, one, id) => Let(await staff.DisableAsync(one.Actor, id, MatrixCase.None))),
        Manages("EnableAsync", async (staff, one, id) =>
        {
            MatrixWorld.Stored(await staff.DisableAsync(Actor.System, id, MatrixCase.None));
            return Let(await staff.EnableAsync(one.Actor, id, MatrixCase.None));
        }),
        Manages("ResendAsync", async (staff, one, id) => Let(await staff.ResendAsync(one.Actor, id, MatrixCase.None))),
        Manages("ResetAuthenticatorAsync", async (staff, one, id) => Past((await staff.ResetAuthenticatorAsync(one.Actor, id, MatrixCase.None)).Problems)),
        Manages("SignOutEverywhereAsync", async (staff, one, id) => Let(await staff.SignOutEverywhereAsync(one.Actor, id, MatrixCase.None))),
        NotAsked(typeof(StaffRules), "Check", "is a rule on top of the permission, which StaffService asks first"),
        NotAsked(typeof(ActorClaims), "PrincipalOf", "carries who asks into a circuit"),
        Anywhere<Drafts>("SaveAsync", Permission.EditCatalog, async (drafts, one) =>
            Let(await drafts.SaveAsync(one.Actor, new("shop/" + one.World.NewId(), "tab", Permission.EditCatalog), "{}", 1, again: false, MatrixCase.None))),
        Row<Drafts>("ListAsync", "", [Whose.Own, Whose.Others], one => one.Whose == Whose.Own && one.Actor.Has(Permission.EditCatalog), async (drafts, one) =>
        {
            var owner = one.Whose == Whose.Own ? one.Actor : Actor.System;
            await drafts.SaveAsync(owner with { Role = Role.Administrators }, Shop("shop/1"), one.World.NewId(), 1, again: false, MatrixCase.None);
            var read = await drafts.ListAsync(one.Actor, Permission.EditCatalog, "shop/1", MatrixCase.None);
            await drafts.DeleteAsync(owner, "shop/1", "tab", MatrixCase.None);
            return read.Count > 0;
        }),
        Row<Drafts>("DeleteAsync", "", [Whose.Own, Whose.Others], one => one.Whose == Whose.Own, async (drafts, one) =>
        {
            var owner = (one.Whose == Whose.Own ? one.Actor : Actor.System) with { Role = Role.Administrators };
            await drafts.SaveAsync(owner, Shop("shop/2"), "{}", 1, again: false, MatrixCase.None);
            await drafts.DeleteAsync(one.Actor, "shop/2", "tab", MatrixCase.None);
            return (await drafts.ListAsync(owner, Permission.EditCatalog, "shop/2", MatrixCase.None)).Count == 0;
        }),
        Anywhere<PresenceBoard>("Join", Permission.SeeCatalog, (board, one) =>
        {
            using var seat = board.Join(one.Actor, "shop/" + one.World.NewId(), "tab", DateTimeOffset.UnixEpoch, static () => { });
            return Task.FromResult(seat is not null);
        }),
        Anywhere<PresenceBoard>("TabsOfAsync", Permission.SeeCatalog, async (board, one) =>
        {
            var record = "shop/" + one.World.NewId();
            using var seat = board.Join(one.Actor with { Role = Role.Administrators }, record, "tab", DateTimeOffset.UnixEpoch, static () => { });
            return (await board.TabsOfAsync(one.Actor, record, MatrixCase.None)).Count > 0;
        }),
    ];

    private static DraftPlace Shop(string record) => new(record, "tab", Permission.EditCatalog);

    private static MatrixRow Manages(string method, Func<StaffService, MatrixCase, string, Task<bool>> call) => Anywhere<StaffService>(
        method, Permission.ManageStaff,
        async (staff, one) => await call(staff, one, MatrixWorld.Stored(await staff.InviteAsync(Actor.System, Invitation(one), MatrixCase.None)).Id));

    private static StaffInvitation Invitation(MatrixCase one) =>
        new() { Email = one.World.NewId() + "@clubshop.example", Name = one.World.NewName("Colleague"), Role = Role.ReadOnly };
}
