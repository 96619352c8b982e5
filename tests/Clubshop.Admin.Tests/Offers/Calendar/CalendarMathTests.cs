using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Offers.Calendar;
using CsCheck;
using static Clubshop.Admin.Tests.Offers.OfferSamples;

namespace Clubshop.Admin.Tests.Offers.Calendar;

/// <summary>Gaps, overlaps, and how weeks are drawn.</summary>
public sealed class CalendarMathTests
{
    private static readonly DateOnly Monday = new(2026, 11, 30);

    private static OfferRow Row(int number, int from, int? to) => OfferRow.Of(Draft(number) with
    {
        Title = $"Offer {number}",
        Starts = Ist.StartOf(Monday.AddDays(from)),
        Ends = to is { } day ? Ist.StartOf(Monday.AddDays(day)) : null,
        Status = EditorialStatus.Published,
    });

    private static (int From, int To)[] Gaps(params OfferRow[] rows) =>
        [.. CalendarMath.Gaps("s", rows, Ist.StartOf(Monday), Ist.StartOf(Monday.AddDays(30))).Select(gap => (Of(gap.From), Of(gap.To)))];

    private static (int From, int? To, int Most)[] Overlaps(params OfferRow[] rows) =>
        [.. CalendarMath.Overlaps("s", rows, Ist.StartOf(Monday), Ist.StartOf(Monday.AddDays(30))).Select(one => (Of(one.From), one.To is { } to ? (int?)Of(to) : null, one.Most))];

    private static int Of(DateTimeOffset instant) => Ist.DayOf(instant).DayNumber - Monday.DayNumber;

    private static CalendarThing Thing(int number, int from, int? to) => new(
        CalendarKind.Offer, $"Offer {number}", "", Ist.StartOf(Monday.AddDays(from)), to is { } day ? Ist.StartOf(Monday.AddDays(day)) : null, $"/offers/{number:0000}");

    [Fact]
    public void Gap_IsBetweenOneThatEndedAndOneThatStarts()
    {
        Assert.Equal([(3, 6)], Gaps(Row(1, 0, 3), Row(2, 6, 9)));
        Assert.Empty(Gaps(Row(1, 0, 3), Row(2, 3, 9))); // one after the other
        Assert.Empty(Gaps(Row(1, 0, 3))); // none after it
        Assert.Empty(Gaps(Row(1, 6, 9))); // none before it
        Assert.Empty(Gaps(Row(1, -5, null), Row(2, 6, 9))); // an open end covers all
        Assert.Equal([(-10, 4)], Gaps(Row(1, -20, -10), Row(2, 4, 9))); // it reaches into what is shown
        Assert.Empty(Gaps(Row(1, -20, -10), Row(2, -5, 9))); // it is over before
        Assert.Equal([(5, 7)], Gaps(Row(1, 0, 5), Row(2, 1, 3), Row(3, 7, 8))); // the longer one counts
    }

    [Fact]
    public void Overlap_IsWhileTwoOrMoreAreLive()
    {
        Assert.Empty(Overlaps(Row(1, 0, 3), Row(2, 3, 6)));
        Assert.Equal([(2, 3, 2)], Overlaps(Row(1, 0, 3), Row(2, 2, 6)));
        Assert.Equal([(1, 5, 3)], Overlaps(Row(1, 0, 5), Row(2, 1, 5), Row(3, 2, 4)));
        Assert.Equal([(2, null, 2)], Overlaps(Row(1, 0, null), Row(2, 2, null)));
        Assert.Equal([(2, 4, 2), (6, 8, 2)], Overlaps(Row(1, 0, 10), Row(2, 2, 4), Row(3, 6, 8)));
        Assert.Empty(Overlaps(Row(1, -20, -10), Row(2, -15, -12)));
        Assert.Empty(Overlaps());
        Assert.Equal(["Offer 1", "Offer 2"], CalendarMath.Overlaps("s", [Row(2, 2, 6), Row(1, 0, 3)], Ist.StartOf(Monday), Ist.StartOf(Monday.AddDays(30))).Single().Titles);
    }

