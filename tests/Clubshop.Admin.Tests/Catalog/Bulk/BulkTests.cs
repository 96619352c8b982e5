using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Tests.Catalog.Bulk;

/// <summary>Changes of many records: rehearsal, job, outcome of every record, and undo.</summary>
public sealed class BulkTests : IAsyncLifetime
{
    private static readonly BulkEdit Pause = new() { Status = EditorialStatus.Paused };

    private BulkWorld _world = null!;

    public async Task InitializeAsync() => _world = await BulkWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Pause_OfTenOffers_WritesEachWithItsEntry_AndTheLogShowsThemAsOne()
    {
        var offers = await _world.OffersAsync(10);
        var rehearsal = await _world.RehearseAsync(Pause, offers.Select(offer => offer.Id));
        Assert.Equal((10, 0, 10), (rehearsal.CountOf(BulkVerdict.Changes), rehearsal.CountOf(BulkVerdict.Refused), rehearsal.Seen));
        Assert.All(rehearsal.Rows, row => Assert.Equal([new BulkDifference("Status", "Published", "Paused")], row.Changes));
        Assert.Equal("published", (await _world.StoredAsync(offers[0].Id)).Status.ToString().ToLowerInvariant()); // nothing is written yet

        var ended = await _world.EndedAsync(await _world.StartAsync(rehearsal));

        Assert.Equal((JobState.Finished, 10L, "Pause 10 offers"), (ended.State, ended.Counts["changed"], ended.Title));
        foreach (var offer in offers)
        {
            Assert.Equal(EditorialStatus.Paused, (await _world.StoredAsync(offer.Id)).Status);
            var entry = (await _world.HistoryAsync(offer.Id))[0];
            Assert.Equal(("pause", "Meera Iyer", ended.Id, "Pause 10 offers"), (entry.Action, entry.ActorName, entry.Run, entry.Note));
        }

        _world.Catalog.IndexesFollow();
        var log = _world.Catalog.Get<AuditLog>();
        var shown = (await log.ReadForPageAsync(BulkWorld.Meera, new(), null, 50, default)).Value!.Entries;
        Assert.Equal(("finish", ended.Id), (shown[0].Action, shown[0].EntityId));
        Assert.Single(shown, entry => entry.Run == ended.Id);
        Assert.Equal(11, (await log.ReadGroupedAsync(BulkWorld.Meera, new() { Run = ended.Id }, null, 50, default)).Value!.Entries.Count); // the job, and each
        Assert.Equal(10, (await log.ReadGroupedAsync(BulkWorld.Meera, new() { Kind = OfferKind.Name, Action = "pause" }, null, 50, default)).Value!.Entries.Count);
    }

    [Fact]
    public async Task ClubAdministrator_ChangesTheirClubsAlone_AndReadsWhyNotTheOthers()
    {
        var mine = await _world.OffersAsync(2);
        var others = await _world.OffersAsync(1, clubs: [_world.Offers.Second.Id]);
        var priya = CatalogWorld.Person(Role.ClubAdministrators, _world.Offers.First.Id);
        _world.Staff.Add(priya);

        var rehearsal = await _world.RehearseAsync(Pause, mine.Concat(others).Select(offer => offer.Id), priya);

        var refused = Assert.Single(rehearsal.Rows, row => row.Verdict == BulkVerdict.Refused);
        Assert.Equal((others[0].Id, rehearsal.Rows[0]), (refused.Id, refused)); // what needs a look comes first
        Assert.Contains("Delhi Metro Staff, not assigned to you", Assert.Single(refused.Reasons), StringComparison.Ordinal);
        var ended = await _world.EndedAsync(await _world.StartAsync(rehearsal, priya));
        Assert.Equal((2L, 2L), (ended.Total, ended.Counts["changed"]));
        Assert.Equal(EditorialStatus.Published, (await _world.StoredAsync(others[0].Id)).Status);
    }

