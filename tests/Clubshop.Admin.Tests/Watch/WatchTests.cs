using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Dashboard.Waiting;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Coupons;
using Clubshop.Admin.Tests.Offers;
using Clubshop.Admin.Watch;
using Clubshop.Coupons;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Watch;

/// <summary>The nightly check: what it finds, what stays over nights, whose it is, and that it runs once over several instances.</summary>
public sealed class WatchTests
{
    private static CancellationToken None => CancellationToken.None;

    private static async Task<CatalogWorld> OpenAsync() => await CatalogWorld.OpenAsync(Add);

    private static void Add(IServiceCollection services) => services.AddSingleton<WatchRunner>();

    /// <summary>Asks for a check, and runs it.</summary>
    private static async Task CheckAsync(CatalogWorld world)
    {
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        world.IndexesFollow();
        CatalogWorld.Value(await world.Get<WatchService>().CheckNowAsync(CatalogWorld.Meera, world.NewId(), None));
        Assert.True(await world.Get<WatchRunner>().RunIfDueAsync(None));
    }

    private static IReadOnlyList<FindingView> Open(CatalogWorld world, Actor? actor = null) =>
        [.. world.Get<WatchService>().Of(actor ?? CatalogWorld.Meera).Where(view => view.State == FindingState.Open)];

    [Fact]
    public async Task Check_FindsWhatIsWrong_OnceEach_OverNights()
    {
        await using var catalog = await OpenAsync();
        var world = await OfferWorld.FillAsync(catalog);
        var live = world.Draft() with { Status = EditorialStatus.Published };
        var hidden = await catalog.SaveAsync(catalog.NewShop("Hidden") with { ClubIds = [world.Second.Id] });
        var unseen = await world.SaveAsync(live with { Id = catalog.NewId(), Title = "Of a hidden shop", ShopId = hidden.Id });
        await world.DecideAsync(hidden with { Status = EditorialStatus.Paused });
        var first = await world.SaveAsync(live with { Id = catalog.NewId(), Title = "Weekend breakfast buffet" });
        catalog.Clock.Advance(TimeSpan.FromSeconds(1));
        var alike = await world.SaveAsync(live with { Id = catalog.NewId(), Title = "Weekend brekfast buffet" });
        var past = await world.SaveAsync(live with { Id = catalog.NewId(), Title = "Monsoon sale", Terms = "Valid till 31 March 2026." });

        await CheckAsync(catalog);
        var found = Open(catalog).Select(view => (view.Finding.Key.Kind, view.Finding.Key.RecordId)).Order().ToList();
        Assert.Equal(new[] { (FindingKind.Unseen, unseen.Id), (FindingKind.PastDate, past.Id), (FindingKind.LookAlike, alike.Id) }.Order(), found);
        Assert.Contains("“till 31 March 2026”", Open(catalog).Single(view => view.Finding.Key.Kind == FindingKind.PastDate).Finding.Found.Detail, StringComparison.Ordinal);
        Assert.Equal(first.Id, Open(catalog).Single(view => view.Finding.Key.Kind == FindingKind.LookAlike).Finding.Found.Other);

        var before = Open(catalog).Select(view => (view.Finding.Key.ToString(), view.Finding.FirstSeen, view.Finding.Version)).Order().ToList();
        catalog.Clock.Advance(TimeSpan.FromDays(1));
        Assert.True(await catalog.Get<WatchRunner>().RunIfDueAsync(None));
        Assert.Equal(before, Open(catalog).Select(view => (view.Finding.Key.ToString(), view.Finding.FirstSeen, view.Finding.Version)).Order());
    }

