using Bunit;
using Clubshop.Admin.App;
using Clubshop.Admin.Staff;
using Microsoft.Extensions.DependencyInjection;

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

    [Fact]
    public void NavMenu_WithCounts_ShowsThemAndNamesThem()
    {
        var counts = new Counts();
        Services.AddSingleton<INavigationCounts>(counts);
        var menu = Render<NavMenu>(p => p.Add(n => n.Actor, Person(Role.Administrators)));
        Assert.Empty(menu.FindAll(".badge"));

        counts.Show(new NavigationCount("/notifications", 2, "2 waiting for you"));
        menu.WaitForAssertion(() => Assert.Equal("2", menu.Find("a.item[href='/notifications'] .badge").TextContent));
        Assert.Equal(", 2 waiting for you", menu.Find("a.item[href='/notifications'] .sr").TextContent); // the name begins with the text that is seen
        Assert.Equal("Notifications, 2 waiting for you", menu.Find("a.item[href='/notifications']").GetAttribute("data-tip"));

        counts.Show(new NavigationCount("/notifications", 120, "120 waiting for you"));
        menu.WaitForAssertion(() => Assert.Equal("99+", menu.Find(".badge").TextContent));

        counts.Show();
        menu.WaitForAssertion(() => Assert.Empty(menu.FindAll(".badge")));
        Assert.Empty(menu.FindAll("a.item[href='/notifications'] .sr"));
    }

    private sealed class Counts : INavigationCounts
    {
        private IReadOnlyList<NavigationCount> _shown = [];

        public event EventHandler? Changed;

        public IReadOnlyList<NavigationCount> Of(Actor actor) => _shown;

        public void Show(params NavigationCount[] counts)
        {
            _shown = counts;
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    private static string? Current(IRenderedComponent<NavMenu> menu) => menu.FindAll("a.item[aria-current=page]").SingleOrDefault()?.TextContent.Trim();
}
