using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>What was done is found, read and taken back: undo in toasts, versions of a record, deleted records, the audit log and its export.</summary>
public sealed class HistoryJourneyTests(HistoryJourneyTests.OnePortal one) : IClassFixture<HistoryJourneyTests.OnePortal>
{
    /// <summary>One portal; each signs in as somebody else, because a code works once.</summary>
    public sealed class OnePortal : IAsyncLifetime
    {
        public Portal Portal { get; private set; } = null!;

        public async Task InitializeAsync() => Portal = await Browser.Portal.StartAsync("demo");

        public async Task DisposeAsync() => await Portal.DisposeAsync();
    }

    private static ILocator Field(Visitor visitor, string label) => visitor.Page.GetByLabel(label, new() { Exact = true });

    private static ILocator Title(Visitor visitor, string title) => visitor.Page.GetByRole(AriaRole.Heading, new() { Name = title, Exact = true, Level = 1 });

    [Fact]
    public async Task Versions_AreRead_AndBroughtBack_AndTakenBackAgain()
    {
        await using var asha = await Visitor.ToAsync(one.Portal);
        await asha.SignInAsync("asha.rao@clubshop.example");
        await asha.GoAsync("/clubs/new");
        await Field(asha, "Name").FillAsync("History Circle");
        await Field(asha, "Description").FillAsync("For people who read what was before them, line by line.");
        await Field(asha, "City").FillAsync("Nagpur");
        await asha.Button("Save").ClickAsync();
        await Assertions.Expect(Title(asha, "History Circle")).ToBeVisibleAsync();
        var club = new Uri(asha.Page.Url).AbsolutePath;
        await Field(asha, "Description").FillAsync("For people who forget what was before them, line by line.");
        await Field(asha, "City").FillAsync("Pune");
        await asha.Button("Save").ClickAsync();
        await Assertions.Expect(asha.Page.GetByText("Club saved").First).ToBeVisibleAsync();

        // Who changed it: on its page already; its versions are one click away.
        await asha.Link("Versions").ClickAsync();
        await asha.Page.WaitForAddressAsync(club + "/history$");
        await Assertions.Expect(Title(asha, "History of History Circle")).ToBeVisibleAsync();
        var newest = asha.Page.Locator(".versions > li").First;
        await Assertions.Expect(newest).ToContainTextAsync("Version 2, now");
        await Assertions.Expect(newest.Locator("del")).ToHaveTextAsync(["read", "Nagpur"]);
        await Assertions.Expect(newest.Locator("time")).ToContainTextAsync("IST");
        await asha.ScanBothAsync();
        await Pictures.TakeAsync(asha.Page, "history");

        // One field, by keyboard alone.
        var revert = newest.GetByRole(AriaRole.Link, new() { Name = "Revert this field: City, to version 1" });
        await revert.FocusAsync();
        await asha.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(asha.Page.GetByRole(AriaRole.Heading, new() { Name = "Bring City back to version 1" })).ToBeVisibleAsync();
        await asha.ScanBothAsync();
        await asha.Button("Revert City").FocusAsync();
        await asha.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(asha.Page.Locator(".versions > li").First).ToContainTextAsync("City to version 1");

        // The whole version.
        await asha.Link("Go back to version 1").ClickAsync();
        await Assertions.Expect(asha.Page.GetByRole(AriaRole.Heading, new() { Name = "Go back to version 1" })).ToBeVisibleAsync();
        await Pictures.TakeAsync(asha.Page, "history-revert");
        await asha.Button("Bring back 1 field").ClickAsync();
        await Assertions.Expect(asha.Page.Locator(".versions > li").First).ToContainTextAsync("reverted it");
        await Assertions.Expect(asha.Page.Locator(".versions > li")).ToHaveCountAsync(4);
        await asha.Button("Undo").Last.ClickAsync();
        await Assertions.Expect(asha.Page.GetByText("History Circle is as it was before")).ToBeVisibleAsync();
        await Assertions.Expect(asha.Page.Locator(".versions > li")).ToHaveCountAsync(5);
        await asha.GoAsync(club);
        await Assertions.Expect(Field(asha, "Description")).ToHaveValueAsync("For people who forget what was before them, line by line.");
        await Assertions.Expect(Field(asha, "City")).ToHaveValueAsync("Nagpur");

        // Deleted at once, undone from the toast; deleted again, found among the deleted, restored.
        await DeleteAsync(asha, "club");
        await asha.Button("Undo").Last.ClickAsync();
        await Assertions.Expect(asha.Page.GetByText("History Circle is a draft again")).ToBeVisibleAsync();
        await DeleteAsync(asha, "club");
        await asha.GoAsync("/clubs?status=deleted");
        await Assertions.Expect(asha.Page.GetByText("Deleted records can be restored for 90 days")).ToBeVisibleAsync();
        await asha.ScanBothAsync();
        await asha.Link("History Circle").First.ClickAsync();
        await asha.Page.WaitForAddressAsync(club + "$");
        await asha.Button("Restore").ClickAsync();
        await Assertions.Expect(asha.Page.GetByText("History Circle is restored as a draft")).ToBeVisibleAsync();
        Assert.Empty(asha.Complaints);
    }