    [Fact]
    public async Task Finding_WhoseCauseIsGone_LeavesTheListAtOnce_AndIsDoneAfterTheNextCheck()
    {
        await using var catalog = await OpenAsync();
        var world = await OfferWorld.FillAsync(catalog);
        var past = await world.SaveAsync(world.Draft("Monsoon sale") with { Status = EditorialStatus.Published, Terms = "Valid till 31 March 2026." });
        await CheckAsync(catalog);
        var key = Assert.Single(Open(catalog)).Finding.Key;
        CatalogWorld.Value(await catalog.Get<WatchService>().AssignAsync(CatalogWorld.Meera, key, CatalogWorld.Meera.Id, catalog.NewId(), None));

        past = await world.SaveAsync(past with { Terms = "Valid till 31 March 2027." });
        Assert.Empty(Open(catalog));
        Assert.Null(catalog.Get<WatchService>().Of(CatalogWorld.Meera).Single().Finding.DoneAt);
        await CheckAsync(catalog);
        Assert.NotNull(catalog.Get<WatchService>().Of(CatalogWorld.Meera).Single().Finding.DoneAt);

        // Back again, it is a new one that is nobody's.
        await world.SaveAsync(past with { Terms = "Valid till 31 March 2026." });
        await CheckAsync(catalog);
        var again = Assert.Single(Open(catalog)).Finding;
        Assert.Equal((key, null, null), (again.Key, again.OwnerId, again.DoneAt));
    }

    [Fact]
    public async Task Finding_SnoozedOrDismissed_StaysSoUntilItsTime_OrAnotherCause()
    {
        await using var catalog = await OpenAsync();
        var world = await OfferWorld.FillAsync(catalog);
        var past = await world.SaveAsync(world.Draft("Monsoon sale") with { Status = EditorialStatus.Published, Ends = null, Terms = "Valid till 31 March 2026." });
        await CheckAsync(catalog);
        var (service, key) = (catalog.Get<WatchService>(), Open(catalog).Single().Finding.Key);

        CatalogWorld.Value(await service.SnoozeAsync(CatalogWorld.Meera, key, catalog.Clock.GetUtcNow().AddDays(1), catalog.NewId(), None));
        Assert.Empty(Open(catalog));
        catalog.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Single(Open(catalog));
        Assert.Equal("until", (await service.SnoozeAsync(CatalogWorld.Meera, key, catalog.Clock.GetUtcNow(), catalog.NewId(), None)).Problems[0].Code);
        Assert.Equal("until", (await service.SnoozeAsync(CatalogWorld.Meera, key, catalog.Clock.GetUtcNow().AddDays(400), catalog.NewId(), None)).Problems[0].Code);

        Assert.Equal("reason", (await service.DismissAsync(CatalogWorld.Meera, key, "  ", catalog.NewId(), None)).Problems[0].Code);
        Assert.Equal("reason", (await service.DismissAsync(CatalogWorld.Meera, key, new string('x', Finding.MaxReason + 1), catalog.NewId(), None)).Problems[0].Code);
        CatalogWorld.Value(await service.DismissAsync(CatalogWorld.Meera, key, "The date is part of the name", catalog.NewId(), None));
        await CheckAsync(catalog);
        Assert.Empty(Open(catalog));
        Assert.Equal(FindingState.Dismissed, service.Of(CatalogWorld.Meera).Single().State);

        CatalogWorld.Value(await service.ReopenAsync(CatalogWorld.Meera, key, catalog.NewId(), None));
        Assert.Single(Open(catalog));
        CatalogWorld.Value(await service.DismissAsync(CatalogWorld.Meera, key, "The date is part of the name", catalog.NewId(), None));
        await world.SaveAsync(past with { Terms = "Valid till 30 April 2026." });
        await CheckAsync(catalog);
        Assert.Null(Assert.Single(Open(catalog)).Finding.Reason);
    }

    [Fact]
    public async Task Decisions_AreInTheAuditLog_UnderTheClubsOfTheRecord()
    {
        await using var catalog = await OpenAsync();
        var world = await OfferWorld.FillAsync(catalog);
        await world.SaveAsync(world.Draft("Monsoon sale") with { Status = EditorialStatus.Published, Terms = "Valid till 31 March 2026." });
        await CheckAsync(catalog);
        var (service, key) = (catalog.Get<WatchService>(), Open(catalog).Single().Finding.Key);
        CatalogWorld.Value(await service.DismissAsync(CatalogWorld.Person(Role.ClubAdministrators, world.First.Id), key, "Known", catalog.NewId(), None));

        var entry = Assert.Single(await catalog.HistoryAsync("finding", key.ToString()));
        Assert.Equal(("dismiss", "Date that is over: Monsoon sale", "Known"), (entry.Action, entry.EntityName, entry.Note));
        Assert.Contains(entry.Changes, change => change.Attribute == "reason");
    }