    [Fact]
    public async Task Person_WhoLostTheRoleSinceTheStart_ChangesNothing()
    {
        var offers = await _world.OffersAsync(3);
        var rehearsal = await _world.RehearseAsync(Pause, offers.Select(offer => offer.Id));
        _world.Staff.Remove(BulkWorld.Meera);

        var ended = await _world.EndedAsync(await _world.StartAsync(rehearsal));

        Assert.Equal(3, ended.Counts["refused"]);
        Assert.All(await _world.ItemsAsync(ended), item => Assert.Equal("Who asked for this may no longer do it.", item.Text));
        Assert.Equal(EditorialStatus.Published, (await _world.StoredAsync(offers[0].Id)).Status);
    }

    [Fact]
    public async Task Record_EditedAfterItWasShown_IsLeftAsItIs_AndToldByWhom()
    {
        var offers = await _world.OffersAsync(3);
        var rehearsal = await _world.RehearseAsync(Pause, offers.Select(offer => offer.Id));
        await _world.Offers.SaveAsync(offers[1] with { Terms = "Only on Sunday." }, CatalogWorld.Rohan);

        var ended = await _world.EndedAsync(await _world.StartAsync(rehearsal));

        Assert.Equal((2L, 1L), (ended.Counts["changed"], ended.Counts["refused"]));
        Assert.Contains("Rohan Deshpande changed this offer", (await _world.ItemsAsync(ended)).Single(item => item.Outcome == "refused").Text, StringComparison.Ordinal);
        Assert.Equal((EditorialStatus.Published, "Only on Sunday."), (await _world.StoredAsync(offers[1].Id)) is var kept ? (kept.Status, kept.Terms) : default);
    }

    [Fact]
    public async Task Undo_WithinHalfAnHour_TakesAllBack_ButWhatWasEditedSince_AndSaysSo()
    {
        var offers = await _world.OffersAsync(4);
        var ended = await _world.ChangeAsync(Pause, offers.Select(offer => offer.Id));
        var edited = await _world.Offers.SaveAsync((await _world.StoredAsync(offers[2].Id)) with { Terms = "Only on Sunday." }, CatalogWorld.Rohan);
        _world.Catalog.Clock.Advance(TimeSpan.FromMinutes(29));

        var undone = await _world.UndoneAsync(ended);

        Assert.Equal(("Undo “Pause 4 offers”", 3L, 1L), (undone.Title, undone.Counts["undone"], undone.Counts["skipped"]));
        var skipped = (await _world.ItemsAsync(undone)).Single(item => item.Outcome == "skipped");
        Assert.Equal((offers[2].Id, "Rohan Deshpande edited it since"), (skipped.EntityId, skipped.Text));
        Assert.Equal(edited.Stamp.Version, (await _world.StoredAsync(edited.Id)).Stamp.Version);
        Assert.Equal(EditorialStatus.Published, (await _world.StoredAsync(offers[0].Id)).Status);
        var entry = (await _world.HistoryAsync(offers[0].Id))[0];
        Assert.Equal(("publish", undone.Id, "taking back “Pause 4 offers”"), (entry.Action, entry.Run, entry.Note));

        Assert.Equal(undone.Id, CatalogWorld.Value(await _world.Undo.StartAsync(BulkWorld.Meera, ended.Id, default)).Id); // once
        Assert.False((await _world.Undo.StartAsync(BulkWorld.Meera, undone.Id, default)).Ok);
    }

    [Fact]
    public async Task Undo_AfterHalfAnHour_OrBySomebodyElseOfAClub_IsRefused()
    {
        var ended = await _world.ChangeAsync(Pause, (await _world.OffersAsync(1)).Select(offer => offer.Id));
        var priya = CatalogWorld.Person(Role.ClubAdministrators, _world.Offers.First.Id);
        Assert.Equal(Problem.NotFound, (await _world.Undo.StartAsync(priya, ended.Id, default)).Problems[0].Code);
        Assert.NotNull(_world.Undo.OpenUntil(ended));
        _world.Catalog.Clock.Advance(TimeSpan.FromMinutes(30));

        Assert.Null(_world.Undo.OpenUntil(ended));
        Assert.Equal("too-late", (await _world.Undo.StartAsync(BulkWorld.Meera, ended.Id, default)).Problems[0].Code);
    }

