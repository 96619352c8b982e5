using Clubshop.Admin.SignIn;
using Clubshop.Admin.SignIn.Circuits;
using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.SignIn.Hosting;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Tests.SignIn.Circuits;

/// <summary>A circuit follows its session.</summary>
public sealed class CircuitTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private PortalHost _portal = null!;
    private Browser _browser = null!;
    private Actor _actor = null!;
    private string _key = "";

    public async Task InitializeAsync()
    {
        _portal = await PortalHost.StartAsync();
        _browser = _portal.NewBrowser();
        await _portal.EnrolAsync(_browser, PortalHost.Person(Role.ClubAdministrators));
        _key = RandomKeys.KeyOf(_browser.Cookies["clubshop"])!;
        _actor = (await _portal.Get<SessionService>().FindAsync(_key, active: false, CancellationToken.None))!.Actor with { Address = "127.0.0.1", Protocol = "http" };
    }

    public async Task DisposeAsync()
    {
        _browser.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task SessionEndsInThisProcess_CircuitHearsAtOnce()
    {
        using var circuit = await OpenAsync();
        var heard = NextChange(circuit);
        await _portal.Get<SessionService>().EndAllAsync(_actor.Id, null, CancellationToken.None);
        await heard.WaitAsync(Soon);
        Assert.Equal(SessionEnd.Revoked, circuit.Ended);
    }

    [Fact]
    public async Task SignOut_InAnotherTab_CircuitsOfThatSessionHearAtOnceHereAndElsewhere()
    {
        await using var other = await PortalHost.StartAsync(aws: _portal.Aws, time: _portal.Time);
        using var second = new CircuitSession(other.Get<SessionService>(), other.Get<IOptions<SignInOptions>>(), other.Time, NullLogger<CircuitSession>.Instance);
        second.SetAuthenticationState(Task.FromResult(new AuthenticationState(ActorClaims.PrincipalOf(_actor, _key))));
        await second.OpenAsync();
        using var circuit = await OpenAsync();
        var (heard, heardThere) = (NextChange(circuit), NextChange(second));

        await _browser.SubmitAsync(await _browser.GetAsync("/status/404"), "/sign-out", []);

        await heard.WaitAsync(Soon);
        Assert.Equal(SessionEnd.SignedOut, circuit.Ended);
        _portal.Time.Advance(TimeSpan.FromSeconds(30)); // at once where the shared cache is; here there is none
        await heardThere.WaitAsync(Soon);
        Assert.Equal(SessionEnd.Revoked, second.Ended);
    }

    [Fact]
    public async Task SessionEndsElsewhere_CircuitHearsAtTheNextLook()
    {
        using var circuit = await OpenAsync();
        var heard = NextChange(circuit);
        await _portal.Get<ISessionStore>().DeleteAsync((await _portal.Get<ISessionStore>().FindAsync(_key, CancellationToken.None))!, CancellationToken.None);
        _portal.Time.Advance(TimeSpan.FromSeconds(30));
        await heard.WaitAsync(Soon);
        Assert.Equal(SessionEnd.Revoked, circuit.Ended);
    }

    [Fact]
    public async Task NothingHappens_CircuitWarnsThenEnds()
    {
        using var circuit = await OpenAsync();
        var warned = NextChange(circuit);
        await AdvanceUntilAsync(circuit, warned);
        Assert.InRange(circuit.MinutesLeft ?? 0, 1, 3);
        Assert.Null(circuit.Ended);
        await AdvanceUntilAsync(circuit, When(circuit, () => circuit.Ended is not null));
        Assert.Equal(SessionEnd.Idle, circuit.Ended);
    }

    [Fact]
    public async Task PersonStays_WarningGoes()
    {
        using var circuit = await OpenAsync();
        await AdvanceUntilAsync(circuit, NextChange(circuit));
        await circuit.StayAsync();
        Assert.Null(circuit.MinutesLeft);
        Assert.Null(circuit.Ended);
    }

    [Fact]
    public async Task ClubsAreAssigned_ActorFollows()
    {
        using var circuit = await OpenAsync();
        var changed = new TaskCompletionSource<AuthenticationState>(TaskCreationOptions.RunContinuationsAsynchronously);
        circuit.AuthenticationStateChanged += async state => changed.TrySetResult(await state);
        var record = new StaffRecord { Id = _actor.Id, Name = _actor.Name, Clubs = new HashSet<string>(["club-1"]) };
        await _portal.Get<WriteUnit>().CommitAsync(
            new()
            {
                Actor = Actor.System,
                Token = Clubshop.Admin.Common.Ids.New(_portal.Time),
                Audit = new("assign", "staff", _actor.Id, _actor.Name),
                Entity = new(Table.Staff, null, StaffStore.ToItem(record, null)),
            },
            CancellationToken.None);
        _portal.Time.Advance(TimeSpan.FromSeconds(30));
        var actor = ActorClaims.ActorOf((await changed.Task.WaitAsync(Soon)).User)!;
        Assert.Equal(["club-1"], actor.Clubs);
        Assert.Equal("127.0.0.1", actor.Address);
    }

    [Fact]
    public async Task Ending_SaverThatHangsOrFails_LetsThePersonGo()
    {
        var ending = new SessionEnding(_portal.Time, NullLogger<SessionEnding>.Instance);
        var saved = false;
        using var hangs = ending.BeforeLeaving(() => new TaskCompletionSource().Task);
        using var saves = ending.BeforeLeaving(() => Task.FromResult(saved = true));
        var keeping = ending.EndAsync();
        _portal.Time.Advance(TimeSpan.FromSeconds(4));
        await keeping.WaitAsync(Soon);
        Assert.True(saved);
        Assert.True(ending.IsEnding);
    }

    private async Task<CircuitSession> OpenAsync()
    {
        var circuit = new CircuitSession(
            _portal.Get<SessionService>(), _portal.Get<IOptions<SignInOptions>>(), _portal.Time, NullLogger<CircuitSession>.Instance);
        circuit.SetAuthenticationState(Task.FromResult(new AuthenticationState(ActorClaims.PrincipalOf(_actor, _key))));
        await circuit.OpenAsync();
        using var patience = new CancellationTokenSource(Soon);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (circuit.Checks == 0)
            await look.WaitForNextTickAsync(patience.Token);

        return circuit;
    }

    private static Task NextChange(CircuitSession circuit) => When(circuit, () => true);

    private static Task When(CircuitSession circuit, Func<bool> condition)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        circuit.Changed += (_, _) =>
        {
            if (condition())
                done.TrySetResult();
        };
        return done.Task;
    }

    /// <summary>Moves the clock by the circuit's half minutes until something has happened, at most an hour.</summary>
    private async Task AdvanceUntilAsync(CircuitSession circuit, Task happened)
    {
        using var patience = new CancellationTokenSource(Soon);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        for (var i = 0; i < 120 && !happened.IsCompleted; i++)
        {
            var before = circuit.Checks;
            _portal.Time.Advance(TimeSpan.FromSeconds(30));
            while (circuit.Checks == before && !happened.IsCompleted)
                await look.WaitForNextTickAsync(patience.Token);
        }

        await happened.WaitAsync(Soon);
    }
}
