using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Offers.AppAnswers;
using Clubshop.Admin.Offers.Doctor;
using CsCheck;
using static Clubshop.Admin.Tests.Offers.OfferSamples;

namespace Clubshop.Admin.Tests.Offers.Doctor;

/// <summary>The walk from an offer to a customer.</summary>
public sealed class OfferWalkTests
{
    private static readonly WalkRecord Infosys = new(ClubA, "Infosys Pune", EditorialStatus.Published);
    private static readonly WalkRecord Shoes = new("0199f3a0c1b27d41a9e8b1c2d3e4f502", "Shoes", EditorialStatus.Published);

    private static WalkFacts Facts(Offer? offer = null, DateTimeOffset? at = null) => new()
    {
        Offer = offer ?? Draft() with { Status = EditorialStatus.Published, CategoryIds = [Shoes.Id] },
        Shop = Croma(),
        Clubs = [Infosys],
        Categories = [Shoes],
        Now = Now,
        At = at ?? Now,
    };

    private static WalkStep Step(WalkFacts facts, WalkPlace place) => OfferWalk.Of(facts).Single(step => step.Place == place);

    [Fact]
    public void Walk_OfAnOfferThatIsOn_PassesEverywhereInOrder()
    {
        var steps = OfferWalk.Of(Facts());
        Assert.Equal([WalkPlace.Offer, WalkPlace.Shop, WalkPlace.Clubs, WalkPlace.Categories, WalkPlace.Dates], steps.Select(step => step.Place));
        Assert.All(steps, step => Assert.Equal((WalkOutcome.Passes, 0), (step.Outcome, step.Fixes.Count)));
        Assert.True(OfferWalk.IsSeen(steps));
        Assert.Equal("Customers see it. Nothing is in the way.", OfferWalk.Summary(steps));
    }

    [Theory]
    [InlineData(EditorialStatus.Draft, "It is a draft.", WalkFixKind.PublishOffer)]
    [InlineData(EditorialStatus.Paused, "It is paused.", WalkFixKind.PublishOffer)]
    [InlineData(EditorialStatus.Deleted, "It is deleted.", null)]
    public void Status_ThatHidesTheOffer_OffersToPublishIt(EditorialStatus status, string sentence, WalkFixKind? fix)
    {
        var step = Step(Facts(Draft() with { Status = status }), WalkPlace.Offer);
        Assert.Equal((WalkOutcome.Hides, sentence), (step.Outcome, step.Sentence));
        Assert.Equal(fix, step.Fixes is [var first, ..] ? first.Kind : null);
    }

    [Theory]
    [InlineData(EditorialStatus.Paused, "Croma is paused. Publish the shop to show its offers.", WalkFixKind.PublishShop)]
    [InlineData(EditorialStatus.Draft, "Croma is a draft. Publish the shop to show its offers.", WalkFixKind.PublishShop)]
    [InlineData(EditorialStatus.Deleted, "Croma is deleted. Restore it, or choose another shop.", WalkFixKind.Page)]
    public void Shop_ThatHidesTheOffer_OffersTheWayOut(EditorialStatus status, string sentence, WalkFixKind fix)
    {
        var step = Step(Facts() with { Shop = Croma(status) }, WalkPlace.Shop);
        Assert.Equal((WalkOutcome.Hides, sentence, fix), (step.Outcome, step.Sentence, step.Fixes[0].Kind));
        Assert.Equal(WalkFixKind.Field, Step(Facts() with { Shop = null }, WalkPlace.Shop).Fixes.Single().Kind);
    }

    [Fact]
    public void Clubs_NoneOfThemPublished_HideTheOffer_SomeOnlyLessenIt()
    {
        var (paused, gone) = (Infosys with { Status = EditorialStatus.Paused }, new WalkRecord(ClubB, "Delhi Metro", null));
        var none = Step(Facts() with { Clubs = [paused, gone] }, WalkPlace.Clubs);
        Assert.Equal((WalkOutcome.Hides, "None of its clubs is published. Publish one of them to show it."), (none.Outcome, none.Sentence));
        Assert.Equal([new(WalkFixKind.PublishClub, "Publish Infosys Pune", ClubA)], none.Fixes); // what is gone cannot be published

        var one = Step(Facts() with { Clubs = [Infosys, gone] }, WalkPlace.Clubs);
        Assert.Equal((WalkOutcome.Warns, "Customers of Delhi Metro do not see it: that club is not published."), (one.Outcome, one.Sentence));
        Assert.Equal(WalkOutcome.Passes, Step(Facts() with { Clubs = [] }, WalkPlace.Clubs).Outcome); // for everybody
    }

