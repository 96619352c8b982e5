using Bunit;
using Clubshop.Admin.Common;
using Clubshop.Admin.Operations.Figures;
using Clubshop.Admin.Operations.Pages;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.MasterData.Publishing;

namespace Clubshop.Admin.Tests.Operations;

public sealed class OperationsPageTests : PageTest
{
    private static (string Value, string Note, bool Bad) Tile(IRenderedComponent<OperationsPage> page, string label)
    {
        var values = page.FindAll(".tile").Single(tile => tile.QuerySelector("dt")!.TextContent == label).QuerySelectorAll("dd");
        return (values[0].TextContent.Trim(), values[1].TextContent.Trim(), values[0].ClassList.Contains("down"));
    }

    [Fact]
    public void Page_AfterWork_ShowsFiguresAsTilesChartsAndTables()
    {
        // Into the book itself: the meters of this process also count what other tests do.
        var book = World.Get<FigureBook>();
        for (var number = 0; number < 12; number++)
            book.Add("clubshop.signins", "signed-in", 1);
        book.Add("clubshop.signins", "code-wrong", 3);
        book.Add("clubshop.sends", "sms left-out", 7);
        for (var number = 0; number < 50; number++)
            book.Observe("clubshop.interactions", "", number == 0 ? 900 : 18);
        book.Add("clubshop.dynamodb.capacity", "clubshop-shops read", 0.5);
        book.Add("clubshop.dynamodb.capacity", "clubshop-shops write", 1_500);
        book.Add("clubshop.dynamodb.throttles", "clubshop-offers", 2);

        var page = Open<OperationsPage>(CatalogWorld.Meera);

        Assert.Equal("Operations", page.Find("h1").TextContent);
        Assert.Equal(("12", "Last hour; 3 refused", false), Tile(page, "Sign-ins"));
        Assert.Equal(("1 s", "99% within; half within 20 ms", true), Tile(page, "Interaction"));
        Assert.Equal(("7", "Last hour, with any outcome", false), Tile(page, "Messages"));
        Assert.Equal(("2", "Attempts at DynamoDB, last hour", true), Tile(page, "Throttled"));
        Assert.Equal(["Code wrong", "3", "Signed in", "12"], Cells(page, "Sign-ins, last hour"));
        Assert.Equal(["SMS left out", "7"], Cells(page, "Messages, last hour"));
        Assert.Equal(3, page.FindAll("figure.times svg[role=img]").Count);
        Assert.Equal(["clubshop-offers", "0", "0", "2", "clubshop-shops", "1", "1,500", "0"], Cells(page, "Capacity units by table, last hour"));
        Assert.Contains(BuildInfo.Current.Version, page.Markup, StringComparison.Ordinal);
        Assert.Contains("Table shops", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".note"));
    }

    [Fact]
    public async Task Page_WhenAnIndexIsBehind_SaysSoByItself()
    {
        var page = Open<OperationsPage>(CatalogWorld.Meera);
        Assert.DoesNotContain("does not answer", page.Find(".head").TextContent, StringComparison.Ordinal);

        World.Faults.Decide = (_, _) => Storage.Fault.NotSent;
        World.Clock.Advance(TimeSpan.FromSeconds(50));

        // The page looks every few seconds, the index asks when it may: which comes first is not said.
        await PublishingWorld.UntilAsync(
            () =>
            {
                World.Clock.Advance(TimeSpan.FromSeconds(5));
                return Task.FromResult(page.Markup.Contains("do not answer", StringComparison.Ordinal));
            },
            "the page says that the indexes do not answer",
            seconds: 60);
        Assert.Contains("do not answer", page.Find(".note").TextContent, StringComparison.Ordinal);
        Assert.True(Tile(page, "Catalog in memory").Bad);
    }

    [Fact]
    public void Page_OpenedLater_TellsWhenTheInstanceBeganAndNotWhenSomebodyLooked()
    {
        var started = World.Get<FigureBook>().Since;
        World.Clock.Advance(TimeSpan.FromHours(3));
        var page = Open<OperationsPage>(CatalogWorld.Meera);
        var running = page.FindAll("dt").Single(term => term.TextContent == "Running since").NextElementSibling!;
        Assert.Equal(Clubshop.Admin.Ui.Format.Moment(started, World.Clock.GetUtcNow()), running.TextContent.Trim());
    }

    [Fact]
    public void Page_OfSomebodyWithoutThePermission_SaysWhoCould()
    {
        var page = Open<OperationsPage>(CatalogWorld.Person(Role.Support));
        Assert.Empty(page.FindAll(".tile"));
        Assert.Contains("Administrators", page.Markup, StringComparison.Ordinal);
    }

    private static List<string> Cells(IRenderedComponent<OperationsPage> page, string caption) =>
        [.. page.FindAll("table").Single(table => table.QuerySelector("caption")?.TextContent.Trim() == caption).QuerySelectorAll("tbody td, tbody th").Select(cell => cell.TextContent.Trim())];
}
