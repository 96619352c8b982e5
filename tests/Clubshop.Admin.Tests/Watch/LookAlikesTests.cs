using System.Diagnostics;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Tests.Offers;
using Clubshop.Admin.Watch.Rules;
using CsCheck;
using static Clubshop.Admin.Tests.Offers.OfferSamples;

namespace Clubshop.Admin.Tests.Watch;

/// <summary>Offers that look like another of their shop: the same as comparing each with each, in the time of one pass.</summary>
public sealed class LookAlikesTests
{
    private static OfferRow Row(int number, string title, string? shop = null, int starts = -5, int ends = 5) => OfferRow.Of(Draft(number) with
    {
        Title = title,
        ShopId = shop ?? ShopId,
        Status = EditorialStatus.Published,
        Starts = Now.AddDays(starts),
        Ends = Now.AddDays(ends),
    });

    [Theory]
    [InlineData("Flat ₹1,500 off on phones", "Flat ₹1,500 off on phones!", true)]
    [InlineData("Flat 20% off on shoes", "flat 20% OFF on shoes.", true)]
    [InlineData("Weekend breakfast buffet", "Weekend brekfast buffet", true)]
    [InlineData("Weekend breakfast buffet", "Weekand breakfast bufet", true)]
    [InlineData("Cash back on groceries", "Cashback on groceries", true)]
    [InlineData("Flat ₹500 off on phones", "Flat ₹1,500 off on phones", false)] // another number is another offer
    [InlineData("20% off on men shoes today", "20% off on women shoes today", false)] // another word, not a slip
    [InlineData("Free tea", "Free tee", false)] // too short to tell
    [InlineData("Weekend breakfast buffet", "Weekend dinner buffet", false)]
    [InlineData("दिवाली की बड़ी छूट", "दिवाली की बड़ी छूट ", true)]
    public void Titles_NearlyTheSame_LookAlike(string one, string other, bool alike)
    {
        Assert.Equal(alike, LookAlikes.AreAlike(one, other));
        Assert.Equal(alike, LookAlikes.AreAlike(other, one));
    }

    [Fact]
    public void Find_TellsOfTheNewer_OfTheSameShopAndTime_Alone()
    {
        var first = Row(1, "Weekend breakfast buffet");
        Assert.Equal((Row(2, "Weekend brekfast buffet").Id, first.Id), LookAlikes.Find([Row(2, "Weekend brekfast buffet"), first], Now).Select(pair => (pair.Newer.Id, pair.Older.Id)).Single());
        Assert.Empty(LookAlikes.Find([first, Row(2, "Weekend brekfast buffet", shop: Id(77))], Now));
        Assert.Empty(LookAlikes.Find([first, Row(2, "Weekend brekfast buffet", starts: 5, ends: 9)], Now)); // one begins as the other ends
        Assert.Empty(LookAlikes.Find([first, Row(2, "Weekend brekfast buffet", starts: -9, ends: -1)], Now)); // ended
        Assert.Empty(LookAlikes.Find([first, Row(2, "Weekend brekfast buffet") with { Status = EditorialStatus.Draft }], Now));
    }

    private static readonly Gen<string> Title = Gen.OneOf("buffet", "bufet", "buffets", "breakfast", "brekfast", "weekend", "weekand", "20", "30", "off", "shoes", "shoe", "on", "दिवाली")
        .Array[1, 5].Select(words => string.Join(' ', words));

    [Fact]
    public void Find_OfAnyOffers_IsWhatComparingEachWithEachGives() =>
        Gen.Select(Title, Gen.Int[-8, 4], Gen.Int[1, 8], Gen.Bool).Array[0, 24].Sample(all =>
        {
            var rows = all.Select((one, n) => Row(n + 1, one.Item1, one.Item4 ? ShopId : Id(900), one.Item2, one.Item2 + one.Item3)).ToList();
            var expected = rows.Where((row, n) => rows.Take(n).Any(older => LookAlikes.AreAlike(row, older, Now))).Select(row => row.Id);
            var found = LookAlikes.Find(rows, Now);
            Assert.Equal(expected.Order(StringComparer.Ordinal), found.Select(pair => pair.Newer.Id).Order(StringComparer.Ordinal));
            Assert.All(found, pair => Assert.True(LookAlikes.AreAlike(pair.Newer, pair.Older, Now)));
        }, iter: 2_000);

    [Fact]
    public void Find_InAShopOfManyOffers_StillFindsTheOne_WithoutComparingEachWithEach()
    {
        // Each with each would be two hundred million comparisons.
        var rows = Enumerable.Range(1, 20_000).Select(n => Row(n, $"Breakfast buffet {Word(n)} {Word(n * 7919)} at the lake")).ToList();
        rows.Add(Row(50_000, $"Breakfast bufet {Word(12_345)} {Word(12_345 * 7919)} at the lake"));
        var started = Stopwatch.GetTimestamp();
        var found = LookAlikes.Find(rows, Now);
        Assert.Contains(found, pair => pair.Newer.Id == Id(50_000));
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30), $"{Stopwatch.GetElapsedTime(started)}");

        static string Word(int n) => string.Concat(Enumerable.Range(0, 5).Select(i => (char)('a' + (n / (int)Math.Pow(26, i) % 26))));
    }
}
