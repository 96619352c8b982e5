using System.Net;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.SignIn.Limits;
using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.SignIn.Hosting;
using Clubshop.LocalAws.Faults;

namespace Clubshop.Admin.Tests.SignIn.Limits;

/// <summary>Guesses made at once wait as long as guesses made one after the other; those that would wait for too long are refused.</summary>
public sealed class ParallelAttemptsTests : IAsyncLifetime
{
    private const string Name = "farah.khan@clubshop.example";
    private static readonly Visitor Attacker = new("198.51.100.9", "https", null);
    private static readonly KeyValuePair<string, string?>[] Waiting = [new("SignIn:Limits:FirstWaitMilliseconds", "500")];

    // In milliseconds: five at once, then half a second, one, two, four and eight after the one before.
    private static readonly int[] InARow = [0, 0, 0, 0, 0, 500, 1_500, 3_500, 7_500, 15_500, 23_500];

    private PortalHost _portal = null!;

    public async Task InitializeAsync() => _portal = await PortalHost.StartAsync(Waiting);

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task SixtyAttempts_AtOnce_WaitAsSixtyInARow()
    {
        var (waits, refused) = await ReserveAsync(Enumerable.Repeat(_portal, 60), Attacker);

        Assert.Equal(InARow, waits);
        Assert.Equal(49, refused.Count);
        Assert.All(refused, wait => Assert.Equal(31_500, wait.TotalMilliseconds)); // beyond half a minute
    }

    [Fact]
    public async Task SixtyAttempts_AtOnceOverTwoInstances_WaitAsSixtyInARow()
    {
        await using var other = await PortalHost.StartAsync(Waiting, _portal.Aws, _portal.Time);

        var (waits, refused) = await ReserveAsync(Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? _portal : other), Attacker);

