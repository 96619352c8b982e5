using System.Globalization;
using Clubshop.Admin.Watch.Rules;
using CsCheck;

namespace Clubshop.Admin.Tests.Watch;

/// <summary>Dates in texts that are over: those that are meant, and none of the many that are not.</summary>
public sealed class PastDatesTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);
    private static readonly DateOnly Written = new(2026, 1, 5);

    private static PastDate? Find(string text, DateOnly? ends = null, DateOnly? written = null) => PastDates.Find(text, Today, written ?? Written, ends ?? new DateOnly(2026, 12, 31));

    [Theory]
    [InlineData("Valid till 31 March 2026.", "2026-03-31", "till 31 March 2026")]
    [InlineData("Offer ends on 31st of March, 2026", "2026-03-31", "ends on 31st of March, 2026")]
    [InlineData("Flat 20% off till March 31st", "2026-03-31", "till March 31st")]
    [InlineData("Valid upto 31/03/2026", "2026-03-31", "upto 31/03/2026")]
    [InlineData("Valid up to 31.3.26 only", "2026-03-31", "up to 31.3.26")]
    [InlineData("Sale (31-03-2026)", "2026-03-31", "31-03-2026")]
    [InlineData("closes 2026-03-31", "2026-03-31", "closes 2026-03-31")]
    [InlineData("Expiry date: 5 Sept 2025", "2025-09-05", "Expiry date: 5 Sept 2025")]
    [InlineData("From 1 March to 31 March 2026", "2026-03-31", "to 31 March 2026")]
    [InlineData("1 Mar 2026 - 31 Mar 2026", "2026-03-31", "31 Mar 2026")]
    [InlineData("01/03/2026 to 31/03/2026", "2026-03-31", "to 31/03/2026")]
    [InlineData("ऑफ़र ३१ मार्च तक मान्य", "2026-03-31", "३१ मार्च")]
    [InlineData("31 मार्च 2026 तक", "2026-03-31", "31 मार्च 2026")]
    [InlineData("1 मार्च से 15 अगस्त 2026 तक", "2026-08-15", "15 अगस्त 2026")]
    [InlineData("१५/०८/२०२६ से पहले", "2026-08-15", "१५/०८/२०२६")]
    [InlineData("Till 19 November 2026", "2026-11-19", "Till 19 November 2026")]
    [InlineData("Last day 30 june", "2026-06-30", "Last day 30 june")]
    [InlineData("Book before 2 Oct '26", "2026-10-02", "before 2 Oct '26")]
    public void Find_ADateThatIsOver_NamesIt(string text, string day, string words)
    {
        var found = Find(text);
        Assert.Equal((DateOnly.Parse(day, CultureInfo.InvariantCulture), words), (found!.Day, found.Words));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Best deals of 2024")]
    [InlineData("Since 1998, 25 shops in 12 cities")]
    [InlineData("Valid till 31 March 2027")]
    [InlineData("Till 20 November 2026")] // today
    [InlineData("Till 31 December")]
    [InlineData("From 1 January 2025")]
    [InlineData("For cards issued since 1 April 2024")]
    [InlineData("Terms as of 1 April 2024")]
    [InlineData("Effective from the 01/04/2025 onwards")]
    [InlineData("We celebrate 15 August with you")] // a day without a year, and nothing that says it ends
    [InlineData("1 मार्च 2026 से")]
    [InlineData("Call 020-2634-2025 or 31-03-2026-11")]
    [InlineData("Version 1.3.2024.7 of the app")]
    [InlineData("Flat 31/13/2026 off")]
    [InlineData("Till 31 February 2026")]
    [InlineData("You may win 5 prizes in 2025")]
    [InlineData("Buy 2 get 1 free, 10/10 rated, 24/7")]
    [InlineData("Rs 1,500 off on 2 March 1,000 orders")]
    [InlineData("Order between 1 March 2026 and 31 March 2027")]
    public void Find_WhatIsNoDateThatIsOver_IsSilent(string text) => Assert.Null(Find(text));

    [Fact]
    public void Find_ADayWithoutAYear_IsTheNextOneAfterItWasWritten()
    {
        Assert.NotNull(Find("Till 31 March"));
        Assert.Null(Find("Till 31 March", written: new(2026, 4, 1))); // the one of 2027 is meant
        Assert.Null(Find("Till 31 March", ends: new(2027, 4, 30))); // it comes again while the offer holds
        Assert.NotNull(Find("Till 31 March 2026", ends: new(2027, 4, 30)));
    }

    private static readonly Gen<string> Noise = Gen.OneOf("", "Flat 20% off. ", "Buy 2 get 1, ", "₹1,500 cashback; ", "दिवाली की छूट। ", "(T&C) ", "2026 ");

    [Fact]
    public void Find_AnyDateInAnyFormAfterTill_IsFoundExactlyWhenItIsOver() =>
        Gen.Select(Gen.Int[-2_000, 2_000], Gen.Int[0, 6], Noise, Noise).Sample((days, form, before, behind) =>
        {
            var day = Today.AddDays(days);
            var (english, numbers) = (CultureInfo.InvariantCulture, $"{day.Day:00}/{day.Month:00}/{day.Year}");
            var written = form switch
            {
                0 => day.ToString("d MMMM yyyy", english),
                1 => day.ToString("MMMM d, yyyy", english),
                2 => day.ToString("dd MMM yyyy", english).ToUpperInvariant(),
                3 => numbers,
                4 => numbers.Replace('/', '-'),
                5 => day.ToString("yyyy-MM-dd", english),
                _ => string.Concat(numbers.Select(sign => char.IsAsciiDigit(sign) ? (char)(sign - '0' + '\u0966') : sign)),
            };
            var found = Find($"{before}valid till {written}. {behind}");
            Assert.Equal(day < Today ? day : null, found?.Day);
        }, iter: 5_000);

    [Fact]
    public void Find_InAnyText_NeverFailsAndNeverFindsAYearAlone() => Gen.Select(
        Gen.OneOf(Gen.String, Gen.OneOf("till", "31", "/", "March", "2026", "-", "तक", "\ud83d", "से", "st", ",", " ").Array[0, 30].Select(parts => string.Concat(parts))), Gen.Int[1990, 2025])
        .Sample((text, year) =>
        {
            if (Find(text) is { } found)
                Assert.True(found.Day < Today && found.Words.Length > 0 && text.Contains(found.Words, StringComparison.Ordinal));
            Assert.Null(Find($"The best of {year}"));
        }, iter: 5_000);
}
