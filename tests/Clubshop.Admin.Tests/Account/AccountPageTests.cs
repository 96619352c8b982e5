using Bunit;
using Clubshop.Admin.Account;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.SignIn.Hosting;
using Clubshop.Admin.Tests.Ui;
using Clubshop.Admin.Ui.Feedback;
using Clubshop.LocalAws.Faults;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Account;

/// <summary>The account page over the real service: password, authenticator, sessions.</summary>
public sealed class AccountPageTests : UiTest, IAsyncLifetime
{
    private readonly KeptToasts _toasts = new();
    private AccountHost _host = null!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        _host = await AccountHost.StartAsync();
        Services.AddSingleton<TimeProvider>(_host.Portal.Time);
        Services.AddSingleton<Toasts>(_toasts);
        Services.AddSingleton(_host.Account);
        Services.AddSingleton(_host.Portal.Get<Microsoft.Extensions.Options.IOptions<StaffOptions>>());
        Services.AddSingleton<AuthenticationStateProvider>(new FixedState(new(ActorClaims.PrincipalOf(_host.Actor, _host.Session))));
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await _host.DisposeAsync();
    }

    [Fact]
    public void Page_NamesThePersonAndMarksTheirSession()
    {
        var page = Open();

        page.WaitForAssertion(() => Assert.Contains("This session", Row(page, 0), StringComparison.Ordinal));
        Assert.Contains($"{AccountHost.Person.Email} · Support", page.Markup, StringComparison.Ordinal);
        Assert.True(Button(page, "Sign out all others").HasAttribute("disabled"));
    }

    [Fact]
    public async Task SignOut_OfAnotherSession_EndsItAndReloadsTheList()
    {
        var other = await _host.SignInElsewhereAsync();
        var page = Open();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".rows li").Count));

        await page.FindAll(".rows button").Single(button => button.TextContent.Trim() == "Sign out").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Single(page.FindAll(".rows li")));
        Assert.False(await _host.IsActiveAsync(other));
        Assert.Equal(["Session ended"], _toasts.Done);
    }

    [Fact]
    public async Task Password_Changed_ConfirmsEmptiesTheFormAndReloadsTheSessions()
    {
        await _host.SignInElsewhereAsync();
        var page = Open();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".rows li").Count));

        await SavePasswordAsync(page, AccountHost.Person.Password, "Brand-New-Chai-1");

        page.WaitForAssertion(() => Assert.Equal(["Password changed. Your other sessions have ended."], _toasts.Done));
        page.WaitForAssertion(() => Assert.Single(page.FindAll(".rows li")));
        Assert.Equal("", Field(page, "Current password").GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task Password_WithAWrongCurrentOne_SaysSoAtTheField()
    {
        var page = Open();

        await SavePasswordAsync(page, "Wrong-Guess-1", "Brand-New-Chai-1");

        page.WaitForAssertion(() => Assert.Equal("true", Field(page, "Current password").GetAttribute("aria-invalid")));
        Assert.Contains("That is not your current password.", page.Markup, StringComparison.Ordinal);
        Assert.Empty(_toasts.Done);
    }

    [Fact]
    public void PasswordRules_AsTheyAreMet_AreTicked()
    {
        var page = Open();
        Assert.Empty(page.FindAll(".ticks .met"));

        Field(page, "New password").Change("abcdefgh1");

        Assert.Equal(
            ["at least 8 characters", "a lower-case letter (a–z)", "a digit (0–9)"],
            page.FindAll(".ticks .met").Select(rule => rule.TextContent.Trim().Replace(", done", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Authenticator_Replaced_IsConfirmedAndItsKeyIsGone()
    {
        var page = Open();
        await Button(page, "Replace authenticator").ClickAsync(new());
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("svg.qr path")));
        var next = new Authenticator(Field(page, "Setup key").GetAttribute("value")!, _host.Portal.Time);

        Field(page, "Code").Change(next.WrongCode());
        await page.Find("form#authenticator").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("That code is not correct", page.Markup, StringComparison.Ordinal));
        Field(page, "Code").Change(next.Code());
        await page.Find("form#authenticator").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal(["Authenticator replaced. The previous one no longer works."], _toasts.Done));
        Assert.DoesNotContain(next.Secret, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authenticator_WhileCognitoIsAway_GivesAReference()
    {
        _host.Portal.Aws.Faults.Set(new FaultPlan { Rules = [new FaultRule { Kind = FaultKind.InternalError, Operation = "AssociateSoftwareToken" }] });
        var page = Open();

        await Button(page, "Replace authenticator").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Matches("The sign-in service did not answer.*reference [0-9A-Z]{3}-[0-9A-Z]{3}", page.Markup));
    }

    private IRenderedComponent<AccountPage> Open() => Render<AccountPage>(page => page.AddCascadingValue(_host.Actor));

    private static async Task SavePasswordAsync(IRenderedComponent<AccountPage> page, string current, string next)
    {
        Field(page, "Current password").Change(current);
        Field(page, "New password").Change(next);
        Field(page, "Confirm new password").Change(next);
        await page.Find("form#password").SubmitAsync();
    }

    private static string Row(IRenderedComponent<AccountPage> page, int index) => page.FindAll(".rows li")[index].TextContent;

    private static AngleSharp.Dom.IElement Field(IRenderedComponent<AccountPage> page, string label) =>
        page.Find("#" + page.FindAll("label").Single(one => one.TextContent.Trim() == label).GetAttribute("for"));

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<AccountPage> page, string name) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == name);

    private sealed class FixedState(AuthenticationState state) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(state);
    }
}
