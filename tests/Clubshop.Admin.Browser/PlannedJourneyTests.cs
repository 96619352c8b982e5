using System.Globalization;
using Clubshop.Admin.Common;
using Clubshop.Admin.Ops;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>A change of an offer that is planned for the next minutes: its time comes, the offer is changed, and the history names who planned it.</summary>
public sealed class PlannedJourneyTests
{
    private static readonly string Offer = DemoCatalog.IdOf("offer", "iron-lotus-20");

    [Fact]
    public async Task Administrator_PlansAChange_AndItsTimeComes()
    {
        await using var portal = await Portal.StartAsync();
        await using var asha = await Visitor.ToAsync(portal);
        await asha.SignInAsync("asha.rao@clubshop.example");
        var page = asha.Page;
        var card = page.Locator(".card").Filter(new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = "Planned changes" }) });
        var dialog = page.GetByRole(AriaRole.Dialog);

        await asha.GoAsync("/offers/" + Offer);
        await Assertions.Expect(card.GetByText("Nothing is planned.")).ToBeVisibleAsync();

        // For tomorrow, and called off.
        await card.GetByRole(AriaRole.Button, new() { Name = "Plan a change" }).ClickAsync();
        await Assertions.Expect(dialog.GetByLabel("When")).ToBeFocusedAsync(); // the dialog has the focus before anything is typed
        await dialog.GetByLabel("Title", new() { Exact = true }).FillAsync("Never to be seen");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Plan it" }).ClickAsync();
        await Assertions.Expect(dialog).ToContainTextAsync("Say when the offer is to be changed");
        await asha.ScanAsync();
        await dialog.GetByLabel("When").FillAsync(At(TimeSpan.FromDays(1)));
        await dialog.GetByLabel("Goes back").FillAsync(At(TimeSpan.FromDays(2)));
        await Pictures.TakeAsync(page, "plan-dialog");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Plan it" }).ClickAsync();
        await Assertions.Expect(card).ToContainTextAsync("→ Never to be seen");
        await asha.ScanAsync();
        await card.GetByRole(AriaRole.Listitem).GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Cancel" }).ClickAsync();
        await Assertions.Expect(card.GetByText("Nothing is planned.")).ToBeVisibleAsync();

        // For the minute after this one.
        await card.GetByRole(AriaRole.Button, new() { Name = "Plan a change" }).ClickAsync();
        await Assertions.Expect(dialog.GetByLabel("When")).ToBeFocusedAsync();
        await dialog.GetByLabel("Value").FillAsync("25");
        await dialog.GetByLabel("When").FillAsync(At(TimeSpan.FromSeconds(75)));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Plan it" }).ClickAsync();
        await Assertions.Expect(card).ToContainTextAsync("Value: 20% → 25%");
        await Pictures.TakeAsync(page, "plan-card");

        // Its time comes.
        await Assertions.Expect(card.GetByText("Done", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await asha.GoAsync($"/offers/{Offer}/history");
        var latest = page.Locator(".versions > li").First;
        await Assertions.Expect(latest).ToContainTextAsync("Asha Rao");
        await Assertions.Expect(latest).ToContainTextAsync("Planned by Asha Rao");
        await Assertions.Expect(latest).ToContainTextAsync("25");

        // And it stands in the calendar, at every width.
        foreach (var (width, view) in new[] { (1440, "month"), (1440, "week"), (360, "month"), (360, "day") })
        {
            await page.SetViewportSizeAsync(width, 900);
            await asha.GoAsync($"/offers/calendar?view={view}");
            await Assertions.Expect(page.GetByText("Planned change").First).ToBeVisibleAsync();
            await asha.ScanAsync();
            await Pictures.TakeAsync(page, $"calendar-{view}-{width}");
        }
    }

    // The whole minute: a field of times has no seconds.
    private static string At(TimeSpan from) => Ist.From(DateTimeOffset.UtcNow + from).ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);
}
