using Clubshop.Admin.Notifications;
using Clubshop.Admin.Notifications.Sending;

namespace Clubshop.Admin.Tests.Notifications.Sending;

public sealed class SendTallyTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 10, 42, 17, TimeSpan.Zero);

    [Fact]
    public void ShortSend_IsCountedByTheMinuteAndByTheHourInIndia()
    {
        var tally = new SendTally();
        foreach (var seconds in (int[])[0, 10, 50])
            tally.Count(null, Row(Start.AddSeconds(seconds)));

        var (_, hours, minutes, _) = tally.Snapshot();
        Assert.Equal([new TimeCount(Start.AddSeconds(-17), Outcome.Accepted, 2), new(Start.AddSeconds(43), Outcome.Accepted, 1)], minutes);
        Assert.Equal([new TimeCount(new(2026, 11, 20, 10, 30, 0, TimeSpan.Zero), Outcome.Accepted, 3)], hours); // 4 pm in India
    }

    [Fact]
    public void LongSend_IsCountedByTheHourAlone()
    {
        var tally = new SendTally();
        for (var minute = 0; minute <= SendTally.MaxMinutes; minute++)
            tally.Count(null, Row(Start.AddMinutes(minute)));

        var (_, hours, minutes, _) = tally.Snapshot();
        Assert.Empty(minutes);
        Assert.Equal(SendTally.MaxMinutes + 1, hours.Sum(hour => hour.Count));
    }

    [Fact]
    public void Bars_OfASend_HaveEveryMinuteBetween()
    {
        var bars = NotificationLabels.Bars([new(Start, Outcome.Accepted, 2), new(Start.AddMinutes(2), Outcome.Refused, 1)], TimeSpan.FromMinutes(1), Start);
        Assert.Equal([1, 0, 1], bars.Select(bar => bar.Parts.Count));
    }

    private static Delivery Row(DateTimeOffset at) => new() { Number = 0, Device = "phone", To = "Android", Outcome = Outcome.Accepted, At = at, Stamp = "1.0.a" };
}
