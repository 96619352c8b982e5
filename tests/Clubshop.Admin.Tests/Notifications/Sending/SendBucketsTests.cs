using Clubshop.Admin.Notifications;
using Clubshop.Admin.Notifications.Reports;
using Clubshop.Admin.Notifications.Sending;
using CsCheck;

namespace Clubshop.Admin.Tests.Notifications.Sending;

public sealed class SendBucketsTests
{
    // 4:00 pm in India
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 10, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(2, "By minute")]
    [InlineData(47, "By minute")]
    [InlineData(100, "By 5 minutes")]
    [InlineData(600, "By 15 minutes")]
    [InlineData(960, "By 30 minutes")]
    [InlineData(1_800, "By hour")]
    [InlineData(10_000, "By 6 hours")]
    [InlineData(50_000, "By day")]
    public void Of_ASendOfSoManyMinutes_HasTheStepThatFits(int minutes, string words)
    {
        var buckets = SendBuckets.Of(new() { Minutes = [new(Start, Outcome.Accepted, 3), new(Start.AddMinutes(minutes), Outcome.Accepted, 4)] });

        Assert.Equal(words, buckets.Words);
        Assert.Equal([3, 4], buckets.Counts.Select(count => count.Count));
        Assert.InRange(NotificationLabels.Bars(buckets.Counts, buckets.Step, Start).Count, 2, SendBuckets.MaxSteps);
    }

    [Fact]
    public void Of_HoursAlone_BeginsAtTheDayInIndia()
    {
        var buckets = SendBuckets.Of(new() { Hours = [new(Start, Outcome.Accepted, 1), new(Start.AddHours(3), Outcome.Accepted, 2), new(Start.AddDays(30), Outcome.Refused, 4)] });

        Assert.Equal([(new DateTimeOffset(2026, 11, 19, 18, 30, 0, TimeSpan.Zero), 3L), (new(2026, 12, 19, 18, 30, 0, TimeSpan.Zero), 4L)], buckets.Counts.Select(count => (count.From, count.Count)));
        Assert.StartsWith("20 Nov", NotificationLabels.Bars(buckets.Counts, buckets.Step, Start)[0].Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AnyCounts_LosesNone() => Gen.Select(Gen.Int[0, 90_000], Gen.Enum<Outcome>(), Gen.Long[1, 100]).List[0, 60].Sample(rows =>
    {
        var counts = rows.Select(row => new TimeCount(Start.AddMinutes(row.Item1), row.Item2, row.Item3)).ToList();
        var buckets = SendBuckets.Of(new() { Minutes = counts });
        var bars = NotificationLabels.Bars(buckets.Counts, buckets.Step, Start);

        Assert.Equal(counts.Sum(count => count.Count), bars.Sum(bar => bar.Parts.Sum(part => part.Count)));
    });

    [Fact]
    public void Of_NothingYet_IsNothing() => Assert.Empty(SendBuckets.Of(new()).Counts);
}
