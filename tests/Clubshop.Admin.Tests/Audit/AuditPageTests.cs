using Bunit;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Audit.Chain;
using Clubshop.Admin.Audit.Export;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Tests.Jobs;
using Clubshop.Admin.Tests.Storage;
using Clubshop.Admin.Tests.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.Admin.Tests.Audit;

public sealed class AuditPageTests : UiTest, IAsyncLifetime
{
    private StorageHost _host = null!;
    private JobsHost _jobs = null!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        _host = await StorageHost.StartAsync();
        var log = new AuditLog(_host.Reader, new RecentEntries(_host.Clock), _host.Clock);
        var files = new AuditExportFiles(_host.Reader, _host.UnauditedWriter, _host.Clock);
        _jobs = new(_host, new AuditExportJob(log, new([]), files, new Present()));
        Services.AddSingleton(log);
        Services.AddSingleton(_jobs.Jobs);
        Services.AddSingleton(new AuditExport(log, new([]), _jobs.Jobs, files, _host.Writes, _host.Clock));
        Services.AddSingleton(new AuditCheckService(_host.Reader, _host.UnauditedWriter, _host.Sealer, null!, null!, _host.Clock, NullLogger<AuditCheckService>.Instance));
        Services.AddSingleton(new Clubshop.Admin.SavedViews.ViewService(_host.Reader, _host.Writes, _host.UnauditedWriter, [], _host.Clock));
        Services.AddSingleton(new AuditLabels(
        [
            new() { Kind = "shop", Label = "Shop", Href = id => "/shops/" + id, Attributes = new Dictionary<string, AuditLabel> { ["name"] = new("Name"), ["status"] = new("Status") } },
        ]));
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await _jobs.DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Page_WithoutEntries_SaysSo()
    {
        _host.IndexesFollow();
        var page = Open("/audit", StorageHost.Anita);
        await page.WaitForAssertionAsync(() => Assert.Contains("No entries yet", page.Markup, StringComparison.Ordinal));
        Assert.Equal("Audit", page.Find("h1").TextContent);
    }

