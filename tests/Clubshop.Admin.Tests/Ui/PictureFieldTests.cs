using Bunit;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Pictures;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Ui.Fields;

namespace Clubshop.Admin.Tests.Ui;

/// <summary>The field of a picture in a real form; the browser's part is a journey's.</summary>
public sealed class PictureFieldTests : PageTest
{
    private static readonly string Name = new('c', 64);

    [Fact]
    public async Task Sent_PutsThePictureIntoTheForm_AndRemoveTakesItOut()
    {
        var page = await OpenAsync();
        Assert.Empty(page.FindAll(".picture img"));

        await SentAsync(page, Name);

        var shown = page.Find(".picture img");
        Assert.Equal((PictureFiles.PathOf(Name, 640), "Infosys Pune"), (shown.GetAttribute("src"), shown.GetAttribute("alt")));
        Assert.Contains("Save to keep it.", page.Find(".picture + .sr").TextContent, StringComparison.Ordinal);
        Button(page, "Remove picture").Click();
        Assert.Empty(page.FindAll(".picture img"));
    }

    [Fact]
    public async Task Failed_TellsAtTheField_AndLeavesWhatTheFormHad()
    {
        var page = await OpenAsync();
        await SentAsync(page, Name);

        await page.InvokeAsync(() => Part(page).Failed("This is a GIF, which not every phone shows."));

        Assert.Contains("This is a GIF", ErrorAt(page, "Picture"), StringComparison.Ordinal);
        Assert.Equal("true", Field(page, "Picture").GetAttribute("aria-invalid"));
        Assert.Single(page.FindAll(".picture img"));
        await page.InvokeAsync(() => Part(page).Sending(10, 100));
        Assert.Contains("Sending the picture", page.Find("[role=status] , .sumline").ParentElement!.TextContent + page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".err"));
    }

    [Fact]
    public async Task Save_WithAPictureThatIsNotKept_TellsAtTheField()
    {
        var page = await OpenAsync();
        await SentAsync(page, Name);

        page.Find("form").Submit();

        page.WaitForElement(".err");
        Assert.Contains("Choose it again", ErrorAt(page, "Picture"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reader_SeesThePictureAndNothingToChoose()
    {
        var page = await OpenAsync(CatalogWorld.Person(Role.ReadOnly));

        Assert.Contains("No picture.", page.Find(".picture").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("input[type=file]"));
    }

    private static PictureField Part(IRenderedComponent<ClubEditPage> page) => page.FindComponent<PictureField>().Instance;

    private static Task SentAsync(IRenderedComponent<ClubEditPage> page, string name) => page.InvokeAsync(() => Part(page).Sent(name));

    private async Task<IRenderedComponent<ClubEditPage>> OpenAsync(Actor? actor = null)
    {
        var club = await World.ClubAsync("Infosys Pune");
        Navigation.NavigateTo(ClubUrls.Edit(club.Id));
        var page = Open<ClubEditPage>(actor ?? CatalogWorld.Meera, club.Id);
        page.WaitForElement(Settled);
        return page;
    }
}
