using Clubshop.Admin.Staff;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>Every page of the portal at every width, in an empty portal and in a full one: nothing runs out of the page, and nothing that is pressed lies over another.</summary>
public sealed class PagesHoldTests
{
    // The window's widths: phones, tablets, laptops, a desktop.
    private static readonly int[] Widths = [360, 768, 1024, 1280, 1366, 1440];

    // Where Hindi, whose words are wider, has the least room.
    private static readonly int[] Narrow = [360, 768, 1024];

    // As long as a title may be, without a place to break a line.
    private static readonly string LongTitle = string.Concat(Enumerable.Repeat("बहुतलंबानाम", 10))[..110];

    private const string Somebody = "0f8fad5b-d9cb-469f-a165-70867728950e";

    // What is wrong with the page as it is now, in words; empty where nothing is.
    private const string Faults = """
        () => {
          const faults = [], root = document.documentElement;
          const say = element => `"${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 30)}"`;
          if (root.scrollWidth > root.clientWidth) faults.push(`the page is ${root.scrollWidth - root.clientWidth} px too wide`);
          // What floats covers what is scrolled under it, and is left out.
          const floats = element => { for (let at = element; at; at = at.parentElement) if (['fixed', 'sticky'].includes(getComputedStyle(at).position) || at.matches('dialog, [popover]')) return true; return false; };
          const pressed = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
            .filter(element => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && element.offsetWidth > 1 && element.offsetHeight > 1 && !element.closest('.t thead') && !floats(element))
            .map(element => [element, element.getBoundingClientRect()]);
          for (const [one, box] of pressed) {
            if (one.matches('button, a.b') && one.scrollWidth > one.clientWidth + 1) faults.push(`the text of ${say(one)} is cut`);
            for (const [other, its] of pressed) {
              if (one === other || one.contains(other) || other.contains(one) || one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_PRECEDING) continue;
              if (Math.min(box.right, its.right) - Math.max(box.left, its.left) > 2 && Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top) > 2) faults.push(`${say(one)} and ${say(other)} lie over each other`);
            }
          }
          return [...new Set(faults)];
        }
        """;

    // Three English words in a row that a person reads: not the name of a record, a code or what somebody typed, which stand in their own language.
    private const string English = """
        () => {
          const found = new Set(), words = /[A-Za-z]{2,}[,:;]?( [A-Za-z]{2,}[,:;]?){2,}/;
          const own = element => element?.closest('[lang^=en], code, .code, .mono, pre, kbd, textarea, script, style, .name, .nm, .cut, .by');
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) if (words.test(texts.currentNode.data) && !own(texts.currentNode.parentElement)) found.add(texts.currentNode.data.trim());
          for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]'))
            for (const name of ['aria-label', 'title', 'placeholder']) if (words.test(element.getAttribute(name) ?? '') && !own(element)) found.add(`${name}: ${element.getAttribute(name)}`);
          return [...found];
        }
        """;

