using Clubshop.Admin.App;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Testing;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Tests.Staff;

public sealed class PortalRoutesTests
{
    // Pages that need no session: the sign-in pages, what is shown of an error status, and what exists on a developer's machine alone.
    // Anything added here is open to the world.
    private static readonly string[] Open =
        ["/sign-in", "/sign-in/change-password", "/sign-in/code", "/sign-in/enrol", "/sign-in/forgot", "/sign-in/new-password", "/status/{Code:int}"];

    [Fact]
    public void All_EveryPage_NamesItsPermissionOrIsOfSignIn()
    {
        var open = PortalRoutes.All.Where(route => route.Permission is null && !route.Template.StartsWith("/local", StringComparison.Ordinal));
        Assert.Empty(open.Select(route => route.Template).Except(Open));
    }

    [Fact]
    public void Of_APageWithoutAPermission_IsRefused()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => PortalRoutes.Of([typeof(ForgetfulPage)]));
        Assert.Contains(nameof(ForgetfulPage), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_APageWithAPermission_HasIt() =>
        Assert.Equal(Permission.SeeAudit, Assert.Single(PortalRoutes.Of([typeof(CarefulPage)])).Permission);

    [Fact]
    public void All_PageBesideTheNavigation_SaysWhatItIsFor()
    {
        var unnamed = PortalRoutes.All.Where(route => route.Permission is not null && route.To is null && TestPortal.Navigation.All.Append(Navigation.Account).All(item => item.Href != route.Template));
        Assert.Empty(unnamed.Select(route => route.Template));
    }

    [Theory]
    [InlineData("/clubs/new", "/clubs/new")]
    [InlineData("clubs/0199?x=/new", "/clubs/{Id}")]
    [InlineData("/CLUBS", "/clubs")]
    [InlineData("", "/")]
    [InlineData("/clubs/new/more", null)]
    public void At_AnAddress_IsItsPage(string path, string? template) => Assert.Equal(template, PortalRoutes.At(path)?.Template);

    [Fact]
    public void IsLocal_PagesOfADevelopersMachine_AreAllOfThem() =>
        Assert.All(PortalRoutes.All, route => Assert.Equal(route.Template.StartsWith("/local", StringComparison.Ordinal), PortalRoutes.IsLocal(route.Page)));

    [Route("/forgetful")]
    private sealed class ForgetfulPage : ComponentBase;

    [Route("/careful")]
    [Needs(Permission.SeeAudit)]
    private sealed class CarefulPage : ComponentBase;
}
