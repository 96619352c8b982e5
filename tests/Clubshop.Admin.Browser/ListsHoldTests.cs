using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>Every list at every width, with names as long as they may be: nothing runs out of the page, and what a row is called can be read.</summary>
public sealed class ListsHoldTests
{
    // The window's widths: phones, 1280 at a zoom of 200 %, tablets, laptops, a desktop.
    private static readonly int[] Widths = [360, 640, 768, 1024, 1280, 1366, 1440];

    private const string Shops = """
        code,name,city,clubs,status
        hold-hindi,"दिवाली की सबसे बड़ी और सबसे लंबी छूट वाली राष्ट्रीय मिठाई एवं सूखे मेवे की पारिवारिक दुकान",पुरानी दिल्ली – चाँदनी चौक,,published
        hold-latin,"The Extraordinarily Long Name of a Cooperative Department Store and Its Neighbouring Bookshop",Thiruvananthapuram,,draft
        hold-word,Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochbooksandstationerystore,Visakhapatnam,,paused
        hold-club,"दूसरी बहुत लंबी दुकान जिसका क्लब नहीं मिलता और जिसका नाम बहुत लंबा है",Pune,no-such-club-of-that-code-anywhere,published
        hold-status,Shop with a status that there is not,Pune,,nonsense
        """;

    private const string Offers = """
        code,title,shop,benefit,value,starts,ends,status
        hold-offer-hindi,"दिवाली मिठाई, सूखे मेवे और उपहार के डिब्बों पर पूरे परिवार के लिए पच्चीस प्रतिशत तक की विशेष छूट",hold-hindi,Percent off,25,2026-11-01,2036-12-31,published
        hold-offer-latin,"Twenty-five per cent off everything for customers of corporate wellness clubs in Pune, Nashik and Sambhajinagar",hold-hindi,Percent off,25,2026-11-01,2036-12-31,paused
        """;

    // What is wrong with the page as it is now, in words; empty where nothing is.
    private const string Faults = """
        () => {
          const faults = [], root = document.documentElement, shown = element => element.offsetWidth > 1;
          if (root.scrollWidth > root.clientWidth) faults.push(`the page is ${root.scrollWidth - root.clientWidth} px too wide`);
          for (const table of [...document.querySelectorAll(".list > .t")].filter(shown)) {
            const name = table.querySelector("caption").textContent, cards = getComputedStyle(table).display === "block";
            for (const head of [...table.querySelectorAll("th")].filter(shown))
              if (!cards && head.scrollWidth > head.clientWidth) faults.push(`${name}: the head "${head.textContent}" is cut`);
            for (const lead of table.querySelectorAll("td.lead")) {
              const width = lead.getBoundingClientRect().width, row = lead.parentElement, padding = getComputedStyle(row);
              const least = cards ? row.clientWidth - parseFloat(padding.paddingLeft) - parseFloat(padding.paddingRight) : 160;
              if (width < least - 1) faults.push(`${name}: "${lead.textContent.trim().slice(0, 20)}" has ${Math.round(width)} px of ${Math.round(least)}`);
            }
            for (const cell of [...table.querySelectorAll("td")].filter(shown))
              if (cell.scrollWidth > cell.clientWidth + 1) faults.push(`${name}: "${cell.textContent.trim().slice(0, 20)}" runs out of its cell`);
          }
          return [...new Set(faults)];
        }
        """;

