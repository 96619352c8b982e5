using System.Net;
using System.Text.RegularExpressions;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.SignIn.Hosting;
using Clubshop.Aws.Cognito;

namespace Clubshop.Admin.Tests.SignIn;

/// <summary>Every page × every role, over HTTP with sessions of the real store, against the one permission table.</summary>
public sealed class MatrixTests : IAsyncLifetime
{
    private PortalHost _portal = null!;

    public async Task InitializeAsync() => _portal = await PortalHost.StartAsync();

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task EveryRoute_EveryRole_EqualsThePermissionTable()
    {
        List<string> wrong = [];
        foreach (var role in Enum.GetValues<Role>().Select(role => (Role?)role).Append(null))
        {
            using var browser = await SignedInAsync(role);
            foreach (var route in PortalRoutes.All.Where(route => route.Permission is not null))
            {
                var page = await browser.GetAsync(Sample(route.Template));
                var refused = page.Status == HttpStatusCode.Forbidden;
                if (refused == Permissions.Has(role, route.Permission!.Value))
                    wrong.Add($"{role?.ToString() ?? "no role"} {route.Template}: {page.Status}");

                if (refused && role is not null && !page.Body.Contains(WebUtility.HtmlEncode(Roles.List(Permissions.RolesWith(route.Permission.Value))), StringComparison.Ordinal))
                    wrong.Add($"{role} {route.Template}: does not name the roles that could");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task EveryRoute_WithoutASession_LeadsToTheSignInPageAndBack()
    {
        using var browser = _portal.NewBrowser();
        foreach (var route in PortalRoutes.All.Where(route => route.Permission is not null))
        {
            var path = Sample(route.Template);
            var page = await browser.GetAsync(path);
            Assert.Equal(HttpStatusCode.Found, page.Status);
            Assert.Equal("/sign-in?returnUrl=" + Uri.EscapeDataString(path), page.Location);
        }
    }

    [Fact]
    public async Task Circuit_WithoutASession_OpensOnADevelopersMachineAlone()
    {
        await using var production = await PortalHost.StartAsync(environment: "Production");
        using var browser = production.NewBrowser();
        var answer = await browser.SendAsync(new(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
    }

    private async Task<Browser> SignedInAsync(Role? role)
    {
        var identity = new PoolIdentity($"sub-{role}", $"sub-{role}", $"{role}@clubshop.example", $"{role}", role is null ? [] : [role.ToString()!], _portal.Time.GetUtcNow());
        var tokens = new Tokens("a", "i", "r", _portal.Time.GetUtcNow().AddHours(1), identity);
        var (value, _) = await _portal.Get<Sessions>().BeginAsync(tokens, new("127.0.0.1", "http", Browser.Firefox), CancellationToken.None);
        var browser = _portal.NewBrowser();
        browser.Cookies["clubshop"] = value;
        return browser;
    }

    /// <summary>A path of the template: parameters filled in by their constraints.</summary>
    private static string Sample(string template) =>
        Regex.Replace(template, @"\{\*?\*?(?<name>\w+)(:(?<kind>\w+))?\??\}", match => match.Groups["kind"].Value is "int" or "long" ? "1" : "sample", RegexOptions.ExplicitCapture);
}
