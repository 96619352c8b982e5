using Clubshop.Admin.Operations.Figures;
using Microsoft.Extensions.Time.Testing;

namespace Clubshop.Admin.Tests.Operations;

public sealed class FigureBookTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 20, 10, 42, 30, TimeSpan.Zero));
    private readonly FigureBook _book;

    public FigureBookTests() => _book = new(_time);

    [Fact]
    public void Add_OverMoreThanAnHour_KeepsTheLastHourMinuteByMinute()
    {
        for (var minute = 0; minute < 150; minute++)
        {
            for (var times = 0; times <= minute % 3; times++)
                _book.Add("signins", "signed-in", 1);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        // The current minute is empty; the 59 before it are 91 to 149.
        var figure = Assert.Single(_book.Read("signins"));
        Assert.Equal([.. Enumerable.Range(91, 59).Select(minute => (minute % 3) + 1.0), 0], figure.Minutes);

        _time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, Assert.Single(_book.Read("signins")).Sum);
    }

    [Fact]
    public void AddTotal_OfACounterThatBeginsAnew_AddsWhatItGrewBy()
    {
        foreach (var total in new[] { 1_000.0, 1_010, 1_010, 4 })
            _book.AddTotal("hits", "1", total);

        Assert.Equal(14, Assert.Single(_book.Read("hits")).Sum);
    }

    [Fact]
    public void Quantile_OfObservations_IsTheBoundThatTheShareDoesNotExceed()
    {
        for (var number = 1; number <= 99; number++)
            _book.Observe("interactions", "", 4);
        _book.Observe("interactions", "", 70_000);

        Assert.Equal((5, 5, 10_000), (_book.Quantile("interactions", 0.5, 5), _book.Quantile("interactions", 0.99, 5), _book.Quantile("interactions", 1, 5)));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(_book.Quantile("interactions", 0.5, 5));
    }

    [Fact]
    public void Series_OfATagWithEverNewValues_AreBounded()
    {
        for (var number = 0; number < 3 * FigureBook.MaxSeries; number++)
            _book.Add("runaway", $"{number}", 1);

        Assert.InRange(_book.Read("runaway").Count, 1, FigureBook.MaxSeries);
    }
}
