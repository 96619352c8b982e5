using System.Net;
using System.Text.Json;
using Clubshop.Admin.Pictures;
using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.SignIn.Hosting;
using Clubshop.Aws.Cognito;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Pictures;

/// <summary>Uploading and showing pictures over HTTP.</summary>
public sealed class PictureEndpointTests : IAsyncLifetime
{
    private PortalHost _portal = null!;

    public async Task InitializeAsync() => _portal = await PortalHost.StartAsync(settings: PictureServiceTests.Settings, map: app => app.MapPictures());

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task Upload_OfAPicture_IsShownForAYear()
    {
        using var browser = await SignedInAsync(Role.ClubAdministrators, withForm: true);
        var answer = await UploadAsync(browser, PictureSamples.Jpeg(500, 400));
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var name = JsonDocument.Parse(answer.Body).RootElement.GetProperty("id").GetString()!;

        var shown = await browser.GetAsync(PictureFiles.PathOf(name, 320));

        Assert.Equal(HttpStatusCode.OK, shown.Status);
        Assert.Equal("image/webp", shown.Headers["Content-Type"]);
        Assert.Equal("nosniff", shown.Headers["X-Content-Type-Options"]);
        Assert.Equal("max-age=31536000, private, immutable", string.Join(", ", shown.Headers["Cache-Control"].Split(", ").OrderByDescending(part => part is "immutable" ? 0 : part == "private" ? 1 : 2)));
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", HttpStatusCode.UnprocessableEntity, "SVG")]
    [InlineData("", HttpStatusCode.UnprocessableEntity, "empty")]
    public async Task Upload_OfWhatIsNoPicture_IsRefusedWithASentence(string content, HttpStatusCode status, string part)
    {
        using var browser = await SignedInAsync(Role.Administrators, withForm: true);
        var answer = await UploadAsync(browser, System.Text.Encoding.UTF8.GetBytes(content));
        Assert.Equal(status, answer.Status);
        Assert.Contains(part, JsonDocument.Parse(answer.Body).RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Upload_TooLarge_IsRefusedWithASentenceAndWithoutAStack(bool chunked)
    {
        using var browser = await SignedInAsync(Role.Administrators, withForm: true);
        var answer = await UploadAsync(browser, new byte[PictureFiles.MaxBytes + 1], chunked);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Contains("8 MB", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", _portal.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Support)]
    [InlineData(Role.ServiceProviders)]
    [InlineData(Role.ReadOnly)]
    public async Task Upload_WithoutThePermission_Is403(Role role)
    {
        using var browser = await SignedInAsync(role, withForm: true);
        Assert.Equal(HttpStatusCode.Forbidden, (await UploadAsync(browser, PictureSamples.Png(100, 100))).Status);
    }

    [Fact]
    public async Task Upload_FromAnotherSite_IsRefused()
    {
        using var browser = await SignedInAsync(Role.Administrators, withForm: false);
        Assert.Equal(HttpStatusCode.BadRequest, (await UploadAsync(browser, PictureSamples.Png(100, 100))).Status);
    }

    [Theory]
    [InlineData("/pictures/0000000000000000000000000000000000000000000000000000000000000000/96.webp")]
    [InlineData("/pictures/x/96.webp")]
    [InlineData("/pictures/..%2f..%2fetc/96.webp")]
    public async Task Read_OfWhatIsNotThere_Is404_AndNobodyKeepsThat(string path)
    {
        using var browser = await SignedInAsync(Role.ReadOnly, withForm: false);
        var answer = await browser.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.DoesNotContain("max-age", answer.Headers.GetValueOrDefault("Cache-Control", ""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_WithoutASession_LeadsToTheSignIn()
    {
        using var stranger = _portal.NewBrowser();
        Assert.Equal(HttpStatusCode.Found, (await stranger.GetAsync(PictureFiles.PathOf(new string('0', 64), 96))).Status);
    }

    private static Task<Page> UploadAsync(Browser browser, byte[] content, bool chunked = false)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/pictures") { Content = chunked ? new StreamContent(new MemoryStream(content)) : new ByteArrayContent(content) };
        request.Headers.TransferEncodingChunked = chunked ? true : null;
        if (browser.Cookies.Remove("form", out var token))
            request.Headers.Add("RequestVerificationToken", token);

        return browser.SendAsync(request);
    }

    private async Task<Browser> SignedInAsync(Role role, bool withForm)
    {
        var identity = new PoolIdentity($"sub-{role}", $"sub-{role}", $"{role}@clubshop.example", $"{role}", [role.ToString()], _portal.Time.GetUtcNow());
        var tokens = new Tokens("a", "i", "r", _portal.Time.GetUtcNow().AddHours(1), identity);
        var (value, _) = await _portal.Get<SessionService>().BeginAsync(tokens, new("127.0.0.1", "http", Browser.Firefox), CancellationToken.None);
        var browser = _portal.NewBrowser();
        browser.Cookies["clubshop"] = value;
        if (withForm)
        {
            using var scope = _portal.Get<IServiceScopeFactory>().CreateScope();
            var actor = new Actor { Id = $"sub-{role}", Name = $"{role}", Email = $"{role}@clubshop.example", Role = role };
            var page = new DefaultHttpContext { RequestServices = scope.ServiceProvider, User = ActorClaims.PrincipalOf(actor, "k") };
            var form = _portal.Get<IAntiforgery>().GetAndStoreTokens(page);
            var cookie = page.Response.Headers.SetCookie.ToString().Split(';')[0].Split('=', 2);
            browser.Cookies[cookie[0]] = cookie[1];
            browser.Cookies["form"] = form.RequestToken!;
        }

        return browser;
    }
}
