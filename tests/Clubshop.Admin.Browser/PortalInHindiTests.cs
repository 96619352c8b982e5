using Clubshop.Admin.Ops;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>A person who reads Hindi: chooses it, works in it beside a colleague who reads English, and has it in every browser of theirs.</summary>
public sealed class PortalInHindiTests
{
    private static readonly string Offer = "/offers/" + DemoCatalog.IdOf("offer", "neem-tulsi-15");

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task Administrator_WhoChoosesHindi_WorksInIt_AndHasItInTheNextBrowser(int width)
    {
        await using var portal = await Portal.StartAsync();
        await using var asha = await Visitor.ToAsync(portal, width, 900);
        await asha.SignInAsync("asha.rao@clubshop.example");
        var page = asha.Page;

        await asha.GoAsync("/account");
        await asha.Button("हिन्दी").ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "hi-IN");
        await Visitor.ThereAsync(page);
        await Assertions.Expect(asha.Button("हिन्दी")).ToHaveAttributeAsync("aria-pressed", "true");
        await asha.ScanAsync();
        await Pictures.TakeAsync(page, $"in-hindi-account-{width}");

        // A form: refused at its field, then saved; dates as they are read in Hindi.
        await asha.GoAsync(Offer);
        var end = page.Locator("#f-ends");
        await end.FillAsync("३१ दिसंबर २०३६");
        await end.BlurAsync();
        await Assertions.Expect(end).ToHaveValueAsync("31 दिस॰ 2036, दिन का अंत");
        await page.Locator("#f-title").FillAsync("");
        await page.Locator("#f-title").BlurAsync();
        await Assertions.Expect(page.Locator("#f-title-e")).ToBeVisibleAsync();
        Assert.Matches("[\u0900-\u097f]", await page.Locator("#f-title-e").TextContentAsync());
        await page.Locator("#f-title").FillAsync("Neem and tulsi, 15 % off");
        await page.Locator("#f-title").BlurAsync();
        await Pictures.TakeAsync(page, $"in-hindi-form-{width}");
        await asha.Button("सहेजें").First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Neem and tulsi, 15 % off", Level = 1 })).ToBeVisibleAsync();
        await asha.ScanAsync();

        // What a colleague's save announces comes in the language of the reader.
        await asha.GoAsync(Offer);
        await using var vikram = await Visitor.ToAsync(portal);
        await vikram.SignInAsync("vikram.singh@clubshop.example");
        await vikram.GoAsync(Offer);
        await vikram.Page.GetByLabel("Terms", new() { Exact = true }).FillAsync("Once for each customer.");
        await vikram.Page.GetByLabel("Terms", new() { Exact = true }).BlurAsync();
        await vikram.Button("Save").First.ClickAsync();
        await Assertions.Expect(page.Locator("#f-terms")).ToHaveValueAsync("Once for each customer.");
        await Assertions.Expect(page.Locator("main")).Not.ToContainTextAsync("saved this");

        // Another browser of the same person.
        await using var second = await Visitor.ToAsync(portal, width, 900);
        await second.SignInAsync("asha.rao@clubshop.example", asha);
        await Assertions.Expect(second.Page.Locator("html")).ToHaveAttributeAsync("lang", "hi-IN");
        Assert.Empty(asha.Complaints);
        Assert.Empty(vikram.Complaints);
    }
}
