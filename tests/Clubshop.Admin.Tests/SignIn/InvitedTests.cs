using System.Net;
using Amazon.CognitoIdentityProvider.Model;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.SignIn.Hosting;

namespace Clubshop.Admin.Tests.SignIn;

/// <summary>Temporary and forgotten passwords, and accounts in every state before the password is proved.</summary>
public sealed class InvitedTests : IAsyncLifetime
{
    private const string Invited = "new.colleague@clubshop.example";
    private const string Temporary = "Temp-Orary-1!";
    private const string Chosen = "Chosen-By-Me-1!";
    private PortalHost _portal = null!;
    private string _pool = "";

    public async Task InitializeAsync()
    {
        _portal = await PortalHost.StartAsync();
        _pool = (await _portal.Clients.Cognito.ListUserPoolsAsync(new() { MaxResults = 10 })).UserPools!.Single(pool => pool.Name == "clubshop-staff").Id!;
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task TemporaryPassword_NewOneThenEnrolment_EndsInsideWithoutARole()
    {
        await InviteAsync();
        using var browser = _portal.NewBrowser();
        var choose = await browser.FollowAsync(await browser.GivePasswordAsync(Invited, Temporary));
        Assert.Equal("/sign-in/new-password", new Uri(_portal.Address, choose.Path).AbsolutePath);
        Assert.Contains(choose.Document.QuerySelectorAll("li"), rule => rule.TextContent.Contains("a digit", StringComparison.Ordinal));

        var weak = await browser.SubmitAsync(choose, ("NewPassword", "weak"), ("Again", "weak"));
        Assert.StartsWith("The new password still needs", weak.Notice, StringComparison.Ordinal);
        var differing = await browser.SubmitAsync(weak, ("NewPassword", Chosen), ("Again", Chosen + "x"));
        Assert.StartsWith("The two passwords are not the same", differing.Notice, StringComparison.Ordinal);
        var enrol = await browser.FollowAsync(await browser.SubmitAsync(differing, ("NewPassword", Chosen), ("Again", Chosen)));
        Assert.Equal("/sign-in/enrol", new Uri(_portal.Address, enrol.Path).AbsolutePath);

        // Back to the password's page, and the old form posted once more: both lead to the step that waits.
        Assert.EndsWith("/sign-in/enrol", (await browser.GetAsync("/sign-in/new-password")).Location, StringComparison.Ordinal);
        var resent = await browser.SubmitAsync(differing, ("NewPassword", Chosen), ("Again", Chosen));
        Assert.EndsWith("/sign-in/enrol", resent.Location, StringComparison.Ordinal);

        await browser.SubmitAsync(enrol, ("Code", new Authenticator(enrol.Value("SetupKey"), _portal.Time).Code()));
        Assert.Contains("clubshop", browser.Cookies.Keys);

        // Nobody gave the account a group: it may see nothing but that, and sign out.
        var page = await browser.GetAsync("/not-found");
        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Contains("no role yet", page.Body, StringComparison.Ordinal);
        Assert.Equal("/sign-in?reason=signed-out", (await browser.SubmitAsync(page, "/sign-out", [])).Location);
    }

    [Fact]
    public async Task Password_OfAnyAccountNotProved_ReadsAsUnknown()
    {
        await InviteAsync();
        using var browser = _portal.NewBrowser();
        var unknown = await browser.GivePasswordAsync("nobody@clubshop.example", Temporary);

        var wrong = await browser.GivePasswordAsync(Invited, "Wrong-Password-1");
        var disabled = await AsAsync("disabled", () => _portal.Clients.Cognito.AdminDisableUserAsync(new() { UserPoolId = _pool, Username = Invited }));
        await _portal.Clients.Cognito.AdminEnableUserAsync(new() { UserPoolId = _pool, Username = Invited });
        _portal.Time.Advance(TimeSpan.FromDays(8));
        var expired = await browser.GivePasswordAsync(Invited, Temporary);
        await _portal.Clients.Cognito.AdminSetUserPasswordAsync(new() { UserPoolId = _pool, Username = Invited, Password = Chosen, Permanent = true });
        await _portal.Clients.Cognito.AdminResetUserPasswordAsync(new() { UserPoolId = _pool, Username = Invited });
        var reset = await browser.GivePasswordAsync(Invited, Chosen);

        foreach (var page in (Page[])[wrong, disabled, expired, reset])
        {
            Assert.Equal(unknown.Status, page.Status);
            Assert.Equal(unknown.Notice, page.Notice);
        }

        async Task<Page> AsAsync(string state, Func<Task> become)
        {
            Assert.NotEmpty(state);
            await become();
            return await browser.GivePasswordAsync(Invited, Temporary);
        }
    }

    [Fact]
    public async Task Forgot_KnownOrUnknown_IsAnsweredAlike()
    {
        using var browser = _portal.NewBrowser();
        List<string> pages = [];
        foreach (var email in (string[])["nobody@clubshop.example", PortalHost.Person(Role.Support).Email])
        {
            var asked = await browser.FollowAsync(await browser.SubmitAsync(await browser.GetAsync("/sign-in/forgot?again=true"), ("Email", email)));
            Assert.NotNull(asked.Document.QuerySelector("[name=NewPassword]"));
            var wrong = await browser.SubmitAsync(asked, ("Code", "000000"), ("NewPassword", Chosen));
            pages.Add((asked.Heading + wrong.Notice + wrong.Document.QuerySelector("h1 + p")!.TextContent).Replace(email, "…", StringComparison.Ordinal));
        }

        Assert.Equal(pages[0], pages[1]);
    }

    [Fact]
    public async Task Forgot_WithTheCode_SetsThePasswordAndEndsTheSessions()
    {
        var person = PortalHost.Person(Role.Support);
        using var inside = _portal.NewBrowser();
        await _portal.EnrolAsync(inside, person);
        using var browser = _portal.NewBrowser();
        var asked = await browser.FollowAsync(await browser.SubmitAsync(await browser.GetAsync("/sign-in/forgot"), ("Email", person.Email)));
        var code = System.Text.RegularExpressions.Regex.Match(_portal.Aws.Outbox.Read().Single().Body, "[0-9]{6}").Value;
        var done = await browser.FollowAsync(await browser.SubmitAsync(asked, ("Code", code), ("NewPassword", Chosen)));
        Assert.Equal(SignInReasons.Sentence(SignInReasons.PasswordReset), done.Notice);
        Assert.StartsWith("/sign-in?", (await inside.GetAsync("/not-found")).Location, StringComparison.Ordinal);

        // The password alone opens nothing: the authenticator is still asked for.
        var next = await browser.GivePasswordAsync(person.Email, Chosen);
        Assert.EndsWith("/sign-in/code", next.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_OfASignIn_NamesWhatHappenedAndNoSecret()
    {
        var person = PortalHost.Person(Role.Support);
        using var browser = _portal.NewBrowser();
        await browser.GivePasswordAsync("Passw0rd-In-The-Wrong-Box!", "x");
        await browser.GivePasswordAsync(person.Email, "Wrong-Password-1");
        var authenticator = await _portal.EnrolAsync(browser, person);
        var form = await browser.GetAsync("/status/404");
        await browser.SubmitAsync(form, "/sign-out", []);
        using var again = _portal.NewBrowser();
        var page = await again.FollowAsync(await again.GivePasswordAsync(person.Email, person.Password));
        await again.SubmitAsync(page, ("Code", authenticator.WrongCode()));

        var rows = (await _portal.Clients.DynamoDb.ScanAsync(new() { TableName = "clubshop-audit" })).Items;
        var actions = rows.Where(row => row.ContainsKey("action")).Select(row => row["action"].S).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(["enrol", "refuse-sign-in", "refuse-sign-in", "refuse-sign-in", "sign-in", "sign-out"], actions);
        var entries = rows.Where(row => row.ContainsKey("action")).ToList();
        Assert.All(entries, row => Assert.DoesNotContain("@", row["actorName"].S + row["entityName"].S, StringComparison.Ordinal));
        Assert.Equal(person.Name, entries.Single(row => row["action"].S == "enrol")["actorName"].S);
        Assert.StartsWith("password and authenticator code; ", entries.Single(row => row["action"].S == "sign-in")["note"].S, StringComparison.Ordinal);
        Assert.Contains(entries, row => row["action"].S == "refuse-sign-in" && row["actorName"].S == person.Name && row["note"].S == "code: wrong code");
        Assert.Contains(entries, row => row["action"].S == "refuse-sign-in" && row["note"].S == "password: wrong email or password");
        var text = string.Join('\n', rows.SelectMany(row => row.Values).Select(value => value.S));
        Assert.DoesNotContain("@clubshop.example", text, StringComparison.OrdinalIgnoreCase); // people are named, not addressed
        foreach (var secret in (string[])["Wrong-Box", "Wrong-Password-1", person.Password, authenticator.Secret, browser.Cookies.GetValueOrDefault("clubshop.form", "-")])
            Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
    }

    private Task<AdminCreateUserResponse> InviteAsync() => _portal.Clients.Cognito.AdminCreateUserAsync(new()
    {
        UserPoolId = _pool,
        Username = Invited,
        TemporaryPassword = Temporary,
        MessageAction = Amazon.CognitoIdentityProvider.MessageActionType.SUPPRESS,
        UserAttributes = [new() { Name = "email", Value = Invited }, new() { Name = "email_verified", Value = "true" }, new() { Name = "name", Value = "New Colleague" }],
    });
}
