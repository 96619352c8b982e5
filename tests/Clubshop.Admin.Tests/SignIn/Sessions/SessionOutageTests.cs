using System.Net;
using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.SignIn.Hosting;
using Clubshop.LocalAws.Faults;

namespace Clubshop.Admin.Tests.SignIn.Sessions;

/// <summary>Who is signed in while the database does not answer.</summary>
public sealed class SessionOutageTests : IAsyncLifetime
{
    private PortalHost _portal = null!;

    public async Task InitializeAsync() => _portal = await PortalHost.StartAsync();

    public async Task DisposeAsync()
    {
        _portal.Aws.Faults.Clear();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task SomebodyKnownHere_WhileTheDatabaseIsAway_WorksOnForAQuarterOfAnHour_AndAfterwards()
    {
        using var browser = await InsideAsync();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/not-found")).Status); // known here from now on
        Away();

        foreach (var minutes in (int[])[1, 6, 7])
        {
            _portal.Time.Advance(TimeSpan.FromMinutes(minutes));
            Assert.Equal((minutes, HttpStatusCode.OK), (minutes, (await browser.GetAsync("/not-found")).Status));
        }

        _portal.Time.Advance(TimeSpan.FromMinutes(2));
        var page = await browser.GetAsync("/offers?q=goggles");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "The database does not answer"), (page.Status, page.Heading));
        Assert.Equal("/offers?q=goggles", page.Document.QuerySelector("main a, .acts a")?.GetAttribute("href"));
        Assert.DoesNotContain("Exception", page.Document.DocumentElement.TextContent, StringComparison.Ordinal);

        _portal.Aws.Faults.Clear();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/not-found")).Status); // nobody signed in again
    }

    [Fact]
    public async Task SomebodyUnknownHere_WhileTheDatabaseIsAway_ReadsThatItIs_AndIsNotSignedOut()
    {
        using var browser = await InsideAsync();
        await using var second = await PortalHost.StartAsync(aws: _portal.Aws, time: _portal.Time);
        using var there = second.NewBrowser();
        there.Cookies["clubshop"] = browser.Cookies["clubshop"];
        Away();

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "The database does not answer"), (await there.GetAsync("/not-found")) is { } page ? (page.Status, page.Heading) : default);
        Assert.True(there.Cookies.ContainsKey("clubshop"));

        _portal.Aws.Faults.Clear();
        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync("/not-found")).Status);
    }

    [Fact]
    public async Task SomebodyWhoDoesNothing_WhileTheDatabaseIsAway_IsSignedOutAllTheSame()
    {
        var portal = _portal;
        using var browser = await InsideAsync();
        var key = Admin.SignIn.RandomKeys.KeyOf(browser.Cookies["clubshop"])!;
        portal.Time.Advance(TimeSpan.FromMinutes(25));
        Assert.NotNull(await portal.Get<SessionService>().FindAsync(key, active: false, CancellationToken.None)); // read again, without a sign of the person
        Away();

        portal.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Null(await portal.Get<SessionService>().FindAsync(key, active: false, CancellationToken.None));
    }

    [Fact]
    public async Task SignIn_WhileTheDatabaseIsAway_IsNotAvailable_AndSaysSo()
    {
        using var browser = _portal.NewBrowser();
        var form = await browser.GetAsync("/sign-in");
        Away();

        var person = PortalHost.Person(Role.Support);
        var page = await browser.SubmitAsync(form, ("Email", person.Email), ("Password", person.Password));

        Assert.Contains("Sign-in is not available at the moment", page.Notice, StringComparison.Ordinal);
    }

    private void Away() => _portal.Aws.Faults.Set(new() { Rules = [new() { Kind = FaultKind.ConnectionReset, Service = "dynamodb" }] });

    private async Task<Browser> InsideAsync()
    {
        var browser = _portal.NewBrowser();
        await _portal.EnrolAsync(browser, PortalHost.Person(Role.Administrators));
        return browser;
    }
}
