using Clubshop.Admin.App;
using Clubshop.Admin.CatalogApi.Callers;
using Clubshop.Admin.Registry.Api;
using Clubshop.Admin.Staff;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.SignIn;

/// <summary>Every endpoint of the whole portal, pages and others, as <c>Program</c> maps them.</summary>
public sealed class EndpointTests : IDisposable
{
    // What anybody may ask for: the sign-in pages, their forms, files of the interface, Blazor's own script and circuit (whose pages ask again), and
    // what exists on a developer's machine alone; the language of the next page; a calendar at its private address, which is a secret. Anything added here is open to the world.
    private static readonly string[] Open =
        ["sign-in", "sign-out", "language", "status/", "local", "_framework/", "_content/", "_blazor", "health", "api/v1/token", "api/v1/openapi.json", "calendar/{secret}.ics"];

    private readonly string _folder = Directory.CreateTempSubdirectory("clubshop-endpoints-").FullName;
    private readonly WebApplicationFactory<AppRoot> _portal;

    public EndpointTests() => _portal = new WebApplicationFactory<AppRoot>().WithWebHostBuilder(host =>
    {
        host.UseEnvironment("Development");
        host.UseSetting("LocalAws:Directory", _folder);
        host.UseSetting("LocalAws:Seed", "none");
    });

    public void Dispose()
    {
        _portal.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Endpoints_OfTheWholePortal_NameAPermissionOrAreOfSignIn()
    {
        var endpoints = _portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();

        var bare = endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<NeedsAttribute>() is null && endpoint.Metadata.GetMetadata<NeedsScopeAttribute>() is null
                && endpoint.Metadata.GetMetadata<NeedsCatalogAttribute>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText?.TrimStart('/') ?? "")
            .Where(path => !Open.Any(open => path.StartsWith(open, StringComparison.Ordinal)) && !IsFile(path))
            .Distinct(StringComparer.Ordinal);

        Assert.Empty(bare);
        Assert.Contains(endpoints, endpoint => endpoint.RoutePattern.RawText is "/shops/export");
    }

    [Fact]
    public void Endpoints_WithAPermission_AreNotOpenedByAnythingElse()
    {
        var opened = _portal.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<NeedsAttribute>() is not null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null);

        Assert.Empty(opened.Select(endpoint => endpoint.DisplayName));
    }

    // Static files are mapped one by one, under their own and their fingerprinted names; in Development also new ones, by their folder.
    private static bool IsFile(string path) => path == "{**path:file}" || (Path.HasExtension(path) && !path.Contains('{', StringComparison.Ordinal));
}
