using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Coupons;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Offers.Doctor;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Coupons;
using Clubshop.Coupons;

namespace Clubshop.Admin.Tests.Offers.Doctor;

/// <summary>The walk over the real services: only the fixes that the person may make, and what later capabilities add.</summary>
public sealed class OfferDoctorTests
{
    private static CancellationToken None => CancellationToken.None;

    private static async Task<IReadOnlyList<WalkStep>> WalkAsync(OfferWorld world, Actor actor, string id, DateTimeOffset? at = null) =>
        OfferWorld.Value(await world.Get<OfferDoctor>().WalkAsync(actor, id, at, null, None)).Steps;

    [Fact]
    public async Task Walk_OfAPausedShop_OffersToPublishItToThoseWhoMay()
    {
        await using var world = await OfferWorld.OpenAsync();
        var offer = await world.SaveAsync(world.Draft() with { Status = EditorialStatus.Published });
        await world.DecideAsync(world.Shop with { Status = EditorialStatus.Paused });

        var own = OfferWorld.Person(Role.ClubAdministrators, world.First.Id);
        Assert.Equal(new(WalkFixKind.PublishShop, "Publish Croma", world.Shop.Id), (await WalkAsync(world, own, offer.Id)).Single(step => step.Place == WalkPlace.Shop).Fixes.Single());
        foreach (var other in new[] { OfferWorld.Person(Role.ClubAdministrators, world.Second.Id), OfferWorld.Person(Role.ReadOnly) })
            Assert.Equal(new(WalkFixKind.Page, "Open Croma", "/shops/" + world.Shop.Id), (await WalkAsync(world, other, offer.Id)).Single(step => step.Place == WalkPlace.Shop).Fixes.Single());
    }

    [Fact]
    public async Task Walk_ForThoseWhoOnlyLook_OffersNoChangeOfTheOffer()
    {
        await using var world = await OfferWorld.OpenAsync();
        var offer = await world.SaveAsync(world.Draft());
        Assert.Empty((await WalkAsync(world, OfferWorld.Person(Role.ReadOnly), offer.Id)).SelectMany(step => step.Fixes));
        Assert.Contains(WalkFixKind.PublishOffer, (await WalkAsync(world, OfferWorld.Administrator, offer.Id)).SelectMany(step => step.Fixes).Select(fix => fix.Kind));
        Assert.Equal(Problem.Forbidden, (await world.Get<OfferDoctor>().WalkAsync(OfferWorld.Administrator with { Role = null }, offer.Id, null, null, None)).Problems[0].Code);
    }

    [Fact]
    public async Task Walk_OfEmptyPools_SaysThatCustomersGetNoCode_NowAlone()
    {
        await using var world = await CouponWorld.OpenAsync();
        await world.SettingsAsync(settings => settings with { Mode = CouponMode.Pools });
        var step = (await WalkAsync(world.Offers, CouponWorld.Meera, world.Id)).Single(one => one.Place == WalkPlace.Coupons);
        Assert.Equal((WalkOutcome.Warns, "No codes are left: customers see the offer and get no code."), (step.Outcome, step.Sentence));
        Assert.Equal(CouponUrls.Of(world.Id), step.Fixes.Single().Target);
        Assert.True(OfferWalk.IsSeen([step]));

        // Of another moment nobody knows.
        Assert.DoesNotContain(await WalkAsync(world.Offers, CouponWorld.Meera, world.Id, OfferSamples.Now.AddDays(1)), one => one.Place is WalkPlace.Coupons or WalkPlace.Copy);
    }

    [Fact]
    public async Task Warning_AtPublishing_IsOfClubsThatHideIt_AndOfEmptyPools()
    {
        await using var world = await CouponWorld.OpenAsync();
        var doctor = world.Catalog.Get<OfferDoctor>();
        Assert.Null(await doctor.WarnAsync(CouponWorld.Meera, world.Offer, None));

        await world.SettingsAsync(settings => settings with { Mode = CouponMode.Pools });
        Assert.Equal("Customers will get less than it says", (await doctor.WarnAsync(CouponWorld.Meera, world.Offer, None))?.Text);

        OfferWorld.Value(await world.Catalog.Get<ClubService>().SaveAsync(CouponWorld.Meera, world.Offers.First with { Status = EditorialStatus.Paused }, world.Offers.Submit(), None));
        var hidden = await doctor.WarnAsync(CouponWorld.Meera, world.Offer, None);
        Assert.Equal(("Nobody will see it", "Its only club, Infosys Pune, is paused. Publish it to show the offer."), (hidden?.Text, hidden?.Reasons.Single()));
    }

    [Fact]
    public async Task Filter_SeenByNobody_FollowsEachChangeAtOnce_AndTheClock()
    {
        await using var world = await OfferWorld.OpenAsync();
        var offer = await world.SaveAsync(world.Draft() with { Status = EditorialStatus.Published, Ends = null });
        var later = await world.SaveAsync(world.Draft("Tomorrow") with { Status = EditorialStatus.Published, Starts = OfferSamples.Now.AddDays(1), Ends = OfferSamples.Now.AddDays(2) });
        Assert.Empty(Listed());

        var paused = await world.DecideAsync(world.Shop with { Status = EditorialStatus.Paused });
        Assert.Equal([offer.Id], Listed());
        Assert.Empty(Listed("another shop"));
        Assert.Equal([offer.Id], Listed("croma flat"));

        world.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(new[] { offer.Id, later.Id }.Order(), Listed().Order());
        world.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal([offer.Id], Listed());

        await world.SaveAsync(paused with { Status = EditorialStatus.Published });
        Assert.Empty(Listed());

        IEnumerable<string> Listed(string text = "") =>
            world.Get<OfferList>().Load(ListQuery.Parse(OfferUrls.Spec, OfferUrls.SeenByNobody) with { Text = text }).Rows.Select(row => row.Id);
    }
}
