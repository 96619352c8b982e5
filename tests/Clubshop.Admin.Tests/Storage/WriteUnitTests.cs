using System.Text;
using System.Text.Json;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Tests.Storage;

public sealed class WriteUnitTests : IAsyncLifetime
{
    private StorageHost _host = null!;

    public async Task InitializeAsync() => _host = await StorageHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Create_WritesRecordMarkerAndEntry()
    {
        var change = _host.Shop("1", null, "Tata", slug: "tata");
        var saved = await _host.SaveAsync(change);

        Assert.Equal(1, saved.Version);
        Assert.Equal(_host.Clock.GetUtcNow(), saved.Stamp.CreatedAt);
        Assert.Equal("Anita Rao", saved.Stamp.UpdatedBy);
        Assert.Equal(saved.GetString("name"), (await _host.ShopAsync("1"))!.GetString("name"));
        Assert.Equal("1", (await _host.Reader.ReadAsync(new(ShopKind.Table, "U#SLUG#tata", "U"), default))!.GetString(Attributes.Owner));

        var entry = Assert.Single(await _host.EntriesAsync("shop", "1"));
        Assert.Equal(change.Token, entry.GetString(AuditAttributes.Id));
        Assert.Equal("Anita Rao", entry.GetString(AuditAttributes.ActorName));
        Assert.Equal("203.0.113.7", entry.GetString(AuditAttributes.Address));
        Assert.Equal(["c1"], entry.GetSet(AuditAttributes.Clubs));
        Assert.Equal("""[["name",null,"Tata"],["status",null,"published"]]""", entry.GetString(AuditAttributes.Changes));
        Assert.Equal("2026-11-20#" + TableSchemas.ShardOf(change.Token, 4), entry.GetString(AuditAttributes.Day));
    }

    [Fact]
    public async Task CommitNew_OfManyRecords_WritesEachWithItsEntryInFewTransactions()
    {
        var changes = Enumerable.Range(0, 60).Select(i => _host.Shop($"{i}", null, $"Shop {i}", slug: $"shop-{i}")).ToList();
        var outcomes = await _host.Writes.CommitNewAsync(changes, default);

        // Mark, record, slug and entry of each: 25 of them in a hundred actions.
        Assert.Equal(3, _host.Faults.Operations.Count(operation => operation == "TransactWriteItems"));
        for (var i = 0; i < changes.Count; i++)
        {
            Assert.Equal(1, Assert.IsType<CommitOutcome.Saved>(outcomes[i]).Item.Version);
            Assert.Equal($"Shop {i}", (await _host.ShopAsync($"{i}"))!.GetString("name"));
            Assert.Equal(changes[i].Token, Assert.Single(await _host.EntriesAsync("shop", $"{i}")).GetString(AuditAttributes.Id));
        }

        // Sent again, they are known: at once by DynamoDB itself, later by their marks.
        Assert.All(await _host.Writes.CommitNewAsync(changes, default), outcome => Assert.Equal(1, Assert.IsType<CommitOutcome.Saved>(outcome).Item.Version));
        _host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.All(await _host.Writes.CommitNewAsync(changes, default), outcome => Assert.True(Assert.IsType<CommitOutcome.Saved>(outcome).Repeated));
        Assert.Single(await _host.EntriesAsync("shop", "7"));
    }

    [Fact]
    public async Task CommitNew_WithOneWhoseSlugIsTaken_WritesTheOthersAndTellsOfThatOne()
    {
        await _host.SaveAsync(_host.Shop("first", null, "Tata", slug: "tata"));
        var outcomes = await _host.Writes.CommitNewAsync(
            [_host.Shop("1", null, "Croma", slug: "croma"), _host.Shop("2", null, "Tata", slug: "tata"), _host.Shop("3", null, "Croma again", slug: "croma")], default);

        Assert.IsType<CommitOutcome.Saved>(outcomes[0]);
        Assert.Equal("first", Assert.IsType<CommitOutcome.Taken>(outcomes[1]).OwnerId);
        Assert.Equal("1", Assert.IsType<CommitOutcome.Taken>(outcomes[2]).OwnerId);
        Assert.Null(await _host.ShopAsync("2"));
        Assert.Empty(await _host.EntriesAsync("shop", "2"));
    }

    [Fact]
    public async Task CommitNew_WhoseAnswerIsLost_IsMadeOnce()
    {
        _host.Faults.Decide = (call, _) => call == 0 ? Fault.AnswerLost : Fault.None;
        var outcomes = await _host.Writes.CommitNewAsync([_host.Shop("1", null, "Tata", slug: "tata"), _host.Shop("2", null, "Croma", slug: "croma")], default);

        Assert.All(outcomes, outcome => Assert.Equal(1, Assert.IsType<CommitOutcome.Saved>(outcome).Item.Version));
        Assert.Single(await _host.EntriesAsync("shop", "1"));
        Assert.Single(await _host.EntriesAsync("shop", "2"));
    }

