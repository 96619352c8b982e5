using Clubshop.Admin.Localization;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Tests.SignIn.Hosting;

namespace Clubshop.Admin.Tests.SignIn;

/// <summary>The sign-in in Hindi: the same answers in another language, and an audit log that stays in English.</summary>
public sealed class HindiTests : IAsyncLifetime
{
    private PortalHost _portal = null!;

    public async Task InitializeAsync() => _portal = await PortalHost.StartAsync();

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task Password_Wrong_SaysInHindiWhatToDo()
    {
        using var browser = NewBrowser();
        var page = await browser.GivePasswordAsync("nobody@clubshop.example", "Wrong-Password-1");

        Assert.Equal("साइन इन करें", page.Heading);
        Assert.StartsWith("ईमेल या पासवर्ड सही नहीं है।", page.Notice, StringComparison.Ordinal);
        Assert.Contains("नया पासवर्ड सेट करें", page.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reason_InTheAddress_IsReadInHindi()
    {
        using var browser = NewBrowser();
        Assert.Equal("आप साइन आउट हो गए हैं।", (await browser.GetAsync("/sign-in?reason=" + SignInReasons.SignedOut)).Notice);
    }

    [Fact]
    public async Task Steps_InHindi_EndInside()
    {
        using var browser = NewBrowser();
        await _portal.EnrolAsync(browser, PortalHost.Person(Role.Support));
        Assert.Contains("clubshop", browser.Cookies.Keys);
    }

    [Fact]
    public async Task Refusal_OfAChangeOfStaff_IsReadInHindiAndKeptInEnglish()
    {
        var staff = _portal.Get<StaffService>();
        var asha = (await staff.ListAsync(Actor.System, default)).Value!.People.Single(person => person.Name == "Asha Rao");
        var actor = new Actor { Id = asha.Id, Name = asha.Name, Email = asha.Email, Role = asha.Role };
        Languages.Use(Languages.Hindi);

        var refused = await staff.InviteAsync(actor, new() { Email = asha.Email, Name = "Other", Role = Role.Support }, default);

        Assert.Equal("इस ईमेल का खाता पहले से है। उसे सूची में खोजें।", refused.Problems.Single().Message);
        var notes = (await _portal.Clients.DynamoDb.ScanAsync(new() { TableName = "clubshop-audit" })).Items
            .Select(item => item.GetValueOrDefault("note")?.S).OfType<string>().ToList();
        Assert.Contains("as Support", notes);
        Assert.Contains("This email already has an account. Find it in the list.", notes);
    }

    private Browser NewBrowser()
    {
        var browser = _portal.NewBrowser();
        browser.Cookies["clubshop.language"] = Languages.Hindi.Code;
        return browser;
    }
}
