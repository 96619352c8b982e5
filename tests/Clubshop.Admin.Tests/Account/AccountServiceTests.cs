using Clubshop.Admin.Account;
using Clubshop.Admin.SignIn.Limits;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Tests.SignIn.Hosting;

namespace Clubshop.Admin.Tests.Account;

/// <summary>What people do with their own account: who may, what ends, what the audit log has, and what guessing costs.</summary>
public sealed class AccountServiceTests
{
    private const string NewPassword = "Brand-New-Chai-1";

    [Fact]
    public async Task ChangePassword_WithTheCurrentOne_EndsTheOtherSessionsAndIsAudited()
    {
        await using var host = await AccountHost.StartAsync();
        var other = await host.SignInElsewhereAsync();

        var problems = await host.Account.ChangePasswordAsync(host.Actor, host.Session, AccountHost.Person.Password, NewPassword, NewPassword, default);

        Assert.Empty(problems);
        Assert.Equal((true, false), (await host.IsActiveAsync(host.Session), await host.IsActiveAsync(other)));
        Assert.Equal(["ask-change-password", "change-password"], await host.ActionsAsync());
        using var browser = host.Portal.NewBrowser();
        Assert.EndsWith("/sign-in/code", (await browser.GivePasswordAsync(AccountHost.Person.Email, NewPassword)).Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", NewPassword, NewPassword, "missing", "CurrentPassword")]
    [InlineData("right", "short", "short", "weak", "NewPassword")]
    [InlineData("right", NewPassword, NewPassword + "x", "differ", "Again")]
    [InlineData("Wrong-Guess-1", NewPassword, NewPassword, "wrong-password", "CurrentPassword")]
    public async Task ChangePassword_WithAWrongField_NamesItAndEndsNothing(string current, string next, string again, string code, string field)
    {
        await using var host = await AccountHost.StartAsync();
        var other = await host.SignInElsewhereAsync();

        var problems = await host.Account.ChangePasswordAsync(
            host.Actor, host.Session, current == "right" ? AccountHost.Person.Password : current, next, again, default);

        Assert.Equal((code, field), (problems.Single().Code, problems.Single().Field));
        Assert.True(await host.IsActiveAsync(other));
        Assert.Equal(code == "wrong-password" ? ["ask-change-password", "refuse-change-password"] : [], await host.ActionsAsync());
    }

    [Fact]
    public async Task Guesses_FromAnOpenSession_AreSlowedAndThenRefused()
    {
        await using var host = await AccountHost.StartAsync(new KeyValuePair<string, string?>("SignIn:Limits:FirstWaitMilliseconds", "500"));
        var limits = host.Portal.Get<SignInLimits>();
        var refused = 0;
        for (var i = 0; i < 60; i++)
        {
            try
            {
                await limits.ReserveAsync(new("127.0.0.1", "http", null), AccountHost.Person.Email, default);
            }
            catch (TooManyAttemptsException)
            {
                refused++;
            }
        }

        Assert.True(refused > 0, "no attempt was refused");
        var password = await host.Account.ChangePasswordAsync(host.Actor, host.Session, "Wrong-Guess-1", NewPassword, NewPassword, default);
        var code = await host.Account.ProveAuthenticatorAsync(host.Actor, host.Session, "123456", default);

        Assert.Equal("too-many", Assert.Single(password).Code);
        Assert.Equal("too-many", code?.Code);
        Assert.Empty(await host.ActionsAsync());
    }

    [Fact]
    public async Task Authenticator_ReplacedWithAProvedCode_EndsTheOtherSessionsAndTheOldCodesFail()
    {
        await using var host = await AccountHost.StartAsync();
        var other = await host.SignInElsewhereAsync();
        var begun = await host.Account.BeginAuthenticatorAsync(host.Actor, host.Session, default);
        var next = new Authenticator(begun.Value!.SetupKey, host.Portal.Time);
        Assert.DoesNotContain(begun.Value.SetupKey, begun.Value.ToString(), StringComparison.Ordinal);

        Assert.Equal(("wrong-code", "Code"), Where(await host.Account.ProveAuthenticatorAsync(host.Actor, host.Session, next.WrongCode(), default)));
        Assert.Equal(("no-code", "Code"), Where(await host.Account.ProveAuthenticatorAsync(host.Actor, host.Session, "six", default)));
        Assert.True(await host.IsActiveAsync(other));
        Assert.Null(await host.Account.ProveAuthenticatorAsync(host.Actor, host.Session, next.Code(), default));

        Assert.Equal((true, false), (await host.IsActiveAsync(host.Session), await host.IsActiveAsync(other)));
        Assert.Equal(["ask-replace-authenticator", "ask-replace-authenticator", "refuse-replace-authenticator", "replace-authenticator"], await host.ActionsAsync());
        using var browser = host.Portal.NewBrowser();
        var refused = await host.Portal.SignInAsync(browser, AccountHost.Person, host.Authenticator);
        Assert.StartsWith("That code is not correct", refused.Notice, StringComparison.Ordinal);
        host.Portal.Time.Advance(TimeSpan.FromSeconds(30));
        await browser.SubmitAsync(refused, ("Code", next.Code()));
        Assert.True(browser.Cookies.ContainsKey("clubshop"));

        static (string?, string?) Where(Clubshop.Admin.Common.Problem? problem) => (problem?.Code, problem?.Field);
    }

    [Fact]
    public async Task Sessions_AreOnlyTheActorsOwn()
    {
        await using var host = await AccountHost.StartAsync();
        var other = await host.SignInElsewhereAsync();
        using var stranger = host.Portal.NewBrowser();
        await host.Portal.EnrolAsync(stranger, PortalHost.Person(Clubshop.Admin.Staff.Role.Administrators));
        var strangers = AccountHost.KeyOf(stranger);

        var own = (await host.Account.SessionsAsync(host.Actor, default)).Value!.Sessions.Select(session => session.Key).ToHashSet(StringComparer.Ordinal);
        Assert.True(own.SetEquals([host.Session, other]), $"{own.Count} sessions");

        Assert.Null(await host.Account.EndSessionAsync(host.Actor, strangers, default));
        Assert.True(await host.IsActiveAsync(strangers));
        Assert.Null(await host.Account.EndSessionAsync(host.Actor, other, default));
        Assert.Equal((true, false), (await host.IsActiveAsync(host.Session), await host.IsActiveAsync(other)));
    }

    [Fact]
    public async Task EndOthers_LeavesTheOneThatAsks()
    {
        await using var host = await AccountHost.StartAsync();
        string[] others = [await host.SignInElsewhereAsync(), await host.SignInElsewhereAsync()];

        Assert.Null(await host.Account.EndOthersAsync(host.Actor, host.Session, default));

        Assert.True(await host.IsActiveAsync(host.Session));
        foreach (var other in others)
            Assert.False(await host.IsActiveAsync(other));
        Assert.Equal(["end-session", "end-session"], await host.ActionsAsync());
    }

    [Fact]
    public async Task Password_AWeekBeforeItExpires_IsSoon()
    {
        await using var host = await AccountHost.StartAsync();
        var state = await StateAsync();
        Assert.InRange(host.Portal.Time.GetUtcNow() - state.SetAt!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(1)); // stored in milliseconds
        Assert.Equal((state.SetAt + TimeSpan.FromDays(90), false), (state.DueAt, state.Soon));

        host.Portal.Time.Advance(TimeSpan.FromDays(90 - PasswordAge.WarnDays) - TimeSpan.FromSeconds(2));
        Assert.False((await StateAsync()).Soon);
        host.Portal.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.True((await StateAsync()).Soon);

        async Task<PasswordState> StateAsync() => (await host.Account.PasswordAsync(host.Actor, default)).Value!;
    }

    [Fact]
    public async Task EveryCall_AfterTheSessionEnded_SaysSo()
    {
        await using var host = await AccountHost.StartAsync();
        await host.Sessions.EndAllAsync(host.Actor.Id, null, default);

        var password = await host.Account.ChangePasswordAsync(host.Actor, host.Session, AccountHost.Person.Password, NewPassword, NewPassword, default);
        var begun = await host.Account.BeginAuthenticatorAsync(host.Actor, host.Session, default);
        var proved = await host.Account.ProveAuthenticatorAsync(host.Actor, host.Session, "123456", default);

        Assert.Equal(("session-over", "session-over", "session-over"), (password.Single().Code, begun.Problems.Single().Code, proved?.Code));
    }
}
