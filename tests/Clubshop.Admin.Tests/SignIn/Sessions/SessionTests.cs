using System.Net;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.SignIn.Hosting;

namespace Clubshop.Admin.Tests.SignIn.Sessions;

/// <summary>How long a session lasts, and how it ends.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private PortalHost _portal = null!;

    public async Task InitializeAsync() => _portal = await PortalHost.StartAsync();

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task Session_WithoutASignOfThePerson_EndsAfterThirtyMinutes()
    {
        using var browser = await InsideAsync();
        _portal.Time.Advance(TimeSpan.FromMinutes(29));
        Assert.True(await IsInAsync(browser));
        _portal.Time.Advance(TimeSpan.FromMinutes(29));
        Assert.True(await IsInAsync(browser));
        _portal.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.False(await IsInAsync(browser));
    }

    [Fact]
    public async Task Session_HoweverBusy_EndsAfterTwelveHours()
    {
        using var browser = await InsideAsync();
        for (var minutes = 0; minutes < (12 * 60) - 20; minutes += 20)
        {
            _portal.Time.Advance(TimeSpan.FromMinutes(20));
            Assert.True(await IsInAsync(browser), $"out after {minutes + 20} minutes");
        }

        _portal.Time.Advance(TimeSpan.FromMinutes(21));
        Assert.False(await IsInAsync(browser));
    }

    [Fact]
    public async Task Session_TokensRunOut_AreRenewedWithTodaysRole()
    {
        var person = PortalHost.Person(Role.Support);
        using var browser = await InsideAsync(Role.Support);
        var pool = await PoolAsync();
        await _portal.Clients.Cognito.AdminAddUserToGroupAsync(new() { UserPoolId = pool, Username = person.Email, GroupName = nameof(Role.Administrators) });
        Assert.Equal(Role.Support, (await ActorAsync(browser))?.Role);
        for (var i = 0; i < 3; i++)
        {
            _portal.Time.Advance(TimeSpan.FromMinutes(25));
            Assert.True(await IsInAsync(browser));
        }

        Assert.Equal(Role.Administrators, (await ActorAsync(browser))?.Role);
    }

    [Fact]
    public async Task Session_OfSomebodyDisabledInCognito_EndsWhenItsTokensRunOut()
    {
        using var browser = await InsideAsync(Role.Support);
        await _portal.Clients.Cognito.AdminDisableUserAsync(new() { UserPoolId = await PoolAsync(), Username = PortalHost.Person(Role.Support).Email });
        var inside = true;
        for (var i = 0; i < 3; i++)
        {
            _portal.Time.Advance(TimeSpan.FromMinutes(25));
            inside = await IsInAsync(browser);
        }

        Assert.False(inside);
    }

    [Fact]
    public async Task EndAll_OfAPerson_EndsEverySessionAtOnce()
    {
        using var one = await InsideAsync();
        var actor = await ActorAsync(one);
        Assert.Single(await _portal.Get<SessionService>().OfPersonAsync(actor!.Id, CancellationToken.None));
        await _portal.Get<SessionService>().EndAllAsync(actor.Id, null, CancellationToken.None);
        Assert.False(await IsInAsync(one));
        Assert.Empty(await _portal.Get<SessionService>().OfPersonAsync(actor.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Session_EndedByAnotherInstance_EndsHereWithinHalfAMinute()
    {
        using var browser = await InsideAsync();
        await using var second = await PortalHost.StartAsync(aws: _portal.Aws, time: _portal.Time);
        using var there = second.NewBrowser();
        there.Cookies["clubshop"] = browser.Cookies["clubshop"];
        Assert.True(await IsInAsync(there)); // the same store and keys
        var actor = await ActorAsync(browser);
        await second.Get<SessionService>().EndAllAsync(actor!.Id, null, CancellationToken.None);
        Assert.False(await IsInAsync(there));
        _portal.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.False(await IsInAsync(browser));
    }

    [Fact]
    public async Task Session_Stored_HoldsNeitherTheCookieNorReadableTokens()
    {
        using var browser = await InsideAsync();
        var rows = await _portal.Clients.DynamoDb.ScanAsync(new() { TableName = "clubshop-system" });
        var text = string.Join('\n', rows.Items.SelectMany(item => item.Values)
            .Select(value => value.S ?? value.N ?? (value.B is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes.ToArray()) : "")));
        Assert.DoesNotContain(browser.Cookies["clubshop"], text, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", text, StringComparison.Ordinal); // how every JWT begins
    }

    [Fact]
    public async Task Watch_ASessionThatEndsHere_TellsWhy()
    {
        using var browser = await InsideAsync();
        var key = RandomKeys.KeyOf(browser.Cookies["clubshop"])!;
        SessionEnd? heard = null;
        using var watch = _portal.Get<SessionService>().Watch(key, end => heard = end);
        _portal.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.False(await IsInAsync(browser));
        Assert.Equal(SessionEnd.Idle, heard);
    }

    private async Task<Browser> InsideAsync(Role role = Role.Administrators)
    {
        var browser = _portal.NewBrowser();
        await _portal.EnrolAsync(browser, PortalHost.Person(role));
        return browser;
    }

    private static async Task<bool> IsInAsync(Browser browser) => (await browser.GetAsync("/not-found")).Status == HttpStatusCode.OK;

    private async Task<Actor?> ActorAsync(Browser browser) =>
        (await _portal.Get<SessionService>().FindAsync(RandomKeys.KeyOf(browser.Cookies["clubshop"])!, active: false, CancellationToken.None))?.Actor;

    private async Task<string> PoolAsync() =>
        (await _portal.Clients.Cognito.ListUserPoolsAsync(new() { MaxResults = 10 })).UserPools!.Single(pool => pool.Name == "clubshop-staff").Id!;
}