    [Theory]
    [InlineData("none")]
    [InlineData("2000")]
    public async Task EveryPage_InHindi_HoldsInBothThemesAndHasNoEnglishSentence(string seed)
    {
        await using var portal = await Portal.StartAsync(seed);
        await using var asha = await Visitor.ToAsync(portal, 1280);
        await asha.SignInAsync("asha.rao@clubshop.example");
        asha.ExpectStatus(404); // pages of what does not exist, among the others
        var records = await RecordsAsync(asha, seed);
        await asha.ReadHindiAsync();
        var faults = new List<string>();
        foreach (var path in PortalRoutes.All.Where(route => route.Page.Namespace?.Contains("SignIn", StringComparison.Ordinal) != true)
            .Select(route => PathOf(route.Template, records)).Where(path => !path.StartsWith("/local", StringComparison.Ordinal)))
        {
            await asha.GoAsync(path);
            await Assertions.Expect(asha.Page.Locator("[aria-busy=true]:visible")).ToHaveCountAsync(0);
            await asha.ScanBothAsync();
            if (records.Count == 1) // staff alone: names of offers and shops are not the portal's
                faults.AddRange((await asha.Page.EvaluateAsync<string[]>(English)).Select(text => $"{path} says in English: {text}"));
            await MeasureAsync(asha.Page, path, faults, Narrow);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("2000")]
    public async Task EveryPage_AtEveryWidth_Holds(string seed)
    {
        await using var portal = await Portal.StartAsync(seed);
        await using var asha = await Visitor.ToAsync(portal, 1280);
        var faults = new List<string>();
        foreach (var path in new[] { "/sign-in", "/sign-in/forgot" })
        {
            await asha.GoAsync(path);
            await MeasureAsync(asha.Page, path, faults, Widths);
        }

        await asha.SignInAsync("asha.rao@clubshop.example");
        asha.ExpectStatus(404); // pages of what does not exist, among the others
        var records = await RecordsAsync(asha, seed);
        foreach (var route in PortalRoutes.All.Where(route => route.Page.Namespace?.Contains("SignIn", StringComparison.Ordinal) != true))
        {
            var path = PathOf(route.Template, records);
            await asha.GoAsync(path);
            if (!path.StartsWith("/local", StringComparison.Ordinal)) // the gallery shows controls that are busy
                await Assertions.Expect(asha.Page.Locator("[aria-busy=true]:visible")).ToHaveCountAsync(0);
            await MeasureAsync(asha.Page, path, faults, Widths);
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task Frame_WhenATabletIsTurnedWithItsDrawerOpen_HasThePageBesideTheNav()
    {
        await using var portal = await Portal.StartAsync("none");
        await using var priya = await Visitor.ToAsync(portal, 740);
        await priya.SignInAsync("priya.nair@clubshop.example");
        await priya.GoAsync("/offers");
        await priya.Button("Open menu").ClickAsync();
        await Assertions.Expect(priya.Page.Locator(".nav:popover-open")).ToBeVisibleAsync();

        await priya.Page.SetViewportSizeAsync(1024, 740);

        await Assertions.Expect(priya.Page.Locator(".nav:popover-open")).ToHaveCountAsync(0);
        Assert.True(await priya.Page.EvaluateAsync<bool>("() => document.querySelector('main').offsetWidth > 800"));
    }

    // A transition of a colour that is inherited begins in an element when the one above it is done: the words of a page would follow one after the other.
    [Fact]
    public async Task Theme_WhereMotionIsReduced_ChangesAtOnce()
    {
        await using var portal = await Portal.StartAsync("none");
        await using var priya = await Visitor.ToAsync(portal);
        await priya.GoAsync("/sign-in");

        await priya.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark, ReducedMotion = ReducedMotion.Reduce });
        var running = await priya.Page.EvaluateAsync<int>("""
            async () => {
              let most = 0;
              for (let frame = 0; frame < 5; frame++) {
                most = Math.max(most, document.getAnimations().filter(one => one instanceof CSSTransition).length);
                await new Promise(requestAnimationFrame);
              }
              return most;
            }
            """);

        Assert.Equal(0, running);
    }

    /// <summary>The first record of every list that has one.</summary>
    private static async Task<Dictionary<string, string>> RecordsAsync(Visitor visitor, string seed)
    {
        var records = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var list in seed == "none" ? new[] { "/staff" } : ["/offers", "/shops", "/categories", "/clubs", "/staff"])
        {
            await visitor.GoAsync(list == "/offers" ? "/offers?status=draft" : list);
            var link = visitor.Page.Locator("tbody a.name").First;
            await link.WaitForAsync();
            records[list] = (await link.GetAttributeAsync("href"))!;
        }

        if (records.TryGetValue("/offers", out var offer))
        {
            await visitor.GoAsync(offer);
            var title = visitor.Page.GetByLabel("Title", new() { Exact = true });
            await title.FillAsync(LongTitle);
            await title.BlurAsync();
            await visitor.Button("Save").ClickAsync();
            await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = LongTitle, Level = 1 })).ToBeVisibleAsync();
        }

        return records;
    }

    private static string PathOf(string template, Dictionary<string, string> records)
    {
        var parts = template.Split('/');
        if (parts is [_, var list, ['{', ..], .. var rest] && records.TryGetValue("/" + list, out var record))
            return string.Join('/', [record, .. rest]);
        return string.Join('/', parts.Select(part => part switch { "{Code:int}" => "404", "{Part}" => "form", ['{', ..] => Somebody, _ => part }));
    }

    private static async Task MeasureAsync(IPage page, string where, List<string> faults, int[] widths)
    {
        foreach (var width in widths)
        {
            await page.SetViewportSizeAsync(width, 900);
            faults.AddRange((await page.FaultsAsync(Faults)).Select(fault => $"{where} at {width} px: {fault}"));
        }

        await page.SetViewportSizeAsync(1280, 900);
    }
}
