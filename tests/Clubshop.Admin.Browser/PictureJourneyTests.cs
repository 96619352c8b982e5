using System.Globalization;
using System.Text.RegularExpressions;
using Clubshop.Admin.Ops;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>A picture of a club, a shop and an offer: chosen, pasted and dropped, seen in lists and in the preview, and refused with a sentence.</summary>
public sealed class PictureJourneyTests
{
    private static readonly string Club = DemoCatalog.IdOf("club", "mumbai-teachers");
    private static readonly string Offer = DemoCatalog.IdOf("offer", "iron-lotus-20");

    // A picture that is made in the page, as a file of the type that is asked for, with a name; where it goes is for the second script.
    private const string Draw = """
        async ([width, height, type, name]) => {
          const canvas = Object.assign(document.createElement('canvas'), { width, height });
          const pen = canvas.getContext('2d');
          pen.fillStyle = '#c2410c'; pen.fillRect(0, 0, width, height);
          pen.fillStyle = '#fff'; pen.beginPath(); pen.arc(width / 2, height / 2, height / 3, 0, 7); pen.fill();
          const blob = await new Promise(done => canvas.toBlob(done, type, 0.95));
          window.drawn = new File([blob], name, { type });
        }
        """;

    // The browser tells nobody else how large a file is that a script sends.
    private const string CountBytes = """
        () => {
          const send = XMLHttpRequest.prototype.send;
          window.sizes = [];
          XMLHttpRequest.prototype.send = function (body) { window.sizes.push(body?.size ?? 0); return send.call(this, body); };
        }
        """;

    private const string Paste = "() => { const data = new DataTransfer(); data.items.add(window.drawn); document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }";

    [Fact]
    public async Task Administrator_AddsPictures_AndSeesThemWhereCustomersDo()
    {
        await using var portal = await Portal.StartAsync();
        await using var asha = await Visitor.ToAsync(portal, 1280, 900);
        await asha.SignInAsync("asha.rao@clubshop.example");
        var page = asha.Page;

        // Chosen: a photo of 3,000 points is made smaller before it is sent.
        await asha.GoAsync("/clubs/" + Club);
        await page.EvaluateAsync(CountBytes);
        await page.EvaluateAsync(Draw, new object[] { 3000, 2000, "image/jpeg", "photo.jpg" });
        await page.GetByLabel("Picture").SetInputFilesAsync(await DrawnAsync(page));
        var shown = page.Locator(".picture img");
        await Assertions.Expect(shown).ToHaveAttributeAsync("alt", await page.GetByLabel("Name").InputValueAsync());
        await LoadedAsync(shown);
        await Assertions.Expect(page.Locator(".savebar")).ToContainTextAsync("Picture");
        await asha.ScanAsync();
        await Pictures.TakeAsync(page, "picture-club");
        await asha.Button("Save").ClickAsync();
        await Assertions.Expect(page.GetByText("Club saved").First).ToBeVisibleAsync();
        Assert.InRange(Assert.Single(await page.EvaluateAsync<int[]>("() => window.sizes")), 1, 400_000);
        await asha.GoAsync("/clubs");
        await LoadedAsync(page.Locator("tr", new() { HasText = "Mumbai" }).Locator("img.logo").First);
        await asha.ScanAsync();
        await Pictures.TakeAsync(page, "picture-clubs");

        // Pasted: it is in the form at once, with the ticket beside it, and in the preview after it was saved.
        await asha.GoAsync("/offers/" + Offer);
        await page.Locator("form[data-ready]").First.WaitForAsync();
        await page.EvaluateAsync(Draw, new object[] { 800, 500, "image/png", "pasted.png" });
        await page.EvaluateAsync(Paste);
        await LoadedAsync(page.Locator("aside .coupon img").First);
        await asha.Button("Save").ClickAsync();
        await Assertions.Expect(page.GetByText("Offer saved").First).ToBeVisibleAsync();
        await asha.GoAsync($"/offers/{Offer}/preview");
        await LoadedAsync(page.Locator(".opened img"));
        await asha.ScanAsync();
        await Pictures.TakeAsync(page, "picture-preview");
        await asha.GoAsync("/offers?q=night-shift");
        await LoadedAsync(page.Locator("img.logo").First);
        await asha.GoAsync($"/offers/{Offer}/history");
        await Assertions.Expect(page.GetByText(new Regex("picture [0-9a-f]{8}")).First).ToBeVisibleAsync();

        // Removed by keyboard, and taken back by the form.
        await asha.GoAsync("/clubs/" + Club);
        await asha.Button("Remove picture").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".picture img")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".picture + .sr")).ToContainTextAsync("Save to keep it so.");
        Assert.Empty(asha.Complaints);
    }

    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task Administrator_DropsWhatIsNoPicture_AndKeepsWhatWasTyped(int width, ColorScheme scheme)
    {
        await using var portal = await Portal.StartAsync();
        await using var asha = await Visitor.ToAsync(portal, width, 900, scheme);
        await asha.SignInAsync("asha.rao@clubshop.example");
        var page = asha.Page;
        asha.ExpectStatus(422);
        await asha.GoAsync("/shops/new");
        await page.GetByLabel("Name").FillAsync("मुंबई की सबसे पुरानी और सबसे मीठी मिठाई की दुकान, दादर पश्चिम");
        await page.GetByLabel("Name").BlurAsync();

        await page.GetByLabel("Picture").SetInputFilesAsync(new FilePayload { Name = "logo.png", MimeType = "image/png", Buffer = "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray() });

        await Assertions.Expect(page.Locator(".err")).ToContainTextAsync("This is a drawing (SVG)");
        await Assertions.Expect(page.GetByLabel("Picture")).ToHaveAttributeAsync("aria-invalid", "true");
        Assert.StartsWith("मुंबई", await page.GetByLabel("Name").InputValueAsync(), StringComparison.Ordinal);
        await asha.ScanAsync();
        await Pictures.TakeAsync(page, $"picture-refused-{width.ToString(CultureInfo.InvariantCulture)}");
        await page.EvaluateAsync(Draw, new object[] { 600, 600, "image/webp", "sign.webp" });
        await page.EvaluateAsync(Paste);
        await LoadedAsync(page.Locator(".picture img"));
        await Assertions.Expect(page.Locator(".err")).ToHaveCountAsync(0);
        await asha.ScanAsync();
        await Pictures.TakeAsync(page, $"picture-new-{width.ToString(CultureInfo.InvariantCulture)}");
        Assert.Empty(asha.Complaints);
    }

    private static async Task<FilePayload> DrawnAsync(IPage page) => new()
    {
        Name = "photo.jpg",
        MimeType = "image/jpeg",
        Buffer = Convert.FromBase64String(await page.EvaluateAsync<string>(
            "async () => { const bytes = new Uint8Array(await window.drawn.arrayBuffer()); let text = ''; for (const one of bytes) text += String.fromCharCode(one); return btoa(text); }")),
    };

    // Shown, and not an empty frame.
    private static async Task LoadedAsync(ILocator picture)
    {
        await Assertions.Expect(picture).ToBeVisibleAsync();
        await Assertions.Expect(picture).ToHaveJSPropertyAsync("complete", true);
        Assert.True(await picture.EvaluateAsync<int>("one => one.naturalWidth") > 0);
    }
}
