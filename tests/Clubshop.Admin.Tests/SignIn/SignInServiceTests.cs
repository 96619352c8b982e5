using System.Net;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.SignIn.Hosting;

namespace Clubshop.Admin.Tests.SignIn;

/// <summary>Whole sign-ins over HTTP, as people and as others try them.</summary>
public sealed class SignInServiceTests : IAsyncLifetime
{
    private PortalHost _portal = null!;

    public async Task InitializeAsync() => _portal = await PortalHost.StartAsync();

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task FirstSignIn_PasswordThenEnrolment_EndsInside()
    {
        using var browser = _portal.NewBrowser();
        var person = PortalHost.Person(Role.Administrators);

        var toEnrol = await browser.GivePasswordAsync(person.Email, person.Password, "/sign-in?returnUrl=%2Foffers");
        Assert.Equal(HttpStatusCode.Found, toEnrol.Status);
        Assert.Equal("/sign-in/enrol", new Uri(_portal.Address, toEnrol.Location).AbsolutePath);
        Assert.DoesNotContain("clubshop", browser.Cookies.Keys);

        var enrol = await browser.FollowAsync(toEnrol);
        Assert.NotNull(enrol.Document.QuerySelector("svg.qr path"));
        var authenticator = new Authenticator(enrol.Value("SetupKey"), _portal.Time);
        var done = await browser.SubmitAsync(enrol, ("Code", authenticator.Code()));
        Assert.Equal("/offers", new Uri(_portal.Address, done.Location).AbsolutePath);
        Assert.Contains("clubshop", browser.Cookies.Keys);
        Assert.DoesNotContain("clubshop.step", browser.Cookies.Keys);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/not-found")).Status);
    }

    [Fact]
    public async Task LaterSignIn_PasswordThenCode_EndsInside()
    {
        using var first = _portal.NewBrowser();
        var person = PortalHost.Person(Role.Support);
        var authenticator = await _portal.EnrolAsync(first, person);
        using var browser = _portal.NewBrowser();

        var code = await browser.FollowAsync(await browser.GivePasswordAsync(person.Email, person.Password));
        Assert.Equal("/sign-in/code", new Uri(_portal.Address, code.Path).AbsolutePath);
        _portal.Time.Advance(TimeSpan.FromSeconds(30));
        await browser.SubmitAsync(code, ("Code", authenticator.Code()));
        Assert.Contains("clubshop", browser.Cookies.Keys);
        Assert.NotEqual(first.Cookies["clubshop"], browser.Cookies["clubshop"]);
    }

