using System.Net;
using System.Text;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.SignIn.Circuits;
using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.SignIn.Hosting;
using Clubshop.Admin.Tests.Testing;
using Clubshop.Aws.Memcached;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Memcached;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Tests.SignIn.Sessions;

/// <summary>Sessions through the shared cache: two portals, one embedded memcached between them and DynamoDB.</summary>
public sealed class CachedSessionTests : IAsyncLifetime
{
    private static readonly TimeSpan HalfMinute = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);
    private readonly ManualTime _time = new();
    private MemcachedServer _server = null!;
    private MemcachedCluster _cache = null!;
    private PortalHost _one = null!;
    private PortalHost _other = null!;
    private Browser _here = null!;
    private Browser _there = null!;
    private string _name = "";
    private bool _stopped;

    public async Task InitializeAsync()
    {
        _server = MemcachedServer.Start(0, new FaultBoard(_time), _time, NullLogger<MemcachedServer>.Instance);
        _one = await StartAsync(null);
        _other = await StartAsync(_one.Aws);
        _cache = _one.Get<MemcachedCluster>();
        _here = _one.NewBrowser();
        await _one.EnrolAsync(_here, PortalHost.Person(Role.Support));
        _there = _other.NewBrowser();
        _there.Cookies["clubshop"] = _here.Cookies["clubshop"];
        Assert.True(await IsInAsync(_here));
        Assert.True(await IsInAsync(_there));
        _name = Assert.IsType<CachedSessionStore>(_one.Get<ISessionStore>()).NameOf(Key);
    }

    public async Task DisposeAsync()
    {
        _here.Dispose();
        _there.Dispose();
        await _other.DisposeAsync();
        await _one.DisposeAsync();
        if (!_stopped)
            await _server.DisposeAsync();
    }

    private string Key => RandomKeys.KeyOf(_here.Cookies["clubshop"])!;

    [Fact]
    public async Task End_IsSeenByTheOtherInstanceAtOnce_AndByItsCircuitsWithinASecond()
    {
        using var circuit = await CircuitAsync();
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        circuit.Changed += (_, _) => heard.TrySetResult();

        await EndAsync();

        Assert.False(await IsInAsync(_there)); // no time has passed
        _time.Advance(TimeSpan.FromSeconds(1));
        await heard.Task.WaitAsync(Soon);
        Assert.Equal(SessionEnd.Revoked, circuit.Ended);
    }

    [Fact]
    public async Task Circuit_WithoutAnyRequest_HearsOfTheEndWithinASecond()
    {
        using var circuit = await CircuitAsync();
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        circuit.Changed += (_, _) => heard.TrySetResult();
        await EndAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        await heard.Task.WaitAsync(Soon);
        Assert.Equal(SessionEnd.Revoked, circuit.Ended);
    }

    [Fact]
    public async Task Value_IsReadInsteadOfDynamoDb_ForHalfAMinute()
    {
        await _one.Get<DynamoSessionStore>().DeleteAsync(await StoredAsync(), CancellationToken.None); // past the cache
        await using var third = await StartAsync(_one.Aws);
        using var browser = third.NewBrowser();
        browser.Cookies["clubshop"] = _here.Cookies["clubshop"];
        Assert.True(await IsInAsync(browser));
        _time.Advance(HalfMinute);
        Assert.False(await IsInAsync(browser));
    }

    [Fact]
    public async Task Value_HoldsNoTokenNoCookieAndNothingReadable()
    {
        var value = Encoding.UTF8.GetString((await _cache.GetAsync(_name, CancellationToken.None))!.Value.Span);
        Assert.Matches("^clubshop:session:[0-9a-f]{64}$", _name);
        foreach (var text in (string[])[_here.Cookies["clubshop"], Key, "farah", "Farah", "eyJ", "Support"])
            Assert.DoesNotContain(text, value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eviction_SignsNobodyOut()
    {
        await _cache.DeleteAsync(_name, null, CancellationToken.None);
        Assert.True(await IsInAsync(_there));
        _time.Advance(HalfMinute);
        Assert.True(await IsInAsync(_there));
        Assert.NotNull(await _cache.GetAsync(_name, CancellationToken.None)); // and it is back
    }

    [Fact]
    public async Task Garbage_AndAnotherSessionsValue_AreNotBelieved()
    {
        using var colleague = _one.NewBrowser();
        await _one.EnrolAsync(colleague, PortalHost.Person(Role.Administrators));
        Assert.True(await IsInAsync(colleague));
        var store = Assert.IsType<CachedSessionStore>(_one.Get<ISessionStore>());
        var theirs = (await _cache.GetAsync(store.NameOf(RandomKeys.KeyOf(colleague.Cookies["clubshop"])!), CancellationToken.None))!.Value;
        foreach (var value in (ReadOnlyMemory<byte>[])[theirs, "not ours"u8.ToArray(), Array.Empty<byte>(), new byte[100_000]])
        {
            await _cache.StoreAsync(_name, value, new(), CancellationToken.None);
            _time.Advance(HalfMinute);
            var session = await _other.Get<SessionService>().FindAsync(Key, active: true, CancellationToken.None);
            Assert.Equal(Role.Support, session?.Actor.Role);
            Assert.True(await IsInAsync(_here));
        }
    }

    [Fact]
    public async Task OldValue_PutBackAfterTheEnd_OpensNothingBeyondTheHalfMinuteItWasReadFor()
    {
        var cookie = _here.Cookies["clubshop"];
        var old = (await _cache.GetAsync(_name, CancellationToken.None))!.Value;
        await EndAsync();
        Assert.False(await IsInAsync(_there));

        await _cache.StoreAsync(_name, old, new(), CancellationToken.None);
        Assert.False(await IsInAsync(_here));
        Assert.False(await IsInAsync(_there)); // both remember the end
        _time.Advance(HalfMinute);
        await using var third = await StartAsync(_one.Aws);
        using var thief = third.NewBrowser();
        thief.Cookies["clubshop"] = cookie;
        Assert.False(await IsInAsync(thief));
    }

    [Fact]
    public async Task Node_ThatIsDown_StopsNobody_AndAnEndIsSeenWithinAMinute()
    {
        await _server.DisposeAsync();
        _stopped = true;
        Assert.True(await IsInAsync(_here));
        _time.Advance(HalfMinute);
        Assert.True(await IsInAsync(_there));
        using var late = _one.NewBrowser();
        await _one.EnrolAsync(late, PortalHost.Person(Role.ReadOnly));
        Assert.True(await IsInAsync(late));

        await EndAsync();

        Assert.False(await IsInAsync(_here));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await IsInAsync(_there));
    }

    [Fact]
    public async Task Activity_AtBothInstances_KeepsTheSessionAlive()
    {
        for (var i = 0; i < 40; i++)
        {
            _time.Advance(TimeSpan.FromMinutes(2));
            Assert.True(await IsInAsync(i % 2 == 0 ? _here : _there), $"out after {2 * (i + 1)} minutes");
        }
    }

    private async Task<CircuitSession> CircuitAsync()
    {
        var actor = (await _other.Get<SessionService>().FindAsync(Key, active: true, CancellationToken.None))!.Actor;
        var circuit = new CircuitSession(_other.Get<SessionService>(), _other.Get<IOptions<SignInOptions>>(), _time, NullLogger<CircuitSession>.Instance);
        circuit.SetAuthenticationState(Task.FromResult(new AuthenticationState(ActorClaims.PrincipalOf(actor, Key))));
        await circuit.OpenAsync();
        return circuit;
    }

    private async Task EndAsync() => await _one.Get<SessionService>().EndAsync(await StoredAsync(), SessionEnd.Revoked, CancellationToken.None);

    private async Task<PortalSession> StoredAsync() => (await _one.Get<DynamoSessionStore>().FindAsync(Key, CancellationToken.None))!;

    private Task<PortalHost> StartAsync(LocalAws.LocalAws? aws) => PortalHost.StartAsync(
        [new("Cache:Nodes", _server.Address)], aws, _time);

    private static async Task<bool> IsInAsync(Browser browser) => (await browser.GetAsync("/not-found")).Status == HttpStatusCode.OK;
}
