using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using static Clubshop.Admin.Tests.Offers.OfferWorld;

namespace Clubshop.Admin.Tests.Offers;

/// <summary>Whose an offer is (docs/roles.md#reach-assigned): all its clubs must be assigned, before and after; without any, its shop's clubs count.</summary>
public sealed class OfferPermissionTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(Role.Administrators, true)]
    [InlineData(Role.ClubAdministrators, true)]
    [InlineData(Role.Support, false)]
    [InlineData(Role.ServiceProviders, false)]
    [InlineData(Role.ReadOnly, false)]
    public async Task Save_ByRole_AsTheTableSays(Role role, bool allowed)
    {
        await using var world = await OpenAsync();
        var person = Person(role, world.First.Id);

        var created = await world.Offers.SaveAsync(person, world.Draft(), world.Submit(), None);
        Assert.Equal(allowed, created.Ok);

        var offer = await world.SaveAsync(world.Draft());
        Assert.Equal(allowed, world.Offers.MayEdit(person, offer));
        Assert.Equal(allowed, (await world.Offers.SaveAsync(person, offer with { Title = "Changed" }, world.Submit(), None)).Ok);
        Assert.Equal(allowed, (await world.Offers.DeleteAsync(person, Value(await world.Offers.FindAsync(person, offer.Id, None)), world.Submit(), None)).Ok);
    }

    [Fact]
    public async Task Save_WithoutARole_NothingAtAll()
    {
        await using var world = await OpenAsync();
        var offer = await world.SaveAsync(world.Draft());
        var nobody = Person(Role.ReadOnly) with { Role = null };
        Assert.Equal(Problem.Forbidden, Assert.Single((await world.Offers.FindAsync(nobody, offer.Id, None)).Problems).Code);
        Assert.Equal(Problem.Forbidden, Assert.Single((await world.Offers.SaveAsync(nobody, world.Draft(), world.Submit(), None)).Problems).Code);
    }

    [Fact]
    public async Task Save_OfferWithoutClubs_IsItsShops()
    {
        await using var world = await OpenAsync();
        var offer = await world.SaveAsync(world.Draft());
        Assert.True(world.Offers.MayEdit(Person(Role.ClubAdministrators, world.First.Id), offer));
        Assert.False(world.Offers.MayEdit(Person(Role.ClubAdministrators, world.Second.Id), offer));

        var nobodys = await world.SaveAsync(new Shop { Id = Ids.New(world.Clock), Name = "Open to all", Status = EditorialStatus.Published });
        var administrators = await world.SaveAsync(world.Draft() with { ShopId = nobodys.Id });
        Assert.False(world.Offers.MayEdit(Person(Role.ClubAdministrators, world.First.Id, world.Second.Id), administrators));
    }

    [Fact]
    public async Task Save_LinkingOneMoreClub_AsksForThatOneToo()
    {
        await using var world = await OpenAsync();
        var person = Person(Role.ClubAdministrators, world.First.Id);
        var offer = await world.SaveAsync(world.Draft() with { ClubIds = [world.First.Id] }, person);

        var result = await world.Offers.SaveAsync(person, offer with { ClubIds = [world.First.Id, world.Second.Id] }, world.Submit(), None);

        var problem = Assert.Single(result.Problems);
        Assert.Equal((Problem.Forbidden, nameof(Offer.ClubIds)), (problem.Code, problem.Field));
        Assert.Contains("Delhi Metro Staff", problem.Message, StringComparison.Ordinal);
        Assert.True((await world.Offers.SaveAsync(Person(Role.ClubAdministrators, world.First.Id, world.Second.Id),
            offer with { ClubIds = [world.First.Id, world.Second.Id] }, world.Submit(), None)).Ok);
    }

    [Fact]
    public async Task Save_TakingAForeignClubAway_Refused()
    {
        await using var world = await OpenAsync();
        var offer = await world.SaveAsync(world.Draft() with { ClubIds = [world.First.Id, world.Second.Id] });

        var result = await world.Offers.SaveAsync(
            Person(Role.ClubAdministrators, world.First.Id), offer with { ClubIds = [world.First.Id] }, world.Submit(), None);

        Assert.Equal(Problem.Forbidden, Assert.Single(result.Problems).Code);
    }

    [Fact]
    public async Task Save_MovingToAForeignShop_Refused()
    {
        await using var world = await OpenAsync();
        var person = Person(Role.ClubAdministrators, world.First.Id);
        var foreign = await world.SaveAsync(new Shop { Id = Ids.New(world.Clock), Name = "Nykaa", Status = EditorialStatus.Published, ClubIds = [world.Second.Id] });
        var offer = await world.SaveAsync(world.Draft(), person);

        Assert.False((await world.Offers.SaveAsync(person, offer with { ShopId = foreign.Id }, world.Submit(), None)).Ok);

        // With a club of one's own it is one's own, whoever's shop it is.
        Assert.True((await world.Offers.SaveAsync(person, offer with { ShopId = foreign.Id, ClubIds = [world.First.Id] }, world.Submit(), None)).Ok);
    }
}