    [Fact]
    public async Task Submit_SentTwice_CountsOnce()
    {
        await using var catalog = await OpenAsync();
        var world = await OfferWorld.FillAsync(catalog);
        await world.SaveAsync(world.Draft("Monsoon sale") with { Status = EditorialStatus.Published, Terms = "Valid till 31 March 2026." });
        await CheckAsync(catalog);
        var (service, key, token) = (catalog.Get<WatchService>(), Open(catalog).Single().Finding.Key, catalog.NewId());
        for (var time = 0; time < 2; time++)
            CatalogWorld.Value(await service.AssignAsync(CatalogWorld.Meera, key, CatalogWorld.Meera.Id, token, None));
        Assert.Single(await catalog.HistoryAsync("finding", key.ToString()));
    }

    [Fact]
    public async Task Findings_OfAnotherClub_AreNotShown_AndNotChanged()
    {
        await using var catalog = await OpenAsync();
        var world = await OfferWorld.FillAsync(catalog);
        var lonely = await catalog.SaveAsync(catalog.NewShop("Lonely"));
        var live = world.Draft("Monsoon sale") with { Status = EditorialStatus.Published, Terms = "Valid till 31 March 2026." };
        await world.SaveAsync(live);
        await world.SaveAsync(live with { Id = catalog.NewId(), Title = "Of no club", ShopId = lonely.Id });
        await CheckAsync(catalog);

        var (own, other) = (CatalogWorld.Person(Role.ClubAdministrators, world.First.Id), CatalogWorld.Person(Role.ClubAdministrators, world.Second.Id));
        Assert.Equal(2, Open(catalog).Count);
        var key = Assert.Single(Open(catalog, own)).Finding.Key;
        Assert.Empty(Open(catalog, other));
        Assert.Empty(Open(catalog, CatalogWorld.Person(Role.ReadOnly)));

        var service = catalog.Get<WatchService>();
        Assert.Equal(Problem.Forbidden, (await service.SnoozeAsync(other, key, catalog.Clock.GetUtcNow().AddDays(1), catalog.NewId(), None)).Problems[0].Code);
        Assert.Equal([new FindingPerson(own.Id, own.Name)], await service.PeopleAsync(own, key, None));
        Assert.Equal("nobody", (await service.AssignAsync(own, key, CatalogWorld.Meera.Id, catalog.NewId(), None)).Problems[0].Code);

        var board = catalog.Get<WaitingBoard>();
        Assert.Equal(new("/watch", 2, "2 open findings"), board.Of(CatalogWorld.Meera).Single(count => count.Href == "/watch"));
        Assert.Equal(1, board.Of(own).Single(count => count.Href == "/watch").Count);
        Assert.Empty(board.Of(other));
        var thing = Assert.Single(await catalog.Services.GetServices<IWaitingSource>().OfType<WatchWaiting>().Single().FindAsync(CatalogWorld.Meera, None));
        Assert.Equal(("Date that is over: 2 findings", 2, "/watch?kind=pastdate"), (thing.What, thing.Count, thing.Href));
    }

    [Fact]
    public async Task Check_FollowsSlugs_AndFindsThoseThatLeadElsewhere()
    {
        await using var catalog = await OpenAsync();
        var world = await OfferWorld.FillAsync(catalog);
        var offer = await world.SaveAsync(world.Draft() with { Status = EditorialStatus.Published });
        await CheckAsync(catalog);
        Assert.Empty(Open(catalog));

        // As after a part of the table was restored from a backup.
        await catalog.Clients.DynamoDb.DeleteItemAsync(
            catalog.Get<TableNames>()[OfferKind.Table], new() { ["pk"] = new() { S = Keys.Marker("SLUG", offer.Slug) }, ["sk"] = new() { S = Keys.MarkerSk } });
        await CheckAsync(catalog);
        var found = Assert.Single(Open(catalog)).Finding;
        Assert.Equal((FindingKind.DeadSlug, offer.Id), (found.Key.Kind, found.Key.RecordId));
        Assert.Contains($"“{offer.Slug}” leads to nothing", found.Found.Detail, StringComparison.Ordinal);

        await world.SaveAsync(offer with { Slug = "another" });
        Assert.Empty(Open(catalog));
    }