    [Theory]
    [InlineData(360)]
    [InlineData(768)]
    [InlineData(1440)]
    public async Task History_AtEveryWidth_FitsAndIsReadable(int width)
    {
        await using var visitor = await Visitor.ToAsync(one.Portal, width);
        await visitor.SignInAsync(width switch { 360 => "vikram.singh@clubshop.example", 768 => "priya.nair@clubshop.example", _ => "meera.iyer@clubshop.example" });
        await visitor.GoAsync("/offers");
        await visitor.Page.Locator("table a.name").First.ClickAsync();
        await visitor.Page.WaitForAddressAsync("/offers/[0-9a-f]{32}$");
        await visitor.GoAsync(new Uri(visitor.Page.Url).AbsolutePath + "/history");
        await Assertions.Expect(visitor.Page.Locator("[aria-busy=true]:visible")).ToHaveCountAsync(0);
        Assert.True(await visitor.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "the page is wider than the window");
        await visitor.ScanBothAsync();
        await Pictures.TakeAsync(visitor.Page, $"history-{width}");
        await visitor.GoAsync("/audit");
        await Assertions.Expect(visitor.Page.Locator("[aria-busy=true]:visible")).ToHaveCountAsync(0);
        Assert.True(await visitor.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "the page is wider than the window");
        await visitor.ScanBothAsync();
        await Pictures.TakeAsync(visitor.Page, $"audit-{width}");
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task Audit_WhoChangedARecord_InThreeClicks_AndTheExportSurvivesARestart()
    {
        await using var portal = await Portal.StartAsync("demo");
        await using var vikram = await Visitor.ToAsync(portal);
        await vikram.SignInAsync("vikram.singh@clubshop.example");
        await vikram.GoAsync("/audit");

        // 1: the filter; 2: the record; then it stands there.
        await vikram.Page.GetByRole(AriaRole.Button, new() { Name = "Record", Exact = true }).ClickAsync();
        await vikram.Page.GetByRole(AriaRole.Combobox, new() { Name = "Record", Exact = true }).FillAsync("Chandni");
        await vikram.Page.Locator(".pop-list [role=option]", new() { HasText = "Chandni Sarees" }).First.ClickAsync();
        await vikram.Page.WaitForAddressAsync("/audit\\?kind=shop&record=");
        await Assertions.Expect(vikram.Page.GetByRole(AriaRole.Link, new() { Name = "Remove filter: Record" })).ToBeVisibleAsync();
        await Assertions.Expect(vikram.Page.Locator("tbody tr").First).ToContainTextAsync("Created the shop");
        await vikram.ScanBothAsync();
        await Pictures.TakeAsync(vikram.Page, "audit-record");

        await vikram.GoAsync("/audit?q=" + Uri.EscapeDataString("signed in"));
        await Assertions.Expect(vikram.Page.Locator("tbody tr").First).ToContainTextAsync("Signed in");
        await vikram.Page.Locator("tbody tr").First.GetByTitle("What was done from this address").ClickAsync();
        await vikram.Page.WaitForAddressAsync("ip=127");

        await vikram.GoAsync("/audit");
        await vikram.Button("Export").ClickAsync();
        await Assertions.Expect(vikram.Page.GetByText(new Regex("% of the time is searched|The export is ready"))).ToBeVisibleAsync();
        vikram.ExpectLostConnection();
        await portal.KillAsync();
        await portal.StartAsync();
        await vikram.GoAsync("/audit");
        await Assertions.Expect(vikram.Page.GetByText("The export is ready")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await vikram.ScanBothAsync();
        var file = await vikram.Page.RunAndWaitForDownloadAsync(() => vikram.Link("Download").ClickAsync());
        var lines = await File.ReadAllLinesAsync((await file.PathAsync())!);
        Assert.Equal("when (IST),who,role,what,record,changes,note,from,over,entry", lines[0].TrimStart('\uFEFF'));
        Assert.Contains(lines, line => line.Contains("Chandni Sarees", StringComparison.Ordinal));

        // What one person did, from their page.
        await vikram.GoAsync("/staff");
        await vikram.Page.Locator("table a.name").First.ClickAsync();
        await vikram.Page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Everything that ") }).ClickAsync();
        await vikram.Page.WaitForAddressAsync("/audit\\?person=");
        Assert.Empty(vikram.Complaints);
    }

    private static async Task DeleteAsync(Visitor visitor, string kind)
    {
        await visitor.Button("More actions").ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Menuitem, new() { Name = $"Delete {kind}" }).ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText($"This {kind} is deleted")).ToBeVisibleAsync();
    }
}
