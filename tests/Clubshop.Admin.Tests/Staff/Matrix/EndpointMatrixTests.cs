using System.Net;
using System.Text.RegularExpressions;
using Clubshop.Admin.SignIn.Requests;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.SignIn.Hosting;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;

namespace Clubshop.Admin.Tests.Staff.Matrix;

/// <summary>Every page and endpoint of the whole portal × every role, over HTTP, against the one permission table.</summary>
public sealed class EndpointMatrixTests(MatrixWorld world) : IClassFixture<MatrixWorld>
{
    [Fact]
    public async Task EveryEndpoint_EveryRole_EqualsThePermissionTable()
    {
        List<string> wrong = [];
        var endpoints = Endpoints().ToList();
        Assert.Contains(endpoints, endpoint => endpoint.Path == "/shops/export");
        Assert.Contains(endpoints, endpoint => endpoint.Path == "/staff");
        foreach (var actor in world.People)
        {
            using var browser = await SignedInAsync(actor);
            foreach (var (method, path, permission, page) in endpoints)
            {
                var answer = await browser.SendAsync(new(new HttpMethod(method), path));
                var refused = answer.Status == HttpStatusCode.Forbidden;
                if (refused == Permissions.Has(actor.Role, permission))
                    wrong.Add($"{actor.Role?.ToString() ?? "no role"} {method} {path}: {answer.Status}");
                if (refused && page && actor.Role is not null && !answer.Body.Contains(WebUtility.HtmlEncode(Roles.List(Permissions.RolesWith(permission))), StringComparison.Ordinal))
                    wrong.Add($"{actor.Role} {path}: does not name the roles that could");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task EveryEndpoint_WithoutASession_LetsNobodyIn()
    {
        using var browser = new Browser(world.Address, Browser.Firefox);
        foreach (var (method, path, _, _) in Endpoints())
        {
            var answer = await browser.SendAsync(new(new HttpMethod(method), path));
            Assert.True(answer.Status is HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.Unauthorized, $"{method} {path}: {answer.Status}");
            if (answer.Status == HttpStatusCode.Found)
                Assert.Equal("/sign-in?returnUrl=" + Uri.EscapeDataString(path), answer.Location);
        }
    }

    private IEnumerable<(string Method, string Path, Permission Permission, bool Page)> Endpoints() =>
        from endpoint in world.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let needs = endpoint.Metadata.GetMetadata<NeedsAttribute>()
        where needs is not null
        let page = endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null
        from method in page ? ["GET"] : endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (method, Sample("/" + endpoint.RoutePattern.RawText!.TrimStart('/')), needs.Permission, page);

    private async Task<Browser> SignedInAsync(Actor actor)
    {
        var browser = new Browser(world.Address, Browser.Firefox);
        browser.Cookies[SignInCookies.Session] = (await world.SessionAsync(actor)).CookieValue;
        return browser;
    }

    /// <summary>A path of the template: parameters filled in by their constraints.</summary>
    private static string Sample(string template) =>
        Regex.Replace(template, @"\{\*?\*?(?<name>\w+)(:(?<kind>\w+))?\??\}", match => match.Groups["kind"].Value is "int" or "long" ? "1" : "sample", RegexOptions.ExplicitCapture);
}
