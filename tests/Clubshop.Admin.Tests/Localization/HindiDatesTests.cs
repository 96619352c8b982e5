using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Ui;
using CsCheck;

namespace Clubshop.Admin.Tests.Localization;

/// <summary>Dates in Hindi, as the portal writes them and reads them again.</summary>
public sealed class HindiDatesTests
{
    private static readonly Gen<DateTimeOffset> Minutes = Gen.Int[0, 60 * 24 * 365 * 60].Select(minutes => new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes));

    [Fact]
    public void Moments_InHindi_ReadAsInIndia()
    {
        using var hindi = new InHindi();
        var noon = new DateTimeOffset(2026, 11, 30, 10, 42, 0, TimeSpan.Zero);
        var midnight = new DateTimeOffset(2026, 11, 30, 18, 30, 0, TimeSpan.Zero);

        Assert.Equal("30 नव॰ 2026, 4:12 pm", Format.DateTime(noon));
        Assert.Equal("सोम 30 नव॰ 2026, 4:12 pm IST", Format.Full(noon));
        Assert.Equal("30 नव॰ 2026, दिन का अंत", Format.End(midnight));
        Assert.Equal("5 मिनट पहले", Format.Relative(noon, noon.AddMinutes(5)));
        Assert.Equal("आने वाला कल", Format.Relative(noon.AddDays(1), noon));
        Assert.Equal("₹1,00,000", Format.Money(100_000));
    }

    [Fact]
    public void EveryMoment_WrittenInHindi_IsReadAgain()
    {
        using var hindi = new InHindi();

        Minutes.Sample(at =>
        {
            var today = Ist.DayOf(at);
            return DateTimeReader.Read(Format.DateTime(at), today, DateWithoutTime.StartOfDay) is { Problem: null } read && read.At == at
                && DateTimeReader.Read(Format.End(at), today, DateWithoutTime.EndOfDay) is { Problem: null } end && end.At == at
                && DateTimeReader.ReadDate(Format.Date(today), today) is { Problem: null } day && day.Value == today;
        });
    }

    [Theory]
    [InlineData("30 नवंबर 2026")]
    [InlineData("३० नवम्बर २०२६")]
    [InlineData("सोमवार, 30 नवंबर 2026")]
    [InlineData("30 नव 2026")]
    public void Date_TypedInHindi_IsReadInEnglishToo(string typed) =>
        Assert.Equal((new DateOnly(2026, 11, 30), null), DateTimeReader.ReadDate(typed, new(2026, 11, 20)));

    [Fact]
    public void Date_WithHalfACharacterAmongDevanagari_IsRefused() =>
        Assert.NotNull(DateTimeReader.ReadDate("१\ud800", new(2026, 11, 20)).Problem);

    [Theory]
    [InlineData("30 नमस्ते 2026")]
    [InlineData("मंगलवार, 30 नवंबर 2026")]
    public void Date_ThatIsNone_IsRefused(string typed) =>
        Assert.NotNull(DateTimeReader.ReadDate(typed, new(2026, 11, 20)).Problem);
}
