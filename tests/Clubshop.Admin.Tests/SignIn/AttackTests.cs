using System.Net;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.SignIn.Audit;
using Clubshop.Admin.SignIn.Limits;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.SignIn.Hosting;
using Clubshop.LocalAws.Faults;

namespace Clubshop.Admin.Tests.SignIn;

/// <summary>Replay, tampering and fixation: each refused, and each in the audit log.</summary>
public sealed class AttackTests : IAsyncLifetime
{
    private PortalHost _portal = null!;
    private Browser _person = null!;

    public async Task InitializeAsync()
    {
        _portal = await PortalHost.StartAsync();
        _person = _portal.NewBrowser();
    }

    public async Task DisposeAsync()
    {
        _person.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task ChallengeSession_StolenByAnotherBrowser_IsRefusedUnderTheNameItBeganWith()
    {
        var person = PortalHost.Person(Role.Administrators);
        await _portal.EnrolAsync(_person, person);
        using var again = _portal.NewBrowser();
        await again.GivePasswordAsync(person.Email, person.Password);
        using var thief = _portal.NewBrowser("curl/8.5");
        thief.Cookies["clubshop.step"] = again.Cookies["clubshop.step"];

        var page = await thief.FollowAsync(await thief.GetAsync("/sign-in/code"));

        Assert.Equal(SignInReasons.Sentence(SignInReasons.StepExpired), page.Notice);
        var entry = await OnlyAsync(SignInActions.RefuseSignIn);
        Assert.Equal("Asha Rao", entry[AuditAttributes.EntityName]);
        Assert.Contains("another browser", entry[AuditAttributes.Note], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChallengeSession_AnsweredOrMadeUp_IsRefused()
    {
        var person = PortalHost.Person(Role.Administrators);
        var enrol = await _person.FollowAsync(await _person.GivePasswordAsync(person.Email, person.Password));
        var step = _person.Cookies["clubshop.step"];
        await _person.SubmitAsync(enrol, ("Code", new Authenticator(enrol.Value("SetupKey"), _portal.Time).Code()));
        using var late = _portal.NewBrowser();
        foreach (var value in (string[])[step, RandomKeys.NewValue(), "x"])
        {
            late.Cookies["clubshop.step"] = value;
            Assert.StartsWith("/sign-in?", PathOf(await late.GetAsync("/sign-in/enrol")), StringComparison.Ordinal);
            Assert.DoesNotContain("clubshop", late.Cookies.Keys);
        }

        Assert.Equal("127.0.0.1", (await OnlyAsync(SignInActions.RefuseStep))[AuditAttributes.EntityId]);
        await NextMinuteAsync();
        Assert.Contains((await EntriesAsync(SignInActions.RefuseStep)).Select(entry => entry[AuditAttributes.Note]), note => note.EndsWith("2 times within a minute", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Code_UsedTwice_IsRefused()
    {
        var person = PortalHost.Person(Role.Administrators);
        var phone = await _portal.EnrolAsync(_person, person);
        using var second = _portal.NewBrowser();
        await _portal.SignInAsync(second, person, phone);
        using var overTheShoulder = _portal.NewBrowser();
        var code = await overTheShoulder.FollowAsync(await overTheShoulder.GivePasswordAsync(person.Email, person.Password));

        await overTheShoulder.SubmitAsync(code, ("Code", phone.Code()));

        Assert.DoesNotContain("clubshop", overTheShoulder.Cookies.Keys);
        var entry = await OnlyAsync(SignInActions.RefuseSignIn);
        Assert.Equal("code: a code that was already used", entry[AuditAttributes.Note]);
        Assert.Equal("Asha Rao", entry[AuditAttributes.EntityName]);
    }

    [Fact]
    public async Task OldCookie_AfterSignOut_IsRefused()
    {
        await _portal.EnrolAsync(_person, PortalHost.Person(Role.Administrators));
        var old = _person.Cookies["clubshop"];
        await _person.SubmitAsync(await _person.GetAsync("/status/404"), "/sign-out", []);
        Assert.Empty(await EntriesAsync(SignInActions.RefuseSession)); // who signs out has given the cookie back

        await RefusedAsync(old);
        await OnlyAsync(SignInActions.RefuseSession);
    }

    [Fact]
    public async Task Cookie_OfAnotherPool_TamperedOrPlanted_IsRefused()
    {
        await _portal.EnrolAsync(_person, PortalHost.Person(Role.Administrators));
        await using var other = await PortalHost.StartAsync();
        using var abroad = other.NewBrowser();
        await other.EnrolAsync(abroad, PortalHost.Person(Role.Administrators));
        var mine = _person.Cookies["clubshop"];

        await RefusedAsync(abroad.Cookies["clubshop"]);
        await OnlyAsync(SignInActions.RefuseSession);
        await RefusedAsync((mine[0] == 'A' ? 'B' : 'A') + mine[1..]);
        await RefusedAsync(RandomKeys.KeyOf(mine)!);
        await RefusedAsync("x");
        await NextMinuteAsync();
        Assert.Contains((await EntriesAsync(SignInActions.RefuseSession)).Select(entry => entry[AuditAttributes.Note]), note => note.EndsWith("3 times within a minute", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await _person.GetAsync("/not-found")).Status);
    }

    [Fact]
    public async Task SessionFixation_PlantedCookie_IsNotTheSessionAfterwards()
    {
        var planted = RandomKeys.NewValue();
        _person.Cookies["clubshop"] = planted;
        await _portal.EnrolAsync(_person, PortalHost.Person(Role.Administrators));

        Assert.NotEqual(planted, _person.Cookies["clubshop"]);
        await RefusedAsync(planted);
        Assert.NotEmpty(await EntriesAsync(SignInActions.RefuseSession));
    }

    [Fact]
    public async Task SessionThatRanOut_LeadsItsBrowserOut_WithoutAnEntry()
    {
        await _portal.EnrolAsync(_person, PortalHost.Person(Role.Administrators));
        _portal.Time.Advance(TimeSpan.FromMinutes(31));
        var first = await _person.GetAsync("/not-found");
        Assert.StartsWith("/sign-in?", first.Location, StringComparison.Ordinal);
        Assert.Empty(await EntriesAsync(SignInActions.RefuseSession));
    }

    [Fact]
    public async Task Token_SignedWithAnotherKey_LetsNobodyIn()
    {
        var person = PortalHost.Person(Role.Administrators);
        var enrol = await _person.FollowAsync(await _person.GivePasswordAsync(person.Email, person.Password));
        Forge();

        var answer = await _person.SubmitAsync(enrol, ("Code", new Authenticator(enrol.Value("SetupKey"), _portal.Time).Code()));

        Assert.Equal(SignInReasons.Sentence(SignInReasons.NotFinished), (await _person.FollowAsync(answer)).Notice);
        Assert.DoesNotContain("clubshop", _person.Cookies.Keys);
        Assert.Equal("setting up the authenticator: the tokens were not the sign-in service’s", (await OnlyAsync(SignInActions.RefuseSignIn))[AuditAttributes.Note]);
        Assert.Empty(await EntriesAsync(SignInActions.SignIn));
        Assert.Contains("Critical", _portal.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_RenewedWithAnotherKey_EndsTheSession()
    {
        await _portal.EnrolAsync(_person, PortalHost.Person(Role.Administrators));
        Forge();
        var inside = true;
        for (var i = 0; i < 3; i++)
        {
            _portal.Time.Advance(TimeSpan.FromMinutes(25));
            inside = (await _person.GetAsync("/not-found")).Status == HttpStatusCode.OK;
        }

        Assert.False(inside);
        var entry = await OnlyAsync(SignInActions.EndSession);
        Assert.Equal(("The sign-in service: the tokens were not the sign-in service’s", "Asha Rao"), (entry[AuditAttributes.Note], entry[AuditAttributes.EntityName]));
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("javascript:alert(1)")]
    public async Task ReturnAddress_Elsewhere_LeadsToTheDashboard(string address)
    {
        var person = PortalHost.Person(Role.Administrators);
        var enrol = await _person.FollowAsync(await _person.GivePasswordAsync(person.Email, person.Password, "/sign-in?returnUrl=" + Uri.EscapeDataString(address)));
        var done = await _person.SubmitAsync(enrol, ("Code", new Authenticator(enrol.Value("SetupKey"), _portal.Time).Code()));

        Assert.Equal("/", PathOf(done));
        Assert.DoesNotContain("elsewhere", (await OnlyAsync(SignInActions.RefuseReturn)).Values, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("/offers")]
    [InlineData("/sign-in")]
    [InlineData("")]
    public async Task ReturnAddress_OfThePortal_IsNoAttack(string address)
    {
        var person = PortalHost.Person(Role.Administrators);
        await _person.GivePasswordAsync(person.Email, person.Password, "/sign-in?returnUrl=" + Uri.EscapeDataString(address));
        Assert.Empty(await EntriesAsync(SignInActions.RefuseReturn));
    }

    private void Forge() => _portal.Aws.Faults.Set(new FaultPlan { Rules = [new FaultRule { Kind = FaultKind.ForeignSignature }] });

    private async Task RefusedAsync(string cookie)
    {
        using var thief = _portal.NewBrowser("curl/8.5");
        thief.Cookies["clubshop"] = cookie;
        var page = await thief.GetAsync("/not-found");
        Assert.Equal(HttpStatusCode.Found, page.Status);
        Assert.StartsWith("/sign-in?returnUrl=%2Fnot-found", page.Location, StringComparison.Ordinal);
    }

    private async Task NextMinuteAsync()
    {
        _portal.Time.Advance(TimeSpan.FromMinutes(1));
        await _portal.Get<SignInLimits>().WriteCountsAsync();
    }

    private string PathOf(Page page) => new Uri(_portal.Address, page.Location).PathAndQuery;

    private async Task<Dictionary<string, string>> OnlyAsync(string action) => Assert.Single(await EntriesAsync(action));

    private async Task<List<Dictionary<string, string>>> EntriesAsync(string action) =>
    [
        .. (await _portal.Clients.DynamoDb.ScanAsync(new() { TableName = "clubshop-audit", ConsistentRead = true })).Items
            .Where(row => row.TryGetValue(AuditAttributes.Action, out var value) && value.S == action)
            .Select(row => row.ToDictionary(pair => pair.Key, pair => pair.Value.S ?? pair.Value.N ?? "", StringComparer.Ordinal)),
    ];
}
