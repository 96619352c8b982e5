using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Offers.Planned;
using CsCheck;
using static Clubshop.Admin.Tests.Offers.OfferSamples;

namespace Clubshop.Admin.Tests.Offers.Planned;

/// <summary>What a plan writes and takes back, for any offers.</summary>
public sealed class PlannedValuesTests
{
    private static readonly Gen<Offer> Any = Gen.Select(
        Gen.OneOf("Diwali sale", "Diwali special", "दिवाली ऑफ़र"), Gen.OneOf([.. Benefits.All]), Gen.OneOf<decimal?>(null, 20, 30, 12.5m),
        Gen.OneOf<DateTimeOffset?>(null, Now, Now.AddDays(3)), Gen.OneOf(EditorialStatus.Draft, EditorialStatus.Published, EditorialStatus.Paused, EditorialStatus.Archived))
        .Select((title, benefit, value, ends, status) => OfferRules.Clean(Draft() with { Title = title, Benefit = benefit, Value = value, Ends = ends, Status = status }));

    [Fact]
    public void Back_OfAnyChangeThatNobodyTouched_IsTheOfferAsItWas() => Gen.Select(Any, Any).Sample((before, wanted) =>
    {
        var values = PlannedValues.Between(before, wanted);
        var was = values.In(before);
        var (back, kept) = values.TakeBack(values.Apply(before), was);
        Assert.Empty(kept);
        Assert.True(PlannedValues.Between(before, back).IsEmpty);
        Assert.True(PlannedValues.Between(wanted, values.Apply(before)).IsEmpty);
    });

    [Fact]
    public void Back_OfAnyChangeThatSomebodyEdited_KeepsExactlyWhatTheyWrote() => Gen.Select(Any, Any, Any).Sample((before, wanted, edited) =>
    {
        var values = PlannedValues.Between(before, wanted);
        var was = values.In(before);
        var (back, kept) = values.TakeBack(edited, was);
        foreach (var field in OfferFields.All)
        {
            var holds = values.Names.Contains(field) && field.Same(edited, wanted);
            Assert.Equal(values.Names.Contains(field) && !holds, kept.Contains(field));
            Assert.True(field.Same(back, holds ? before : edited), field.Name);
        }
    });

    [Fact]
    public void Text_OfAnyValues_ReadsBackAsTheSame() => Gen.Select(Any, Any).Sample((before, wanted) =>
    {
        var values = PlannedValues.Between(before, wanted);
        var read = PlannedValues.Parse(values.ToString())!;
        Assert.Equal(values.Names, read.Names);
        Assert.True(PlannedValues.Between(values.Apply(before), read.Apply(before)).IsEmpty);
    });

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"shopId\":\"x\"}")]
    [InlineData("{\"status\":\"deleted\"}")]
    [InlineData("{\"value\":\"many\"}")]
    public void Text_OfSomethingElse_IsNotRead(string text) => Assert.Null(PlannedValues.Parse(text));
}
