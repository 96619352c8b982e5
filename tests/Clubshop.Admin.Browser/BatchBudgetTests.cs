using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace Clubshop.Admin.Browser;

/// <summary>What comes over the wire for one thing that somebody does on a page that is open: every circuit shares one line and one processor.</summary>
public sealed class BatchBudgetTests(ITestOutputHelper output)
{
    // Bytes of the circuit, compressed as they are on the wire. What is asked for is drawn once, and nothing else with it.
    private static readonly (string Name, int Budget)[] Budgets =
    [
        ("one letter in the title of an offer", 5_000),
        ("a search in the list of offers", 16_000),
        ("the same search again, narrowed", 12_000),
        ("the next page of the list", 16_000),
    ];

    [Fact]
    public async Task Interactions_OnListAndForm_SendNoMoreThanTheirBudget()
    {
        await using var portal = await Portal.StartAsync(seed: "2000");
        await using var tap = Tap.Start(portal.Address);
        await using var asha = await Visitor.ToAsync(portal, front: tap.Address);
        await asha.SignInAsync("asha.rao@clubshop.example");
        var page = asha.Page;
        List<(string Name, long Bytes)> sent = [];

        await asha.GoAsync("/offers");
        var rows = page.Locator("main table a.name");
        await rows.First.WaitForAsync();
        await NoteAsync("a search in the list of offers", async () =>
        {
            await page.GetByLabel("Search", new() { Exact = true }).FillAsync("o");
            await page.WaitForAddressAsync("q=o$");
        });
        await NoteAsync("the same search again, narrowed", async () =>
        {
            await page.GetByLabel("Search", new() { Exact = true }).FillAsync("of");
            await page.WaitForAddressAsync("q=of$");
        });
        await asha.GoAsync("/offers");
        await rows.First.WaitForAsync();
        await NoteAsync("the next page of the list", async () =>
        {
            await page.GetByRole(AriaRole.Link, new() { Name = "Next" }).First.ClickAsync();
            await page.WaitForAddressAsync("page=2");
        });
        await rows.First.ClickAsync();
        var title = page.GetByLabel("Title", new() { Exact = true });
        await title.WaitForAsync();
        await NoteAsync("one letter in the title of an offer", async () =>
        {
            await title.PressSequentiallyAsync("x");
            await title.BlurAsync();
            await page.Locator(".savebar").WaitForAsync();
        });

        var figures = new StringBuilder();
        foreach (var (name, bytes) in sent)
            figures.AppendLine(CultureInfo.InvariantCulture, $"{bytes,8:N0}  {name}");
        output.WriteLine(figures.ToString());
        Assert.All(sent, one => Assert.True(one.Bytes <= Budgets.Single(budget => budget.Name == one.Name).Budget, figures.ToString()));

        async Task NoteAsync(string name, Func<Task> act)
        {
            await QuietAsync();
            var before = tap.ReceivedOverSockets;
            await act();
            await QuietAsync();
            sent.Add((name, tap.ReceivedOverSockets - before));
        }

        // Nothing has come for half a second.
        async Task QuietAsync()
        {
            using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
            for (var before = -1L; before != tap.ReceivedOverSockets;)
            {
                before = tap.ReceivedOverSockets;
                await look.WaitForNextTickAsync();
            }
        }
    }
}
