using Clubshop.Admin.App;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Customers.Search;
using Clubshop.Admin.GoTo;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Tests.Staff.Matrix;
using Clubshop.Admin.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.GoTo;

/// <summary>"Go to": each source finds for those who may open what it finds, and for nobody else.</summary>
internal sealed class GoToMatrix : MatrixRows
{
    public override IEnumerable<MatrixRow> Rows =>
    [
        .. TestPortal.Navigation.All.Select(item => Finds<PageGoToSource>(item.Label, item.Permission, _ => Task.FromResult(item.Label))),
        .. (((string Action, Permission Needed)[])
        [
            ("New club", Permission.EditWholeCatalog), ("New category", Permission.EditCategories), ("New shop", Permission.EditCatalog), ("New offer", Permission.EditCatalog),
            ("Import clubs", Permission.EditWholeCatalog), ("Import categories", Permission.EditCategories), ("Import shops", Permission.Import),
            ("Invite someone", Permission.ManageStaff), ("New notification", Permission.SendNotifications), ("Invalidate the cache", Permission.InvalidateCache),
            ("Find a customer", Permission.HelpCustomers), ("Change your password", Permission.EnterPortal),
        ]).Select(one => Finds<EntryGoToSource>(one.Action, one.Needed, _ => Task.FromResult(one.Action))),
        Finds<CatalogGoToSource>("a shop", Permission.SeeCatalog, async one => (await one.World.ShopAsync(one.Clubs)).Name),
        Row<IEnumerable<CatalogIndex>>("At", "", [Whose.Nobodys], one => one.Actor.Has(Permission.SeeCatalog), async (indexes, one) =>
        {
            var shop = await one.World.ShopAsync(one.Clubs);
            return new CatalogGoToSource(indexes, TimeProvider.System).At("/shops/" + shop.Id, one.Actor) is not null;
        }) with { Method = new(typeof(CatalogGoToSource), "At") },
        Finds<StaffGoToSource>("a colleague", Permission.ManageStaff, async one => MatrixWorld.Stored(await one.World.Get<StaffService>().InviteAsync(
            Actor.System, new() { Email = one.World.NewId() + "@clubshop.example", Name = one.World.NewName("Found"), Role = Role.ReadOnly }, MatrixCase.None)).Name),
        Finds<CustomerGoToSource>("a customer's number", Permission.HelpCustomers, _ => Task.FromResult("3f1c9a70-5b1e-4c1d-9c39-0d7f6a2b8e11"), "Customer "),
        Row<NotificationService>(
            "FindAsync", "", [Whose.Own, Whose.Others],
            one => one.Actor.Has(Permission.SendNotifications) && (one.Whose == Whose.Own || Permissions.ReachOf(one.Actor.Role, Permission.SendNotifications) == Reach.All),
            async (service, one) =>
            {
                var author = one.Whose == Whose.Own ? one.Actor with { Role = Role.Administrators, Protocol = MatrixWorld.Arranged } : Actor.System;
                var title = one.World.NewName("Notification");
                MatrixWorld.Stored(await service.SaveAsync(author, service.New(author) with { Title = title, Message = "Offers" }, one.World.NewId(), MatrixCase.None));
                return await FoundAsync<NotificationGoToSource>(one, title, title);
            }) with { Method = new(typeof(NotificationGoToSource), "FindAsync") },
        NotAsked(typeof(KeptList<>), "GetAsync", "keeps what a service answered to the same person"),
    ];

    private static MatrixRow Finds<TSource>(string what, Permission permission, Func<MatrixCase, Task<string>> make, string before = "")
        where TSource : IGoToSource => new(
        new(typeof(TSource), "FindAsync"), what, [Whose.Nobodys], one => Permissions.Has(one.Actor.Role, permission),
        async one => await make(one) is var typed && await FoundAsync<TSource>(one, typed, before + typed));

    private static async Task<bool> FoundAsync<TSource>(MatrixCase one, string typed, string name)
        where TSource : IGoToSource
    {
        await using var circuit = one.World.Get<IServiceScopeFactory>().CreateAsyncScope();
        var source = circuit.ServiceProvider.GetServices<IGoToSource>().OfType<TSource>().Single();
        return (await source.FindAsync(GoToText.Of(typed), one.Actor, MatrixCase.None)).Any(found => found.Text == name);
    }
}
