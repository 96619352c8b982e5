using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.History;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Offers;

namespace Clubshop.Admin.Tests.Catalog.History;

/// <summary>A record's versions are read back from the audit log, and going back to one is a change like any other.</summary>
public sealed class RecordHistoryTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    internal static async Task<RecordTimeline<T>> TimelineAsync<T>(RecordService<T> service, string id, Actor? actor = null)
        where T : class, ICatalogRecord
    {
        var timeline = CatalogWorld.Value(await service.TimelineAsync(actor ?? CatalogWorld.Meera, id, None));
        while (timeline.HasOlder)
            await timeline.ReadOlderAsync(None);

        return timeline;
    }

    private static IReadOnlyList<string> AllNames => [.. ShopFields.All.Select(one => one.Name).Where(name => name != nameof(Shop.Status))];

    [Fact]
    public async Task Timeline_OfEveryKindOfChange_HasEachVersionAsItWas_WithWhoAndHow()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var club = await world.ClubAsync("Infosys Pune");
        List<Shop> saved = [await world.SaveAsync(world.NewShop() with { City = "Pune", Description = "One\ntwo" })];
        saved.Add(await world.SaveAsync(saved[^1] with { City = "", ClubIds = [club.Id], Website = "https://croma.example" }, CatalogWorld.Rohan with { Address = "203.0.113.9", Protocol = "https" }));
        saved.Add(CatalogWorld.Value(await world.Shops.DeleteAsync(CatalogWorld.Meera, saved[^1], world.Submit() with { Decided = true }, None)));
        saved.Add(CatalogWorld.Value(await world.Shops.RestoreAsync(CatalogWorld.Meera, saved[^1], world.Submit(), None)));

        var timeline = await TimelineAsync(world.Shops, saved[0].Id);

        Assert.Equal([4L, 3, 2, 1], timeline.Entries.Select(entry => entry.Version!.Number));
        Assert.False(timeline.HasGap);
        foreach (var (line, record) in timeline.Entries.Reverse().Zip(saved))
        {
            Assert.All(ShopFields.All, field => Assert.True(field.Same(record, line.Version!.Record), $"{field.Label} of version {line.Version!.Number}"));
            Assert.Equal(record.Stamp.UpdatedBy, line.Entry.ActorName);
        }

        Assert.Equal((CatalogWorld.Rohan.Name, "203.0.113.9", "https"), (timeline.Entries[2].Entry.ActorName, timeline.Entries[2].Entry.Address, timeline.Entries[2].Entry.Protocol));
    }

    [Fact]
    public async Task Revert_ToAVersion_BringsItsContentBack_AndLeavesTheStatus()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var first = await world.SaveAsync(world.NewShop() with { City = "Pune", Description = "As it was" });
        var second = await world.SaveAsync(first with { Name = "Croma Retail", City = "", Slug = "croma-retail" });
        var paused = CatalogWorld.Value(await world.Shops.ChangeStatusAsync(CatalogWorld.Rohan, second, EditorialStatus.Paused, world.Submit(), None));
        var version = (await TimelineAsync(world.Shops, first.Id)).Entries[^1].Version!;

        var back = CatalogWorld.Value(await world.Shops.RevertAsync(CatalogWorld.Rohan, paused, version, AllNames, world.Submit(), None));

        Assert.Equal(("Croma", "Pune", first.Slug, EditorialStatus.Paused, 4L), (back.Name, back.City, back.Slug, back.Status, back.Stamp.Version));
        var entry = (await world.HistoryAsync(ShopKind.Name, first.Id))[0];
        Assert.Equal((AuditActions.Revert, "to version 1", CatalogWorld.Rohan.Name, 4L), (entry.Action, entry.Note, entry.ActorName, entry.Version));
        Assert.Equal("reverted it", world.Get<AuditLabels>().InHistory(entry));
    }

    [Fact]
    public async Task Revert_OfOneField_TouchesNoOther_AndSaysWhich()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var first = await world.SaveAsync(world.NewShop() with { City = "Pune" });
        var second = await world.SaveAsync(first with { City = "Nagpur", Description = "New" });
        var version = (await TimelineAsync(world.Shops, first.Id)).Entries[^1].Version!;

        var back = CatalogWorld.Value(await world.Shops.RevertAsync(CatalogWorld.Meera, second, version, [nameof(Shop.City)], world.Submit(), None));

        Assert.Equal(("Pune", "New"), (back.City, back.Description));
        Assert.Equal("City to version 1", (await world.HistoryAsync(ShopKind.Name, first.Id))[0].Note);
        Assert.Equal("same", Assert.Single((await world.Shops.RevertAsync(CatalogWorld.Meera, back, version, [nameof(Shop.City)], world.Submit(), None)).Problems).Code);
    }

    [Fact]
    public async Task Revert_AfterAnotherSaved_SaysWhoAndChangesNothing()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var first = await world.SaveAsync(world.NewShop() with { City = "Pune" });
        var second = await world.SaveAsync(first with { City = "Nagpur" });
        var version = (await TimelineAsync(world.Shops, first.Id)).Entries[^1].Version!;
        await world.SaveAsync(second with { Description = "Rohan was faster" }, CatalogWorld.Rohan);

        var refused = await world.Shops.RevertAsync(CatalogWorld.Meera, second, version, AllNames, world.Submit(), None);

        Assert.StartsWith("Rohan Deshpande saved this shop meanwhile. Nothing was changed", Assert.Single(refused.Problems).Message, StringComparison.Ordinal);
        Assert.Equal("Nagpur", CatalogWorld.Value(await world.Shops.FindAsync(CatalogWorld.Meera, first.Id, None)).City);
    }

    [Fact]
    public async Task Revert_ToACategoryThatWasDeleted_IsRefusedInWords()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var category = await world.CategoryAsync("Monsoon");
        var first = await world.SaveAsync(world.NewShop() with { CategoryIds = [category.Id] });
        var second = await world.SaveAsync(first with { CategoryIds = [] });
        CatalogWorld.Value(await world.Categories.DeleteAsync(CatalogWorld.Meera, category, world.Submit() with { Decided = true }, None));
        var version = (await TimelineAsync(world.Shops, first.Id)).Entries[^1].Version!;

        var refused = await world.Shops.RevertAsync(CatalogWorld.Meera, second, version, [nameof(Shop.CategoryIds)], world.Submit(), None);

        Assert.Equal((nameof(Shop.CategoryIds), true), (Assert.Single(refused.Problems).Field, refused.Problems[0].Message.Contains("deleted", StringComparison.Ordinal)));
        Assert.Equal(2, (await world.HistoryAsync(ShopKind.Name, first.Id)).Count);
    }

    [Fact]
    public async Task Revert_OfADeletedRecord_IsRefusedUntilItIsRestored()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var first = await world.SaveAsync(world.NewShop() with { City = "Pune" });
        var second = await world.SaveAsync(first with { City = "Nagpur" });
        var deleted = CatalogWorld.Value(await world.Shops.DeleteAsync(CatalogWorld.Meera, second, world.Submit(), None));
        var version = (await TimelineAsync(world.Shops, first.Id)).Entries[^1].Version!;

        var refused = await world.Shops.RevertAsync(CatalogWorld.Meera, deleted, version, [nameof(Shop.City)], world.Submit(), None);

        Assert.Equal("deleted", Assert.Single(refused.Problems).Code);
    }

    [Theory]
    [InlineData("क", 4000)]
    [InlineData("क\u094D\u0937\u093F\u0902 ", 650)]
    [InlineData("👩🏽‍🌾", 3900)]
    public async Task Revert_OfLongTextsInAnyScript_IsExact(string piece, int times)
    {
        await using var world = await OfferWorld.OpenAsync();
        var random = new Random(times);
        string Text() => string.Concat(Enumerable.Range(0, times).Select(_ => random.Next(8) == 0 ? random.Next(10, 99).ToString(System.Globalization.CultureInfo.InvariantCulture)[..1] : piece)).Trim();
        var first = await world.SaveAsync(world.Draft() with { Terms = Text(), Description = Text() });
        var second = await world.SaveAsync(first with { Terms = Text(), Description = Text() });

        var timeline = await TimelineAsync(world.Offers, first.Id);
        Assert.Equal((first.Terms, first.Description), (timeline.Entries[1].Version!.Record.Terms, timeline.Entries[1].Version!.Record.Description));
        Assert.All(timeline.Entries, line => Assert.False(line.Entry.Cut));

        var back = OfferWorld.Value(await world.Offers.RevertAsync(
            OfferWorld.Administrator, second, timeline.Entries[1].Version!, [nameof(Offer.Terms), nameof(Offer.Description)], world.Submit(), None));
        Assert.Equal((first.Terms, first.Description), (back.Terms, back.Description));
    }

    [Fact]
    public async Task Timeline_ByEachRole_EndsWhereTheRecordWasOthers()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var (mine, others) = (await world.ClubAsync("Infosys Pune"), await world.ClubAsync("Delhi Metro Staff"));
        var shop = await world.SaveAsync(world.NewShop() with { ClubIds = [others.Id] });
        shop = await world.SaveAsync(shop with { ClubIds = [mine.Id] });
        shop = await world.SaveAsync(shop with { City = "Pune" });

        var seen = await TimelineAsync(world.Shops, shop.Id, CatalogWorld.Person(Role.ClubAdministrators, mine.Id));
        Assert.Equal((3L, true), (Assert.Single(seen.Entries).Version!.Number, seen.EndsAtOthers));
        Assert.Null(await seen.FindAsync(1, None));
        Assert.Equal(3, (await TimelineAsync(world.Shops, shop.Id, CatalogWorld.Person(Role.ReadOnly))).Entries.Count);
        Assert.Equal(Problem.Forbidden, Assert.Single((await world.Shops.TimelineAsync(CatalogWorld.Person(Role.Support), shop.Id, None)).Problems).Code);
        Assert.Equal(Problem.Forbidden, Assert.Single((await world.Shops.TimelineAsync(CatalogWorld.Person(Role.ClubAdministrators, others.Id), shop.Id, None)).Problems).Code);
    }

    [Fact]
    public async Task Find_OfAnEarlyVersion_ReadsAsFarBackAsItTakes()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var shop = await world.SaveAsync(world.NewShop() with { City = "City 1" });
        for (var i = 2; i <= 45; i++)
            shop = await world.SaveAsync(shop with { City = $"City {i}" });

        var timeline = CatalogWorld.Value(await world.Shops.TimelineAsync(CatalogWorld.Meera, shop.Id, None));
        Assert.Equal(20, timeline.Entries.Count);
        Assert.Equal("City 3", (await timeline.FindAsync(3, None))!.Record.City);
        Assert.Null(await timeline.FindAsync(46, None));
        Assert.Equal(45, (await TimelineAsync(world.Shops, shop.Id)).Entries.Count);
    }

    // As entries were written before long texts were kept whole.
    [Fact]
    public void Fold_OverAnEntryThatCutAText_SaysWhatIsNotKnown_UntilAnOlderEntryHasIt()
    {
        var now = new Item("OFFER#" + GoldenId).Set(Attributes.Version, 4L).Set("title", "Now").Set("terms", "Short again").Set("status", "draft");
        var cut = new string('x', 1500) + "…";
        var fold = new VersionFold<Offer>(OfferFields.All, now);

        var fourth = fold.Take(Entry(4, cut: true, ("terms", cut, "Short again")))!;
        var third = fold.Take(Entry(3, cut: false, ("title", "Before", "Now")))!;
        var second = fold.Take(Entry(2, cut: true, ("terms", "Short", cut)))!;
        var first = fold.Take(Entry(1, cut: false, ("title", null, "Before"), ("terms", null, "Short"), ("status", null, "draft")))!;

        Assert.Equal(("Now", "Short again", true), (fourth.Record.Title, fourth.Record.Terms, fourth.Knows(OfferFields.Terms)));
        Assert.Equal(("Now", false, true), (third.Record.Title, third.Knows(OfferFields.Terms), third.Knows(OfferFields.Title)));
        Assert.Equal(("Before", false), (second.Record.Title, second.Knows(OfferFields.Terms)));
        Assert.Equal(("Before", "Short", true), (first.Record.Title, first.Record.Terms, first.Knows(OfferFields.Terms)));
        Assert.Equal((0L, false), (fold.Next, fold.Broken));
    }

    [Fact]
    public void Fold_WithAnEntryMissing_TellsNothingOlder()
    {
        var fold = new VersionFold<Offer>(OfferFields.All, new Item("OFFER#" + GoldenId).Set(Attributes.Version, 4L).Set("title", "Now"));

        Assert.NotNull(fold.Take(Entry(4, cut: false, ("title", "Before", "Now"))));
        Assert.Null(fold.Take(Entry(2, cut: false, ("title", "First", "Second"))));
        Assert.Null(fold.Take(Entry(1, cut: false, ("title", null, "First"))));
        Assert.True(fold.Broken);
    }

    private const string GoldenId = "019a00000000700080000000000000a1";

    private static AuditEntry Entry(long version, bool cut, params (string Attribute, string? Before, string? After)[] changes) => new()
    {
        Id = $"e{version}",
        Position = $"p{version}",
        At = CatalogWorld.Now.AddMinutes(version),
        ActorId = "meera",
        ActorName = "Meera Iyer",
        Action = AuditActions.Change,
        Kind = OfferKind.Name,
        EntityId = GoldenId,
        EntityName = "Now",
        Version = version,
        Cut = cut,
        Changes = [.. changes.Select(change => new AuditChange(change.Attribute, Json(change.Before), Json(change.After)))],
    };

    private static System.Text.Json.JsonElement? Json(string? text) => text is null ? null : System.Text.Json.JsonSerializer.SerializeToElement(text);
}