    [Theory]
    [InlineData(0, "Compared with its seals")]
    [InlineData(3, "3 entries or seals are not as written")]
    public async Task Page_AfterACheck_SaysHowTheLogWasFound(int faults, string expected)
    {
        var result = new AuditCheckResult { At = _host.Clock.GetUtcNow(), Entries = 12, Faults = faults, First = faults == 0 ? [] : ["Missing: entry ENT#shop#1 2026"] };
        await _host.UnauditedWriter.PutAsync(
            Clubshop.Admin.Storage.Table.System, new Clubshop.Admin.Storage.Item("AUDIT#CHECK").Set("result", System.Text.Json.JsonSerializer.Serialize(result)), null, default);
        _host.IndexesFollow();
        var page = Open("/audit", StorageHost.Anita);
        await page.WaitForAssertionAsync(() => Assert.Contains(expected, page.Markup, StringComparison.Ordinal));
        Assert.Equal(faults > 0, page.Markup.Contains("Missing: entry", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Role.Administrators, true)]
    [InlineData(Role.ReadOnly, true)]
    [InlineData(Role.ClubAdministrators, false)]
    public async Task PeopleFilter_ForThoseWhoReadTheWholeLog_ListsEverybody(Role role, bool everybody)
    {
        Services.AddSingleton<IAuditPeople>(new Colleagues());
        _host.IndexesFollow();
        var page = Open("/audit", StorageHost.Anita with { Role = role });
        await page.WaitForAssertionAsync(() => Assert.Contains("No entries yet", page.Markup, StringComparison.Ordinal));
        page.OpenMenus();
        await page.WaitForAssertionAsync(() => Assert.Equal(everybody, page.FindAll("a[href='/audit?person=quiet']").Count > 0));
    }

    [Fact]
    public async Task Page_WithEntries_ShowsWhoDidWhat_AndEncodesMarkup()
    {
        var shop = await _host.SaveAsync(_host.Shop("1", null, "Tata"));
        await _host.SaveAsync(_host.Shop("1", shop, "<script>alert(1)</script>", actor: StorageHost.Rohan));

        _host.IndexesFollow();
        var page = Open("/audit", StorageHost.Anita);
        await page.WaitForAssertionAsync(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
        var newest = page.Find("tbody tr");
        Assert.Contains("Rohan Deshpande", newest.TextContent, StringComparison.Ordinal);
        Assert.Contains("Changed 1 field of the shop", newest.TextContent, StringComparison.Ordinal);
        Assert.Equal("Tata", newest.QuerySelector("details del")!.TextContent);
        Assert.Empty(page.FindAll("script"));
        Assert.Equal("/shops/1", newest.QuerySelector("td a[href^='/shops']")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Page_WithFiltersInItsAddress_ShowsOnlyMatches_AndChips()
    {
        await _host.SaveAsync(_host.Shop("1", null, "Tata"));
        await _host.SaveAsync(_host.Shop("2", null, "Croma", actor: StorageHost.Rohan));
        _host.IndexesFollow();
        var page = Open("/audit?person=rohan&day=2026-11-20", StorageHost.Anita);
        await page.WaitForAssertionAsync(() => Assert.Single(page.FindAll("tbody tr")));
        Assert.Equal(["Person: Rohan Deshpande", "When: 20 Nov 2026, IST"], page.FindAll(".chip.on").Select(chip => chip.TextContent.Trim()));
        Assert.Equal("/audit?from=2026-11-20&to=2026-11-20", page.Find("a[aria-label='Remove filter: Person']").GetAttribute("href"));

        Services.GetRequiredService<NavigationManager>().NavigateTo("/audit?person=nobody");
        await page.WaitForAssertionAsync(() => Assert.Contains("No entries match", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_TypedAndChosen_IsAnAddressThatShowsIt()
    {
        await _host.SaveAsync(_host.Shop("1", null, "Tata"));
        await _host.SaveAsync(_host.Shop("2", null, "Croma"));
        _host.IndexesFollow();
        var page = Open("/audit", StorageHost.Anita);
        await page.WaitForAssertionAsync(() => Assert.Equal(2, page.FindAll("tbody tr").Count));

        await page.Find("input[type=search]").ChangeAsync(new() { Value = "croma" });
        await page.WaitForAssertionAsync(() => Assert.Equal("Croma", Assert.Single(page.FindAll("tbody tr a[href^='/shops']")).TextContent));
        Assert.EndsWith("/audit?q=croma", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        page.OpenMenus();
        Assert.Equal(
            ["/audit?q=croma&days=1", "/audit?q=croma&days=7", "/audit?q=croma&days=30"],
            page.FindAll(".pop a.mi").Select(link => link.GetAttribute("href")!).Where(href => href.Contains("days", StringComparison.Ordinal)));
        Assert.Equal("/audit?kind=shop&record=2", page.Find("a.only").GetAttribute("href"));
    }

    [Fact]
    public async Task Page_WithAnAddressAsAName_ShowsWhoItIs()
    {
        Services.AddSingleton<IAuditPeople>(new Colleagues());
        await _host.SaveAsync(_host.Shop("1", null, "Tata", actor: StorageHost.Anita with { Id = "quiet", Name = "quiet@clubshop.example" }));
        _host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await _host.SaveAsync(_host.Shop("2", null, "Croma", actor: StorageHost.Anita with { Id = "gone", Name = "gone@clubshop.example" }));
        _host.IndexesFollow();
        var page = Open("/audit", StorageHost.Anita);
        await page.WaitForAssertionAsync(() => Assert.Equal(
            ["gone", "Quiet Colleague"], page.FindAll("tbody a[title='What this person did']").Select(link => link.TextContent)));
    }

    [Fact]
    public async Task Page_WhenReadingFails_SaysSo_AndOffersRetry()
    {
        await _host.SaveAsync(_host.Shop("1", null, "Tata"));
        _host.Faults.Decide = (_, _) => Fault.NotSent;
        _host.IndexesFollow();
        var page = Open("/audit", StorageHost.Anita);
        await page.WaitForAssertionAsync(() => Assert.Contains("could not be read", page.Markup, StringComparison.Ordinal));

        _host.Faults.Decide = (_, _) => Fault.None;
        await page.Find("[role=alert] button").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Single(page.FindAll("tbody tr")));
    }

    [Fact]
    public async Task Page_ForOwnActionsOnly_OffersNoOtherPerson()
    {
        await _host.SaveAsync(_host.Shop("1", null, "Tata"));
        await _host.SaveAsync(_host.Shop("2", null, "Croma", actor: StorageHost.Rohan));
        _host.IndexesFollow();
        var page = Open("/audit", StorageHost.Rohan with { Role = Role.Support });
        await page.WaitForAssertionAsync(() => Assert.Single(page.FindAll("tbody tr")));
        Assert.Contains("What you did", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("a[href*='person=']"));
    }

    [Fact]
    public async Task History_OfARecord_ShowsItsChanges_AndFollowsTheVersion()
    {
        var shop = await _host.SaveAsync(_host.Shop("1", null, "Tata"));
        var history = Render<RecordHistory>(parameters => parameters
            .Add(component => component.Kind, "shop").Add(component => component.Id, "1").Add(component => component.Version, 1).AddCascadingValue(StorageHost.Anita));
        await history.WaitForAssertionAsync(() => Assert.Single(history.FindAll(".log li")));

        await _host.SaveAsync(_host.Shop("1", shop, "Tata 1mg"));
        history.Render(parameters => parameters.Add(component => component.Version, 2));
        await history.WaitForAssertionAsync(() => Assert.Equal(2, history.FindAll(".log li").Count));
        Assert.Contains("1mg", history.Find(".log li ins").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_AsAJob_ShowsItsFile_AlsoToWhoComesBack()
    {
        await _host.SaveAsync(_host.Shop("1", null, "Tata"));
        _host.IndexesFollow();
        await _jobs.StartedAsync();
        var page = Open("/audit?kind=shop", StorageHost.Anita);
        await page.WaitForAssertionAsync(() => Assert.Single(page.FindAll("tbody tr")));

        await page.FindAll("button").Single(button => button.TextContent.Trim() == "Export").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Contains("The export is ready: 1 entry", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        var file = page.Find("a[download]");
        Assert.Equal("audit-2026-11-20.csv", file.GetAttribute("download"));

        var again = Open("/audit", StorageHost.Anita);
        await again.WaitForAssertionAsync(() => Assert.Equal(file.GetAttribute("href"), again.Find("a[download]").GetAttribute("href")));
        await again.FindAll("button").Single(button => button.TextContent.Trim() == "Close").ClickAsync(new());
        await again.WaitForAssertionAsync(() => Assert.Empty(again.FindAll("a[download]")));
    }

    [Fact]
    public async Task Page_OfOneAddressOrWay_ShowsItsEntries_InWords()
    {
        await _host.SaveAsync(_host.Shop("1", null, "Tata"));
        await _host.SaveAsync(_host.Shop("2", null, "Croma", actor: StorageHost.Rohan with { Address = "198.51.100.4", Protocol = "api" }));
        _host.IndexesFollow();
        var page = Open("/audit?ip=198.51.", StorageHost.Anita);
        await page.WaitForAssertionAsync(() => Assert.Contains("Croma", Assert.Single(page.FindAll("tbody tr")).TextContent, StringComparison.Ordinal));
        Assert.Contains("the API", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
        Assert.Equal("From: 198.51.", Assert.Single(page.FindAll(".chip.on")).TextContent.Trim());

        Services.GetRequiredService<NavigationManager>().NavigateTo("/audit?way=https");
        await page.WaitForAssertionAsync(() => Assert.Contains("Tata", Assert.Single(page.FindAll("tbody tr")).TextContent, StringComparison.Ordinal));
        Assert.Equal("Over: the portal", Assert.Single(page.FindAll(".chip.on")).TextContent.Trim());
        Assert.Equal("/audit?ip=203.0.113.7&way=https", page.Find("tbody a[title='What was done from this address']").GetAttribute("href"));
    }

    private IRenderedComponent<AuditPage> Open(string address, Actor actor)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<AuditPage>(parameters => parameters.AddCascadingValue(actor));
    }

    private sealed class Present : ICurrentStaff
    {
        public Task<Actor?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult<Actor?>(StorageHost.Anita);
    }

    private sealed class Colleagues : IAuditPeople
    {
        public Task<IReadOnlyDictionary<string, string>> NamesAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>(StringComparer.Ordinal) { ["quiet"] = "Quiet Colleague" });
    }
}
