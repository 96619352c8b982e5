using System.Net;
using Clubshop.Admin.Account;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.SignIn.Hosting;

namespace Clubshop.Admin.Tests.Account;

/// <summary>A person chooses the language of the portal: in this browser at once, in others from the sign-in on.</summary>
public sealed class LanguageChoiceTests
{
    private const string Cookie = "clubshop.language";

    [Fact]
    public async Task Visitor_WhoChoosesHindi_ReadsTheSignInPageInHindi()
    {
        await using var portal = await PortalHost.StartAsync();
        using var browser = new Browser(portal.Address, Browser.Firefox);
        var page = await browser.GetAsync("/sign-in");
        Assert.Equal("en-IN", page.Document.DocumentElement.GetAttribute("lang"));

        var answer = await browser.SubmitAsync(page, LanguageRequests.Path, [("language", "hi")]);

        Assert.Contains(browser.SetCookies, line => line.StartsWith(Cookie, StringComparison.Ordinal) && line.Contains("httponly", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("/sign-in", answer.Location);
        page = await browser.FollowAsync(answer);
        Assert.Equal("hi-IN", page.Document.DocumentElement.GetAttribute("lang"));
        Assert.Contains("समय भारतीय मानक समय (IST) में हैं", page.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Person_WhoChoseHindi_HasItInAnotherBrowserFromTheSignInOn()
    {
        await using var portal = await PortalHost.StartAsync();
        using var first = new Browser(portal.Address, Browser.Firefox);
        var person = PortalHost.Person(Role.Administrators);
        var phone = await portal.EnrolAsync(first, person);
        await ChooseAsync(first, "hi");

        using var second = new Browser(portal.Address, Browser.Firefox);
        await portal.SignInAsync(second, person, phone);

        Assert.Equal("hi", second.Cookies[Cookie]);
    }

    [Theory]
    [InlineData("xx", "hi", "/")]
    [InlineData("", "hi", "/")]
    [InlineData("en", "en", "/")]
    public async Task Choice_OfALanguageThatIsNone_ChangesNothing(string code, string after, string back)
    {
        await using var portal = await PortalHost.StartAsync();
        using var browser = new Browser(portal.Address, Browser.Firefox);
        await portal.EnrolAsync(browser, PortalHost.Person(Role.Administrators));
        await ChooseAsync(browser, "hi");

        var answer = await ChooseAsync(browser, code, "//elsewhere.example/");

        Assert.Equal(back, answer.Location);
        Assert.Equal(after, browser.Cookies[Cookie]);
    }

    [Fact]
    public async Task Choice_WithoutTheFormsToken_ChangesNothing()
    {
        await using var portal = await PortalHost.StartAsync();
        using var browser = new Browser(portal.Address, Browser.Firefox);

        var answer = await browser.SendAsync(new(HttpMethod.Post, LanguageRequests.Path) { Content = new FormUrlEncodedContent([new("language", "hi"), new("returnUrl", "/sign-in")]) });

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.False(browser.Cookies.ContainsKey(Cookie));
    }

    // With the token of a page's own form, as a page with a circuit posts it.
    private static async Task<Page> ChooseAsync(Browser browser, string code, string back = "/")
    {
        var page = await browser.FollowAsync(await browser.GetAsync("/offers"));
        var token = page.Document.QuerySelector("form[action='/sign-out'] [name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return await browser.SendAsync(new(HttpMethod.Post, LanguageRequests.Path)
        {
            Content = new FormUrlEncodedContent([new("language", code), new("returnUrl", back), new("__RequestVerificationToken", token)]),
        });
    }
}
