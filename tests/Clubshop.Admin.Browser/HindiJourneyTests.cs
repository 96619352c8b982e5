using Clubshop.Admin.Ops;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>An offer without Hindi is found, translated, and shown as customers meet it who chose Hindi.</summary>
public sealed class HindiJourneyTests
{
    private const string TitleHi = "रविवार को मुफ़्त शुगर जाँच";
    private static readonly string Offer = DemoCatalog.IdOf("offer", "neem-tulsi-15");

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task Administrator_FindsWhatIsMissingInHindi_WritesIt_AndSeesItAsCustomersDo(int width)
    {
        await using var portal = await Portal.StartAsync();
        await using var asha = await Visitor.ToAsync(portal, width, 900);
        await asha.SignInAsync("asha.rao@clubshop.example");
        var page = asha.Page;

        // Found by what is missing, not by leafing.
        await asha.GoAsync("/offers?hindi=missing");
        await Assertions.Expect(page.GetByText("Hindi:")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Free sugar test on Sundays" }).ClickAsync();
        await page.WaitForAddressAsync("/offers/" + Offer);
        await Assertions.Expect(page.GetByText("1 of 2 missing: title.")).ToBeVisibleAsync();
        await page.GetByLabel("Title in Hindi").FillAsync(TitleHi);
        await page.GetByLabel("Title in Hindi").BlurAsync();
        await Assertions.Expect(page.GetByText("Everything is there.")).ToBeVisibleAsync();
        await asha.ScanAsync();
        await Pictures.TakeAsync(page, $"hindi-form-{width}");
        await asha.Button("Save").First.ClickAsync();
        await Assertions.Expect(page.Locator(".savebar").GetByText("not saved")).ToHaveCountAsync(0);

        // It is no longer among the missing, and is found by its Hindi words.
        await asha.GoAsync("/offers?hindi=missing");
        await Assertions.Expect(page.GetByText("Hindi:")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Free sugar test on Sundays" })).ToHaveCountAsync(0);
        await asha.GoAsync("/offers?q=" + Uri.EscapeDataString("शुगर"));
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Free sugar test on Sundays" })).ToBeVisibleAsync();

        // As customers meet it: the address says the language.
        await asha.GoAsync($"/offers/{DemoCatalog.IdOf("offer", "iron-lotus-20")}/preview");
        await page.GetByText("Hindi", new() { Exact = true }).ClickAsync();
        await page.WaitForAddressAsync("in=hi");
        await Assertions.Expect(page.Locator(".device").GetByText("रात की पाली वालों के लिए 20% की छूट").First).ToBeVisibleAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
        await asha.ScanAsync();
        await Pictures.TakeAsync(page, $"hindi-preview-{width}");
        Assert.Empty(asha.Complaints);
    }
}
