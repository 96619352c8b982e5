using Clubshop.Admin.SignIn;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.SignIn.Hosting;

namespace Clubshop.Admin.Tests.SignIn;

/// <summary>Guessing at the door: slowed, counted, never a lock, and no entry for each of a thousand tries.</summary>
public sealed class SignInLimitsTests : IAsyncLifetime
{
    private const string Name = "farah.khan@clubshop.example";
    private static readonly Visitor Home = new("203.0.113.7", "https", null);
    private static readonly Visitor Elsewhere = new("198.51.100.9", "https", null);
    private PortalHost _portal = null!;
    private SignInLimits _limits = null!;

    public async Task InitializeAsync()
    {
        _portal = await PortalHost.StartAsync([new("SignIn:Limits:FirstWaitMilliseconds", "500")]);
        _limits = _portal.Get<SignInLimits>();
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task Failures_UpToTheLimit_AreAnsweredAtOnce_AboveItEachTakesTwiceAsLong()
    {
        for (var i = 0; i < 4; i++)
            await FailAsync(Home);
        Assert.Equal(TimeSpan.Zero, await WaitAsync(Home));
        await FailAsync(Home);
        Assert.Equal(TimeSpan.FromMilliseconds(500), await WaitAsync(Home));
        await FailAsync(Home);
        Assert.Equal(TimeSpan.FromSeconds(1), await WaitAsync(Home));
        for (var i = 0; i < 50; i++)
            await FailAsync(Home);
        Assert.Equal(TimeSpan.FromSeconds(8), await WaitAsync(Home)); // slowed, never locked out

        _portal.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(TimeSpan.Zero, await WaitAsync(Home));
    }

    [Fact]
    public async Task AccountAttackedFromElsewhere_AtAKnownAddress_IsNotSlowed()
    {
        await (await _limits.ReserveAsync(Home, Name, default)).PassedAsync();
        for (var i = 0; i < 100; i++)
            await FailAsync(Elsewhere);

        Assert.Equal(TimeSpan.FromSeconds(8), await WaitAsync(Elsewhere));
        Assert.Equal(TimeSpan.Zero, await WaitAsync(Home));
        Assert.Equal(TimeSpan.FromSeconds(8), await WaitAsync(new("192.0.2.1", "https", null))); // an address of nobody
    }

    [Fact]
    public async Task TwoHundredGuesses_AreAllRefused_AndAboveTheLimitCountedInOneEntry()
    {
        await using var portal = await PortalHost.StartAsync();
        using var browser = portal.NewBrowser();
        var page = await browser.GetAsync("/sign-in");
        for (var i = 0; i < 200; i++)
        {
            var guessed = await browser.SubmitAsync(page, ("Email", Name), ("Password", $"Wrong-Guess-{i}"));
            Assert.StartsWith(SignInService.NotLetIn, guessed.Notice, StringComparison.Ordinal);
        }

        await portal.Get<SignInLimits>().WriteCountsAsync();
        var rows = (await portal.Clients.DynamoDb.ScanAsync(new() { TableName = "clubshop-audit" })).Items.Where(row => row.ContainsKey("action")).ToList();
        Assert.Equal(21, rows.Count);
        Assert.Single(rows, row => row["note"].S.StartsWith("180 further refused tries", StringComparison.Ordinal));
        Assert.All(rows, row => Assert.StartsWith("name:", row["entity"].S, StringComparison.Ordinal)); // never signed in: a keyed hash
        Assert.DoesNotContain(rows, row => row.Values.Any(value => value.S?.Contains("farah", StringComparison.OrdinalIgnoreCase) == true));
    }

    [Fact]
    public async Task PasswordOfNinetyDays_IsChangedAfterTheCodeAndBeforeThereIsASession()
    {
        await using var portal = await PortalHost.StartAsync();
        using var browser = portal.NewBrowser();
        var person = PortalHost.Person(Role.Support);
        var phone = await portal.EnrolAsync(browser, person);
        browser.Cookies.Clear();
        portal.Time.Advance(TimeSpan.FromDays(91));

        var asked = await portal.SignInAsync(browser, person, phone);
        Assert.EndsWith("/sign-in/change-password", asked.Location, StringComparison.Ordinal);
        Assert.DoesNotContain("clubshop", browser.Cookies.Keys);
        var form = await browser.FollowAsync(asked);
        Assert.EndsWith("/sign-in/change-password", (await browser.GetAsync("/sign-in/code")).Location, StringComparison.Ordinal);
        var same = await browser.SubmitAsync(form, ("Current", person.Password), ("NewPassword", person.Password), ("Again", person.Password));
        Assert.StartsWith("You have had that password before", same.Notice, StringComparison.Ordinal);
        Assert.DoesNotContain("clubshop", browser.Cookies.Keys);

        await browser.SubmitAsync(same, ("Current", person.Password), ("NewPassword", "Brand-New-Chai-1"), ("Again", "Brand-New-Chai-1"));
        Assert.Contains("clubshop", browser.Cookies.Keys);
    }

    private async Task FailAsync(Visitor visitor)
    {
        await (await _limits.ReserveAsync(visitor, Name, default)).FailedAsync();
        _portal.Time.Advance(TimeSpan.FromMilliseconds(8_000)); // it waited for its turn
    }

    private Task<TimeSpan> WaitAsync(Visitor visitor) => _limits.WaitOfAsync(visitor, Name, default);
}
