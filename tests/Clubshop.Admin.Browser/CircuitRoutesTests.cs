using Clubshop.Admin.App;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Staff;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>
/// Every route, asked for inside a circuit, by every role: a circuit leads to any address without a request, so what is answered there must
/// be what is answered over HTTP. On a portal where <c>/local</c> does not exist.
/// </summary>
public sealed class CircuitRoutesTests
{
    private const string Somebody = "0f8fad5b-d9cb-469f-a165-70867728950e";

    private static readonly Navigation Pages = new(
        new ServiceCollection().AddPortal(new ConfigurationBuilder().Build()).Select(service => service.ImplementationInstance).OfType<CatalogKind>());

    private static readonly (string Email, Role Role)[] People =
    [
        ("asha.rao@clubshop.example", Role.Administrators), ("meera.iyer@clubshop.example", Role.ClubAdministrators), ("farah.khan@clubshop.example", Role.Support),
        ("rohan.deshpande@clubshop.example", Role.ServiceProviders), ("priya.nair@clubshop.example", Role.ReadOnly),
    ];

    [Fact]
    public async Task EveryRoute_InsideACircuitOfEveryRole_AnswersAsTheTableSays()
    {
        await using var portal = await Portal.StartAsync("demo");
        var visitors = new List<(Visitor Visitor, Role Role)>();
        foreach (var (email, role) in People)
        {
            var visitor = await Visitor.ToAsync(portal);
            await visitor.SignInAsync(email);
            visitor.ExpectLostConnection();
            visitors.Add((visitor, role));
        }

        // The sessions outlast a start on which everybody could reach the portal, so that /local does not exist.
        await portal.TerminateAsync();
        portal.Settings["LocalAws__AllowOutsideDevelopment"] = "true";
        await portal.StartAsync();
        await Task.WhenAll(visitors.Select(one => WalkAsync(one.Visitor, one.Role)));
        Assert.DoesNotContain("A page failed", portal.AllOutput, StringComparison.Ordinal);
        foreach (var (visitor, _) in visitors)
            await visitor.DisposeAsync();
    }

    [Fact]
    public async Task Local_InsideACircuit_IsThereWhereItIsOverHttp()
    {
        await using var portal = await Portal.StartAsync("none");
        await using var priya = await Visitor.ToAsync(portal);
        await priya.SignInAsync("priya.nair@clubshop.example");
        await priya.GoAsync("/account");
        Assert.Equal("Local AWS", await HeadingAsync(priya.Page, "/local"));
    }

    private static async Task WalkAsync(Visitor visitor, Role role)
    {
        await visitor.GoAsync("/account");
        foreach (var route in PortalRoutes.All.Where(route => route.Permission is not null || PortalRoutes.IsLocal(route.Page)))
        {
            // Back at a page of their own each time, so that the heading looked at is the answer and not what was there.
            Assert.Equal("Your account", await HeadingAsync(visitor.Page, "/account"));
            if (route.Template is "/account")
                continue;

            var heading = await HeadingAsync(visitor.Page, Address(route.Template));
            var expected = route.Permission is not { } permission || route.Template == "/not-found" ? "There is nothing at this address"
                : !Permissions.Has(role, permission) ? "You cannot " + (route.To ?? "open " + Pages.Of(route.Template)!.Label)
                : null;
            Assert.True(
                expected is null ? !heading.StartsWith("You cannot", StringComparison.Ordinal) && heading is not ("There is nothing at this address" or "This page stopped working") : heading == expected,
                $"{role} at {route.Template}: {heading}");
            if (PortalRoutes.IsLocal(route.Page))
                Assert.DoesNotContain("clubshop.example", await visitor.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        }
    }

    private static async Task<string> HeadingAsync(IPage page, string path)
    {
        await page.EvaluateAsync("""
            path => new Promise((found, failed) => {
              const before = document.querySelector("h1");
              before?.setAttribute("data-before", before.textContent);
              const look = () => {
                const now = document.querySelector("h1");
                if (now && location.pathname === path && now.textContent !== now.dataset.before && !now.textContent.startsWith("Loading")) { watch.disconnect(); found(); }
              };
              const watch = new MutationObserver(look);
              watch.observe(document, { subtree: true, childList: true, characterData: true });
              setTimeout(() => { watch.disconnect(); failed(new Error(`${path}: ${location.pathname} still says ${document.querySelector("h1")?.textContent}`)); }, 20000);
              if (location.pathname === path) { watch.disconnect(); before?.removeAttribute("data-before"); found(); }
              else Blazor.navigateTo(path);
            })
            """, path);
        return await page.Locator("h1").First.InnerTextAsync();
    }

    private static string Address(string template) => string.Join('/', template.Split('/').Select(part => part.StartsWith('{') ? Somebody : part));
}