    [Fact]
    public async Task Lists_AtEveryWidth_Hold()
    {
        await using var portal = await Portal.StartAsync();
        await using var asha = await Visitor.ToAsync(portal, 1280);
        await asha.SignInAsync("asha.rao@clubshop.example");
        var faults = new List<string>();

        await ChooseAsync(asha, "shops", Shops);
        await MeasureAsync(asha.Page, "the check of an import", faults);
        await ImportAsync(asha);
        await ChooseAsync(asha, "offers", Offers);
        await ImportAsync(asha);
        await asha.GoAsync("/notifications/new");
        await Field(asha, "Title").FillAsync("दिवाली पर पूरे परिवार के लिए मिठाई और सूखे मेवे की विशेष छूट");
        await Field(asha, "Message").FillAsync("Twenty-five per cent off everything.");
        await asha.Button("Save draft").ClickAsync();
        await asha.Page.WaitForAddressAsync("/notifications/new\\?id=");

        foreach (var path in new[] { "/offers", "/shops", "/clubs", "/categories", "/notifications", "/notifications/texts", "/customers", "/staff", "/audit", "/cache" })
        {
            await asha.GoAsync(path);
            if (path == "/customers")
                await Field(asha, "Search").FillAsync("Ana");
            await asha.Page.Locator(".list .t:not(.skeleton, [aria-busy]) td.lead").First.WaitForAsync();
            await MeasureAsync(asha.Page, path, faults);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        await OpenAndReturnAsync(asha);
        await FilterAsync(asha);
        Assert.Empty(asha.Complaints);
    }

    // A press on a row opens its record, and the way back leads to the list as it was.
    private static async Task OpenAndReturnAsync(Visitor asha)
    {
        await asha.GoAsync("/offers?status=published&sort=title");
        await asha.Page.GetByRole(AriaRole.Cell, new() { Name = "Published" }).Last.ClickAsync();
        await asha.Page.WaitForAddressAsync("/offers/[0-9a-f]{32}$");
        await asha.Page.Locator("a.back").ClickAsync();
        await asha.Page.WaitForAddressAsync(Regex.Escape("/offers?status=published&sort=title") + "$");
        // The last row was below the window. (WaitForFunction would evaluate text in the page, which the policy refuses, when it has to look twice.)
        await asha.Page.EvaluateAsync("async () => { for (let frame = 0; scrollY === 0 && frame < 600; frame++) await new Promise(requestAnimationFrame); }");
    }

    // A filter's panel is ready to be typed into, and shows what can be chosen.
    private static async Task FilterAsync(Visitor asha)
    {
        await asha.GoAsync("/offers");
        await asha.Button("Shop").ClickAsync();
        await Assertions.Expect(asha.Page.GetByRole(AriaRole.Combobox, new() { Name = "Shop", Exact = true })).ToBeFocusedAsync();
        await asha.Page.Locator(".pop-list").GetByRole(AriaRole.Option).First.ClickAsync();
        await asha.Page.WaitForAddressAsync("/offers\\?shop=");
    }

    private static async Task ChooseAsync(Visitor visitor, string kind, string file)
    {
        await visitor.GoAsync($"/{kind}/import");
        await Field(visitor, "File").SetInputFilesAsync(new FilePayload { Name = $"{kind}.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(file) });
        await ImportButton(visitor).WaitForAsync();
    }

    private static async Task ImportAsync(Visitor visitor)
    {
        await visitor.Page.SetViewportSizeAsync(1280, 900);
        await ImportButton(visitor).ClickAsync();
        await visitor.Page.GetByText("Import finished", new() { Exact = true }).WaitForAsync();
    }

    private static ILocator ImportButton(Visitor visitor) => visitor.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex(@"^Import \d+ rows?$") });

    private static ILocator Field(Visitor visitor, string label) => visitor.Page.GetByLabel(label, new() { Exact = true });

    private static async Task MeasureAsync(IPage page, string where, List<string> faults)
    {
        foreach (var width in Widths)
        {
            await page.SetViewportSizeAsync(width, 900);
            faults.AddRange((await page.FaultsAsync(Faults)).Select(fault => $"{where} at {width} px: {fault}"));
            await Pictures.TakeAsync(page, $"list-{where.Trim('/').Replace('/', '-').Replace(' ', '-')}-{width}");
        }

        await page.SetViewportSizeAsync(1280, 900);
    }
}
