using Clubshop.Admin.Common;

namespace Clubshop.Admin.Tests.Common;

public sealed class ValuesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("100000", "₹1,00,000")]
    [InlineData("1234567.5", "₹12,34,567.50")]
    [InlineData("0", "₹0")]
    [InlineData("-99", "-₹99")]
    public void Money_ReadsAsInIndia(string rupees, string text) => Assert.Equal(text, new Money(Number(rupees)).ToString());

    [Theory]
    [InlineData(null, null, Phase.Live)]
    [InlineData(0, null, Phase.Live)]
    [InlineData(1, null, Phase.Scheduled)]
    [InlineData(-2, -1, Phase.Ended)]
    [InlineData(-2, 0, Phase.Ended)]
    [InlineData(-2, 1, Phase.Live)]
    public void Validity_TellsThePhase(int? starts, int? ends, Phase phase) =>
        Assert.Equal(phase, new Validity(starts is { } s ? Now.AddHours(s) : null, ends is { } e ? Now.AddHours(e) : null).PhaseAt(Now));

    [Fact]
    public void Validity_OfADraft_HasNoPhase() => Assert.Null(new Validity(null, null).PhaseAt(Now, EditorialStatus.Draft));

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public void Ids_SortByTime()
    {
        var clock = new TestClock();
        var first = Ids.New(clock);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(string.CompareOrdinal(first, Ids.New(clock)) < 0);
        Assert.True(Ids.IsValid(first));
        Assert.False(Ids.IsValid(first.ToUpperInvariant()));
    }
}
