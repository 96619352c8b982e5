using System.Net;
using System.Text.RegularExpressions;
using Clubshop.Admin.Embedded;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Registry.Api;
using Clubshop.Admin.Tests.SignIn.Hosting;

namespace Clubshop.Admin.Tests.Embedded;

/// <summary>A newcomer without a phone can sign in the first time: the sign-in pages link to the demo's codes, where that page exists.</summary>
public sealed class DemoHelpTests(SharedApi shared) : IClassFixture<SharedApi>
{
    private readonly ApiHost _host = shared.Host;

    [Fact]
    public async Task FirstSignIn_WithTheCodeOfTheLocalPage_Succeeds()
    {
        using var browser = new Browser(_host.Http.BaseAddress!, Browser.Firefox);
        var person = PortalHost.Person(Role.ReadOnly);
        Assert.Contains("href=\"/local\"", (await browser.GetAsync("/sign-in")).Body, StringComparison.Ordinal);
        var enrol = await browser.FollowAsync(await browser.GivePasswordAsync(person.Email, person.Password));
        Assert.Matches("<a href=\"/local\" target=\"_blank\">Show the code</a>", enrol.Body);

        var aws = _host.Get<EmbeddedAws>().Services!;
        var account = aws.Cognito.Accounts().Single(account => account.Email == person.Email);
        Assert.Null(account.TotpSecret);
        Assert.Equal(enrol.Value("SetupKey"), account.EnrollingSecret);
        await browser.SubmitAsync(enrol, ("Code", aws.Cognito.CodeNow(account.EnrollingSecret!)));

        Assert.Contains("clubshop", browser.Cookies.Keys);
        account = aws.Cognito.Accounts().Single(account => account.Email == person.Email);
        Assert.NotNull(account.TotpSecret);
        Assert.Null(account.EnrollingSecret);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("Host", "portal.example")]
    public async Task SignInPage_ForARequestWithoutTheLocalPage_HasNoLinkToIt(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.TryAddWithoutValidation(header, value);
        using var answer = await _host.Http.SendAsync(request);
        Assert.DoesNotContain("/local", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignInPage_WithAllowRemote_HasNoLinkToTheLocalPage()
    {
        await using var host = new ApiHost(("LocalAws:AllowRemote", "true"));
        using var answer = await host.Http.GetAsync(new Uri("/sign-in", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotMatch(new Regex("href=\"/local\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)), await answer.Content.ReadAsStringAsync());
    }
}
