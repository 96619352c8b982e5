using System.Globalization;
using System.Text.RegularExpressions;

namespace Clubshop.Circuits.Bench;

/// <summary>Opens circuits on some pages one after the other, and prints what each costs.</summary>
internal static class PageCosts
{
    public static async Task<int> RunAsync(int circuits, bool components)
    {
        // Closed circuits are gone at once, and one person may have as many as are opened here.
        await using var process = await PortalProcess.StartAsync("demo", directory: null, ("DOTNET_TieredCompilation", "0"), ("Circuits__PerSession", "1000"), ("Circuits__KeptWhenLost", "0"));
        var (portal, bare) = (process.Portal, process.Bare);
        using var person = (await process.PeopleAsync(1))[0];
        await person.EnrolAsync();
        var offer = Regex.Match(await RowsAsync(), "/offers/(?!new|import)(?<id>[0-9a-f-]{8,})", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Value;

        (string Name, Uri Page, (string Name, Func<Circuit, int, Task> Run)[] Acts)[] pages =
        [
            ("bare table", bare, [("type in Search", (circuit, i) => circuit.TypeAsync("Search", "a" + i)), ("turn the page", (circuit, i) => circuit.TypeAsync("Page", (i + 1).ToString(CultureInfo.InvariantCulture)))]),
            ("offers list", new Uri(portal, "/offers"), [("type in Search", (circuit, i) => circuit.TypeAsync("Search", i % 2 == 0 ? "a" : "o")), ("turn the page", (circuit, i) => circuit.GoAsync(i % 2 == 0 ? "/offers?page=2" : "/offers"))]),
            ("offer form", new Uri(portal, offer), [("change Title", (circuit, i) => circuit.TypeAsync("f-title", "Running shoes " + i))]),
            ("dashboard", new Uri(portal, "/"), []),
            ("short page", new Uri(portal, "/notifications/test-devices"), []), // the frame and little else
        ];
        Console.WriteLine($"{circuits} circuits a page, one process, managed heap after full collections\n");
        Console.WriteLine($"{"page",-14}{"heap KB",10}{"x bare",8}{"opened KB",11}{"cpu x",8}   per interaction: KB sent, KB allocated");
        double bareHeap = 0, bareCpu = 0;
        foreach (var (name, page, acts) in pages)
        {
            await using (await Circuit.OpenAsync(page, person.Http, person.Cookies))
            {
                // Once beforehand, so that what the page needs once is not counted as a circuit's.
            }

            await Task.Delay(500);
            var before = await process.FiguresAsync();
            var open = new List<Circuit>();
            for (var i = 0; i < circuits; i++)
                open.Add(await Circuit.OpenAsync(page, person.Http, person.Cookies));
            var after = await process.FiguresAsync();
            var (heap, cpu) = ((after.Heap - before.Heap) / 1024 / circuits, (after.Cpu - before.Cpu) / circuits);
            (bareHeap, bareCpu) = bareHeap == 0 ? (heap, cpu) : (bareHeap, bareCpu);
            var line = string.Create(CultureInfo.InvariantCulture, $"{name,-14}{heap,10:F0}{heap / bareHeap,8:F2}{open.Average(circuit => circuit.Received) / 1024,11:F1}{cpu / bareCpu,8:F1}   ");
            foreach (var (act, run) in acts)
            {
                var (sent, from) = (open.Sum(circuit => circuit.Received), await process.FiguresAsync());
                for (var i = 0; i < circuits; i++)
                    await run(open[i], i);
                var to = await process.FiguresAsync();
                line += string.Create(CultureInfo.InvariantCulture,
                    $"{act}: {(open.Sum(circuit => circuit.Received) - sent) / 1024d / circuits:F1}, {(to.Allocated - from.Allocated) / 1024 / circuits:F0}; ");
            }

            Console.WriteLine(line);
            if (components)
                Console.WriteLine(await process.ComponentsAsync());
            foreach (var circuit in open)
                await circuit.DisposeAsync();
            await Task.Delay(500);
        }

        return 0;

        async Task<string> RowsAsync()
        {
            await using var list = await Circuit.OpenAsync(new Uri(portal, "/offers"), person.Http, person.Cookies);
            return list.Text;
        }
    }
}
