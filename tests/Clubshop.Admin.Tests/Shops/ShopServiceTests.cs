using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Shops;

public sealed class ShopServiceTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Save_OfANewShop_DerivesSlugAndCodeAndLeavesAnAuditEntry()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var saved = await world.SaveAsync(world.NewShop("Tata & Sons"));
        Assert.Equal(("tata-and-sons", "tata-and-sons"), (saved.Slug, saved.Code));
        var entry = Assert.Single(await world.HistoryAsync(ShopKind.Name, saved.Id));
        Assert.Equal((AuditActions.Create, "Tata & Sons", "meera"), (entry.Action, entry.EntityName, entry.ActorId));
    }

    [Fact]
    public async Task Save_OfASecondShopOfTheName_GetsASuffix()
    {
        await using var world = await CatalogWorld.OpenAsync();
        await world.SaveAsync(world.NewShop("Tata"));
        Assert.Equal("tata-2", (await world.SaveAsync(world.NewShop("Tata"))).Slug);
        Assert.Equal("tata-3", (await world.SaveAsync(world.NewShop("TATA"))).Slug);
    }

    [Fact]
    public async Task Save_OfTwentyShopsOfOneNameAtOnce_GivesEachItsOwnSlug()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var saved = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => world.SaveAsync(world.NewShop("Tata"))));
        Assert.Equal(20, saved.Select(shop => shop.Slug).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(20, saved.Select(shop => shop.Code).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Save_WithATypedSlugThatIsTaken_IsRefusedWithTheOwner()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var owner = await world.SaveAsync(world.NewShop("Tata"));
        var problem = Assert.Single((await world.Shops.SaveAsync(CatalogWorld.Meera, world.NewShop("Other") with { Slug = "tata" }, world.Submit(), None)).Problems);
        Assert.Equal((Problem.Taken, nameof(Shop.Slug), ShopUrls.Edit(owner.Id)), (problem.Code, problem.Field, problem.Href));
        Assert.Contains("taken by Tata", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_WithTheCodeOfAnother_IsRefusedAtTheCode()
    {
        await using var world = await CatalogWorld.OpenAsync();
        await world.SaveAsync(world.NewShop("Tata") with { Code = "T-1" });
        var problem = Assert.Single((await world.Shops.SaveAsync(CatalogWorld.Meera, world.NewShop("Other") with { Code = "T-1" }, world.Submit(), None)).Problems);
        Assert.Equal(nameof(Shop.Code), problem.Field);
    }

    [Fact]
    public async Task Slug_GivenUp_CanBeTakenByAnother()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var first = await world.SaveAsync(world.NewShop("Tata") with { Slug = "tata", Code = "first" });
        await world.SaveAsync(first with { Slug = "tata-group" });
        Assert.Equal("tata", (await world.SaveAsync(world.NewShop("Tata") with { Slug = "tata", Code = "second" })).Slug);
    }

    [Fact]
    public async Task Save_SentTwice_CountsOnce()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var (shop, submit) = (world.NewShop("Tata"), world.Submit());
        await world.Shops.SaveAsync(CatalogWorld.Meera, shop, submit, None);
        var again = await world.Shops.SaveAsync(CatalogWorld.Meera, shop, submit, None);
        Assert.Equal(1, again.Value!.Stamp.Version);

        var changed = again.Value with { City = "Pune" };
        var second = world.Submit();
        await world.Shops.SaveAsync(CatalogWorld.Meera, changed, second, None);
        Assert.Equal(2, (await world.Shops.SaveAsync(CatalogWorld.Meera, changed, second, None)).Value!.Stamp.Version);
        Assert.Equal(2, (await world.HistoryAsync(ShopKind.Name, shop.Id)).Count);
    }

    [Fact]
    public async Task Save_OfAnOldVersion_IsAConflictWithWhatIsStored()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var opened = await world.SaveAsync(world.NewShop());
        await world.SaveAsync(opened with { City = "Delhi" }, CatalogWorld.Rohan);

        var late = await world.Shops.SaveAsync(CatalogWorld.Meera, opened with { City = "Pune" }, world.Submit(), None);

        Assert.Equal(Problem.Conflict, Assert.Single(late.Problems).Code);
        Assert.Equal(("Delhi", "Rohan Deshpande"), (late.Current!.City, late.Current.Stamp.UpdatedBy));
    }

    [Fact]
    public async Task Save_ByManyAtOnce_LosesNoAcknowledgedChange()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var opened = await world.SaveAsync(world.NewShop());
        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(n =>
            world.Shops.SaveAsync(CatalogWorld.Meera, opened with { City = "City " + (char)('A' + n) }, world.Submit(), None)));
        var won = Assert.Single(results, result => result.Ok);
        Assert.Equal(won.Value!.City, (await world.Shops.FindAsync(CatalogWorld.Meera, opened.Id, None)).Value!.City);
        Assert.All(results.Where(result => !result.Ok), result => Assert.NotNull(result.Current));
    }

    [Theory]
    [InlineData(Role.Administrators, true)]
    [InlineData(Role.ClubAdministrators, true)]
    [InlineData(Role.Support, false)]
    [InlineData(Role.ServiceProviders, false)]
    [InlineData(Role.ReadOnly, false)]
    [InlineData(null, false)]
    public async Task Save_InTheClubOfThePerson_IsForThoseWhoEdit(Role? role, bool allowed)
    {
        await using var world = await CatalogWorld.OpenAsync();
        var club = await world.ClubAsync("Infosys Pune");
        var result = await world.Shops.SaveAsync(CatalogWorld.Person(role, club.Id), world.NewShop() with { ClubIds = [club.Id] }, world.Submit(), None);
        Assert.Equal(allowed, result.Ok);
        if (!allowed)
            Assert.Equal(Problem.Forbidden, Assert.Single(result.Problems).Code);
    }

    [Fact]
    public async Task Save_ByAClubAdministrator_ReachesOnlyShopsWhollyTheirs()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var (mine, other) = (await world.ClubAsync("Mine"), await world.ClubAsync("Other"));
        var person = CatalogWorld.Person(Role.ClubAdministrators, mine.Id);
        var shared = await world.SaveAsync(world.NewShop("Shared") with { ClubIds = [mine.Id, other.Id] });
        var free = await world.SaveAsync(world.NewShop("Free"));
        var own = await world.SaveAsync(world.NewShop("Own") with { ClubIds = [mine.Id] });

        async Task<Problem?> TryAsync(Shop shop) => (await world.Shops.SaveAsync(person, shop, world.Submit(), None)).Problems is [var first, ..] ? first : null;

        Assert.Contains("Other", (await TryAsync(shared with { City = "X" }))!.Message, StringComparison.Ordinal);
        Assert.Contains("only Administrators", (await TryAsync(free with { ClubIds = [mine.Id] }))!.Message, StringComparison.Ordinal);
        Assert.Equal(nameof(Shop.ClubIds), (await TryAsync(own with { ClubIds = [mine.Id, other.Id] }))!.Field);
        Assert.Equal(nameof(Shop.ClubIds), (await TryAsync(own with { ClubIds = [] }))!.Field);
        Assert.Equal(nameof(Shop.ClubIds), (await TryAsync(world.NewShop("New")))!.Field);
        Assert.Null(await TryAsync(own with { City = "Pune" }));
        Assert.Equal(Problem.Forbidden, Assert.Single((await world.Shops.DeleteAsync(person, shared, world.Submit(), None)).Problems).Code);
        Assert.Equal(Problem.Forbidden, Assert.Single((await world.Shops.ChangeStatusAsync(person, free, EditorialStatus.Paused, world.Submit(), None)).Problems).Code);
    }

    [Fact]
    public async Task Save_ToAClubThatWasDeleted_IsToldAtTheField()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var club = await world.ClubAsync("Gone");
        CatalogWorld.Value(await world.Clubs.DeleteAsync(CatalogWorld.Meera, club, world.Submit(), None));
        var problem = Assert.Single((await world.Shops.SaveAsync(CatalogWorld.Meera, world.NewShop() with { ClubIds = [club.Id] }, world.Submit(), None)).Problems);
        Assert.Equal(nameof(Shop.ClubIds), problem.Field);
    }

    [Fact]
    public async Task Delete_KeepsTheSlugAndRestoreBringsItBackAsADraft()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var saved = await world.SaveAsync(world.NewShop("Tata"));
        var deleted = CatalogWorld.Value(await world.Shops.DeleteAsync(CatalogWorld.Meera, saved, world.Submit(), None));
        Assert.Equal(EditorialStatus.Deleted, deleted.Status);
        Assert.Equal("tata-2", (await world.SaveAsync(world.NewShop("Tata"))).Slug);
        Assert.Equal("deleted", Assert.Single((await world.Shops.SaveAsync(CatalogWorld.Meera, deleted with { City = "X", Status = EditorialStatus.Draft }, world.Submit(), None)).Problems).Code);

        var restored = CatalogWorld.Value(await world.Shops.RestoreAsync(CatalogWorld.Meera, deleted, world.Submit(), None));

        Assert.Equal((EditorialStatus.Draft, "tata"), (restored.Status, restored.Slug));
        Assert.Equal([AuditActions.Restore, AuditActions.Delete, AuditActions.Create], (await world.HistoryAsync(ShopKind.Name, saved.Id)).Select(entry => entry.Action));
    }

    [Fact]
    public async Task Deleted_ForNinetyDays_IsGoneAfterwardsWithItsSlug()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var saved = await world.SaveAsync(world.NewShop("Tata"));
        CatalogWorld.Value(await world.Shops.DeleteAsync(CatalogWorld.Meera, saved, world.Submit(), None));
        world.Clock.Advance(TimeSpan.FromDays(91));
        Assert.Equal(Problem.NotFound, Assert.Single((await world.Shops.FindAsync(CatalogWorld.Meera, saved.Id, None)).Problems).Code);
        Assert.Equal("tata", (await world.SaveAsync(world.NewShop("Tata") with { Slug = "tata" })).Slug);
    }

    [Fact]
    public async Task Delete_WhileOthersNeedIt_IsRefusedAndHidingAsksFirst()
    {
        await using var world = await CatalogWorld.OpenAsync(services => services.AddSingleton<IDependants, LiveOffer>());
        var shop = await world.SaveAsync(world.NewShop());
        var decided = world.Submit() with { Decided = true };
        Assert.Equal(Consequences.InUse, Assert.Single((await world.Shops.DeleteAsync(CatalogWorld.Meera, shop, decided, None)).Problems).Code);

        var asked = Assert.Single((await world.Shops.SaveAsync(CatalogWorld.Meera, shop with { Status = EditorialStatus.Archived }, world.Submit(), None)).Problems);
        Assert.Equal((Consequences.NeedsDecision, "Customers no longer see 1 offer."), (asked.Code, asked.Message));
        Assert.Equal(EditorialStatus.Archived, CatalogWorld.Value(
            await world.Shops.SaveAsync(CatalogWorld.Meera, shop with { Status = EditorialStatus.Archived }, world.Submit() with { Decided = true }, None)).Status);
    }

    [Fact]
    public async Task Save_WithHtmlAndTenThousandCharacters_ExecutesNothingAndLosesNothing()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var odd = await world.SaveAsync(world.NewShop("<img src=x onerror=alert(1)>") with { Description = new string('द', 4_000), City = "\u200fיִשְׂרָאֵל" });
        Assert.Equal("<img src=x onerror=alert(1)>", odd.Name);
        Assert.Equal(4_000, odd.Description.Length);
        Assert.Equal("img-src-x-onerror-alert-1", odd.Slug);
    }

    [Fact]
    public async Task Save_OfANameWithoutLatinLetters_GetsASlugAllTheSame()
    {
        await using var world = await CatalogWorld.OpenAsync();
        Assert.Matches("^shop-[0-9a-f]{8}$", (await world.SaveAsync(world.NewShop("🍬🍬"))).Slug);
        Assert.Equal("mithai-ghar", (await world.SaveAsync(world.NewShop("मिठाई घर"))).Slug);
    }

    [Fact]
    public async Task Save_WhoseAnswerIsLost_IsSettledByTheSameSubmit()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var (shop, submit) = (world.NewShop("Tata"), world.Submit());
        world.Faults.Restart();
        var lost = true;
        world.Faults.Decide = (_, operation) => operation == "TransactWriteItems" && lost && !(lost = false) ? Fault.AnswerLost : Fault.None;
        Assert.True((await world.Shops.SaveAsync(CatalogWorld.Meera, shop, submit, None)).Ok);
        Assert.Single(await world.HistoryAsync(ShopKind.Name, shop.Id));
    }

    private sealed class LiveOffer : IDependants
    {
        public IEnumerable<DependantGroup> Of(string kind, string id)
        {
            if (kind == ShopKind.Name)
                yield return new() { One = "offer", Many = "offers", Count = 1, Live = 1, Consequence = "Customers no longer see 1 offer.", HoldsDelete = "1 offer is live.", Href = "/offers" };
        }

        public DependantCounts? CountsOf(string kind) => null;
    }
}
