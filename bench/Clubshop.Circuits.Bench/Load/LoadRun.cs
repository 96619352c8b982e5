using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Clubshop.Circuits.Bench.Load;

/// <summary>Figures of one script.</summary>
internal sealed record ScriptFigures(
    string Script, int Circuits, int Alive, int Interactions, double PerSecond, Percentiles Opening, Percentiles All, IReadOnlyDictionary<string, Percentiles> Acts,
    double HeapKilobytes, double ResidentKilobytes, double CpuMilliseconds, double IdleCores, double SentKilobytes, double AllocatedKilobytes, IReadOnlyList<MemoryAt> Soak,
    IReadOnlyDictionary<string, int> Failures);

/// <summary>The managed heap at a moment of a long run.</summary>
/// <param name="Seconds">Since the pages are used.</param>
/// <param name="HeapMegabytes">After a full collection.</param>
/// <param name="ResidentMegabytes">Resident memory of the process.</param>
internal sealed record MemoryAt(int Seconds, double HeapMegabytes, double ResidentMegabytes);

/// <summary>Sign-ins with password and code while the pages are used.</summary>
internal sealed record SignInFigures(int SignedIn, double PerSecond, Percentiles Took, IReadOnlyDictionary<string, int> Failures);

/// <summary>The load generator: people sign in, open pages and use them.</summary>
internal static class LoadRun
{
    private const int Seed = 17;
    private const int SignInsAtOnce = 8;
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(10);
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static async Task<int> RunAsync(LoadOptions options)
    {
        var most = (options.Circuits + 1000).ToString(CultureInfo.InvariantCulture);
        await using var process = await PortalProcess.StartAsync(
            options.Offers.ToString(CultureInfo.InvariantCulture),
            options.Directory,
            // The hourly reading of the audit log falls into no run.
            ("Audit__CheckEvery", "1.00:00:00"), ("Audit__SealEvery", "00:10:00"),
            ("Circuits__PerSession", "1000"), ("Circuits__PerInstance", most), ("Circuits__KeptWhenLost", "0"), ("Logging__LogLevel__Default", "Warning"));
        await SeededAsync(process, options.Offers);

        var people = await process.PeopleAsync(options.People);
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = SignInsAtOnce }, async (person, _) => await person.EnrolAsync());
        var more = options.SignIns > 0 ? await process.PeopleAsync(options.SignIns) : [];
        await Parallel.ForEachAsync(more, new ParallelOptions { MaxDegreeOfParallelism = SignInsAtOnce }, async (person, _) => await person.EnrolAsync());
        if (more.Count > 0)
            await Task.Delay(more.Max(person => person.UntilNextCode) is { Ticks: > 0 } wait ? wait : TimeSpan.Zero);

        await process.CalmAsync();
        List<ScriptFigures> figures = [];
        if (options.Compare)
            figures.Add((await OneAsync(process, Script.Bare(process.Bare), [], [], options)).Script);
        var script = options.Script == "work" ? Script.Work(process.Portal, options.Offers, await IdsAsync(process, people[0])) : Script.List(process.Portal, options.Offers);
        var (own, signIns) = await OneAsync(process, script, people, more, options);
        figures.Add(own);

        Print(figures, signIns);
        if (options.Json is { } file)
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { options, scripts = figures, signIns }, Indented));
        return figures.Any(one => one.Failures.Count > 0) || signIns is { Failures.Count: > 0 } ? 1 : 0;
    }

    private static async Task<(ScriptFigures Script, SignInFigures? SignIns)> OneAsync(PortalProcess process, Script script, IReadOnlyList<Person> people, IReadOnlyList<Person> more, LoadOptions options)
    {
        await using var crowd = new Crowd(script, people, Seed);

        // Some beforehand, so that what the page needs once is not counted as a circuit's.
        await using (var first = new Crowd(script, people, Seed))
        {
            await first.OpenAsync(8);
            if (options.Rate > 0)
                await first.UseAsync(16, TimeSpan.FromSeconds(5), stay: 0);
        }

        await Task.Delay(1000);
        var empty = await process.FiguresAsync();
        await crowd.OpenAsync(options.Circuits);
        await Task.Delay(Calm);
        var open = await process.FiguresAsync();
        var begun = Stopwatch.GetTimestamp();
        await Task.Delay(Calm);
        var calm = await process.FiguresAsync(collect: false);
        var idle = (calm.Cpu - open.Cpu) / Stopwatch.GetElapsedTime(begun).TotalMilliseconds;

        var (done, perSecond, sent, used, soak) = (0, 0d, 0L, calm, (IReadOnlyList<MemoryAt>)[]);
        SignInFigures? signIns = null;
        if (options.Rate > 0)
        {
            var before = crowd.Received;
            var use = crowd.UseAsync(options.Rate, TimeSpan.FromSeconds(options.Seconds), options.Stay);
            var signing = more.Count > 0 ? SignInAsync(more) : Task.FromResult<SignInFigures?>(null);
            soak = options.Stay > 0 ? await WatchAsync(process, options.Seconds, use) : [];
            done = await use;
            used = await process.FiguresAsync(collect: false);
            signIns = await signing;
            (perSecond, sent) = ((double)done / options.Seconds, crowd.Received - before);
        }

        var circuits = Math.Max(1, options.Circuits);
        var interactions = Math.Max(1, done);
        return (new(
            script.Name, options.Circuits, crowd.Alive, done, perSecond, crowd.Opening.Percentiles(), Join(crowd.Acts.Values), crowd.Acts.ToDictionary(act => act.Key, act => act.Value.Percentiles()),
            (open.Heap - empty.Heap) / 1024 / circuits, (open.Resident - empty.Resident) / 1024 / circuits, (used.Cpu - calm.Cpu) / interactions, idle, sent / 1024d / interactions,
            (used.Allocated - calm.Allocated) / 1024 / interactions, soak, crowd.Failures), signIns);
    }

    // In the middle of a long run memory is what is held, and what the collector has not seen yet: it collects before it is read.
    private static async Task<IReadOnlyList<MemoryAt>> WatchAsync(PortalProcess process, int seconds, Task use)
    {
        List<MemoryAt> read = [];
        var begun = Stopwatch.GetTimestamp();
        while (!use.IsCompleted && seconds - Stopwatch.GetElapsedTime(begun).TotalSeconds > 1)
        {
            await Task.WhenAny(use, Task.Delay(TimeSpan.FromSeconds(Math.Min(60, seconds / 3))));
            var now = await process.FiguresAsync();
            read.Add(new((int)Stopwatch.GetElapsedTime(begun).TotalSeconds, now.Heap / 1024 / 1024, now.Resident / 1024 / 1024));
        }

        return read;
    }

    private static async Task<SignInFigures?> SignInAsync(IReadOnlyList<Person> people)
    {
        var (took, failures) = (new Latencies(), new System.Collections.Concurrent.ConcurrentDictionary<string, int>(StringComparer.Ordinal));
        var begun = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = SignInsAtOnce }, async (person, _) =>
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                await person.SignInAsync();
                took.Add(Stopwatch.GetElapsedTime(started));
            }
            catch (Exception wrong) when (wrong is InvalidOperationException or HttpRequestException)
            {
                failures.AddOrUpdate(wrong.Message, 1, (_, count) => count + 1);
            }
        });
        return new(took.Count, took.Count / Stopwatch.GetElapsedTime(begun).TotalSeconds, took.Percentiles(), failures);
    }

    private static async Task SeededAsync(PortalProcess process, int offers)
    {
        var begun = Stopwatch.GetTimestamp();
        for (int there; (there = await process.OffersAsync()) < offers; await Task.Delay(2000))
        {
            if (Stopwatch.GetElapsedTime(begun) > TimeSpan.FromMinutes(15))
                throw new TimeoutException($"Only {there} of {offers} offers were there after a quarter of an hour.");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{offers} offers after {Stopwatch.GetElapsedTime(begun).TotalSeconds:F0} s"));
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(PortalProcess process, Person person)
    {
        await using var list = await Circuit.OpenAsync(new Uri(process.Portal, "/offers"), person.Http, person.Cookies);
        return [.. System.Text.RegularExpressions.Regex.Matches(list.Text, "/offers/(?<id>[0-9a-f]{32})", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
            .Select(match => match.Groups["id"].Value).Distinct()];
    }

    private static Percentiles Join(IEnumerable<Latencies> all) => Percentiles.Of(all.SelectMany(one => one.Milliseconds));

    private static void Print(List<ScriptFigures> scripts, SignInFigures? signIns)
    {
        var floor = scripts[0];
        foreach (var one in scripts)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"\n{one.Script}: {one.Alive} of {one.Circuits} pages open, {one.Interactions} interactions, {one.PerSecond:F0} a second"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  memory per page: heap {one.HeapKilobytes:F0} KB ({one.HeapKilobytes / floor.HeapKilobytes:F2} x), resident {one.ResidentKilobytes:F0} KB; idle {one.IdleCores:F2} cores"));
            Line("to interactive", one.Opening, floor.Opening);
            if (one.Interactions == 0)
                continue;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  per interaction: {one.CpuMilliseconds:F2} ms of processor ({one.CpuMilliseconds / floor.CpuMilliseconds:F2} x), {one.SentKilobytes:F1} KB sent, {one.AllocatedKilobytes:F0} KB allocated"));
            Line("click to render", one.All, floor.All);
            foreach (var (name, took) in one.Acts)
                Line("  " + name, took, null);
            foreach (var at in one.Soak)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  after {at.Seconds,4} s: heap {at.HeapMegabytes:F0} MB, resident {at.ResidentMegabytes:F0} MB"));
        }

        if (signIns is { } signed)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{signed.SignedIn} sign-ins with password and code, {signed.PerSecond:F1} a second"));
            Line("to signed in", signed.Took, null);
        }

        foreach (var (what, times) in scripts.SelectMany(one => one.Failures).Concat(signIns?.Failures ?? new Dictionary<string, int>()))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"FAILED {times} x {what}"));

        static void Line(string name, Percentiles took, Percentiles? floor)
        {
            var ratio = floor is { P99: > 0 } && took != floor ? string.Create(CultureInfo.InvariantCulture, $" ({took.P99 / floor.P99:F2} x)") : "";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-18} p50 {took.P50,7:F1}   p95 {took.P95,7:F1}   p99 {took.P99,7:F1}{ratio}   longest {took.Longest:F0} ms"));
        }
    }
}
