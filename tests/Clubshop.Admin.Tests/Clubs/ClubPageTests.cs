using Bunit;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Ui;

namespace Clubshop.Admin.Tests.Clubs;

public sealed class ClubPageTests : PageTest
{
    [Fact]
    public void Form_HasALabelledInputForEveryField()
    {
        var page = Open<ClubEditPage>(CatalogWorld.Meera);
        page.WaitForElement(Settled);
        foreach (var field in ClubFields.All)
            Assert.NotNull(Field(page, field.Label));
    }

    [Fact]
    public async Task Archive_OfAClubWithShops_AsksAndNamesThem()
    {
        var club = await World.ClubAsync("Infosys Pune");
        await World.SaveAsync(World.NewShop("Croma") with { ClubIds = [club.Id] });
        var page = Open<ClubEditPage>(CatalogWorld.Meera, club.Id);
        page.WaitForElement(Settled);
        Assert.Contains("1 shop", page.Find(".facts").TextContent, StringComparison.Ordinal);
        page.OpenMenus();
        page.FindAll("[role=menuitem]").Single(item => item.TextContent.Contains("Archive club", StringComparison.Ordinal)).Click();
        page.WaitForAssertion(() => Assert.Equal(["Infosys Pune is archived. Customers no longer see it."], Toasts.Done));
        Assert.Contains("Croma is linked to this club", Assert.Single(Assert.Single(Dialogs.Asked).Consequences), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_SetToArchivedInTheForm_AsksToo()
    {
        var club = await World.ClubAsync("Infosys Pune");
        await World.SaveAsync(World.NewShop("Croma") with { ClubIds = [club.Id] });
        var page = Open<ClubEditPage>(CatalogWorld.Meera, club.Id);
        page.WaitForElement(Settled);
        Field(page, "Status").Change("3");
        Dialogs.Answer = false;
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Single(Dialogs.Asked));
        Assert.Empty(Toasts.Done);
        Dialogs.Answer = true;
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal(["Club saved"], Toasts.Done));
    }

    [Theory]
    [InlineData(Role.Administrators, true)]
    [InlineData(Role.ClubAdministrators, false)]
    public async Task List_OffersNewToWhoMayCreateClubs(Role role, bool may)
    {
        await World.ClubAsync("Infosys Pune");
        Navigation.NavigateTo("/clubs");
        var page = Open<ClubListPage>(CatalogWorld.Person(role, "x"));
        Assert.Equal(may, page.FindAll(".head a[href='/clubs/new']").Count == 1);
        Assert.Single(page.FindAll("tbody a.name"));
    }
}
