using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Dashboard.Waiting;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Import;
using Clubshop.Admin.Tests.Notifications;
using Clubshop.Admin.Tests.Offers;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Dashboard;

/// <summary>What waits for whom, and what the navigation counts.</summary>
public sealed class WaitingTests
{
    [Fact]
    public async Task Approvals_AreCountedForThoseWhoMayApprove_NeverForTheAuthor()
    {
        await using var world = await NotifyWorld.OpenAsync();
        await world.FollowersAsync(2);
        var board = world.Catalog.Get<WaitingBoard>();
        var raised = 0;
        board.Changed += (_, _) => raised++;

        var asked = await world.SentAsync(world.Draft() with { IgnoreQuietHours = true });
        Assert.Equal(NotificationState.AwaitingApproval, asked.State);
        Assert.True(raised > 0);
        Assert.Empty(board.Of(NotifyWorld.Asha)); // she wrote it
        Assert.Equal(new("/notifications", 1, "1 waiting for you"), Assert.Single(board.Of(NotifyWorld.Vikram)));
        Assert.Empty(board.Of(world.Provider));
        Assert.Empty(board.Of(CatalogWorld.Person(Role.ReadOnly)));

        var thing = Assert.Single(await SourceOf<ApprovalsWaiting>(world.Catalog.Services).FindAsync(NotifyWorld.Vikram, default));
        Assert.Equal(("Approve “₹1,500 off at Croma”", "From Asha Rao, to 2 people", "/notifications/" + asked.Id), (thing.What, thing.Detail, thing.Href));

        // Another instance reads what this one wrote.
        world.Catalog.IndexesFollow();
        var elsewhere = await world.Catalog.AnotherAsync();
        await using (elsewhere)
        {
            Assert.Empty(elsewhere.Get<WaitingBoard>().Of(NotifyWorld.Vikram));
            await elsewhere.Get<WaitingBoard>().ReadApprovalsAsync(default);
            Assert.Single(elsewhere.Get<WaitingBoard>().Of(NotifyWorld.Vikram));
        }

        CatalogWorld.Value(await world.Service.ApproveAsync(NotifyWorld.Vikram, asked.Id, asked.Frozen!.Hash, world.Catalog.NewId(), default));
        Assert.Empty(board.Of(NotifyWorld.Vikram));
    }

    [Fact]
    public async Task OwnNotifications_ThatCameBack_WaitForTheirAuthorAlone()
    {
        await using var world = await NotifyWorld.OpenAsync();
        await world.FollowersAsync(1);
        var asked = await world.SentAsync(world.Draft() with { IgnoreQuietHours = true });
        CatalogWorld.Value(await world.Service.SendBackAsync(NotifyWorld.Vikram, asked.Id, "Say until when", world.Catalog.NewId(), default));
        world.Catalog.IndexesFollow();

        var source = SourceOf<OwnNotificationsWaiting>(world.Catalog.Services);
        var thing = Assert.Single(await source.FindAsync(NotifyWorld.Asha, default));
        Assert.Equal("“₹1,500 off at Croma” came back", thing.What);
        Assert.Contains("Say until when", thing.Detail, StringComparison.Ordinal);
        Assert.Empty(await source.FindAsync(NotifyWorld.Vikram, default));
        Assert.False(source.IsFor(CatalogWorld.Person(Role.Support)));
    }

