using Clubshop.Admin.Notifications;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Notifications.SmsTemplates;
using Clubshop.Admin.Registry;
using CsCheck;

namespace Clubshop.Admin.Tests.Notifications.Sending;

/// <summary>The rule of the weekly limit.</summary>
public sealed class WeekLimitTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void With_SendsAtAnyTimes_NeverMoreThanTheLimitInAnySevenDays() =>
        Gen.Select(Gen.Int[1, 4], Gen.Select(Gen.Int[0, 60], Gen.Bool).List[1, 60]).Sample((max, steps) =>
        {
            IReadOnlyList<Counted> had = [];
            List<DateTimeOffset> sent = [];
            var now = Start;
            for (var n = 0; n < steps.Count; n++)
            {
                var (hours, twice) = steps[n];
                now += TimeSpan.FromHours(hours);
                var id = "n" + n.ToString(System.Globalization.CultureInfo.InvariantCulture);
                var after = WeekLimit.With(had, id, [], now, max);
                Assert.Equal(after is null, WeekLimit.IsFull(had, [], now, max));
                if (after is null)
                    continue;

                sent.Add(now);
                had = after;
                if (twice)
                    Assert.Same(had, WeekLimit.With(had, id, [], now.AddMinutes(10), max)); // another phone, or after a crash
            }

            Assert.All(sent, last => Assert.InRange(sent.Count(at => at > last - WeekLimit.Window && at <= last), 1, max));
        });

    [Fact]
    public void With_AClockThatWentBack_StillCountsWhatIsAheadOfIt()
    {
        var had = WeekLimit.With([], "first", [], Start.AddDays(3), max: 1)!;

        Assert.Null(WeekLimit.With(had, "second", [], Start, max: 1));
        Assert.Null(WeekLimit.With(had, "second", [], Start.AddDays(9.9), max: 1));
        Assert.NotNull(WeekLimit.With(had, "second", [], Start.AddDays(10), max: 1));
    }

    [Fact]
    public void With_AClockAWeekAhead_DoesNotForgetForTheOthers()
    {
        var had = WeekLimit.With([], "first", [], Start, max: 2)!;
        had = WeekLimit.With(had, "ahead", [], Start.AddDays(8), max: 2)!;

        Assert.Null(WeekLimit.With(had, "third", [], Start.AddHours(1), max: 2));
    }

    [Fact]
    public void With_ARepetitionForThoseNotReached_TakesTheFirstOnesPlace()
    {
        var had = WeekLimit.With([], "first", [], Start, max: 1)!;

        var after = WeekLimit.With(had, "again", ["first"], Start.AddDays(1), max: 1);

        Assert.Equal(["again"], after!.Select(one => one.Notification));
        Assert.Null(WeekLimit.With(after!, "other", [], Start.AddDays(7.5), max: 1));
    }

    [Fact]
    public void Read_OfWhatIsNoCount_IsNothing()
    {
        Assert.Equal(new Counted("n1", Start), WeekLimit.Read(WeekLimit.ToText(new("n1", Start))));
        Assert.All(["", "n1", "n1@", "n1@x", "a@1@2"], text => Assert.Null(WeekLimit.Read(text)));
    }

    [Theory]
    [InlineData(SmsKind.Promotional, true)]
    [InlineData(SmsKind.ServiceExplicit, true)]
    [InlineData(SmsKind.ServiceImplicit, false)]
    [InlineData(SmsKind.Transactional, false)]
    public void IsLimited_OfEachKindOfSms_IsForOffersAlone(SmsKind kind, bool limited)
    {
        var sms = new Notification { Id = "n", Channel = Channel.Sms };
        var text = new SmsTemplate { Id = "t", Kind = kind };

        Assert.Equal(limited, NotificationRules.IsLimited(sms, text, new()));
        Assert.True(NotificationRules.IsLimited(sms with { Channel = Channel.Push }, null, new()));
        Assert.False(NotificationRules.IsLimited(sms with { Channel = Channel.Push }, null, new() { MaxPerWeek = 0 }));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(50, false)]
    [InlineData(51, true)]
    public void MaxPerWeek_OutsideItsRange_IsNamed(int max, bool named) =>
        Assert.Equal(named, new NotificationOptions { MaxPerWeek = max }.Problems().Any(problem => problem.Contains("Notifications:MaxPerWeek", StringComparison.Ordinal)));
}
