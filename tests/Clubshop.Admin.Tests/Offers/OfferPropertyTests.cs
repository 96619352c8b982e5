using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using static Clubshop.Admin.Tests.Offers.OfferSamples;

namespace Clubshop.Admin.Tests.Offers;

/// <summary>What holds for every offer, tried on many at random; a failure names its seed.</summary>
public sealed class OfferPropertyTests
{
    private const int Tries = 2_000;

    private static readonly EditorialStatus[] Statuses = Enum.GetValues<EditorialStatus>();

    [Fact]
    public void Phase_OfAnyOfferAtAnyTime_IsOneAndFollowsTheClock() => ForEach(random =>
    {
        var offer = Any(random);
        if (!offer.Validity.InOrder)
            return;

        var at = Now.AddMinutes(random.Next(-100_000, 100_000));
        var phase = offer.Validity.PhaseAt(at);
        Assert.Equal(phase == Phase.Live, (offer.Starts is not { } starts || starts <= at) && (offer.Ends is not { } ends || at < ends));

        // Time runs one way: scheduled, live, ended.
        Assert.True(Order(offer.Validity.PhaseAt(at.AddMinutes(random.Next(0, 100_000)))) >= Order(phase));
        Assert.Equal(offer.Status == EditorialStatus.Published, OfferRow.Of(offer).PhaseAt(at) is not null);
    });

    [Fact]
    public void Check_OfAnyOffer_KnowsTheFieldOfEachProblem() => ForEach(random =>
    {
        var known = typeof(Offer).GetProperties().Select(property => property.Name).ToHashSet();
        foreach (var problem in OfferRules.Check(Any(random), Context()))
        {
            Assert.Contains(problem.Field!, known);
            Assert.Matches("[.?]$", problem.Message);
        }
    });

    [Fact]
    public void Check_OfAnyOfferWithoutProblems_MayBeShownToCustomers() => ForEach(random =>
    {
        var offer = Any(random);
        if (OfferRules.Check(offer, Context()).Count > 0)
            return;

        Assert.True(offer.Validity.InOrder);
        Assert.True(offer.LandingPage.Length == 0 || offer.LandingPage.StartsWith("https://", StringComparison.Ordinal));
        Assert.Equal(Benefits.UnitOf(offer.Benefit) == BenefitUnit.None, offer.Value is null);
        Assert.False(Benefits.UnitOf(offer.Benefit) == BenefitUnit.Percent && offer.Value is < 1 or > 100);
        if (offer.Status == EditorialStatus.Published)
            Assert.True(offer.Starts is not null && offer.Validity.PhaseAt(Now) != Phase.Ended);
    });

    [Fact]
    public void Clean_Twice_IsAsOnce() => ForEach(random =>
    {
        var once = OfferRules.Clean(Any(random));
        var twice = OfferRules.Clean(once);
        Assert.Equal(once with { ClubIds = twice.ClubIds, CategoryIds = twice.CategoryIds }, twice);
        Assert.Equal(once.ClubIds, twice.ClubIds);
        Assert.Equal(once.CategoryIds, twice.CategoryIds);
    });

    [Fact]
    public void EndsWithin_OfAnyOffer_IsPublishedAndNotEnded() => ForEach(random =>
    {
        var row = OfferRow.Of(Any(random));
        if (row.EndsWithin(Now, TimeSpan.FromDays(7)))
            Assert.True(row.Status == EditorialStatus.Published && row.PhaseAt(Now) != Phase.Ended && row.Ends <= Now.AddDays(7));
    });

    internal static Offer Any(Random random) => Draft(random.Next(1, 1000)) with
    {
        Title = Pick(random, "", "  Sale \t now\n", "दिवाली", "x", new string('a', 200), "a\u0000b"),
        ShopId = Pick(random, "", ShopId),
        Status = Statuses[random.Next(Statuses.Length)],
        Benefit = Benefits.All[random.Next(Benefits.All.Count)],
        Value = random.Next(3) == 0 ? null : random.Next(-10, 300) / Pick(random, 1m, 10m, 1000m),
        Starts = random.Next(4) == 0 ? null : Now.AddMinutes(random.Next(-80_000, 80_000)),
        Ends = random.Next(4) == 0 ? null : Now.AddMinutes(random.Next(-80_000, 80_000)),
        LandingPage = Pick(random, "", "https://croma.com/x", "http://croma.com", " https://a.in ", "javascript:1"),
        ClubIds = Pick<string[]>(random, [], [ClubA], [ClubA, ClubA, ClubB]),
        Terms = Pick(random, "", "a\r\nb ", "\u0007"),
    };

    private static T Pick<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];

    private static int Order(Phase phase) => phase switch { Phase.Scheduled => 0, Phase.Live => 1, _ => 2 };

    private static void ForEach(Action<Random> check)
    {
        var first = Environment.TickCount;
        for (var seed = first; seed != first + Tries; seed++)
        {
            try
            {
                check(new Random(seed));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed}.", exception);
            }
        }
    }
}
