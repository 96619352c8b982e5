using Clubshop.Admin.Catalog;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;

namespace Clubshop.Admin.Tests.Clubs;

public sealed class ClubServiceTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<Role> Roles => [.. Enum.GetValues<Role>()];

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Create_IsForWhoEditsTheWholeCatalog(Role role)
    {
        await using var world = await CatalogWorld.OpenAsync();
        var result = await world.Clubs.SaveAsync(CatalogWorld.Person(role, "any"), new Club { Id = world.NewId(), Name = "Infosys Pune" }, world.Submit(), None);
        Assert.Equal(Permissions.Has(role, Permission.EditWholeCatalog), result.Ok);
    }

    [Fact]
    public async Task Change_IsForWhomTheClubIsAssignedTo()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var (mine, other) = (await world.ClubAsync("Mine"), await world.ClubAsync("Other"));
        var person = CatalogWorld.Person(Role.ClubAdministrators, mine.Id);
        Assert.True((await world.Clubs.SaveAsync(person, mine with { City = "Pune" }, world.Submit(), None)).Ok);
        var refused = Assert.Single((await world.Clubs.SaveAsync(person, other with { City = "Pune" }, world.Submit(), None)).Problems);
        Assert.Equal(Problem.Forbidden, refused.Code);
        Assert.Contains("Other is not assigned to you", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Club_SavedAndRead_KeepsEveryProperty()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var full = new Club
        {
            Id = world.NewId(),
            Name = "नर्मदा संघ",
            Slug = "narmada",
            Code = "N-1",
            Description = "one\ntwo",
            Website = "http://narmada.example",
            City = "Bhopal",
            Picture = await world.PictureAsync(),
            Status = EditorialStatus.Archived,
        };
        CatalogWorld.Value(await world.Clubs.SaveAsync(CatalogWorld.Meera, full, world.Submit(), None));
        var read = CatalogWorld.Value(await world.Clubs.FindAsync(CatalogWorld.Meera, full.Id, None));
        Assert.Equal(full with { Stamp = read.Stamp }, read);
        var empty = new Club { Id = full.Id };
        foreach (var property in typeof(Club).GetProperties().Where(property => property.Name is not (nameof(Club.Id) or nameof(Club.Stamp))))
        {
            Assert.True(!Equals(property.GetValue(empty), property.GetValue(full)), $"{property.Name} has its default in this test");
            Assert.Contains(ClubFields.All, field => field.Name == property.Name);
        }
    }

    [Fact]
    public async Task Delete_WithShops_AsksAndThenLeavesTheShopsAsTheyAre()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var club = await world.ClubAsync("Infosys Pune");
        var shop = await world.SaveAsync(world.NewShop() with { ClubIds = [club.Id] });
        var asked = Assert.Single((await world.Clubs.DeleteAsync(CatalogWorld.Meera, club, world.Submit(), None)).Problems);
        Assert.Equal(Consequences.NeedsDecision, asked.Code);
        Assert.Contains("Croma is linked to this club", asked.Message, StringComparison.Ordinal);

        Assert.True((await world.Clubs.DeleteAsync(CatalogWorld.Meera, club, world.Submit() with { Decided = true }, None)).Ok);
        Assert.True((await world.Shops.SaveAsync(CatalogWorld.Meera, shop with { City = "Pune" }, world.Submit(), None)).Ok); // an old link is no obstacle
        Assert.Equal("Infosys Pune (deleted)", ClubNames.Of(world.Get<Clubshop.Admin.MasterData.RecordIndex<ClubRow>>(), club.Id));
    }
}
