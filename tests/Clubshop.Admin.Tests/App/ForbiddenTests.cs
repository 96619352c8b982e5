using Bunit;
using Clubshop.Admin.App;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Tests.App;

public sealed class ForbiddenTests : AppTest
{
    [Fact]
    public void Forbidden_MissingPermission_NamesTheRoleAndTheRolesThatMay()
    {
        var page = Render<Forbidden>(p => p.Add(f => f.What, "open Staff").Add(f => f.Permission, Permission.ManageStaff).AddCascadingValue(Person(Role.ClubAdministrators)));

        Assert.Equal("You cannot open Staff", page.Find("h1").TextContent);
        Assert.Contains("Your role is Club administrator.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Administrators.", page.Find("p").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Forbidden_WithoutARole_SaysWhoCanGiveOneAndOffersSignOut()
    {
        var page = Render<Forbidden>(p => p.AddCascadingValue(Person(Role.ReadOnly) with { Role = null }));

        Assert.Contains("Your account has no role yet.", page.Markup, StringComparison.Ordinal);
        Assert.Single(page.FindAll("form[action='/sign-out']"));
        Assert.Empty(page.FindAll("a[href='/']"));
    }
}
