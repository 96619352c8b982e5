using Clubshop.Admin.Common;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Notifications.Rules;
using CsCheck;

namespace Clubshop.Admin.Tests.Notifications.Rules;

public sealed class SendWindowTests
{
    private static readonly SendHours Push = new(new(8, 0), new(21, 0));
    private static readonly SendHours Offers = new(new(10, 0), new(21, 0));

    private static DateTimeOffset At(int day, int hour, int minute = 0) => Ist.ToUtc(new(2026, 11, day, hour, minute, 0));

    [Fact]
    public void Plan_InsideTheHours_StartsWhenAsked()
    {
        var plan = SendWindow.Plan(At(20, 16, 12), 600, 60, Push);

        Assert.Equal([new SendPart(At(20, 16, 12), At(20, 16, 22), 600)], plan.Parts);
        Assert.False(plan.Moved);
        Assert.False(plan.Split);
    }

    [Theory]
    [InlineData(20, 21, 0, 21)] // the closing itself is closed
    [InlineData(20, 23, 59, 21)]
    [InlineData(21, 0, 0, 21)]
    [InlineData(21, 7, 59, 21)]
    public void Plan_InQuietHours_MovesToTheNextMorning(int day, int hour, int minute, int opens)
    {
        var plan = SendWindow.Plan(At(day, hour, minute), 10, 60, Push);

        Assert.Equal(At(opens, 8), plan.Parts.Single().Starts);
        Assert.True(plan.Moved);
    }

    [Fact]
    public void Plan_LongerThanADay_SplitsAndContinuesTheNextMorning()
    {
        var plan = SendWindow.Plan(At(20, 20, 0), 100_000, 1_000, Offers);

        Assert.Equal(
            [new SendPart(At(20, 20), At(20, 21), 60_000), new SendPart(At(21, 10), At(21, 10, 40), 40_000)],
            plan.Parts);
        Assert.True(plan.Split);
    }

    [Fact]
    public void Plan_WithoutRecipients_HasNoParts() => Assert.Empty(SendWindow.Plan(At(20, 3), 0, 60, Push).Parts);

    [Fact]
    public void Plan_AtAnyMomentOfAYear_LosesNobodyAndStaysWithinTheHours()
    {
        var minutes = Gen.Int[0, (23 * 60) - 1].SelectMany(opens => Gen.Int[opens + 1, (24 * 60) - 1].Select(closes => (Opens: opens, Closes: closes)));
        Gen.Select(minutes, Gen.Int[0, 9], Gen.Long[0, (366L * 24 * 3_600_000) - 1], Gen.Int[1, 99_999], Gen.Int[0, 199_999]).Sample((day, always, at, rate, people) =>
        {
            SendHours? hours = always == 0 ? null : new(Minute(day.Opens), Minute(day.Closes));
            var asked = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMilliseconds(at);
            var recipients = people % Math.Min(200_000, Math.Max(2, rate * (day.Closes - day.Opens) * 20));

            var plan = SendWindow.Plan(asked, recipients, rate, hours);

            Assert.Equal(recipients, plan.Parts.Sum(part => part.Recipients));
            Assert.All(plan.Parts, part => Assert.True(part.Recipients > 0 && part.Starts >= asked && part.Ends >= part.Starts));
            Assert.True(plan.Parts.Zip(plan.Parts.Skip(1)).All(pair => pair.First.Ends <= pair.Second.Starts));
            Assert.Equal(recipients > 0 && !SendWindow.IsOpen(hours, asked), plan.Moved);
            foreach (var part in plan.Parts)
            {
                var last = part.Starts + TimeSpan.FromTicks((long)((Int128)(part.Recipients - 1) * TimeSpan.TicksPerMinute / rate));
                Assert.True(SendWindow.IsOpen(hours, part.Starts) && SendWindow.IsOpen(hours, last));
                Assert.True(hours is null || Ist.DayOf(part.Starts) == Ist.DayOf(last));
            }

            // Every part but the last fills its day: one more message would be sent at or after the end of the hours.
            foreach (var part in plan.Parts.SkipLast(1))
            {
                var next = part.Starts + TimeSpan.FromTicks((long)(((Int128)part.Recipients * TimeSpan.TicksPerMinute + rate - 1) / rate));
                Assert.True(next >= SendWindow.ClosesAt(hours, part.Starts));
            }
        }, iter: 5_000);
    }

    [Fact]
    public void NextOpen_AtEveryQuarterOfAYear_IsOpenAndTheEarliest()
    {
        for (var moment = At(1, 0).AddDays(-300); moment < At(1, 0).AddDays(66); moment = moment.AddMinutes(15))
        {
            var next = SendWindow.NextOpen(Offers, moment);

            Assert.True(SendWindow.IsOpen(Offers, next));
            Assert.True(next == moment || !SendWindow.IsOpen(Offers, next.AddTicks(-1)));
            Assert.True(next - moment < TimeSpan.FromHours(13.01));
        }
    }

    [Theory]
    [InlineData("08:00", "24:00", null)]
    [InlineData("00:00", "24:00", null)]
    [InlineData("24:00", "24:00", "Notifications:PushOpens and Notifications:PushCloses must be times of a day")]
    [InlineData("08:00", "25:00", "Notifications:PushOpens and Notifications:PushCloses must be times of a day")]
    [InlineData("21:00", "08:00", "the first before the second")]
    public void Settings_InvalidHours_AreReportedByName(string opens, string closes, string? problem)
    {
        var options = new NotificationOptions { PushOpens = opens, PushCloses = closes };

        if (problem is null)
            Assert.Empty(options.Problems());
        else
            Assert.Contains(problem, Assert.Single(options.Problems()), StringComparison.Ordinal);
    }

    [Fact]
    public void Hours_UntilTheEndOfTheDay_IncludeItsLastMinute()
    {
        var options = new NotificationOptions { PushOpens = "08:00", PushCloses = "24:00" };

        Assert.True(SendWindow.IsOpen(options.PushHours, At(20, 23).AddMinutes(59.5)));
        Assert.False(SendWindow.IsOpen(options.PushHours, At(21, 0).AddMinutes(1)));
        Assert.Equal("8:00 am to midnight IST", options.PushHours.Text);
        Assert.True(new NotificationOptions { PushOpens = "00:00", PushCloses = "24:00" }.PushHours.WholeDay);
    }

    private static TimeOnly Minute(int minutes) => TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(minutes));
}