    [Fact]
    public async Task Fields_AreChanged_AndUndone_AsEachWayOfAChangeSays()
    {
        var offer = (await _world.OffersAsync(1))[0];
        var food = await _world.Offers.CategoryAsync("Food");
        var (first, second) = (_world.Offers.First.Id, _world.Offers.Second.Id);
        (BulkEdit Edit, Func<Offer, object?> Get, object? Then)[] all =
        [
            (new() { Field = nameof(Offer.Ends), Way = BulkWay.Move, Days = 7 }, one => one.Ends, offer.Ends!.Value.AddDays(7)),
            (new() { Field = nameof(Offer.Ends), Way = BulkWay.Set }, one => one.Ends, null),
            (new() { Field = nameof(Offer.Starts), Way = BulkWay.Set, Moment = CatalogWorld.Now }, one => one.Starts, CatalogWorld.Now),
            (new() { Field = nameof(Offer.ClubIds), Way = BulkWay.Add, Ids = [second] }, one => string.Join(',', one.ClubIds), string.Join(',', new[] { first, second }.Order(StringComparer.Ordinal))),
            (new() { Field = nameof(Offer.ClubIds), Way = BulkWay.Set, Ids = [second] }, one => string.Join(',', one.ClubIds), second),
            (new() { Field = nameof(Offer.ClubIds), Way = BulkWay.Remove, Ids = [first] }, one => one.ClubIds.Count, 0),
            (new() { Field = nameof(Offer.CategoryIds), Way = BulkWay.Add, Ids = [food.Id] }, one => string.Join(',', one.CategoryIds), food.Id),
            (new() { Field = nameof(Offer.Title), Way = BulkWay.Replace, Find = "Diwali", Text = "New Year" }, one => one.Title, "Offer 0 of New Year"),
        ];
        foreach (var (edit, get, then) in all)
        {
            var before = await _world.StoredAsync(offer.Id);
            var ended = await _world.ChangeAsync(edit, [offer.Id]);
            Assert.Equal((1L, then), (ended.Counts.GetValueOrDefault("changed"), get(await _world.StoredAsync(offer.Id))));

            await _world.UndoneAsync(ended);
            var after = await _world.StoredAsync(offer.Id);
            Assert.All(OfferFields.All, field => Assert.True(field.Same(before, after), $"{ended.Title}: {field.Name}"));
        }
    }

