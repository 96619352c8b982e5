using Clubshop.Admin.Common;
using Clubshop.Admin.GoTo;
using Clubshop.Admin.Ui;
using CsCheck;

namespace Clubshop.Admin.Tests.GoTo;

public sealed class GoToTextTests
{
    private static readonly string[] Words = ["croma", "Croma", "Pune", "lakmé", "lakme", "मिठाई", "10%", "off", "x"];

    [Theory]
    [InlineData("croma", "Croma", "", GoToMatch.Whole)]
    [InlineData(" CROMA ", "Croma", "", GoToMatch.Whole)]
    [InlineData("lakme", "Lakmé", "", GoToMatch.Whole)]
    [InlineData("cr-1", "Croma", "CR-1", GoToMatch.Whole)]
    [InlineData("cro", "Croma Pune", "", GoToMatch.Begins)]
    [InlineData("croma p", "Croma Pune", "", GoToMatch.Begins)]
    [InlineData("pun", "Croma Pune", "", GoToMatch.Words)]
    [InlineData("pune croma", "Croma Pune", "", GoToMatch.Words)]
    [InlineData("new", "Invite someone", "new staff", GoToMatch.Words)]
    [InlineData("rom", "Croma Pune", "", GoToMatch.Inside)]
    [InlineData("une croma", "Croma Pune", "", GoToMatch.Inside)]
    [InlineData("मि", "मिठाई घर", "", GoToMatch.Begins)]
    [InlineData("croma delhi", "Croma Pune", "", null)]
    [InlineData("  ", "Croma Pune", "", null)]
    public void MatchOf_Name_SaysHowWellItMatches(string typed, string name, string other, GoToMatch? match) =>
        Assert.Equal(match, GoToText.Of(typed).MatchOf(name, other));

    [Fact]
    public void MatchOf_AnyText_MatchesWhatTheListsFindAndItselfWhole() => Gen.Select(AnyText, AnyText).Sample((typed, name) =>
    {
        var (text, own) = (GoToText.Of(typed), GoToText.Of(name));
        Assert.Equal(!text.IsEmpty && Fold.Terms(typed).All(Fold.Text(name).Contains), text.MatchOf(name) is not null);
        Assert.Equal(own.IsEmpty ? (GoToMatch?)null : GoToMatch.Whole, own.MatchOf(own.Typed));
    });

    [Fact]
    public void Groups_OfAnything_KeepTheBestFirstAndMoveNothingThatIsShown() => Gen.Select(AnyItems, AnyItems).Sample((first, later) =>
    {
        var shown = GoToGroup.Of(first);
        Assert.All(shown, group => Assert.InRange(group.Items.Count, 1, GoToGroup.MaxItems));
        Assert.All(shown, group => Assert.Equal(group.Items.Select(item => item.Match).Order(), group.Items.Select(item => item.Match)));
        Assert.Equal(shown.Select(group => group.Items[0].Match).Order(), shown.Select(group => group.Items[0].Match));

        var all = GoToGroup.Append(shown, later);
        Assert.Equal(shown.Select(group => group.Title), all.Take(shown.Count).Select(group => group.Title));
        Assert.All(shown.Zip(all), pair => Assert.Equal(pair.First.Items, pair.Second.Items.Take(pair.First.Items.Count)));
        Assert.Equal(first.Concat(later).Select(item => item.Group).ToHashSet(), all.Select(group => group.Title).ToHashSet());
        Assert.All(all, group => Assert.Equal(group.Items.Count, group.Items.Select(item => item.Href).Distinct().Count())); // Blazor's keys
    });

    [Fact]
    public void Groups_FoundEquallyWell_KeepTheirOrder()
    {
        var groups = GoToGroup.Of([Item("Actions", 1, GoToMatch.Words), Item("Pages", 2, GoToMatch.Begins), Item("Offers", 3, GoToMatch.Words), Item("Pages", 4, GoToMatch.Whole)]);

        Assert.Equal(["Pages", "Actions", "Offers"], groups.Select(group => group.Title));
        Assert.Equal(["/4", "/2"], groups[0].Items.Select(item => item.Href));
    }

    private static GoToItem Item(string group, int number, GoToMatch match) => new(group, $"{number}", $"/{number}", Icons.Shops) { Match = match };

    private static readonly Gen<string> AnyText = Gen.OneOf<string>(Gen.OneOf(Words), Gen.OneOf(Words).Select(word => word[..1]), Gen.String).Array[0, 3].Select(words => string.Join(' ', words));

    private static readonly Gen<GoToItem[]> AnyItems =
        Gen.Select(Gen.OneOf("Pages", "Offers", "Shops", "Staff"), Gen.Int[0, 20], Gen.Int[0, 3]).Select(one => Item(one.Item1, one.Item2, (GoToMatch)one.Item3)).Array[0, 30];
}
