using System.Net;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.SignIn.Circuits;
using Clubshop.Admin.SignIn.Limits;
using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Tests.SignIn.Hosting;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Tests.SignIn.Sessions;

/// <summary>Two portals on two ports of one host: one browser's cookies serve both, and what ends at one ends at the other within a minute.</summary>
public sealed class TwoInstancesTests : IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private PortalHost _one = null!;
    private PortalHost _other = null!;

    public async Task InitializeAsync()
    {
        _one = await PortalHost.StartAsync();
        _other = await PortalHost.StartAsync(aws: _one.Aws, time: _one.Time);
    }

    public async Task DisposeAsync()
    {
        await _other.DisposeAsync();
        await _one.DisposeAsync();
    }

    [Fact]
    public async Task SignIn_BegunAtOne_EndsAtTheOther_AndIsASessionAtBoth()
    {
        using var here = _one.NewBrowser();
        var person = PortalHost.Person(Role.Support);
        var enrol = await here.FollowAsync(await here.GivePasswordAsync(person.Email, person.Password));
        using var there = Same(here);

        var done = await there.SubmitAsync(enrol with { Path = "/sign-in/enrol" }, ("Code", new Authenticator(enrol.Value("SetupKey"), _one.Time).Code()));

        Assert.Equal(HttpStatusCode.Found, done.Status);
        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync("/account")).Status);
        here.Cookies["clubshop"] = there.Cookies["clubshop"];
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task SignOut_AtOne_IsNoSessionAtTheOtherWithinAMinute()
    {
        var (here, there) = await BothInsideAsync(Role.Support);
        await here.SubmitAsync(await here.GetAsync("/status/404"), "/sign-out", []);
        _one.Time.Advance(Minute);
        Assert.StartsWith("/sign-in?", (await there.GetAsync("/account")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disable_AtOne_EndsTheCircuitAtTheOtherWithinAMinute()
    {
        var (here, there) = await BothInsideAsync(Role.Support);
        var key = RandomKeys.KeyOf(there.Cookies["clubshop"])!;
        var actor = (await _other.Get<SessionService>().FindAsync(key, active: true, CancellationToken.None))!.Actor;
        using var circuit = new CircuitSession(_other.Get<SessionService>(), _other.Get<IOptions<SignInOptions>>(), _other.Time, NullLogger<CircuitSession>.Instance);
        circuit.SetAuthenticationState(Task.FromResult(new AuthenticationState(ActorClaims.PrincipalOf(actor, key))));
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        circuit.Changed += (_, _) => heard.TrySetResult();
        await circuit.OpenAsync();

        var disabled = await _one.Get<StaffService>().DisableAsync(await AdministratorAsync(), actor.Id, CancellationToken.None);

        Assert.Empty(disabled.Problems);
        Assert.StartsWith("/sign-in?", (await here.GetAsync("/account")).Location, StringComparison.Ordinal); // here at once
        _one.Time.Advance(Minute);
        await heard.Task.WaitAsync(Soon);
        Assert.Equal(SessionEnd.Revoked, circuit.Ended);
        Assert.StartsWith("/sign-in?", (await there.GetAsync("/account")).Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RoleOrAuthenticator_ChangedAtOne_EndsSessionsAtTheOtherWithinAMinute(bool role)
    {
        var (_, there) = await BothInsideAsync(Role.Support);
        var id = (await _one.Get<SessionService>().FindAsync(RandomKeys.KeyOf(there.Cookies["clubshop"])!, active: false, CancellationToken.None))!.Actor.Id;
        var staff = _one.Get<StaffService>();
        var by = await AdministratorAsync();

        var changed = role ? await staff.ChangeRoleAsync(by, id, Role.ReadOnly, CancellationToken.None) : await staff.ResetAuthenticatorAsync(by, id, CancellationToken.None);

        Assert.Empty(changed.Problems);
        _one.Time.Advance(Minute);
        Assert.StartsWith("/sign-in?", (await there.GetAsync("/account")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guesses_SpreadOverBoth_CountTogether()
    {
        var from = new Visitor("203.0.113.7", "https", null);
        for (var i = 0; i < 5; i++)
            await FailAsync(i % 2 == 0 ? _one : _other, from, "farah.khan@clubshop.example");

        await using var third = await PortalHost.StartAsync([new("SignIn:Limits:FirstWaitMilliseconds", "500")], _one.Aws, _one.Time);
        Assert.Equal(TimeSpan.FromMilliseconds(500), await third.Get<SignInLimits>().CurrentWaitAsync(from, "farah.khan@clubshop.example", CancellationToken.None));
    }

    [Fact]
    public async Task Refusals_AboveTheLimitAtBoth_AreOneEntryAMinute()
    {
        var from = new Visitor("203.0.113.7", "https", null);
        for (var i = 0; i < 60; i++)
            await FailAsync(i % 2 == 0 ? _one : _other, from, "x@clubshop.example");

        await _one.Get<SignInLimits>().WriteCountsAsync();
        await _other.Get<SignInLimits>().WriteCountsAsync();
        Assert.Equal(["20 further"], await NotesAsync());
        _one.Time.Advance(Minute);
        await _other.Get<SignInLimits>().WriteCountsAsync();
        Assert.Equal(["20 further", "20 further"], await NotesAsync());
    }

    private static async Task FailAsync(PortalHost portal, Visitor from, string name) =>
        await (await portal.Get<SignInLimits>().ReserveAsync(from, name, CancellationToken.None)).FailedAsync(() => Task.CompletedTask);

    private async Task<IReadOnlyList<string>> NotesAsync() =>
    [
        .. (await _one.Clients.DynamoDb.ScanAsync(new() { TableName = "clubshop-audit", ConsistentRead = true })).Items
            .Where(row => row.ContainsKey("note")).Select(row => string.Join(' ', row["note"].S.Split(' ').Take(2))),
    ];

    private async Task<(Browser Here, Browser There)> BothInsideAsync(Role role)
    {
        var here = _one.NewBrowser();
        await _one.EnrolAsync(here, PortalHost.Person(role));
        var there = Same(here);
        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync("/account")).Status);
        return (here, there);
    }

    // Cookies know no ports.
    private Browser Same(Browser here)
    {
        var there = _other.NewBrowser();
        foreach (var (name, value) in here.Cookies)
            there.Cookies[name] = value;

        return there;
    }

    private async Task<Actor> AdministratorAsync()
    {
        var asha = (await _one.Get<StaffService>().ListAsync(Actor.System, CancellationToken.None)).Value!.People.First(person => person.Role == Role.Administrators);
        return new() { Id = asha.Id, Name = asha.Name, Email = asha.Email, Role = asha.Role };
    }
}
