using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>
/// One journey of each capability with everything far away: AWS over HTTP, and every answer of it, of the circuit and of its scripts 20 to
/// 200 ms late. What the AWS in the process hides shows here.
/// </summary>
public sealed class BlipTests(BlipTests.FarPortal far) : IClassFixture<BlipTests.FarPortal>
{
    /// <summary>One portal and its AWS; each journey is another person's, because a code works once.</summary>
    public sealed class FarPortal : IAsyncLifetime
    {
        private FarAws _aws = null!;

        public Portal Portal { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            _aws = await FarAws.StartAsync();
            await _aws.SlowAsync();
            Portal = await Browser.Portal.StartAsync(settings: _aws.Settings, local: _aws.Address);
        }

        public async Task DisposeAsync()
        {
            await Portal.DisposeAsync();
            await _aws.DisposeAsync();
            Assert.DoesNotContain("Unhandled exception in circuit", Portal.AllOutput, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Catalog_OfferEdited_IsSavedAndShown()
    {
        await using var meera = await EnterAsync("meera.iyer@clubshop.example", 1);
        await meera.GoAsync("/offers?q=peaberry");
        await meera.Page.Locator("table a.name").First.ClickAsync();
        await Field(meera, "Terms").FillAsync("Only while the monsoon lasts.");
        await meera.Button("Save").ClickAsync();
        await Assertions.Expect(meera.Page.GetByText("Offer saved", new() { Exact = true })).ToBeVisibleAsync();
        await LeaveAsync(meera, "/offers", "Offers");
    }

    [Fact]
    public async Task Import_AndCache_OfAFileOfShops_AreCarriedOut()
    {
        await using var asha = await EnterAsync("asha.rao@clubshop.example", 2);
        await asha.GoAsync("/shops/import");
        await Field(asha, "File").SetInputFilesAsync(new FilePayload { Name = "far.csv", MimeType = "text/csv", Buffer = "code,name\nfar-1,Far Shop One\nfar-2,Far Shop Two\n"u8.ToArray() });
        await asha.Button("Import 2 rows").ClickAsync();
        await Assertions.Expect(asha.Page.GetByText("Import finished", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await LeaveAsync(asha, "/shops", "Shops");
        await asha.GoAsync("/shops?q=" + Uri.EscapeDataString("far shop"));
        await Assertions.Expect(asha.Link("Far Shop Two")).ToBeVisibleAsync();

        await asha.GoAsync("/cache");
        await Assertions.Expect(asha.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Offers" }).First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await LeaveAsync(asha, "/", "Dashboard");
    }

    [Fact]
    public async Task Customers_SomebodyLookedUp_IsFoundAndMasked()
    {
        await using var farah = await EnterAsync("farah.khan@clubshop.example", 3);
        await farah.GoAsync("/customers");
        await Field(farah, "Search").FillAsync("70000 00000");
        await farah.Page.Locator("table a.name").First.ClickAsync();
        await Assertions.Expect(farah.Page.GetByText("+91 •••••• 0000")).ToBeVisibleAsync();
        await LeaveAsync(farah, "/customers", "Customers");
    }

    [Fact]
    public async Task Notifications_OneWritten_IsReviewed()
    {
        await using var rohan = await EnterAsync("rohan.deshpande@clubshop.example", 4);
        await rohan.GoAsync("/notifications/new");
        await Field(rohan, "Audience").SelectOptionAsync(new SelectOptionValue { Label = "Followers of shops" });
        await Field(rohan, "Shops").FillAsync("Volt");
        await rohan.Page.GetByRole(AriaRole.Option).Filter(new() { HasText = "Volt" }).First.ClickAsync();
        await Field(rohan, "Title").FillAsync("Evening at Volt & Wire");
        await Field(rohan, "Message").FillAsync("Come by after six.");
        await rohan.Button("Review").ClickAsync();
        await Assertions.Expect(rohan.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Send(?! test)") }).First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        Assert.DoesNotContain("stopped working", await rohan.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staff_SomebodyInvited_IsThereWithoutAQuestion()
    {
        await using var vikram = await EnterAsync("vikram.singh@clubshop.example", 5);
        await vikram.GoAsync("/staff/new");
        await Field(vikram, "Email").FillAsync("far.away@clubshop.example");
        await Field(vikram, "Name").FillAsync("Farida Away");
        await Field(vikram, "Role").SelectOptionAsync(new SelectOptionValue { Label = "Read only" });
        await vikram.Button("Send invitation").ClickAsync();
        await Assertions.Expect(vikram.Page.GetByRole(AriaRole.Heading, new() { Name = "Farida Away", Exact = true })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(vikram.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await LeaveAsync(vikram, "/staff", "Staff");
    }

    [Fact]
    public async Task Audit_ReadByWhoMayOnlyLook_IsShown()
    {
        await using var priya = await EnterAsync("priya.nair@clubshop.example", 6);
        await priya.GoAsync("/audit");
        await Assertions.Expect(priya.Page.Locator("main table, main .rows, main .log").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await LeaveAsync(priya, "/clubs", "Clubs");
    }

    private async Task<Visitor> EnterAsync(string email, int seed)
    {
        var visitor = await Visitor.ToAsync(far.Portal);
        await SlowLink.SlowAsync(visitor.Page, seed);
        await visitor.SignInAsync(email);
        return visitor;
    }

    // Away again through the navigation, as soon as there is one: the next page works, and nothing in the browser or the portal has failed.
    private static async Task LeaveAsync(Visitor visitor, string href, string heading)
    {
        await visitor.Page.Locator($"nav a.item[href='{href}']").ClickAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true, Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.GetByText("This page stopped working")).ToHaveCountAsync(0);
        Assert.Empty(visitor.Complaints);
    }

    private static ILocator Field(Visitor visitor, string label) => visitor.Page.GetByLabel(label, new() { Exact = true });
}
