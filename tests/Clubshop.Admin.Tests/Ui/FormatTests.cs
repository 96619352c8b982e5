using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Display;

namespace Clubshop.Admin.Tests.Ui;

public sealed class FormatTests
{
    private static readonly DateTimeOffset Now = UiTest.Now;

    [Theory]
    [InlineData(0, "₹0")]
    [InlineData(999, "₹999")]
    [InlineData(1500, "₹1,500")]
    [InlineData(100000, "₹1,00,000")]
    [InlineData(123456789, "₹12,34,56,789")]
    [InlineData(99.5, "₹99.50")]
    [InlineData(-1000, "−₹1,000")]
    public void Money_AnyAmount_IsGroupedAsInIndia(double rupees, string text) => Assert.Equal(text, Format.Money((decimal)rupees));

    [Theory]
    [InlineData(-20, "Just now")]
    [InlineData(-240, "4 min ago")]
    [InlineData(-3600, "1 h ago")]
    [InlineData(-5 * 3600, "11:12 am")]
    [InlineData(-86400, "Yesterday")]
    [InlineData(-5 * 86400, "15 Nov")]
    [InlineData(-400 * 86400, "16 Oct 2025")]
    [InlineData(60 * 30, "In 30 min")]
    [InlineData(3600, "Today, 5:12 pm")]
    [InlineData((7 * 3600) + (47 * 60), "Tonight")]
    [InlineData(86400, "Tomorrow")]
    [InlineData(2 * 86400, "In 2 days")]
    [InlineData(9 * 86400, "29 Nov")]
    public void Relative_AnyDistance_IsFormatted(int seconds, string text) => Assert.Equal(text, Format.Relative(Now.AddSeconds(seconds), Now));

    [Fact]
    public void Moment_StoredInUtc_IsShownInIndianTimeWithItsZone()
    {
        var stored = new DateTimeOffset(2026, 11, 30, 18, 29, 0, TimeSpan.Zero);

        Assert.Equal("30 Nov, 11:59 pm IST", Format.Moment(stored, Now));
        Assert.Equal("Mon 30 Nov 2026, 11:59 pm IST", Format.Full(stored));
        Assert.Equal("30 Nov 2026, 11:59 pm", Format.DateTime(stored));
    }

    [Fact]
    public void End_AtMidnight_IsShownAsTheDayBefore()
    {
        var end = new DateTimeOffset(2026, 11, 30, 18, 30, 0, TimeSpan.Zero);

        Assert.Equal("30 Nov 2026, end of day", Format.End(end));
        Assert.Equal("Mon 30 Nov 2026, end of day IST", Format.FullEnd(end));
        Assert.Equal("30 Nov 2026, 11:59 pm", Format.End(end.AddMinutes(-1)));
        Assert.Equal("Tonight", Format.RelativeEnd(new(2026, 11, 20, 18, 30, 0, TimeSpan.Zero), Now));
        Assert.Equal("Tomorrow", Format.RelativeEnd(new(2026, 11, 21, 18, 30, 0, TimeSpan.Zero), Now));
        Assert.Equal("Yesterday", Format.RelativeEnd(new(2026, 11, 19, 18, 30, 0, TimeSpan.Zero), Now));
    }

    [Theory]
    [InlineData(0, "0 offers")]
    [InlineData(1, "1 offer")]
    [InlineData(128400, "1,28,400 offers")]
    public void Count_AnyNumber_HasTheRightNoun(long count, string text) => Assert.Equal(text, Format.Count(count, "offer", "offers"));

    [Theory]
    [InlineData("दिवाली मिठाई पर 20% की छूट", "hi")]
    [InlineData("Croma दिवाली सेल", "hi")]
    [InlineData("Flat ₹1,500 off for everybody in दिल्ली and around", null)]
    [InlineData("₹1,500", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Lang_TextWithAThirdOfDevanagariLetters_IsHindi(string? text, string? lang) => Assert.Equal(lang, ScriptOf.Lang(text));

    [Theory]
    [InlineData("خصم ٢٠٪", "auto")]
    [InlineData("20% off", null)]
    public void Dir_TextWithRightToLeftLetters_IsAuto(string text, string? dir) => Assert.Equal(dir, ScriptOf.Dir(text));

    [Theory]
    [InlineData("Show this at the till.", "Show this at the till.")]
    [InlineData("20", "20.")]
    [InlineData("Really?", "Really?")]
    [InlineData("दुकान पर दिखाएँ।", "दुकान पर दिखाएँ।")]
    public void Stopped_AnyText_HasOneStop(string text, string stopped) => Assert.Equal(stopped, Format.Stopped(text));

    [Theory]
    [InlineData("Meera Iyer", "MI")]
    [InlineData("croma", "CR")]
    [InlineData("दिवाली मिठाई", "दिमि")]
    [InlineData("😀 shop", "😀S")]
    [InlineData("15% off running shoes", "15")]
    [InlineData("₹1,500 off", "15")]
    [InlineData("2 for 1", "2F")]
    [InlineData("7-Eleven", "7E")]
    [InlineData("", "–")]
    [InlineData(null, "–")]
    [InlineData("!!! ---", "–")]
    public void Initials_AnyName_AreWholeGraphemes(string? name, string letters) => Assert.Equal(letters, Initials.Of(name));
}
