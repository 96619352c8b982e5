// What a circuit costs: opens circuits on the offers list, an offer's form, the dashboard and a bare table page in the same process, and prints
// managed heap per circuit and bytes per interaction. Heap and bytes repeat within a few per cent from run to run; processor times are only
// meaningful as ratios within one run.
//
//   dotnet run --project bench/Clubshop.Circuits.Bench -c Release [-- circuits] [--components]
//
// With --components it also prints which components the last circuit of each page has, and how much room their render trees take.
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Clubshop.Circuits.Bench;
using OtpNet;

if (args is ["--serve", ..])
{
    await Server.RunAsync(args[1..]);
    return 0;
}

var components = args.Contains("--components");
var circuits = args is [var number, ..] && number[0] != '-' ? int.Parse(number, CultureInfo.InvariantCulture) : 40;
var directory = Directory.CreateTempSubdirectory("clubshop-circuits-");
var (portal, bare) = (new Uri($"http://127.0.0.1:{FreePort()}"), new Uri($"http://127.0.0.1:{FreePort()}"));
using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["--serve", bare.AbsoluteUri, "--urls", portal.AbsoluteUri, "--LocalAws:Directory=" + directory.FullName])
{
    // Closed circuits are gone at once, and one person may have as many as are opened here.
    Environment =
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development", ["DOTNET_TieredCompilation"] = "0", ["Circuits__PerSession"] = "1000", ["Circuits__KeptWhenLost"] = "0",
    },
})!;
try
{
    var cookies = new CookieContainer();
    using var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
    await AnswersAsync(http, new Uri(portal, "/health/ready"));
    await AnswersAsync(http, new Uri(bare, "/figures"));
    await SignInAsync();
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
        await using (await Circuit.OpenAsync(page, http, cookies))
        {
            // Once beforehand, so that what the page needs once is not counted as a circuit's.
        }

        await Task.Delay(500);
        var before = await FiguresAsync();
        var open = new List<Circuit>();
        for (var i = 0; i < circuits; i++)
            open.Add(await Circuit.OpenAsync(page, http, cookies));
        var after = await FiguresAsync();
        var (heap, cpu) = ((after.Heap - before.Heap) / 1024 / circuits, (after.Cpu - before.Cpu) / circuits);
        (bareHeap, bareCpu) = bareHeap == 0 ? (heap, cpu) : (bareHeap, bareCpu);
        var line = string.Create(CultureInfo.InvariantCulture, $"{name,-14}{heap,10:F0}{heap / bareHeap,8:F2}{open.Average(circuit => circuit.Received) / 1024,11:F1}{cpu / bareCpu,8:F1}   ");
        foreach (var (act, run) in acts)
        {
            var (sent, from) = (open.Sum(circuit => circuit.Received), await FiguresAsync());
            for (var i = 0; i < circuits; i++)
                await run(open[i], i);
            var to = await FiguresAsync();
            line += string.Create(CultureInfo.InvariantCulture,
                $"{act}: {(open.Sum(circuit => circuit.Received) - sent) / 1024d / circuits:F1}, {(to.Allocated - from.Allocated) / 1024 / circuits:F0}; ");
        }

        Console.WriteLine(line);
        if (components)
            Console.WriteLine(await http.GetStringAsync(new Uri(bare, "/components")));
        foreach (var circuit in open)
            await circuit.DisposeAsync();
        await Task.Delay(500);
    }

    return 0;

    async Task SignInAsync()
    {
        var accounts = JsonNode.Parse(await http.GetStringAsync(new Uri(portal, "/local/accounts")))!.AsArray();
        var account = accounts.First(one => one!["role"]!.GetValue<string>() == "Administrators")!;
        var page = await http.GetStringAsync(new Uri(portal, "/sign-in"));
        page = await PostAsync(page, "/sign-in", ("Email", account["email"]!.GetValue<string>()), ("Password", account["password"]!.GetValue<string>()));
        var key = Regex.Match(page, "value=\"(?<key>[A-Z2-7 ]{16,})\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["key"].Value.Replace(" ", "", StringComparison.Ordinal);
        await PostAsync(page, "/sign-in/enrol", ("Code", new Totp(Base32Encoding.ToBytes(key)).ComputeTotp()));
    }

    async Task<string> PostAsync(string page, string path, params (string Name, string Value)[] fields)
    {
        var form = Regex.Match(page, "<form[^>]*method=\"post\"(?![^>]*sign-out).*?</form>", RegexOptions.Singleline, TimeSpan.FromSeconds(1)).Value;
        var hidden = Regex.Matches(form, "<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            .Select(match => KeyValuePair.Create(match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value)));
        using var content = new FormUrlEncodedContent([.. hidden, .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        using var answer = await http.PostAsync(new Uri(portal, path), content);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }

    async Task<string> RowsAsync()
    {
        await using var list = await Circuit.OpenAsync(new Uri(portal, "/offers"), http, cookies);
        return list.Text;
    }

    async Task<(double Heap, double Allocated, double Cpu)> FiguresAsync()
    {
        var figures = (await http.GetStringAsync(new Uri(bare, "/figures"))).Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture)).ToArray();
        return (figures[0], figures[1], figures[2]);
    }
}
finally
{
    server.Kill();
    await server.WaitForExitAsync();
    directory.Delete(recursive: true);
}

static async Task AnswersAsync(HttpClient http, Uri address)
{
    for (var i = 0; ; i++)
    {
        try
        {
            using var answer = await http.GetAsync(address);
            if (answer.IsSuccessStatusCode)
                return;
        }
        catch (HttpRequestException) when (i < 300)
        {
            // Not listening yet.
        }

        await Task.Delay(200);
    }
}

static int FreePort()
{
    using var listener = new TcpListener(IPAddress.Loopback, 0);
    listener.Start();
    return ((IPEndPoint)listener.LocalEndpoint).Port;
}