    [Fact]
    public async Task Text_IsFound_HoweverItsLettersAreWritten()
    {
        var offer = await _world.Offers.SaveAsync(_world.Offers.Draft("\u0915\u093C\u0932\u092E")); // as stored: two signs
        var ended = await _world.ChangeAsync(new() { Field = nameof(Offer.Title), Way = BulkWay.Replace, Find = "\u0958", Text = "K" }, [offer.Id]);

        Assert.Equal((1L, "K\u0932\u092E"), (ended.Counts.GetValueOrDefault("changed"), (await _world.StoredAsync(offer.Id)).Title));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Status":"Deleted"}""")]
    [InlineData("""{"Status":"Paused","Field":"Title"}""")]
    [InlineData("""{"Field":"Stamp","Way":"Replace","Find":"a"}""")]
    [InlineData("""{"Field":"Slug","Way":"Replace","Find":"a"}""")]
    [InlineData("""{"Field":"Title","Way":"Replace"}""")]
    [InlineData("""{"Field":"Title","Way":"Replace","Find":"a","Text":"a"}""")]
    [InlineData("""{"Field":"Title","Way":"Set"}""")]
    [InlineData("""{"Field":"Ends","Way":"Move"}""")]
    [InlineData("""{"Field":"Ends","Way":"Move","Days":4000}""")]
    [InlineData("""{"Field":"Ends","Way":"Add","Days":4}""")]
    [InlineData("""{"Field":"ClubIds","Way":"Add"}""")]
    [InlineData("""{"Field":"ClubIds","Way":"Add","Ids":["x"]}""")]
    [InlineData("""{"Field":"ClubIds","Way":"Replace","Ids":["019a00000000700080000000000000aa"]}""")]
    [InlineData("""{"Field":"ShopId","Way":"Set","Ids":["019a00000000700080000000000000aa"]}""")]
    public async Task Change_ThatMakesNoSense_IsNotKept(string edit)
    {
        var kept = await _world.Bulk.KeepAsync(BulkWorld.Meera, OfferKind.Name, System.Text.Json.JsonSerializer.Deserialize<BulkEdit>(edit, BulkEdit.Json)!, [_world.Catalog.NewId()], default);

        Assert.False(kept.Ok);
    }

    [Fact]
    public async Task Selection_OfNothing_OrOfTooMuch_IsRefused_AndWhatIsGoneIsToldInTheRehearsal()
    {
        Assert.False((await _world.Bulk.KeepAsync(BulkWorld.Meera, OfferKind.Name, Pause, [], default)).Ok);
        Assert.False((await _world.Bulk.KeepAsync(BulkWorld.Meera, "thing", Pause, [_world.Catalog.NewId()], default)).Ok);
        var many = Enumerable.Range(0, BulkService.MaxRecords + 1).Select(_ => _world.Catalog.NewId()).ToList();
        Assert.Equal("too-many", (await _world.Bulk.KeepAsync(BulkWorld.Meera, OfferKind.Name, Pause, many, default)).Problems[0].Code);

        var rehearsal = await _world.RehearseAsync(Pause, [_world.Catalog.NewId()]);
        Assert.Equal("This offer does not exist any more.", Assert.Single(Assert.Single(rehearsal.Rows).Reasons));
        Assert.Equal("empty", (await _world.Bulk.StartAsync(BulkWorld.Meera, rehearsal, default)).Problems[0].Code);
    }

    [Fact]
    public async Task Rehearsal_TellsWhatElseFollows_AndWhoIsReached()
    {
        await _world.OffersAsync(2);
        var shop = _world.Offers.Shop;
        var rehearsal = await _world.RehearseAsync(Pause, [shop.Id], kind: ShopKind.Name);

        var row = Assert.Single(rehearsal.Rows);
        Assert.Contains("2 offers of this shop", Assert.Single(row.Notes), StringComparison.Ordinal);
        Assert.Equal((1, 0), (rehearsal.Audience.Clubs, rehearsal.Audience.Everybody));
        var ended = await _world.EndedAsync(await _world.StartAsync(rehearsal));
        Assert.Equal(1, ended.Counts["changed"]); // it was told, so it is decided
    }

    [Fact]
    public async Task Cancel_InTheMiddle_KeepsWhatIsDone_AndThatCanBeUndone()
    {
        var offers = await _world.OffersAsync(450);
        var (writes, held, go) = (0, new TaskCompletionSource(), new TaskCompletionSource());
        _world.Catalog.Faults.Before = async (_, operation) =>
        {
            if (operation == "TransactWriteItems" && Interlocked.Increment(ref writes) == 210)
            {
                held.TrySetResult();
                await go.Task;
            }
        };
        var job = await _world.StartAsync(await _world.RehearseAsync(Pause, offers.Select(offer => offer.Id)));
        await held.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await _world.Jobs.CancelAsync(BulkWorld.Meera, job.Id, default);
        go.SetResult();
        var ended = await _world.EndedAsync(job);
        _world.Catalog.Faults.Before = null;

        Assert.Equal(JobState.Cancelled, ended.State);
        Assert.InRange(ended.Done, 1, 449);
        var paused = await CountAsync(offers, EditorialStatus.Paused);
        Assert.Equal(ended.Counts["changed"], paused); // nothing is written without an outcome
        var undone = await _world.UndoneAsync(ended);
        Assert.Equal((ended.Counts["changed"], 0), (undone.Counts["undone"], await CountAsync(offers, EditorialStatus.Paused)));
    }

    [Fact]
    public async Task Instance_ThatDiesInTheMiddle_LeavesEveryRecordInOneState_AndTheAuditLogAgrees()
    {
        var offers = await _world.OffersAsync(600);
        var rehearsal = await _world.RehearseAsync(Pause, offers.Select(offer => offer.Id));
        var (writes, dead) = (0, new TaskCompletionSource());
        _world.Catalog.Faults.Decide = (_, operation) =>
        {
            if (operation == "TransactWriteItems" && Interlocked.Increment(ref writes) > 330)
                dead.TrySetResult();
            return dead.Task.IsCompleted ? Storage.Fault.NotSent : Storage.Fault.None;
        };
        var job = await _world.StartAsync(rehearsal);
        await dead.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await using var second = await _world.AnotherAsync();

        // Of what was written after the last outcome that was kept, somebody edits one: it was done all the same.
        var written = (await Task.WhenAll(offers.Select(async offer => CatalogWorld.Value(await second.Get<OfferService>().FindAsync(BulkWorld.Meera, offer.Id, default)))))
            .Where(offer => offer.Status == EditorialStatus.Paused).ToList();
        Assert.NotEmpty(written);
        var edited = CatalogWorld.Value(await second.Get<OfferService>().SaveAsync(CatalogWorld.Rohan, written[^1] with { Terms = "Edited." }, second.Submit(), default));
        _world.Catalog.Clock.Advance(TimeSpan.FromMinutes(1)); // its lease ends
        second.Get<JobHub>().Enqueue(job.Id);
        var ended = await BulkWorld.EndedAsync(second.Get<JobService>(), job);
        _world.Catalog.Faults.Decide = (_, _) => Storage.Fault.None;

        Assert.Equal((JobState.Finished, 600L), (ended.State, ended.Counts.Values.Sum()));
        var outcomes = (await _world.ItemsAsync(ended)).ToLookup(item => item.EntityId!);
        foreach (var offer in offers)
        {
            var outcome = Assert.Single(outcomes[offer.Id]).Outcome;
            var entries = (await _world.HistoryAsync(offer.Id)).Count(entry => entry.Run == job.Id);
            Assert.Equal((outcome == "changed" ? 1 : 0, outcome == "changed"), (entries, (await _world.StoredAsync(offer.Id)).Status == EditorialStatus.Paused));
        }

        Assert.Equal(600, ended.Counts["changed"]);
        Assert.Equal("Edited.", (await _world.StoredAsync(edited.Id)).Terms);
        // Taken back where it ended: the instance that was cut off may not have learned yet that the job went on without it.
        var undo = CatalogWorld.Value(await second.Get<UndoService>().StartAsync(BulkWorld.Meera, job.Id, default));
        var undone = await BulkWorld.EndedAsync(second.Get<JobService>(), undo);
        Assert.Equal((599L, 1L), (undone.Counts["undone"], undone.Counts["skipped"]));
    }

    [Fact]
    public async Task Start_Twice_IsOneJob()
    {
        var offers = await _world.OffersAsync(2);
        var rehearsal = await _world.RehearseAsync(Pause, offers.Select(offer => offer.Id));

        var jobs = await Task.WhenAll(_world.StartAsync(rehearsal), _world.StartAsync(rehearsal));
        await _world.EndedAsync(jobs[0]);

        Assert.Equal(jobs[0].Id, jobs[1].Id);
        Assert.Equal(2, (await _world.StoredAsync(offers[0].Id)).Stamp.Version);
        Assert.Equal(jobs[0].Id, Assert.Single(await _world.Bulk.RecentAsync(BulkWorld.Meera, default)).Job!.Id);
        Assert.False((await _world.Bulk.FindAsync(CatalogWorld.Person(Role.ClubAdministrators, _world.Offers.First.Id), jobs[0].Id, default)).Ok);
    }

    private async Task<int> CountAsync(IEnumerable<Offer> offers, EditorialStatus status) =>
        (await Task.WhenAll(offers.Select(offer => _world.StoredAsync(offer.Id)))).Count(offer => offer.Status == status);
}
