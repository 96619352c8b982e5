using Clubshop.Admin.SignIn;
using Clubshop.Admin.SignIn.Audit;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.SignIn.Hosting;

namespace Clubshop.Admin.Tests.SignIn.Pages;

/// <summary>Codes as people type and paste them, on every form that takes one.</summary>
public sealed class CodeFormTests : IAsyncLifetime
{
    private PortalHost _portal = null!;

    public async Task InitializeAsync() => _portal = await PortalHost.StartAsync();

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Theory]
    [InlineData("devanagari")]
    [InlineData("hyphen")]
    [InlineData("marks")]
    [InlineData("full width")]
    public async Task Code_TypedAsPeopleDo_EndsInside(string how)
    {
        using var first = _portal.NewBrowser();
        var person = PortalHost.Person(Role.Support);
        var enrol = await first.FollowAsync(await first.GivePasswordAsync(person.Email, person.Password));
        var authenticator = new Authenticator(enrol.Value("SetupKey"), _portal.Time);
        await first.SubmitAsync(enrol, ("Code", Written(authenticator.Code(), how)));
        Assert.Contains("clubshop", first.Cookies.Keys);

        using var browser = _portal.NewBrowser();
        _portal.Time.Advance(TimeSpan.FromSeconds(30));
        var code = await browser.FollowAsync(await browser.GivePasswordAsync(person.Email, person.Password));
        await browser.SubmitAsync(code, ("Code", Written(authenticator.Code(), how)));
        Assert.Contains("clubshop", browser.Cookies.Keys);
    }

    [Fact]
    public async Task Code_InDevanagari_SetsAForgottenPassword()
    {
        var person = PortalHost.Person(Role.Support);
        using var inside = _portal.NewBrowser();
        await _portal.EnrolAsync(inside, person);
        using var browser = _portal.NewBrowser();
        var asked = await browser.FollowAsync(await browser.SubmitAsync(await browser.GetAsync("/sign-in/forgot"), ("Email", person.Email)));
        var code = System.Text.RegularExpressions.Regex.Match(_portal.Aws.Outbox.Read().Single().Body, "[0-9]{6}").Value;

        var done = await browser.FollowAsync(await browser.SubmitAsync(asked, ("Code", Written(code, "devanagari")), ("NewPassword", "Brand-New-Chai-1")));

        Assert.Equal(SignInReasons.Sentence(SignInReasons.PasswordReset), done.Notice);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("12345a")]
    [InlineData("१२३४५")]
    [InlineData("½23456")]
    public async Task Text_ThatCannotBeACode_IsRefusedWithoutATry(string typed)
    {
        using var browser = _portal.NewBrowser();
        var person = PortalHost.Person(Role.Support);
        var page = await browser.FollowAsync(await browser.GivePasswordAsync(person.Email, person.Password));
        var step = browser.Cookies["clubshop.step"];

        for (var i = 0; i < 30; i++)
            page = await browser.SubmitAsync(page, ("Code", typed));

        Assert.Equal(SignInService.InvalidCodeFormat, page.Notice);
        Assert.Equal(step, browser.Cookies["clubshop.step"]); // the step was not used up
        var rows = (await _portal.Clients.DynamoDb.ScanAsync(new() { TableName = "clubshop-audit", ConsistentRead = true })).Items;
        Assert.DoesNotContain(rows, row => row.TryGetValue("action", out var action) && action.S == SignInActions.RefuseSignIn);
        await browser.SubmitAsync(page, ("Code", new Authenticator(page.Value("SetupKey"), _portal.Time).Code()));
        Assert.Contains("clubshop", browser.Cookies.Keys);
    }

    private static string Written(string code, string how) => how switch
    {
        "devanagari" => string.Concat(code.Select(digit => (char)('०' + (digit - '0')))),
        "hyphen" => $"{code[..3]}-{code[3..]}",
        "marks" => $"\u200e {code[..3]}\u2011{code[3..]}\ufeff",
        _ => string.Concat(code.Select(digit => (char)('０' + (digit - '0')))),
    };
}
