using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Tests.Staff;

public sealed class RolesTests
{
    [Fact]
    public void Of_SeveralGroups_IsTheFirstByPrecedence() => Assert.Equal(Role.ClubAdministrators, Roles.Of(["ReadOnly", "ClubAdministrators", "Support"]));

    [Theory]
    [InlineData("Everyone")]
    [InlineData("administrators")]
    [InlineData("0")]
    [InlineData("")]
    public void Of_NoneOfOurGroups_IsNoRole(string group) => Assert.Null(Roles.Of([group]));

    [Fact]
    public void Refuse_ARoleWithoutThePermission_NamesTheRolesThatHaveIt()
    {
        var problem = ActorOf(Role.Support).Refuse(Permission.SeeCache);
        Assert.Equal(Problem.Forbidden, problem?.Code);
        Assert.Contains("Administrators, Club administrators and Read only", problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuse_EveryRoleAndPermission_AgreesWithTheTable()
    {
        foreach (var role in Enum.GetValues<Role>().Select(role => (Role?)role).Append(null))
        {
            foreach (var permission in Enum.GetValues<Permission>())
                Assert.Equal(Permissions.Has(role, permission), ActorOf(role).Refuse(permission) is null);
        }
    }

    [Theory]
    [InlineData(true, "mine")]
    [InlineData(true, "mine also-mine")]
    [InlineData(false, "mine other")]
    [InlineData(false, "")]
    public void Refuse_AClubAdministrator_NeedsEveryClubAndAtLeastOne(bool allowed, string clubs)
    {
        var actor = ActorOf(Role.ClubAdministrators) with { Clubs = new HashSet<string>(["mine", "also-mine"]) };
        Assert.Equal(allowed, actor.Refuse(Permission.EditCatalog, clubs.Split(' ', StringSplitOptions.RemoveEmptyEntries)) is null);
    }

    [Fact]
    public void ActorClaims_ThereAndBack_IsTheSamePerson()
    {
        var actor = ActorOf(Role.ServiceProviders) with
        {
            Clubs = new HashSet<string>(["c1", "c2"]),
            Shops = new HashSet<string>(["s1"]),
            Address = "203.0.113.7",
            Protocol = "https",
        };
        var principal = ActorClaims.PrincipalOf(actor, "key");
        var back = ActorClaims.ActorOf(principal);
        Assert.Equal("key", ActorClaims.SessionOf(principal));
        Assert.Equal(actor with { Clubs = back!.Clubs, Shops = back.Shops }, back);
        Assert.True(actor.Clubs.SetEquals(back.Clubs) && actor.Shops.SetEquals(back.Shops));
    }

    [Fact]
    public void ActorClaims_NobodySignedIn_IsNoActor() => Assert.Null(ActorClaims.ActorOf(new()));

    [Theory]
    [InlineData("Tr0ub4dor&3", null)]
    [InlineData("short1!", "The new password still needs at least 8 characters and an upper-case letter (A–Z).")]
    [InlineData("NoDigitsHere!", "The new password still needs a digit (0–9).")]
    [InlineData("Ünïcödé-pässwörd", "The new password still needs an upper-case letter (A–Z) and a digit (0–9).")]
    public void PasswordRules_Lacking_NamesEveryRuleThatIsNotMet(string password, string? sentence) =>
        Assert.Equal(sentence, PasswordRules.Check(new(), password));

    private static Actor ActorOf(Role? role) => new() { Id = "p", Name = "P", Email = "p@clubshop.example", Role = role };
}
