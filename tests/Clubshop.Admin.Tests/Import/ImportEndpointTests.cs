using System.Net;
using System.Text;
using System.Text.Json;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Import;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.SignIn.Hosting;
using Clubshop.Admin.Tests.Testing;
using Clubshop.Aws.Cognito;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Import;

public sealed class ImportEndpointTests : IAsyncLifetime
{
    private PortalHost _portal = null!;

    public async Task InitializeAsync() => _portal = await PortalHost.StartAsync(
        add: services => services.Run<ChangePoller>().Run<JobRunner>(),
        map: app => app.MapImport());

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task Upload_OfAPersonWhoMay_IsKept_HoweverLarge()
    {
        using var browser = await SignedInAsync(Role.Administrators, withForm: true);
        var content = new byte[40 * 1024 * 1024]; // more than a server takes unless it is told to
        Array.Fill(content, (byte)'x');
        var answer = await UploadAsync(browser, ShopKind.Name, content, "दुकानें 2026.csv");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var id = JsonDocument.Parse(answer.Body).RootElement.GetProperty("id").GetString()!;
        var kept = await _portal.Get<ImportService>().FindAsync(ActorOf(Role.Administrators), ShopKind.Name, id, default);
        Assert.Equal(("दुकानें 2026.csv", content.LongLength), (kept.Value!.File.Name, kept.Value.File.Bytes));
    }

    [Fact]
    public async Task Template_NamesTheColumns()
    {
        using var browser = await SignedInAsync(Role.Administrators, withForm: false);
        var text = (await browser.GetAsync("/shops/import/template")).Body;
        Assert.Equal(_portal.Get<ImportService>().Find(ShopKind.Name)!.ColumnInfos.Select(column => column.Name), text.Trim('\ufeff', '\r', '\n').Split(','));
    }

    [Fact]
    public async Task Upload_TooLarge_IsRefused()
    {
        using var browser = await SignedInAsync(Role.Administrators, withForm: true);
        var answer = await UploadAsync(browser, ShopKind.Name, new byte[ImportFiles.LargestFile + 1], "x.csv", chunked: true);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
    }

    [Fact]
    public async Task Upload_FarTooLargeInChunks_IsRefusedWithASentenceAndWithoutAStack()
    {
        using var browser = await SignedInAsync(Role.Administrators, withForm: true);
        var answer = await UploadAsync(browser, ShopKind.Name, new byte[ImportFiles.LargestFile + (2 * 1024 * 1024)], "x.csv", chunked: true);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.StartsWith("This file is larger than 64 MB.", JsonDocument.Parse(answer.Body).RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("BadHttpRequestException", _portal.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Support, ShopKind.Name)]
    [InlineData(Role.ClubAdministrators, CategoryKind.Name)]
    public async Task Upload_WithoutThePermission_Is403(Role role, string kind)
    {
        using var browser = await SignedInAsync(role, withForm: true);
        Assert.Equal(HttpStatusCode.Forbidden, (await UploadAsync(browser, kind, "code,name\n"u8.ToArray(), "x.csv")).Status);
    }

    [Fact]
    public async Task Upload_FromAnotherSite_IsRefused()
    {
        using var browser = await SignedInAsync(Role.Administrators, withForm: false);
        Assert.Equal(HttpStatusCode.BadRequest, (await UploadAsync(browser, ShopKind.Name, "code,name\n"u8.ToArray(), "x.csv")).Status);
    }

    [Fact]
    public async Task Export_IsForEverybodyWhoSeesTheCatalog_AndNobodyElse()
    {
        using var reader = await SignedInAsync(Role.ReadOnly, withForm: false);
        foreach (var path in (string[])["/clubs/export", "/categories/export", "/shops/export?q=tata", "/offers/export"])
        {
            var file = await reader.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, file.Status);
            Assert.StartsWith("attachment; filename=" + path.Split('/')[1] + "-20", file.Headers["Content-Disposition"], StringComparison.Ordinal);
            Assert.StartsWith("text/csv", file.Headers["Content-Type"], StringComparison.Ordinal);
        }

        var workbook = await reader.GetAsync("/shops/export?as=xlsx&q=tata");
        Assert.Equal(Clubshop.Admin.Input.Workbooks.XlsxSheet.ContentType, workbook.Headers["Content-Type"]);
        Assert.EndsWith(".xlsx", workbook.Headers["Content-Disposition"], StringComparison.Ordinal);

        // Who took what out of the portal is in the audit log, once each.
        _portal.IndexesFollow();
        var entries = (await _portal.Get<AuditLog>().ReadAsync(ActorOf(Role.Administrators), new() { Kind = ImportEndpoints.ExportKind }, null, 50, default)).Value!.Entries;
        Assert.Equal(
            [("categories", "the whole list"), ("clubs", "the whole list"), ("offers", "the whole list"), ("shops", "what a filtered list shows"), ("shops", "what a filtered list shows")],
            entries.Select(entry => (entry.EntityName, entry.Note!)).Order());
        Assert.All(entries, entry => Assert.Equal(("export", $"sub-{Role.ReadOnly}"), (entry.Action, entry.ActorId)));
        Assert.Equal("Exported the list", _portal.Get<AuditLabels>().Sentence(entries[0]));

        using var nobody = await SignedInAsync(null, withForm: false);
        Assert.Equal(HttpStatusCode.Forbidden, (await nobody.GetAsync("/shops/export")).Status);
        using var stranger = _portal.NewBrowser();
        Assert.Equal(HttpStatusCode.Found, (await stranger.GetAsync("/shops/export")).Status);
    }

    private static Actor ActorOf(Role? role) => new() { Id = $"sub-{role}", Name = $"{role}", Email = $"{role}@clubshop.example", Role = role };

    private static Task<Page> UploadAsync(Browser browser, string kind, byte[] content, string name, bool chunked = false)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/import/upload?kind=" + kind) { Content = chunked ? new StreamContent(new MemoryStream(content)) : new ByteArrayContent(content) };
        request.Headers.TransferEncodingChunked = chunked ? true : null;
        request.Headers.Add(ImportEndpoints.NameHeader, Uri.EscapeDataString(name));
        if (browser.Cookies.Remove("form", out var token))
            request.Headers.Add("RequestVerificationToken", token);

        return browser.SendAsync(request);
    }

    private async Task<Browser> SignedInAsync(Role? role, bool withForm)
    {
        var identity = new PoolIdentity($"sub-{role}", $"sub-{role}", $"{role}@clubshop.example", $"{role}", role is null ? [] : [role.ToString()!], _portal.Time.GetUtcNow());
        var tokens = new Tokens("a", "i", "r", _portal.Time.GetUtcNow().AddHours(1), identity);
        var (value, _) = await _portal.Get<SessionService>().BeginAsync(tokens, new("127.0.0.1", "http", Browser.Firefox), CancellationToken.None);
        var browser = _portal.NewBrowser();
        browser.Cookies["clubshop"] = value;
        if (withForm)
        {
            // As the page of the import has it.
            using var scope = _portal.Get<IServiceScopeFactory>().CreateScope();
            var page = new DefaultHttpContext { RequestServices = scope.ServiceProvider, User = ActorClaims.PrincipalOf(ActorOf(role), "k") };
            var form = _portal.Get<IAntiforgery>().GetAndStoreTokens(page);
            var cookie = page.Response.Headers.SetCookie.ToString().Split(';')[0].Split('=', 2);
            browser.Cookies[cookie[0]] = cookie[1];
            browser.Cookies["form"] = form.RequestToken!;
        }

        return browser;
    }
}
