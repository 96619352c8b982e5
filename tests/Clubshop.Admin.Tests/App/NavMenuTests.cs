using Bunit;
using Clubshop.Admin.App;
using Clubshop.Admin.Staff;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Ui;

public sealed class FrameTests : UiTest
{
    public static TheoryData<Role> Roles => [.. Enum.GetValues<Role>()];

    [Theory]
    [MemberData(nameof(Roles))]
    public void Navigation_EachRole_ShowsWhatThePermissionTableLetsItOpen(Role role)
    {
        Services.AddSingleton<AntiforgeryStateProvider>(new NoToken());
        var nav = Render<NavMenu>(p => p.Add(n => n.Actor, Person(role)));

        var shown = nav.FindAll("a.item").Select(link => link.GetAttribute("href"));

        Assert.Equal(Navigation.All.Where(item => Permissions.Has(role, item.Permission)).Select(item => item.Href), shown);
        Assert.Single(nav.FindAll("form[action='/sign-out'] button"));
    }

    [Fact]
    public void Navigation_Nobody_ShowsNothing() => Assert.Empty(Navigation.For(null));

    [Theory]
    [InlineData("offers/new?x=1", "Offers")]
    [InlineData("/offers", "Offers")]
    [InlineData("", "Dashboard")]
    [InlineData("/offersale", null)]
    [InlineData("/account", "Your account")]
    [InlineData("/sign-in", null)]
    public void Navigation_AnyAddress_BelongsToItsPage(string path, string? label) => Assert.Equal(label, Navigation.Of(path)?.Label);

    [Fact]
    public void GoTo_SourceThatFails_LeavesTheOthers()
    {
        Services.AddSingleton<IGoToSource, PageGoToSource>();
        Services.AddSingleton<IGoToSource>(new BrokenSource());
        var box = Render<GoTo>(p => p.Add(g => g.Actor, Person(Role.Administrators)));

        box.Find("input").Change("audi");

        Assert.Equal("Audit", box.Find("[role=option] .cut").TextContent);
        Assert.Equal("Go to", box.Find("input").GetAttribute("aria-label"));
    }

    [Fact]
    public void GoTo_Chosen_LeadsThere()
    {
        Services.AddSingleton<IGoToSource, PageGoToSource>();
        var box = Render<GoTo>(p => p.Add(g => g.Actor, Person(Role.ReadOnly)));

        box.Find("input").Click();
        box.FindAll("[role=option]")[1].Click();

        Assert.EndsWith("/offers", Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/clubs/new", Role.ClubAdministrators, null)]
    [InlineData("/offers/new", Role.ReadOnly, null)]
    [InlineData("/offers/new", Role.ClubAdministrators, "Offers")]
    [InlineData("/clubs", Role.ReadOnly, "Clubs")]
    public void Navigation_PageThatIsRefused_IsNowhereInIt(string path, Role role, string? current)
    {
        Services.AddSingleton<AntiforgeryStateProvider>(new NoToken());
        Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo(path);

        var nav = Render<NavMenu>(p => p.Add(n => n.Actor, Person(role)));

        Assert.Equal(current, nav.FindAll("a.item[aria-current=page]").SingleOrDefault()?.TextContent.Trim());
    }

    [Fact]
    public void GoTo_MoreThanAName_IsCut()
    {
        Services.AddSingleton<IGoToSource, PageGoToSource>();
        var box = Render<GoTo>(p => p.Add(g => g.Actor, Person(Role.ReadOnly)));

        box.Find("input").Change(new string('x', 1_200_000));

        Assert.Equal(GoTo.MostTyped, box.Find("input").GetAttribute("value")!.Length);
    }

    [Fact]
    public void Forbidden_Lacking_NamesTheRoleAndWhoCould()
    {
        var page = Render<Forbidden>(p => p.Add(f => f.What, "open Staff").Add(f => f.Permission, Permission.ManageStaff).AddCascadingValue(Person(Role.ClubAdministrators)));

        Assert.Equal("You cannot open Staff", page.Find("h1").TextContent);
        Assert.Contains("Your role is Club administrator.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Administrators.", page.Find("p").TextContent, StringComparison.Ordinal);
    }

    private static Actor Person(Role role) => new() { Id = "p", Name = "Meera Iyer", Email = "meera@clubshop.example", Role = role };

    private sealed class NoToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => new("token", "__RequestVerificationToken");
    }

    private sealed class BrokenSource : IGoToSource
    {
        public ValueTask<IReadOnlyList<GoToItem>> FindAsync(string text, Actor actor, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("This source is broken, on purpose.");
    }
}
