using System.Text;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Notifications.Audiences;
using Clubshop.Admin.Notifications.Compose;
using Clubshop.Admin.Notifications.Reports;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Notifications.SmsTemplates;
using Clubshop.Admin.Notifications.TestDevices;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Tests.Staff.Matrix;

/// <summary>Notifications: one's own, and everybody's for those who send for all; links within reach alone; approved by Administrators, never one's own.</summary>
internal sealed class NotificationMatrix : MatrixRows
{
    public override IEnumerable<MatrixRow> Rows =>
    [
        Sends<NotificationService>("ListAsync", async (service, one) => Let(await service.ListAsync(one.Actor, new() { Size = 10 }, MatrixCase.None))),
        Own<NotificationService>("CopyAsync", async (service, one, stored) => Found((await service.CopyAsync(one.Actor, stored.Id, MatrixCase.None)).Problems)),
        Own<NotificationService>("AgainAsync", async (service, one, stored) => Found((await service.AgainAsync(one.Actor, stored.Id, MatrixCase.None)).Problems)),
        Own<NotificationService>("LineAsync", async (service, one, stored) => Found((await service.LineAsync(one.Actor, stored.Id, MatrixCase.None)).Problems)),
        Sends<NotificationService>("ComingUpAsync", async (service, one) => Let(await service.ComingUpAsync(one.Actor, Draft(service, one.Actor), MatrixCase.None))),
        NotAsked<NotificationService>("EstimateAsync", "counts nobody for those who may not send, and nobody whom they may not reach"),
        NotAsked<NotificationService>("New", "is an empty form; saving it asks"),
        Sends<NotificationService>("SaveAsync", async (service, one) => Let(await service.SaveAsync(one.Actor, Draft(service, one.Actor), one.World.NewId(), MatrixCase.None)), "new"),
        Own<NotificationService>("SaveAsync", async (service, one, stored) => Seen(await service.SaveAsync(one.Actor, stored with { Message = "Changed" }, one.World.NewId(), MatrixCase.None)), "stored"),
        Own<NotificationService>("FindAsync", async (service, one, stored) => Seen(await service.FindAsync(one.Actor, stored.Id, MatrixCase.None))),
        Own<NotificationService>("SendAsync", async (service, one, stored) => Found((await service.SendAsync(one.Actor, stored.Id, stored.Stamp.Version, new("", 0), one.World.NewId(), MatrixCase.None)).Problems)),
        Own<NotificationService>("SamplesAsync", async (service, one, stored) => Found((await service.SamplesAsync(one.Actor, stored.Id, MatrixCase.None)).Problems)),
        Own<NotificationService>("WithdrawAsync", async (service, one, stored) => Found((await service.WithdrawAsync(one.Actor, stored.Id, one.World.NewId(), MatrixCase.None)).Problems)),
        Own<NotificationService>("StopAsync", async (service, one, stored) => Found((await service.StopAsync(one.Actor, stored.Id, one.World.NewId(), MatrixCase.None)).Problems)),
        Sends<NotificationService>("ReviewAsync", async (service, one) => Past((await service.ReviewAsync(one.Actor, Draft(service, one.Actor), MatrixCase.None)).Problems)),
        Approves("ApproveAsync", async (service, one, stored) => Past((await service.ApproveAsync(one.Actor, stored.Id, "hash", one.World.NewId(), MatrixCase.None)).Problems)),
        Approves("SendBackAsync", async (service, one, stored) => Past((await service.SendBackAsync(one.Actor, stored.Id, "Say more", one.World.NewId(), MatrixCase.None)).Problems)),
        Own<NotificationReports>("FindAsync", async (reports, one, stored) => Found((await reports.FindAsync(one.Actor, stored.Id, MatrixCase.None)).Problems)),
        Own<NotificationReports>("RowsAsync", async (reports, one, stored) => Found((await reports.RowsAsync(one.Actor, stored.Id, null, 10, null, MatrixCase.None)).Problems)),
        Own<NotificationReports>("BeginExportAsync", async (reports, one, stored) => Found((await reports.BeginExportAsync(one.Actor, stored.Id, MatrixCase.None)).Problems)),
        PerRecord<NotificationLinks>("Reaches", Permission.SendNotifications, (_, one) => Task.FromResult(NotificationLinks.Reaches(one.Actor, "a shop", one.Clubs))),
        PerRecord<NotificationLinks>("FindAsync", Permission.SendNotifications, async (links, one) =>
        {
            var shops = one.World.Get<ShopService>();
            var website = $"https://{one.World.NewId()}.example.in/";
            MatrixWorld.Stored(await shops.SaveAsync(Actor.System, one.World.NewShop(one.Clubs) with { Website = website }, one.World.Submit(), MatrixCase.None));
            return (await links.FindAsync(one.Actor, website, DateTimeOffset.UtcNow, MatrixCase.None)).Ok;
        }),
        PerRecord<NotificationLinks>("Search", Permission.SendNotifications, async (links, one) =>
        {
            var offers = one.World.Get<OfferService>();
            var offer = await one.World.NewOfferAsync(one.Clubs) with { Title = "Zx" + one.World.NewId(), Status = EditorialStatus.Published };
            MatrixWorld.Stored(await offers.SaveAsync(Actor.System, offer, one.World.Submit(), MatrixCase.None));
            return links.Search(one.Actor, offer.Title, 10).Count > 0;
        }),
        Sends<PastedLists>("SaveAsync", async (lists, one) => Past((await lists.SaveAsync(one.Actor, Channel.Push, new MemoryStream(Encoding.UTF8.GetBytes("x\n")), MatrixCase.None)).Problems)),
        Sends<PastedListService>("SaveAsync", async (lists, one) => Past((await lists.SaveAsync(one.Actor, Channel.Push, new MemoryStream(Encoding.UTF8.GetBytes("x\n")), MatrixCase.None)).Problems)),
        NotAsked<PastedLists>("FindAsync", "finds what the person kept themselves, and nobody else's"),
        NotAsked<SmsTemplateService>("FindAsync", "reads the text that a notification names, for whoever may see the notification"),
        Sends<SmsTemplateService>("ListAsync", async (templates, one) => Let(await templates.ListAsync(one.Actor, MatrixCase.None))),
        Anywhere<SmsTemplateService>("SaveAsync", Permission.ApproveNotifications, async (templates, one) =>
            Past((await templates.SaveAsync(one.Actor, new() { Id = one.World.NewId() }, one.World.NewId(), MatrixCase.None)).Problems)),
        Sends<TestDeviceService>("ListAsync", async (devices, one) => Let(await devices.ListAsync(one.Actor, MatrixCase.None))),
        Sends<TestDeviceService>("AddAsync", async (devices, one) => Past((await devices.AddAsync(one.Actor, "My Pixel", null, "+919876543210", MatrixCase.None)).Problems)),
        Sends<TestDeviceService>("RemoveAsync", async (devices, one) => Past((await devices.RemoveAsync(one.Actor, new("My Pixel", null, "+919876543210"), MatrixCase.None)).Problems)),
        Sends<TestSender>("SendAsync", async (tests, one) => Past((await tests.SendAsync(one.Actor, Draft(one.World.Get<NotificationService>(), one.Actor), MatrixCase.None)).Problems)),
        NotAsked<AudienceReader>("ReadAsync", "reads for NotificationService, which asks"),
        NotAsked<AudienceReader>("ReachAsync", "is whom the person's own clubs and shops reach; NotificationService asks"),
        NotAsked(typeof(NotificationRules), "RefuseApproval", "is a rule on top of the permission, which NotificationService asks first"),
    ];

