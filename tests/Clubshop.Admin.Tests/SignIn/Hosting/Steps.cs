using Clubshop.Admin.Ops;

namespace Clubshop.Admin.Tests.SignIn.Hosting;

/// <summary>The steps of a sign-in as a person takes them.</summary>
internal static class Steps
{
    public static async Task<Page> GivePasswordAsync(this Browser browser, string email, string password, string address = "/sign-in") =>
        await browser.SubmitAsync(await browser.GetAsync(address), ("Email", email), ("Password", password));

    /// <summary>A person's first sign-in; the browser ends inside.</summary>
    public static async Task<Authenticator> EnrolAsync(this PortalHost portal, Browser browser, DemoPerson person, string address = "/sign-in")
    {
        var enrol = await browser.FollowAsync(await browser.GivePasswordAsync(person.Email, person.Password, address));
        var authenticator = new Authenticator(enrol.Value("SetupKey"), portal.Time);
        var inside = await browser.SubmitAsync(enrol, ("Code", authenticator.Code()));
        Assert.True(browser.Cookies.ContainsKey("clubshop"), $"{inside.Status} {inside.Location} {inside.Heading}: {inside.Notice}");
        return authenticator;
    }

    /// <summary>A later sign-in; the clock is moved to a code that was not used yet.</summary>
    public static async Task<Page> SignInAsync(
        this PortalHost portal, Browser browser, DemoPerson person, Authenticator authenticator, string address = "/sign-in")
    {
        portal.Time.Advance(TimeSpan.FromSeconds(30));
        var code = await browser.FollowAsync(await browser.GivePasswordAsync(person.Email, person.Password, address));
        return await browser.SubmitAsync(code, ("Code", authenticator.Code()));
    }
}