        Assert.Equal(InARow, waits);
        Assert.Equal(49, refused.Count);
    }

    [Fact]
    public async Task SixtyAttempts_AtOnceOnAsManyAccounts_WaitByTheirAddress()
    {
        var limits = _portal.Get<SignInLimits>();
        var tries = await Task.WhenAll(Enumerable.Range(0, 25).Select(i => limits.ReserveAsync(Attacker, $"person{i}@clubshop.example", default)));

        Assert.Equal([.. Enumerable.Repeat(0, 20), 500, 1_500, 3_500, 7_500, 15_500], tries.Select(one => (int)one.Wait.TotalMilliseconds).Order());
    }

    [Fact]
    public async Task Attempt_CancelledWhileItWaits_CountsForNothing()
    {
        var limits = _portal.Get<SignInLimits>();
        for (var i = 0; i < 5; i++)
            await (await limits.ReserveAsync(Attacker, Name, default)).FailedAsync();
        using var impatient = new CancellationTokenSource();
        var waiting = limits.AcquireAsync(Attacker, Name, impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        _portal.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromMilliseconds(500), await limits.CurrentWaitAsync(Attacker, Name, default)); // as after five, not six
    }

    [Fact]
    public async Task Attempt_WithoutAReportedOutcome_CountsAsAFailure()
    {
        var limits = _portal.Get<SignInLimits>();
        for (var i = 0; i < 5; i++)
        {
            await using var aborted = await limits.ReserveAsync(Attacker, Name, default);
        }

        Assert.Equal(TimeSpan.FromMilliseconds(500), await limits.CurrentWaitAsync(Attacker, Name, default));
    }

    [Fact]
    public async Task Attempt_ThatWasReleased_LeavesNothingBehind()
    {
        var limits = _portal.Get<SignInLimits>();
        for (var i = 0; i < 100; i++)
            await (await limits.ReserveAsync(Attacker, Name, default)).ReleaseAsync();

        Assert.Equal(TimeSpan.Zero, await limits.CurrentWaitAsync(Attacker, Name, default));
    }

    [Fact]
    public async Task Passwords_SixtyPostedAtOnce_AreAnsweredInTurnOrWithStatus429()
    {
        using var browser = _portal.NewBrowser();
        var page = await browser.GetAsync("/sign-in");
        var posted = Enumerable.Range(0, 60).Select(i => browser.SubmitAsync(page, ("Email", Name), ("Password", $"Wrong-Guess-{i}"))).ToList();

        // The clock stands: what waits for its turn is not answered.
        var first = await AnsweredAsync(posted, 54);
        var refused = first.Where(answer => answer.Status == HttpStatusCode.TooManyRequests).ToList();
        Assert.Equal(49, refused.Count);
        Assert.Equal(5, first.Count(answer => answer.Notice.StartsWith(SignInService.InvalidCredentials, StringComparison.Ordinal)));
        Assert.All(refused, answer => Assert.Equal("32", answer.Headers["Retry-After"]));
        Assert.All(refused, answer => Assert.StartsWith("Too many attempts at once. Wait 32 seconds", answer.Notice, StringComparison.Ordinal));

        // The rest begins to wait whenever it gets there: time passes, and a round trip, until all were answered.
        var all = Task.WhenAll(posted);
        using var other = _portal.NewBrowser();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!all.IsCompleted && !patience.IsCancellationRequested)
        {
            _portal.Time.Advance(TimeSpan.FromSeconds(1));
            await other.GetAsync("/sign-in");
        }

        Assert.True(all.IsCompleted, $"{posted.Count(one => !one.IsCompleted)} attempts still wait after {_portal.Time.GetUtcNow():O}");
        Assert.Equal(11, (await all).Count(answer => answer.Notice.StartsWith(SignInService.InvalidCredentials, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task CodesAndForgottenPasswords_AboveTheLimit_AreRefusedWithStatus429()
    {
        var person = PortalHost.Person(Role.Support);
        using var browser = _portal.NewBrowser();
        var enrol = await browser.FollowAsync(await browser.GivePasswordAsync(person.Email, person.Password));
        var here = new Visitor("127.0.0.1", "http", null);
        var (_, refused) = await ReserveAsync(Enumerable.Repeat(_portal, 60), here, person.Email);
        Assert.NotEmpty(refused);

        var code = await browser.SubmitAsync(enrol, ("Code", "123456"));
        using var other = _portal.NewBrowser();
        var forgot = await other.SubmitAsync(await other.GetAsync("/sign-in/forgot"), ("Email", person.Email));

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests), (code.Status, forgot.Status));
        Assert.Equal(enrol.Value("SetupKey"), code.Value("SetupKey")); // the step is still there
        Assert.Empty(_portal.Aws.Outbox.Read());
    }

    [Fact]
    public async Task Attempt_WhileCognitoIsAway_CountsForNothing()
    {
        using var browser = _portal.NewBrowser();
        var page = await browser.GetAsync("/sign-in");
        _portal.Aws.Faults.Set(new FaultPlan { Rules = [new FaultRule { Kind = FaultKind.InternalError, Operation = "InitiateAuth" }] });
        for (var i = 0; i < 2; i++)
            Assert.StartsWith("Sign-in is not available", (await browser.SubmitAsync(page, ("Email", Name), ("Password", "x"))).Notice, StringComparison.Ordinal);

        Assert.Equal(TimeSpan.Zero, await _portal.Get<SignInLimits>().CurrentWaitAsync(new("127.0.0.1", "http", null), Name, default));
    }

    private static async Task<(IReadOnlyList<int> Waits, IReadOnlyList<TimeSpan> Refused)> ReserveAsync(
        IEnumerable<PortalHost> instances, Visitor visitor, string name = Name)
    {
        var tries = instances.Select(portal => Task.Run(() => portal.Get<SignInLimits>().ReserveAsync(visitor, name, default))).ToList();
        List<int> waits = [];
        List<TimeSpan> refused = [];
        foreach (var one in tries)
        {
            try
            {
                waits.Add((int)(await one).Wait.TotalMilliseconds);
            }
            catch (TooManyAttemptsException tooMany)
            {
                refused.Add(tooMany.RetryAfter);
            }
        }

        waits.Sort();
        return (waits, refused);
    }

    private static async Task<List<Page>> AnsweredAsync(List<Task<Page>> posted, int count)
    {
        List<Page> answered = [];
        var open = posted.ToList();
        while (answered.Count < count)
        {
            var one = await Task.WhenAny(open).WaitAsync(TimeSpan.FromSeconds(60));
            open.Remove(one);
            answered.Add(await one);
        }

        return answered;
    }
}