    private static Notification Draft(NotificationService service, Actor actor) => service.New(actor) with { Title = "Diwali", Message = "Offers of the week" };

    private static MatrixRow Sends<TService>(string method, Func<TService, MatrixCase, Task<bool>> call, string what = "")
        where TService : notnull => Anywhere(method, Permission.SendNotifications, call, what);

    private static MatrixRow Own<TService>(string method, Func<TService, MatrixCase, Notification, Task<bool>> call, string what = "")
        where TService : notnull => Row<TService>(
        method, what, [Whose.Own, Whose.Others],
        one => one.Actor.Has(Permission.SendNotifications) && (one.Whose == Whose.Own || Permissions.ReachOf(one.Actor.Role, Permission.SendNotifications) == Reach.All),
        async (service, one) => await call(service, one, await StoredAsync(one)));

    private static MatrixRow Approves(string method, Func<NotificationService, MatrixCase, Notification, Task<bool>> call) => Row<NotificationService>(
        method, "", [Whose.Own, Whose.Others], one => one.Actor.Has(Permission.ApproveNotifications) && one.Whose == Whose.Others,
        async (service, one) => await call(service, one, await StoredAsync(one)) && !(one.Whose == Whose.Own && one.Actor.Has(Permission.ApproveNotifications)));

    private static async Task<Notification> StoredAsync(MatrixCase one)
    {
        var service = one.World.Get<NotificationService>();
        var author = one.Whose == Whose.Own ? one.Actor with { Role = Role.Administrators, Protocol = MatrixWorld.Arranged } : Actor.System;
        return MatrixWorld.Stored(await service.SaveAsync(author, Draft(service, author), one.World.NewId(), MatrixCase.None));
    }

    private static bool Seen<T>(Result<T> result)
        where T : class => result.Ok || (Found(result.Problems) ? Let(result.Problems) : false);

    // What is not theirs is, for whoever sends for some, not there.
    private static bool Found(IReadOnlyList<Problem> problems) => problems.All(problem => problem.Code is not (Problem.Forbidden or Problem.NotFound));
}