    [Fact]
    public async Task Change_OfWhatWasRead_GivesTheNextVersionAndTheDifference()
    {
        var first = await _host.SaveAsync(_host.Shop("1", null, "Tata"));
        _host.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await _host.SaveAsync(_host.Shop("1", first, "Tata 1mg", actor: StorageHost.Rohan));

        Assert.Equal(2, second.Version);
        Assert.Equal("Anita Rao", second.Stamp.CreatedBy);
        Assert.Equal("Rohan Deshpande", second.Stamp.UpdatedBy);
        Assert.Equal(first.Stamp.CreatedAt.AddMinutes(1), second.Stamp.UpdatedAt);
        var entries = await _host.EntriesAsync("shop", "1");
        Assert.Equal("""[["name","Tata","Tata 1mg"]]""", entries[1].GetString(AuditAttributes.Changes));
    }

    [Fact]
    public async Task Change_OfAnOldVersion_ConflictsWithTheCurrentOne()
    {
        var first = await _host.SaveAsync(_host.Shop("1", null, "Tata"));
        await _host.SaveAsync(_host.Shop("1", first, "Tata 1mg"));
        var outcome = await _host.CommitAsync(_host.Shop("1", first, "Tata Cliq", slug: "cliq"));

        Assert.Equal("Tata 1mg", Assert.IsType<CommitOutcome.Conflicted>(outcome).Current!.GetString("name"));
        Assert.Equal(2, (await _host.EntriesAsync("shop", "1")).Count);
        Assert.Null(await _host.Reader.ReadAsync(new(ShopKind.Table, "U#SLUG#cliq", "U"), default));
    }

    [Fact]
    public async Task Change_ThatChangesNothing_SendsNothing()
    {
        var first = await _host.SaveAsync(_host.Shop("1", null, "Tata"));
        _host.Faults.Restart();
        Assert.Same(first, Assert.IsType<CommitOutcome.Unchanged>(await _host.CommitAsync(_host.Shop("1", first, "Tata"))).Item);
        Assert.Empty(_host.Faults.Operations);
    }

    [Fact]
    public async Task Claim_OfAnothersSlug_NamesFieldAndOwner()
    {
        await _host.SaveAsync(_host.Shop("1", null, "Tata", slug: "tata"));
        var outcome = await _host.CommitAsync(_host.Shop("2", null, "Tata again", slug: "tata"));

        Assert.Equal(new CommitOutcome.Taken("Slug", "1"), outcome);
        Assert.Null(await _host.ShopAsync("2"));
        Assert.Empty(await _host.EntriesAsync("shop", "2"));
    }

    [Fact]
    public async Task Release_GivesTheSlugToTheNext()
    {
        var first = await _host.SaveAsync(_host.Shop("1", null, "Tata", slug: "tata"));
        var rename = _host.Shop("1", first, "Tata Cliq", slug: "cliq");
        await _host.SaveAsync(rename with { Steps = [.. rename.Steps, new ChangeStep.Release(ShopKind.Table, "U#SLUG#tata", "1")] });
        await _host.SaveAsync(_host.Shop("2", null, "Tata", slug: "tata"));

        var wrong = _host.Shop("3", null, "Three");
        var outcome = await _host.CommitAsync(wrong with { Steps = [new ChangeStep.Release(ShopKind.Table, "U#SLUG#tata", "3")] });
        Assert.IsType<CommitOutcome.CheckFailed>(outcome);
    }

    [Fact]
    public async Task Exists_OfADeletedOrMissingRecord_Fails()
    {
        var club = await _host.SaveAsync(_host.Shop("1", null, "Club"));
        var offer = _host.Shop("2", null, "Offer") with { Steps = [new ChangeStep.Exists(new(ShopKind.Table, "SHOP#1"), "Shop")] };
        await _host.SaveAsync(offer);

        await _host.SaveAsync(Deletion(club));
        var failed = Assert.IsType<CommitOutcome.CheckFailed>(await _host.CommitAsync(offer with { Token = _host.NewToken(), Entity = new(ShopKind.Table, null, new Item("SHOP#3").Set("name", "n")) }));
        Assert.True(failed.Current!.IsDeleted);
        Assert.Equal("Shop", Assert.IsType<ChangeStep.Exists>(failed.Step).Field);
        Assert.Null(await _host.ShopAsync("3"));
    }