    [Fact]
    public void Clubs_AskedForOneClub_TellOfItsCustomersAlone()
    {
        var (hidden, other) = (new WalkRecord(ClubB, "Delhi Metro", EditorialStatus.Draft), new WalkRecord(Id(9), "Tata Steel", EditorialStatus.Published));
        var facts = Facts() with { Clubs = [Infosys, hidden] };
        Assert.Equal(WalkOutcome.Passes, Step(facts with { For = Infosys }, WalkPlace.Clubs).Outcome);
        Assert.Equal("Delhi Metro is a draft, so its customers do not see it.", Step(facts with { For = hidden }, WalkPlace.Clubs).Sentence);
        var foreign = Step(facts with { For = other }, WalkPlace.Clubs);
        Assert.Equal((WalkOutcome.Hides, "It is not for the customers of Tata Steel, but of Infosys Pune and Delhi Metro."), (foreign.Outcome, foreign.Sentence));
        Assert.Equal(WalkOutcome.Passes, Step(facts with { Clubs = [], For = other }, WalkPlace.Clubs).Outcome);
    }

    [Fact]
    public void Categories_NoneOrHidden_OnlyLessenIt()
    {
        Assert.Equal("It is in no category: customers find it by its shop alone.", Step(Facts() with { Categories = [] }, WalkPlace.Categories).Sentence);
        var hidden = Facts() with { Categories = [Shoes with { Status = EditorialStatus.Draft }] };
        Assert.Equal(WalkOutcome.Warns, Step(hidden, WalkPlace.Categories).Outcome);
        Assert.True(OfferWalk.IsSeen(OfferWalk.Of(hidden)));
    }

    [Fact]
    public void Dates_AtTheBounds_AreFromTheStartAndNotAtTheEnd()
    {
        var (starts, ends) = (India(2026, 11, 15), India(2026, 11, 25));
        var offer = Draft() with { Status = EditorialStatus.Published, Starts = starts, Ends = ends };
        Assert.Equal(WalkOutcome.Passes, Step(Facts(offer, starts), WalkPlace.Dates).Outcome);
        var before = Step(Facts(offer, starts.AddTicks(-1)), WalkPlace.Dates);
        Assert.Equal((WalkOutcome.Hides, nameof(Offer.Starts)), (before.Outcome, before.Fixes.Single().Target));
        var after = Step(Facts(offer, ends), WalkPlace.Dates);
        Assert.Equal((WalkOutcome.Hides, "It ends 24 Nov 2026, end of day.", nameof(Offer.Ends)), (after.Outcome, after.Sentence, after.Fixes.Single().Target));
    }

    // The list's filter, the coupons and the end users' server have the same answer as the walk.
    [Fact]
    public void Walk_OfAnyOffer_HidesWhereTheOthersSayThatNobodySeesIt() =>
        Gen.Select(
            Gen.Enum<EditorialStatus>(), Gen.Enum<EditorialStatus>(), Gen.Bool, Gen.OneOf(Gen.Enum<EditorialStatus>().Select(status => (EditorialStatus?)status), Gen.Const((EditorialStatus?)null)).List[0, 3],
            Gen.Int[-60, 60], Gen.Int[-60, 60]).Sample((status, shopStatus, shopGone, clubs, starts, ends) =>
            {
                var offer = Draft() with { Status = status, Starts = Now.AddDays(starts), Ends = Now.AddDays(ends) };
                var shop = shopGone ? null : Croma(shopStatus);
                var records = clubs.Select((one, n) => new WalkRecord(Id(n), $"Club {n}", one)).ToList();
                var steps = OfferWalk.Of(Facts(offer) with { Shop = shop, Clubs = records });

                var live = offer.Validity.PhaseAt(Now, status) == Phase.Live;
                var hidden = OfferWalk.WhyHidden(shop?.Status, [.. records.Select(one => one.Id)], id => records.Single(one => one.Id == id).Status);
                Assert.Equal(live && hidden is null, OfferWalk.IsSeen(steps));
                Assert.Equal(hidden == Unseen.ClubsHidden, shop?.Status == EditorialStatus.Published && records.Count > 0 && records.All(one => !one.IsPublished));

                // The server does not ask for clubs: those limit, and do not hide, what is asked for by its id.
                Assert.Equal(AppForecast.WhyNot(offer, shop, Now) is null, OfferWalk.IsSeen(steps.Where(step => step.Place != WalkPlace.Clubs)));

                // What hides can be put right: by a fix, or it is deleted.
                Assert.All(steps.Where(step => step.Outcome == WalkOutcome.Hides), step => Assert.True(step.Fixes.Count > 0 || status == EditorialStatus.Deleted));
                Assert.All(steps, step => Assert.Matches("[.]$", step.Sentence));
            }, iter: 3_000);
}