    [Fact]
    public async Task Check_FindsEmptyPools_OfLiveOffersAlone()
    {
        await using var coupons = await CouponWorld.FillAsync(await CatalogWorld.OpenAsync(services =>
        {
            CouponWorld.Add(services);
            Add(services);
        }), owned: true);
        await coupons.SettingsAsync(settings => settings with { Mode = CouponMode.Pools });
        await CheckAsync(coupons.Catalog);
        Assert.Equal((FindingKind.EmptyPool, coupons.Id), Open(coupons.Catalog).Select(view => (view.Finding.Key.Kind, view.Finding.Key.RecordId)).Single());

        await coupons.GenerateAsync(5);
        await CheckAsync(coupons.Catalog);
        Assert.Empty(Open(coupons.Catalog));
    }

    [Fact]
    public async Task Check_OverTwoInstances_RunsOnce_AndBothKnow()
    {
        await using var one = await OpenAsync();
        var world = await OfferWorld.FillAsync(one);
        await world.SaveAsync(world.Draft("Monsoon sale") with { Status = EditorialStatus.Published, Terms = "Valid till 31 March 2026." });
        await using var two = await one.AnotherAsync(Add);
        await OfferWorld.ReadyAsync(two);

        var ran = await Task.WhenAll(one.Get<WatchRunner>().RunIfDueAsync(None), two.Get<WatchRunner>().RunIfDueAsync(None));
        Assert.Single(ran, did => did);
        Assert.False(await one.Get<WatchRunner>().RunIfDueAsync(None) || await two.Get<WatchRunner>().RunIfDueAsync(None));

        foreach (var instance in new[] { one, two })
            await instance.Get<WatchBoard>().RefreshAsync(None);
        var key = Assert.Single(Open(two)).Finding.Key;
        CatalogWorld.Value(await two.Get<WatchService>().AssignAsync(CatalogWorld.Rohan, key, CatalogWorld.Rohan.Id, two.NewId(), None));
        await one.Get<WatchBoard>().RefreshAsync(None);
        Assert.Equal("Rohan Deshpande", Assert.Single(Open(one)).Finding.OwnerName);
    }

    [Fact]
    public async Task CheckNow_IsForThoseWhoEditTheWholeCatalog_AndWaitsUntilItRan()
    {
        await using var catalog = await OpenAsync();
        var world = await OfferWorld.FillAsync(catalog);
        await CheckAsync(catalog);
        var service = catalog.Get<WatchService>();
        Assert.Equal(Problem.Forbidden, (await service.CheckNowAsync(CatalogWorld.Person(Role.ClubAdministrators, world.First.Id), catalog.NewId(), None)).Problems[0].Code);
        Assert.False(catalog.Get<WatchBoard>().State.IsWaiting);

        catalog.Clock.Advance(TimeSpan.FromSeconds(1));
        CatalogWorld.Value(await service.CheckNowAsync(CatalogWorld.Meera, catalog.NewId(), None));
        Assert.True(catalog.Get<WatchBoard>().State.IsWaiting);
        CatalogWorld.Value(await service.CheckNowAsync(CatalogWorld.Rohan, catalog.NewId(), None)); // the same one
        Assert.True(await catalog.Get<WatchRunner>().RunIfDueAsync(None));
        Assert.False(catalog.Get<WatchBoard>().State.IsWaiting);
        Assert.False(await catalog.Get<WatchRunner>().RunIfDueAsync(None));
    }

    [Theory]
    [InlineData(null, null, "2026-11-20T12:00", true)] // never
    [InlineData("2026-11-20T02:31", "2026-11-20T02:32", "2026-11-20T12:00", false)]
    [InlineData("2026-11-20T02:31", "2026-11-20T02:32", "2026-11-21T02:29", false)]
    [InlineData("2026-11-20T02:31", "2026-11-20T02:32", "2026-11-21T02:30", true)]
    [InlineData("2026-11-19T23:00", "2026-11-19T23:01", "2026-11-20T12:00", true)] // the night was missed
    [InlineData("2026-11-20T02:31", "2026-11-19T02:32", "2026-11-20T12:00", true)] // begun, and not ended
    public void IsDue_EveryNight_AndWhereOneWasMissed(string? started, string? finished, string now, bool due) =>
        Assert.Equal(due, WatchRunner.IsDue(WatchState.None with { StartedAt = India(started), FinishedAt = India(finished) }, India(now)!.Value));

    private static DateTimeOffset? India(string? text) => text is null ? null : Ist.ToUtc(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
}
