using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using CsCheck;
using static Clubshop.Admin.Tests.Offers.OfferSamples;

namespace Clubshop.Admin.Tests.Offers;

/// <summary>What holds for every offer, tried on many.</summary>
public sealed class OfferPropertyTests
{
    private const int Tries = 2_000;

    private static readonly Gen<DateTimeOffset?> When =
        Gen.Frequency<DateTimeOffset?>((1, Gen.Const((DateTimeOffset?)null)), (3, Gen.Int[-80_000, 79_999].Select(minutes => (DateTimeOffset?)Now.AddMinutes(minutes))));

    private static readonly Gen<decimal?> Amount = Gen.Frequency<decimal?>(
        (1, Gen.Const((decimal?)null)), (2, Gen.Select(Gen.Int[-10, 299], Gen.OneOf(1m, 10m, 1000m)).Select(value => (decimal?)(value.Item1 / value.Item2))));

    private static readonly Gen<Offer> Any = Gen.Select(
        Gen.Select(
            Gen.Int[1, 999], Gen.OneOf("", "  Sale \t now\n", "दिवाली", "x", new string('a', 200), "a\u0000b"), Gen.OneOf("", ShopId),
            Gen.Enum<EditorialStatus>(), Gen.OneOf([.. Benefits.All]), Amount),
        Gen.Select(
            When, When, Gen.OneOf("", "https://croma.com/x", "http://croma.com", " https://a.in ", "javascript:1"),
            Gen.OneOf<string[]>([], [ClubA], [ClubA, ClubA, ClubB]), Gen.OneOf("", "a\r\nb ", "\u0007"))).Select((what, when) => Draft(what.Item1) with
            {
                Title = what.Item2,
                ShopId = what.Item3,
                Status = what.Item4,
                Benefit = what.Item5,
                Value = what.Item6,
                Starts = when.Item1,
                Ends = when.Item2,
                LandingPage = when.Item3,
                ClubIds = when.Item4,
                Terms = when.Item5,
            });

    [Fact]
    public void Phase_OfAnyOfferAtAnyTime_IsOneAndFollowsTheClock() => Gen.Select(Any, Gen.Int[-100_000, 100_000], Gen.Int[0, 100_000]).Sample((offer, minutes, later) =>
    {
        if (!offer.Validity.InOrder)
            return;

        var at = Now.AddMinutes(minutes);
        var phase = offer.Validity.PhaseAt(at);
        Assert.Equal(phase == Phase.Live, (offer.Starts is not { } starts || starts <= at) && (offer.Ends is not { } ends || at < ends));

        // Time runs one way: scheduled, live, ended.
        Assert.True(Order(offer.Validity.PhaseAt(at.AddMinutes(later))) >= Order(phase));
        Assert.Equal(offer.Status == EditorialStatus.Published, OfferRow.Of(offer).PhaseAt(at) is not null);
    }, iter: Tries);

    [Fact]
    public void Check_OfAnyOffer_KnowsTheFieldOfEachProblem() => Any.Sample(offer =>
    {
        var known = typeof(Offer).GetProperties().Select(property => property.Name).ToHashSet();
        foreach (var problem in OfferRules.Check(offer, Context()))
        {
            Assert.Contains(problem.Field!, known);
            Assert.Matches("[.?]$", problem.Message);
        }
    }, iter: Tries);

    [Fact]
    public void Check_OfAnyOfferWithoutProblems_MayBeShownToCustomers() => Any.Sample(offer =>
    {
        if (OfferRules.Check(offer, Context()).Count > 0)
            return;

        Assert.True(offer.Validity.InOrder);
        Assert.True(offer.LandingPage.Length == 0 || offer.LandingPage.StartsWith("https://", StringComparison.Ordinal));
        Assert.Equal(Benefits.UnitOf(offer.Benefit) == BenefitUnit.None, offer.Value is null);
        Assert.False(Benefits.UnitOf(offer.Benefit) == BenefitUnit.Percent && offer.Value is < 1 or > 100);
        if (offer.Status == EditorialStatus.Published)
            Assert.True(offer.Starts is not null && offer.Validity.PhaseAt(Now) != Phase.Ended);
    }, iter: Tries);

    [Fact]
    public void Clean_Twice_IsAsOnce() => Any.Sample(offer =>
    {
        var once = OfferRules.Clean(offer);
        var twice = OfferRules.Clean(once);
        Assert.Equal(once with { ClubIds = twice.ClubIds, CategoryIds = twice.CategoryIds }, twice);
        Assert.Equal(once.ClubIds, twice.ClubIds);
        Assert.Equal(once.CategoryIds, twice.CategoryIds);
    }, iter: Tries);

    [Fact]
    public void EndsWithin_OfAnyOffer_IsPublishedAndNotEnded() => Any.Sample(offer =>
    {
        var row = OfferRow.Of(offer);
        if (row.EndsWithin(Now, TimeSpan.FromDays(7)))
            Assert.True(row.Status == EditorialStatus.Published && row.PhaseAt(Now) != Phase.Ended && row.Ends <= Now.AddDays(7));
    }, iter: Tries);

    private static int Order(Phase phase) => phase switch { Phase.Scheduled => 0, Phase.Live => 1, _ => 2 };
}