    [Fact]
    public async Task Delete_KeepsRecordAndSlugUntilThePurge()
    {
        var shop = await _host.SaveAsync(_host.Shop("1", null, "Tata", slug: "tata"));
        var deleted = await _host.SaveAsync(Deletion(shop, "tata"));
        Assert.True(deleted.IsDeleted);
        Assert.Equal(_host.Clock.GetUtcNow().AddDays(90), deleted.PurgeAt);
        Assert.IsType<CommitOutcome.Taken>(await _host.CommitAsync(_host.Shop("2", null, "Tata", slug: "tata")));

        _host.Clock.Advance(TimeSpan.FromDays(91));
        Assert.Null(await _host.ShopAsync("1"));
        await _host.SaveAsync(_host.Shop("3", null, "Tata", slug: "tata"));
    }

    [Fact]
    public async Task Restore_BringsRecordAndSlugBackForGood()
    {
        var shop = await _host.SaveAsync(_host.Shop("1", null, "Tata", slug: "tata"));
        var deleted = await _host.SaveAsync(Deletion(shop, "tata"));
        var restored = await _host.SaveAsync(_host.Shop("1", deleted, "Tata", slug: "tata"));
        Assert.False(restored.IsDeleted);
        Assert.Equal(3, restored.Version);

        _host.Clock.Advance(TimeSpan.FromDays(91));
        Assert.NotNull(await _host.ShopAsync("1"));
        Assert.IsType<CommitOutcome.Taken>(await _host.CommitAsync(_host.Shop("2", null, "Tata", slug: "tata")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(11)]
    [InlineData(60 * 24)]
    public async Task SameSubmit_SentAgain_IsMadeOnce(int minutesLater)
    {
        var token = _host.NewToken();
        await _host.SaveAsync(_host.Shop("1", null, "Tata", token, slug: "tata"));
        _host.Clock.Advance(TimeSpan.FromMinutes(minutesLater) + TimeSpan.FromMilliseconds(1));

        // A form that is sent twice may have been given another id the second time.
        foreach (var id in (string[])["1", "2"])
        {
            var again = Assert.IsType<CommitOutcome.Saved>(await _host.CommitAsync(_host.Shop(id, null, "Tata", token, slug: "tata")));
            Assert.True(again.Repeated);
            Assert.Equal("1", again.Item.Id);
        }

        Assert.Single(await _host.EntriesAsync("shop", "1"));
        Assert.Null(await _host.ShopAsync("2"));
    }

    [Fact]
    public async Task SameSubmit_AfterAnothersSave_SaysItWasMadeAndShowsWhatIsThere()
    {
        var first = await _host.SaveAsync(_host.Shop("1", null, "Tata"));
        var change = _host.Shop("1", first, "Tata 1mg");
        var mine = await _host.SaveAsync(change);
        await _host.SaveAsync(_host.Shop("1", mine, "Tata Cliq", actor: StorageHost.Rohan));
        _host.Clock.Advance(TimeSpan.FromSeconds(1));

        var again = Assert.IsType<CommitOutcome.Saved>(await _host.CommitAsync(change));
        Assert.True(again.Repeated);
        Assert.Equal("Tata Cliq", again.Item.GetString("name"));
        Assert.Equal(3, (await _host.EntriesAsync("shop", "1")).Count);
    }

    [Fact]
    public async Task SameToken_WithOtherContent_ConflictsAndWritesNothing()
    {
        var token = _host.NewToken();
        await _host.SaveAsync(_host.Shop("1", null, "Tata", token));
        var outcome = await _host.CommitAsync(_host.Shop("1", null, "Something else", token));
        Assert.Equal("Tata", Assert.IsType<CommitOutcome.Conflicted>(outcome).Current!.GetString("name"));
        Assert.Single(await _host.EntriesAsync("shop", "1"));
    }

    [Fact]
    public async Task Submit_RefusedAndMended_IsWritten()
    {
        // The same token, because the form keeps it until it is saved: DynamoDB must not take the mended one for a mistake.
        await _host.SaveAsync(_host.Shop("1", null, "Tata", slug: "tata"));
        var token = _host.NewToken();
        Assert.IsType<CommitOutcome.Taken>(await _host.CommitAsync(_host.Shop("2", null, "Tata", token, slug: "tata")));
        Assert.IsType<CommitOutcome.Saved>(await _host.CommitAsync(_host.Shop("2", null, "Tata", token, slug: "tata-2")));
    }

    [Fact]
    public async Task Record_OfTheSameToken_IsKeptOnce()
    {
        var token = _host.NewToken();
        for (var i = 0; i < 2; i++)
        {
            await _host.Writes.RecordAsync(StorageHost.Anita, token, new("sign-in", "staff", "anita", "Anita Rao") { Note = "TOTP" }, default);
            _host.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal("TOTP", Assert.Single(await _host.EntriesAsync("staff", "anita")).GetString(AuditAttributes.Note));
    }

    [Fact]
    public async Task Entry_OfAHugeRecord_IsCutAndSaysSo()
    {
        var change = _host.Shop("1", null, "Tata");
        for (var i = 0; i < 20; i++)
            change.Entity.After.Set($"text{i:D2}", new string('अ', 2500));
        await _host.SaveAsync(change);

        var entry = Assert.Single(await _host.EntriesAsync("shop", "1"));
        Assert.True(entry.GetBool(AuditAttributes.Cut));
        var json = entry.GetString(AuditAttributes.Changes);
        Assert.True(Encoding.UTF8.GetByteCount(json) <= 30 * 1024);
        Assert.True(JsonSerializer.Deserialize<JsonElement[][]>(json)!.Length > 3);
    }

    [Fact]
    public async Task Commit_CancelledBefore_SendsNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _host.Writes.CommitAsync(_host.Shop("1", null, "Tata"), cancelled.Token));
        Assert.Empty(_host.Faults.Operations);
    }

    [Fact]
    public async Task Commit_ThatContradictsItself_IsRefusedByName()
    {
        var good = _host.Shop("1", null, "Tata");
        Change[] wrong =
        [
            good with { Token = "" },
            good with { Entity = new(Table.Audit, null, new Item("ENT#x#1", "now")) },
            good with { Entity = new(ShopKind.Table, new Item("SHOP#1").Set(Attributes.Version, 1L), new Item("SHOP#2")) },
            good with { Entity = new(ShopKind.Table, new Item("SHOP#1"), new Item("SHOP#1")) },
            good with { Steps = [new ChangeStep.Put(ShopKind.Table, new Item("SHOP#2"))] },
            good with { Steps = [new ChangeStep.Put(Table.Audit, new Item("ENT#shop#1", "now#x"))] },
            good with { Steps = [new ChangeStep.Remove(new(OfferKind.Table, "OFR#1"))] },
            good with { Steps = [new ChangeStep.Exists(new(ShopKind.Table, "SHOP#1"))] },
        ];
        foreach (var change in wrong)
            await Assert.ThrowsAsync<ArgumentException>(() => _host.CommitAsync(change));
        Assert.Empty(_host.Faults.Operations);
    }

    [Fact]
    public async Task SlugRace_Of16Writers_IsWonByExactlyOne()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => _host.CommitAsync(_host.Shop($"{i}", null, "Tata", slug: "tata")))));

        var winner = Assert.Single(outcomes.OfType<CommitOutcome.Saved>()).Item.Id;
        Assert.All(outcomes.OfType<CommitOutcome.Taken>(), taken => Assert.Equal(winner, taken.OwnerId));
        Assert.Equal(15, outcomes.OfType<CommitOutcome.Taken>().Count());
        for (var i = 0; i < 16; i++)
            Assert.Equal($"{i}" == winner ? 1 : 0, (await _host.EntriesAsync("shop", $"{i}")).Count);
    }

    [Fact]
    public async Task GuardRace_OfTwoMovesThatWouldMakeACycle_OneFails()
    {
        var guard = new ItemKey(CategoryKind.Table, "GUARD#tree", "GUARD");
        var a = await _host.SaveAsync(Category("a", null, parent: null));
        var b = await _host.SaveAsync(Category("b", null, parent: null));
        var version = (await _host.Reader.ReadAsync(guard, default))?.Version ?? 0;

        // Both have looked at the same tree, in which either move is fine.
        var outcomes = await Task.WhenAll(
            Task.Run(() => _host.CommitAsync(Category("a", a, "b") with { Steps = [new ChangeStep.Advance(guard, version)] })),
            Task.Run(() => _host.CommitAsync(Category("b", b, "a") with { Steps = [new ChangeStep.Advance(guard, version)] })));

        Assert.Single(outcomes.OfType<CommitOutcome.Saved>());
        var failed = Assert.Single(outcomes.OfType<CommitOutcome.CheckFailed>());
        Assert.IsType<ChangeStep.Advance>(failed.Step);
        Assert.Equal(1, failed.Current!.Version);
    }

    private Change Deletion(Item shop, string? slug = null)
    {
        var change = _host.Shop(shop.Id, shop, shop.GetString("name"), slug: slug);
        return change with { Entity = change.Entity with { Deleted = true }, Audit = change.Audit with { Action = AuditActions.Delete } };
    }

    private Change Category(string id, Item? before, string? parent) => new()
    {
        Actor = StorageHost.Anita,
        Token = _host.NewToken(),
        Audit = new(AuditActions.Change, "category", id, id),
        Entity = new(CategoryKind.Table, before, (before?.Copy() ?? new Item("CAT#" + id)).Set("name", id).Set("parent", parent)),
    };
}