    [Fact]
    public async Task UnseenOffers_AreCountedForThoseWhoMayMendThem_NeverAnotherClubs()
    {
        await using var world = await OfferWorld.OpenAsync();
        var (first, second) = (world.First, world.Second);
        var hidden = await world.SaveAsync(new Shop { Id = Ids.New(world.Clock), Name = "Hidden", Status = EditorialStatus.Published, ClubIds = [second.Id] });
        var lonely = await world.SaveAsync(new Shop { Id = Ids.New(world.Clock), Name = "Lonely", Status = EditorialStatus.Published });
        var live = world.Draft() with { Status = EditorialStatus.Published, Ends = null };
        await world.SaveAsync(live with { Id = Ids.New(world.Clock), Title = "Seen" });
        await world.SaveAsync(live with { Id = Ids.New(world.Clock), Title = "Of a hidden shop", ShopId = hidden.Id });
        await world.SaveAsync(live with { Id = Ids.New(world.Clock), Title = "Of no club", ShopId = lonely.Id });
        await world.SaveAsync(live with { Id = Ids.New(world.Clock), Title = "Of both", ClubIds = [first.Id, second.Id], ShopId = hidden.Id });
        await world.SaveAsync(live with { Id = Ids.New(world.Clock), Title = "Still to come", ShopId = lonely.Id, Starts = OfferSamples.Now.AddDays(3) });
        world.Clock.Advance(TimeSpan.FromHours(1));
        var paused = CatalogWorld.Value(await world.Get<ShopService>().SaveAsync(CatalogWorld.Meera, hidden with { Status = EditorialStatus.Paused }, world.Submit(), default));

        var board = world.Get<WaitingBoard>();
        board.LookAtOffers(always: true);
        Assert.Equal(new("/offers", 2, "2 that nobody sees"), Assert.Single(board.Of(CatalogWorld.Meera))); // that of no club is for everybody
        Assert.Equal(1, Assert.Single(board.Of(CatalogWorld.Person(Role.ClubAdministrators, second.Id))).Count);
        Assert.Equal(2, Assert.Single(board.Of(CatalogWorld.Person(Role.ClubAdministrators, first.Id, second.Id))).Count);
        Assert.Empty(board.Of(CatalogWorld.Person(Role.ClubAdministrators, first.Id)));
        Assert.Empty(board.Of(CatalogWorld.Person(Role.ReadOnly)));

        var things = await SourceOf<UnseenOffersWaiting>(world.Services).FindAsync(CatalogWorld.Meera, default);
        Assert.Equal(["Hidden: its shop is not published", "Hidden: its shop is not published"], things.Select(thing => thing.Detail));
        Assert.All(things, thing => Assert.Equal(paused.Stamp.UpdatedAt, thing.Since));
        Assert.Equal(2, world.Get<OfferList>().Load(ListQuery.Parse(OfferUrls.Spec, OfferUrls.SeenByNobody)).Total);
    }

    [Fact]
    public async Task UnseenOffers_OfClubsThatAreNotPublished_AreFound()
    {
        await using var world = await OfferWorld.OpenAsync();
        await world.SaveAsync(world.Draft("Of a draft club") with { Status = EditorialStatus.Published, Ends = null });
        var clubs = world.Get<ClubService>();
        CatalogWorld.Value(await clubs.SaveAsync(CatalogWorld.Meera, world.First with { Status = EditorialStatus.Archived }, world.Submit(), default));

        world.Get<UnseenOffers>().Refresh();
        Assert.Equal(Unseen.ClubsHidden, Assert.Single(world.Get<UnseenOffers>().Of(CatalogWorld.Meera)).Why);
    }

    [Fact]
    public async Task RefusedRows_OfOnesOwnImports_WaitUntilTheFileComesAgain()
    {
        await using var world = await ImportWorld.OpenAsync();
        var source = SourceOf<ImportsWaiting>(world.Services);
        var file = await world.KeepAsync(ShopKind.Name, "code,name\na,Croma\nb,\n", name: "shops.csv");
        await world.EndAsync(await world.StartAsync(file));

        var thing = Assert.Single(await source.FindAsync(ImportWorld.Meera, default));
        Assert.Equal(("1 row was refused", "shops.csv, shops", $"/shops/import?file={file.Id}"), (thing.What, thing.Detail, thing.Href));
        Assert.Empty(await source.FindAsync(CatalogWorld.Rohan, default));
        Assert.False(source.IsFor(CatalogWorld.Person(Role.ReadOnly)));

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        var mended = await world.KeepAsync(ShopKind.Name, "code,name,reason\nb,Bata,\n", name: "refused-shops.csv");
        await world.EndAsync(await world.StartAsync(mended));
        Assert.Empty(await source.FindAsync(ImportWorld.Meera, default));
    }

    private static IWaitingSource SourceOf<T>(IServiceProvider services)
        where T : IWaitingSource => services.GetServices<IWaitingSource>().OfType<T>().Single();
}