    [Fact]
    public void GapsAndOverlaps_OfAnyOffers_AreWhereTheCountSaysSo() => Gen.Select(Gen.Int[0, 29], Gen.Int[1, 12]).List[0, 12].Sample(spans =>
    {
        OfferRow[] rows = [.. spans.Select((span, n) => Row(n + 1, span.Item1, span.Item1 + span.Item2))];
        var (gaps, overlaps) = (Gaps(rows), Overlaps(rows));
        for (var day = 0; day < 30; day++)
        {
            var live = spans.Count(span => span.Item1 <= day && day < span.Item1 + span.Item2);
            var between = spans.Any(span => span.Item1 + span.Item2 <= day) && spans.Any(span => span.Item1 > day);
            Assert.Equal(live == 0 && between, gaps.Any(gap => gap.From <= day && day < gap.To));
            Assert.Equal(live > 1, overlaps.Any(one => one.From <= day && day < one.To));
        }
    });

    [Fact]
    public void Week_OfAnyThings_DrawsEachOnceOrCountsIt_AndNoTwoInOnePlace() => Gen.Select(Gen.Int[-9, 9], Gen.Int[1, 20]).List[0, 14].Sample(spans =>
    {
        CalendarThing[] things = [.. spans.Select((span, n) => Thing(n, span.Item1, span.Item1 + span.Item2))];
        var week = CalendarMath.Weeks(things, Monday, 1, 5).Single();
        var places = new HashSet<(int Lane, int Day)>();
        foreach (var bar in week.Bars)
        {
            Assert.InRange(bar.Lane, 1, CalendarMath.LanesOfMonth);
            Assert.True(bar.Column + bar.Days <= 8);
            for (var day = bar.Column; day < bar.Column + bar.Days; day++)
                Assert.True(places.Add((bar.Lane, day)));
        }

        for (var day = 0; day < 7; day++)
        {
            var here = spans.Count(span => span.Item1 <= day && day < span.Item1 + span.Item2);
            Assert.Equal(here, week.Hidden[day] + week.Bars.Count(bar => bar.Column <= day + 1 && day + 1 < bar.Column + bar.Days));
        }
    });

    [Fact]
    public void Week_OfTooMany_DrawsFirstWhatHappensInIt()
    {
        CalendarThing[] things = [.. Enumerable.Range(0, 12).Select(n => Thing(n, -20, 40)), Thing(99, 2, 3)];
        var week = CalendarMath.Weeks(things, Monday, 1, 5).Single();
        Assert.Contains(week.Bars, bar => bar.Thing.Title == "Offer 99" && bar is { Column: 3, Days: 1, Begins: true, Ends: true });
        Assert.Equal(8, week.Hidden[2]);
        Assert.Equal(8, week.Hidden[0]);
    }

    [Theory]
    [InlineData("", CalendarSpan.Month, "2026-10-26", 42, "November 2026")]
    [InlineData("week", CalendarSpan.Week, "2026-11-30", 7, "30 Nov to 6 Dec 2026")]
    [InlineData("day", CalendarSpan.Day, "2026-11-30", 1, "Monday, 30 November 2026")]
    public void Query_OfAnAddress_IsThatAddressAgain(string view, CalendarSpan span, string first, int days, string title)
    {
        var query = CalendarQuery.Parse(view, "2026-11-30", "", null, "x", new(2026, 1, 1));
        Assert.Equal((span, DateOnly.Parse(first, System.Globalization.CultureInfo.InvariantCulture), days, title), (query.Span, query.First, query.Days, query.Title));
        Assert.Equal(query.At, query.Move(1).Move(-1).At);
        Assert.Contains("at=2026-11-30", query.Href, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9999-12-31")]
    [InlineData("0001-01-01")]
    [InlineData("rubbish")]
    [InlineData(null)]
    public void Query_OfAnyDay_CanBeShownAndMoved(string? at)
    {
        foreach (var view in new[] { "month", "week", "day", "century" })
        {
            var query = CalendarQuery.Parse(view, at, "a", "b", "99999999999", new(2026, 11, 30));
            Assert.True(query.From < query.To && query.Move(1).From < query.Move(1).To && query.Move(-1).From < query.Move(-1).To);
        }
    }
}
