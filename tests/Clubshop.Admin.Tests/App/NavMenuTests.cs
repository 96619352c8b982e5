using Bunit;
using Clubshop.Admin.App;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Tests.App;

public sealed class NavMenuTests : AppTest
{
    [Theory]
    [MemberData(nameof(Roles))]
    public void NavMenu_ForEachRole_ShowsThePagesItMayOpen(Role role)
    {
        var menu = Render<NavMenu>(p => p.Add(n => n.Actor, Person(role)));

        Assert.Equal(PagesOf(role), menu.FindAll("a.item").Select(link => link.GetAttribute("href")));
        Assert.Single(menu.FindAll("form[action='/sign-out'] button"));
        Assert.Equal("/account", menu.Find("a.me").GetAttribute("href"));
        Assert.Contains("Meera Iyer", menu.Find("a.me").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void NavMenu_NobodySignedIn_ShowsNoPageAndNoSignOut()
    {
        var menu = Render<NavMenu>();

        Assert.Empty(menu.FindAll("a.item"));
        Assert.Empty(menu.FindAll("form"));
    }

    [Fact]
    public void NavMenu_Groups_HaveTheirHeadingOnce()
    {
        var menu = Render<NavMenu>(p => p.Add(n => n.Actor, Person(Role.Administrators)));

        Assert.Equal(["Catalog", "People", "Reach", "System"], menu.FindAll("h2").Select(heading => heading.TextContent));
    }

    [Theory]
    [InlineData("/clubs/new", Role.ClubAdministrators, null)]
    [InlineData("/offers/new", Role.ReadOnly, null)]
    [InlineData("/offers/new", Role.ClubAdministrators, "Offers")]
    [InlineData("/clubs", Role.ReadOnly, "Clubs")]
    public void NavMenu_OnAPage_MarksItUnlessTheRoleMayNotOpenIt(string path, Role role, string? current)
    {
        NavigationManager.NavigateTo(path);

        var menu = Render<NavMenu>(p => p.Add(n => n.Actor, Person(role)));

        Assert.Equal(current, Current(menu));
    }

    [Fact]
    public void NavMenu_AfterNavigation_MarksTheNewPage()
    {
        var menu = Render<NavMenu>(p => p.Add(n => n.Actor, Person(Role.Administrators)));
        Assert.Equal("Dashboard", Current(menu));

        NavigationManager.NavigateTo("/shops/x");

        menu.WaitForAssertion(() => Assert.Equal("Shops", Current(menu)));
    }

    private static string? Current(IRenderedComponent<NavMenu> menu) => menu.FindAll("a.item[aria-current=page]").SingleOrDefault()?.TextContent.Trim();
}
