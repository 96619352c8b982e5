using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace Clubshop.Admin.Browser.Chaos;

/// <summary>
/// Both instances are replaced, one after the other, while programs edit, a job of the API and an import run, a notification is sent and somebody types:
/// nobody gets an error page, each row has one outcome, each phone one message, and what was typed is still there.
/// </summary>
public sealed class RollingDeployProcessTests(ITestOutputHelper output)
{
    private const int People = 240;
    private const int BulkRows = 3000;
    private const int ImportRows = 2000;
    private const string Typed = "Typed while the servers were replaced";

    [Fact]
    public async Task TwoInstances_ReplacedDuringEditingBulkImportAndSending_LoseNothingAndDoNothingTwice()
    {
        await using var two = await TwoInstances.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Drain__AnnounceSeconds"] = "3",
            ["Drain__Seconds"] = "12",
            ["Notifications__PushOpens"] = "00:00",
            ["Notifications__PushCloses"] = "24:00",
            ["Notifications__ApprovalAbove"] = "100000",
            ["Notifications__UndoSeconds"] = "0",
            ["Notifications__MaxPerWeek"] = "50",
        });
        using var sync = await two.ProgramAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, People), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
            await sync.CallAsync(HttpMethod.Put, string.Create(CultureInfo.InvariantCulture, $"customers/00000000-0000-4000-8000-{number:d12}/devices/phone"), new { token = Phone(number), platform = "android" }));
        var offers = (await sync.GetAsync("offers?limit=5")).GetProperty("items").EnumerateArray().Select(offer => (Id: offer.GetProperty("id").GetString()!, Version: offer.GetProperty("version").GetInt32())).ToList();
        var shop = (await sync.GetAsync("shops?limit=1")).GetProperty("items")[0].GetProperty("id").GetString();

        // Somebody types, with nothing saved yet.
        await using var vikram = await Visitor.ToAsync(two.Instances[0], front: two.Front.Address);
        await vikram.SignInAsync("vikram.singh@clubshop.example");
        vikram.ExpectLostConnection();
        await vikram.GoAsync("/offers/" + offers[4].Id);
        await vikram.Page.GetByLabel("Title", new() { Exact = true }).FillAsync(Typed);

        // All of it begins.
        await using var asha = await Visitor.ToAsync(two.Instances[0], front: two.Front.Address);
        await asha.SignInAsync("asha.rao@clubshop.example");
        asha.ExpectLostConnection();
        await SendAsync(asha);
        await ImportAsync(asha);
        using var stop = new CancellationTokenSource();
        var editing = offers.Take(3).Select(offer => sync.EditAsync(offer.Id, TimeSpan.FromMilliseconds(150), stop.Token)).ToList();
        var job = (await sync.CallAsync(HttpMethod.Post, "offers/jobs", new
        {
            action = "upsert",
            rows = Enumerable.Range(1, BulkRows).Select(row => new { code = $"deployed-{row}", title = $"Deployed {row}", shopId = shop, benefit = "percent-off", value = 10 }),
        })).GetProperty("id").GetString();

        var logged = two.Front.Requests.Count;
        await two.ReplaceAsync(0);
        await two.ReplaceAsync(1);

        // The people are where they were.
        var title = vikram.Page.GetByLabel("Title", new() { Exact = true });
        await Assertions.Expect(vikram.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Restored from", new() { Timeout = 90_000 });
        await Assertions.Expect(title).ToHaveValueAsync(Typed);
        await vikram.Button("Save").ClickAsync();
        await Assertions.Expect(vikram.Page.GetByRole(AriaRole.Heading, new() { Name = Typed, Level = 1 })).ToBeVisibleAsync();

        await asha.Page.GetByText("Import finished", new() { Exact = true }).WaitForAsync(new() { Timeout = 120_000 });
        var ended = await EndedAsync(sync, "offers/jobs/" + job);
        await stop.CancelAsync();
        var confirmed = await Task.WhenAll(editing);

        Assert.Empty(sync.Wrong);
        Assert.DoesNotContain(two.Front.Requests.Skip(logged), request => request[0] == '5');

        // Edits: each confirmed one, once.
        for (var n = 0; n < confirmed.Length; n++)
        {
            var offer = await sync.GetAsync("offers/" + offers[n].Id);
            Assert.Equal((offers[n].Version + confirmed[n], $"Change {confirmed[n]}."), (offer.GetProperty("version").GetInt32(), offer.GetProperty("terms").GetString()));
        }

        // The job and the import: each row, once.
        Assert.Equal(BulkRows, ended.GetProperty("counts").GetProperty("created").GetInt32());
        Assert.Equal(BulkRows, (await sync.GetAsync("offers?q=Deployed&limit=1")).GetProperty("total").GetInt32());
        Assert.Equal(ImportRows, (await sync.GetAsync("shops?q=Imported&limit=1")).GetProperty("total").GetInt32());

        // The notification: everybody, once.
        await asha.GoAsync("/notifications");
        await asha.Link("New evening hours").First.ClickAsync();
        await Assertions.Expect(asha.Page.Locator(".title-line").GetByText("Finished")).ToBeVisibleAsync(new() { Timeout = 120_000 });
        var sent = await two.Aws.DeliveriesAsync();
        Assert.All(Enumerable.Range(0, People), number => Assert.Equal(1, sent.GetValueOrDefault(Phone(number))));
        Assert.All(sent, one => Assert.Equal(1, one.Value));
        output.WriteLine($"{confirmed.Sum()} changes confirmed, {sync.Again} calls asked for again, {sync.Lost} lost; {BulkRows} rows of a job, {ImportRows} of an import, {sent.Count} phones");
    }

    private static string Phone(int number) => string.Create(CultureInfo.InvariantCulture, $"phone-of-person-{number:d6}");

    private static async Task SendAsync(Visitor asha)
    {
        await asha.GoAsync("/notifications/new");
        var page = asha.Page;
        await page.GetByLabel("Audience", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "All customers" });
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("New evening hours");
        await page.GetByLabel("Message", new() { Exact = true }).FillAsync("Doors open at seven.");
        await page.GetByLabel("Messages a minute").FillAsync("900");
        await asha.Button("Review").ClickAsync();
        await asha.Button("Send").ClickAsync();
        await page.WaitForAddressAsync("/notifications/[0-9a-f]{32}$");
        await Assertions.Expect(page.Locator(".title-line").GetByText("Sending")).ToBeVisibleAsync();
    }

    private static async Task ImportAsync(Visitor asha)
    {
        var file = new StringBuilder("code,name\n");
        for (var row = 1; row <= ImportRows; row++)
            file.Append(CultureInfo.InvariantCulture, $"imported-{row},Imported {row}\n");
        await asha.GoAsync("/shops/import");
        await asha.Page.GetByLabel("File", new() { Exact = true }).SetInputFilesAsync(new FilePayload { Name = "shops.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(file.ToString()) });
        await asha.Button(string.Create(CultureInfo.InvariantCulture, $"Import {ImportRows:N0} rows")).ClickAsync();
        await asha.Button("Stop the import").Or(asha.Page.GetByText("Import finished")).First.WaitForAsync();
    }

    private static async Task<JsonElement> EndedAsync(CatalogProgram sync, string job)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(150));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (true)
        {
            var now = await sync.GetAsync(job);
            if (now.GetProperty("state").GetString() != "open")
                return now;
            await look.WaitForNextTickAsync(patience.Token);
        }
    }
}
