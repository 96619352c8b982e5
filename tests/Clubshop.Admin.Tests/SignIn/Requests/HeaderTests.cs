using System.Net;
using Clubshop.Admin.SignIn.Requests;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.SignIn.Hosting;
using Clubshop.Aws;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Tests.SignIn.Requests;

public sealed class HeaderTests : IAsyncLifetime
{
    private PortalHost _portal = null!;

    // The test's own connection stands in for a proxy in front of the portal that ended https.
    public async Task InitializeAsync() => _portal = await PortalHost.StartAsync([new("Proxies:0", "127.0.0.1"), new("AllowedHosts", "admin.clubshop.example;localhost;127.0.0.1")]);

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/not-found")]
    [InlineData("/nothing/here")]
    public async Task EveryPage_CarriesTheHeaders(string path)
    {
        using var browser = _portal.NewBrowser();
        var page = await browser.GetAsync(path);
        Assert.Equal(SecurityHeaders.ContentSecurityPolicy, page.Headers["Content-Security-Policy"]);
        Assert.Equal("nosniff", page.Headers["X-Content-Type-Options"]);
        Assert.Equal("DENY", page.Headers["X-Frame-Options"]);
        Assert.Equal("same-origin", page.Headers["Referrer-Policy"]);
        Assert.Contains("camera=()", page.Headers["Permissions-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("Strict-Transport-Security", page.Headers.Keys);
    }

    [Fact]
    public async Task StaticFile_CarriesWhatConcernsFiles()
    {
        using var browser = _portal.NewBrowser();
        var file = await browser.GetAsync("/app.css");
        Assert.Equal("nosniff", file.Headers["X-Content-Type-Options"]);
        Assert.Equal("same-origin", file.Headers["Cross-Origin-Resource-Policy"]);
        Assert.DoesNotContain("Content-Security-Policy", file.Headers.Keys); // half a kilobyte a file, about documents alone
    }

    [Fact]
    public async Task Page_IsNotStored_AndAStaticFileIs()
    {
        using var browser = _portal.NewBrowser();
        Assert.Contains("no-store", (await browser.GetAsync("/sign-in")).Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.DoesNotContain("no-store", (await browser.GetAsync("/app.css")).Headers["Cache-Control"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task PlainHttp_FromElsewhere_IsRedirectedOrRefused()
    {
        using var browser = _portal.NewBrowser();
        var got = await browser.SendAsync(Request(HttpMethod.Get, "/offers?q=1", "admin.clubshop.example", proto: null));
        Assert.Equal(HttpStatusCode.TemporaryRedirect, got.Status); // browsers keep no mistake
        Assert.Equal("https://admin.clubshop.example/offers?q=1", got.Location);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.SendAsync(Request(HttpMethod.Post, "/sign-in", "admin.clubshop.example", proto: null))).Status);

        // Somebody elsewhere who calls the portal "localhost" is no browser on this machine.
        var dressed = Request(HttpMethod.Get, "/offers", "localhost", proto: "http");
        dressed.Headers.Add("X-Forwarded-For", "203.0.113.7");
        Assert.Equal(HttpStatusCode.TemporaryRedirect, (await browser.SendAsync(dressed)).Status);
    }

    [Fact]
    public async Task PlainHttp_WhereNoHostIsNamed_LeadsNobodyAnywhere()
    {
        await using var portal = await PortalHost.StartAsync([new("Proxies:0", "127.0.0.1"), new("AllowedHosts", "*")]);
        using var browser = portal.NewBrowser();
        var got = await browser.SendAsync(Request(HttpMethod.Get, "/offers", "evil.example", proto: null));
        Assert.Equal((HttpStatusCode.BadRequest, null), (got.Status, got.Location));
        Assert.DoesNotContain("evil.example", got.Body, StringComparison.Ordinal);
        Assert.StartsWith("Clubshop Admin requires HTTPS", got.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Https_BehindAProxyThatIsNotKnown_IsToldInsteadOfLedInACircle()
    {
        await using var portal = await PortalHost.StartAsync([new("AllowedHosts", "admin.clubshop.example;127.0.0.1")]);
        using var browser = portal.NewBrowser();
        var got = await browser.SendAsync(Request(HttpMethod.Get, "/offers", "admin.clubshop.example", "https"));
        Assert.Equal((HttpStatusCode.BadRequest, null), (got.Status, got.Location));
        Assert.Contains("Set the configuration key Proxies", got.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proxies_SeparatedByCommas_AreAllKnownAndAsManyAsStandBehindEachOther()
    {
        await using var portal = await PortalHost.StartAsync([new("Proxies", "127.0.0.1, 10.1.0.0/20,203.0.113.0/24")]);
        var options = portal.Get<IOptions<ForwardedHeadersOptions>>().Value;
        Assert.Equal("127.0.0.1", Assert.Single(options.KnownProxies).ToString());
        Assert.Equal(["10.1.0.0/20", "203.0.113.0/24"], options.KnownIPNetworks.Select(network => network.ToString()));
        Assert.Null(options.ForwardLimit);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-Amzn-Trace-Id", "Root=1-67891233-abcdef012345678912345678")]
    [InlineData("Via", "1.1 balancer")]
    [InlineData("Forwarded", "for=203.0.113.7;proto=https")]
    public async Task PlainHttp_BehindABalancerThatDoesNotNameTheProtocol_IsToldInsteadOfLedInACircle(string header, string value)
    {
        await using var portal = await PortalHost.StartAsync([new("AllowedHosts", "admin.clubshop.example;127.0.0.1")]);
        using var browser = portal.NewBrowser();
        var request = Request(HttpMethod.Get, "/offers", "admin.clubshop.example", proto: null);
        request.Headers.Add(header, value);
        var got = await browser.SendAsync(request);
        Assert.Equal((HttpStatusCode.BadRequest, null), (got.Status, got.Location));
        Assert.Contains("Set the configuration key Proxies", got.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AwsMode.Aws, null, true)]
    [InlineData(AwsMode.Aws, "10.0.0.0/8", false)]
    [InlineData(AwsMode.Embedded, null, false)]
    public async Task Start_OnTheRealAwsWithoutProxies_WarnsOnceAndNamesTheKey(AwsMode mode, string? proxy, bool warns)
    {
        var log = new CollectedLog();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(proxy is null ? [] : [new("Proxies:0", proxy)]).Build();
        await new ProxyCheck(configuration, Options.Create(new AwsOptions { Mode = mode }), new LoggerFactory([log]).CreateLogger<ProxyCheck>()).StartAsync(CancellationToken.None);

        if (warns)
            Assert.StartsWith("Warning Proxies is not set", Assert.Single(log.Text.Split('\n')), StringComparison.Ordinal);
        else
            Assert.Empty(log.Text);
    }

    [Fact]
    public async Task Https_BehindTheProxy_HasHostCookiesAndHsts()
    {
        using var browser = _portal.NewBrowser();
        var page = await browser.SendAsync(Request(HttpMethod.Get, "/sign-in", "admin.clubshop.example", "https"));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("max-age=31536000", page.Headers["Strict-Transport-Security"]);
        var form = Assert.Single(browser.SetCookies);
        Assert.StartsWith("__Host-clubshop.form=", form, StringComparison.Ordinal);
        Hardened(form);

        var person = PortalHost.Person(Role.Administrators);
        var posted = Request(HttpMethod.Post, "/sign-in", "admin.clubshop.example", "https");
        posted.Content = new FormUrlEncodedContent(
        [
            .. page.Document.QuerySelectorAll("main input[type=hidden]").Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value") ?? "")),
            new("Email", person.Email), new("Password", person.Password),
        ]);
        var next = await browser.SendAsync(posted);
        Assert.Equal(HttpStatusCode.Found, next.Status);
        var step = Assert.Single(browser.SetCookies);
        Assert.StartsWith("__Host-clubshop.step=", step, StringComparison.Ordinal);
        Hardened(step);
    }

    private static void Hardened(string cookie)
    {
        foreach (var word in (string[])["path=/", "secure", "httponly", "samesite="])
            Assert.Contains(word, cookie, StringComparison.OrdinalIgnoreCase);

        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string host, string? proto)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Host = host;
        if (proto is not null)
            request.Headers.Add("X-Forwarded-Proto", proto);

        return request;
    }
}