    [Fact]
    public async Task Password_UnknownWrongOrLocked_ReadTheSame()
    {
        using var browser = _portal.NewBrowser();
        var person = PortalHost.Person(Role.ReadOnly);
        var unknown = await browser.GivePasswordAsync("nobody@clubshop.example", "Wrong-Password-1");
        var wrong = await browser.GivePasswordAsync(person.Email, "Wrong-Password-1");
        Page locked = wrong;
        for (var i = 0; i < 8; i++)
            locked = await browser.GivePasswordAsync(person.Email, "Wrong-Password-1");

        foreach (var page in (Page[])[unknown, wrong, locked])
        {
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.StartsWith(SignInService.InvalidCredentials, page.Notice, StringComparison.Ordinal);
            Assert.Equal(unknown.Notice, page.Notice);
        }

        Assert.Equal(person.Email, wrong.Value("Email"));
        Assert.DoesNotContain("Wrong-Password-1", wrong.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_Reloaded_StayAsTheyAre()
    {
        using var browser = _portal.NewBrowser();
        var person = PortalHost.Person(Role.ReadOnly);
        var enrol = await browser.FollowAsync(await browser.GivePasswordAsync(person.Email, person.Password));
        var again = await browser.GetAsync("/sign-in/enrol");
        Assert.Equal(enrol.Value("SetupKey"), again.Value("SetupKey"));

        var wrong = await browser.SubmitAsync(again, ("Code", new Authenticator(enrol.Value("SetupKey"), _portal.Time).WrongCode()));
        Assert.StartsWith("That code is not correct", wrong.Notice, StringComparison.Ordinal);
        Assert.Equal(enrol.Value("SetupKey"), wrong.Value("SetupKey"));

        var elsewhere = await browser.GetAsync("/sign-in/code");
        Assert.Equal("/sign-in/enrol", new Uri(_portal.Address, elsewhere.Location).AbsolutePath);
        await browser.SubmitAsync(wrong, ("Code", new Authenticator(enrol.Value("SetupKey"), _portal.Time).Code()));
        Assert.Contains("clubshop", browser.Cookies.Keys);
    }

    [Fact]
    public async Task Step_NeverBegunOrTooOld_LeadsToTheBeginningWithASentence()
    {
        using var browser = _portal.NewBrowser();
        foreach (var address in (string[])["/sign-in/code", "/sign-in/enrol", "/sign-in/new-password"])
        {
            var page = await browser.FollowAsync(await browser.GetAsync(address));
            Assert.Equal(SignInReasons.Sentence(SignInReasons.StepExpired), page.Notice);
        }

        var person = PortalHost.Person(Role.ReadOnly);
        var enrol = await browser.FollowAsync(await browser.GivePasswordAsync(person.Email, person.Password));
        _portal.Time.Advance(TimeSpan.FromMinutes(16));
        var late = await browser.FollowAsync(await browser.SubmitAsync(enrol, ("Code", "123456")));
        Assert.Equal(SignInReasons.Sentence(SignInReasons.StepExpired), late.Notice);
    }

    [Fact]
    public async Task Code_UsedTwice_IsRefused()
    {
        using var first = _portal.NewBrowser();
        var person = PortalHost.Person(Role.Administrators);
        var authenticator = await _portal.EnrolAsync(first, person);
        using var second = _portal.NewBrowser();
        Assert.NotNull((await _portal.SignInAsync(second, person, authenticator)).Location);
        using var third = _portal.NewBrowser();
        var code = await third.FollowAsync(await third.GivePasswordAsync(person.Email, person.Password));
        var used = await third.SubmitAsync(code, ("Code", authenticator.Code()));
        Assert.StartsWith("That code was already used", used.Notice, StringComparison.Ordinal);
        Assert.DoesNotContain("clubshop", third.Cookies.Keys);
    }

    [Fact]
    public async Task Step_OfAnotherBrowserOrAnsweredAlready_IsWorthNothing()
    {
        using var browser = _portal.NewBrowser();
        var person = PortalHost.Person(Role.Administrators);
        var enrol = await browser.FollowAsync(await browser.GivePasswordAsync(person.Email, person.Password));
        var stolen = browser.Cookies["clubshop.step"];

        using var thief = _portal.NewBrowser("curl/8.5");
        thief.Cookies["clubshop.step"] = stolen;
        Assert.StartsWith("/sign-in?", (await thief.GetAsync("/sign-in/enrol")).Location![(_portal.Address.ToString().Length - 1)..], StringComparison.Ordinal);

        var authenticator = new Authenticator(enrol.Value("SetupKey"), _portal.Time);
        await browser.SubmitAsync(enrol, ("Code", authenticator.Code()));
        using var late = _portal.NewBrowser();
        late.Cookies["clubshop.step"] = stolen;
        var page = await late.FollowAsync(await late.GetAsync("/sign-in/enrol"));
        Assert.Equal(SignInReasons.Sentence(SignInReasons.StepExpired), page.Notice);
    }

    [Fact]
    public async Task Step_AnsweredTwiceAtOnce_IsAnsweredOnce()
    {
        using var browser = _portal.NewBrowser();
        var person = PortalHost.Person(Role.Administrators);
        var enrol = await browser.FollowAsync(await browser.GivePasswordAsync(person.Email, person.Password));
        var code = new Authenticator(enrol.Value("SetupKey"), _portal.Time).Code();
        using var twin = _portal.NewBrowser();
        foreach (var (name, value) in browser.Cookies)
            twin.Cookies[name] = value;

        await Task.WhenAll(browser.SubmitAsync(enrol, ("Code", code)), twin.SubmitAsync(enrol, ("Code", code)));
        Assert.Single(new[] { browser, twin }, one => one.Cookies.ContainsKey("clubshop"));
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    public async Task SignIn_ReturnAddressElsewhere_EndsAtTheDashboard(string address)
    {
        using var browser = _portal.NewBrowser();
        var person = PortalHost.Person(Role.Administrators);
        var enrol = await browser.FollowAsync(await browser.GivePasswordAsync(person.Email, person.Password, "/sign-in?returnUrl=" + Uri.EscapeDataString(address)));
        var done = await browser.SubmitAsync(enrol, ("Code", new Authenticator(enrol.Value("SetupKey"), _portal.Time).Code()));
        Assert.Equal(new Uri(_portal.Address, "/"), new Uri(_portal.Address, done.Location));
    }

    [Fact]
    public async Task SignIn_CookieBroughtAlong_IsNotTheSessionAfterwards()
    {
        using var browser = _portal.NewBrowser();
        var planted = RandomKeys.NewValue();
        browser.Cookies["clubshop"] = planted;
        await _portal.EnrolAsync(browser, PortalHost.Person(Role.Administrators));
        Assert.NotEqual(planted, browser.Cookies["clubshop"]);
    }

    [Fact]
    public async Task SignIn_WithAFormFromBeforeSomebodySignedIn_ChangesNothing()
    {
        using var browser = _portal.NewBrowser();
        await _portal.EnrolAsync(browser, PortalHost.Person(Role.Administrators));
        using var tab = _portal.NewBrowser();
        var form = await tab.GetAsync("/sign-in");
        tab.Cookies["clubshop"] = browser.Cookies["clubshop"];
        var person = PortalHost.Person(Role.Support);
        var answer = await tab.SubmitAsync(form, ("Email", person.Email), ("Password", person.Password));
        Assert.Equal(new Uri(_portal.Address, "/"), new Uri(_portal.Address, answer.Location));
        Assert.DoesNotContain("clubshop.step", tab.Cookies.Keys);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/not-found")).Status);
    }

    [Fact]
    public async Task Cookies_TamperedForeignOrMadeUp_LeadToTheSignInPage()
    {
        using var browser = _portal.NewBrowser();
        await _portal.EnrolAsync(browser, PortalHost.Person(Role.Administrators));
        var mine = browser.Cookies["clubshop"];
        var flipped = (mine[0] == 'A' ? 'B' : 'A') + mine[1..];
        await using var other = await PortalHost.StartAsync();
        using var abroad = other.NewBrowser();
        await other.EnrolAsync(abroad, PortalHost.Person(Role.Administrators));
        foreach (var value in (string[])[flipped, mine + "A", RandomKeys.NewValue(), RandomKeys.KeyOf(mine)!, abroad.Cookies["clubshop"], "", "x"])
        {
            using var thief = _portal.NewBrowser();
            thief.Cookies["clubshop"] = value;
            var page = await thief.GetAsync("/not-found");
            Assert.Equal(HttpStatusCode.Found, page.Status);
            Assert.StartsWith("/sign-in?returnUrl=%2Fnot-found", page.Location, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/not-found")).Status);
    }

    [Fact]
    public async Task SignOut_ThenTheOldCookie_IsWorthNothing()
    {
        using var browser = _portal.NewBrowser();
        await _portal.EnrolAsync(browser, PortalHost.Person(Role.Administrators));
        var old = browser.Cookies["clubshop"];
        var form = await browser.GetAsync("/status/404");
        var answer = await browser.SubmitAsync(form, "/sign-out", []);
        Assert.Equal("/sign-in?reason=signed-out", answer.Location);
        Assert.DoesNotContain("clubshop", browser.Cookies.Keys);

        browser.Cookies["clubshop"] = old;
        Assert.Equal("/sign-in?returnUrl=%2Fnot-found&reason=ended", (await browser.GetAsync("/not-found")).Location);
    }

    [Fact]
    public async Task SignOut_WithoutAntiforgery_IsRefused()
    {
        using var browser = _portal.NewBrowser();
        await _portal.EnrolAsync(browser, PortalHost.Person(Role.Administrators));
        var answer = await browser.SendAsync(new(HttpMethod.Post, "/sign-out") { Content = new FormUrlEncodedContent([]) });
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/not-found")).Status);
    }

    [Fact]
    public async Task SignIn_WithoutAntiforgery_IsRefusedWithAPage()
    {
        using var browser = _portal.NewBrowser();
        var person = PortalHost.Person(Role.Administrators);
        var content = new FormUrlEncodedContent([new("_handler", "sign-in"), new("Email", person.Email), new("Password", person.Password)]);
        var answer = await browser.SendAsync(new(HttpMethod.Post, "/sign-in?returnUrl=%2Foffers") { Content = content });
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(SignInReasons.Sentence(SignInReasons.FormExpired), answer.Notice);
        Assert.DoesNotContain("clubshop.step", browser.Cookies.Keys);
    }

    [Fact]
    public async Task Log_OfAWholeSignIn_HoldsNoSecret()
    {
        using var browser = _portal.NewBrowser();
        var person = PortalHost.Person(Role.Administrators);
        await browser.GivePasswordAsync(person.Email, "A-Wrong-Password-77");
        var authenticator = await _portal.EnrolAsync(browser, person);
        foreach (var secret in (string[])[person.Password, "A-Wrong-Password-77", authenticator.Secret, browser.Cookies["clubshop"], person.Email])
            Assert.DoesNotContain(secret, _portal.Log.Text, StringComparison.Ordinal);
    }
}
