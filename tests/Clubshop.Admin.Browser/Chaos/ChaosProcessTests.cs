using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace Clubshop.Admin.Browser.Chaos;

/// <summary>
/// Each dependency down, slow and throttling, alone and in pairs, under two instances behind nginx: every page gives its content or a sentence, health
/// tells the truth, what was confirmed is there once, and afterwards everything is right again without a restart. With <c>CLUBSHOP_CHAOS=all</c> every
/// page meets every trouble alone, dependencies that never answer included, and every pair meets a quarter of the pages, in turn (about 40 minutes); with
/// troubles by name, separated by semicolons, those alone; otherwise a sample that covers every page.
/// </summary>
public sealed partial class ChaosProcessTests(ChaosRig rig, ITestOutputHelper output) : IClassFixture<ChaosRig>
{
    private static readonly string? Asked = Environment.GetEnvironmentVariable("CLUBSHOP_CHAOS");
    private static readonly bool All = Asked is not null;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static IEnumerable<string> Names => Asked switch { null => Sample(), "all" => Every(), _ => Asked.Split(';', StringSplitOptions.TrimEntries) };

    /// <summary>The troubles, one dependency or two at a time.</summary>
    public static TheoryData<string> Troubles => [.. Names];

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task EveryPage_InTrouble_GivesItsContentOrASentence_AndAllIsRightAgainWithoutARestart(string troubles)
    {
        var parts = troubles.Split(" and ").Select(Parse).ToList();
        var offset = Names.ToList().IndexOf(troubles);
        var whole = parts is [var only] && (All || only.Trouble == Trouble.Down);
        var paths = rig.Paths.Where((_, at) => whole || (at + offset) % 4 == 0).ToList();
        var said = rig.Two.Instances.Select(instance => instance.AllOutput.Length).ToList();

        using var stop = new CancellationTokenSource();
        var start = (await rig.Sync.GetAsync("offers/" + rig.Offer)).GetProperty("version").GetInt32();
        var editing = rig.Sync.EditAsync(rig.Offer, TimeSpan.FromMilliseconds(200), stop.Token, " during " + troubles);
        List<string> wrong = [];
        await rig.Two.Aws.SetFaultsAsync(parts.SelectMany(part => part.Needed.Rules(part.Trouble)));
        try
        {
            foreach (var (path, shown, why) in await rig.VisitAsync(paths))
            {
                if (why is not null)
                    wrong.Add($"{path}: {why}");
                if (shown is { Problems: [_, ..] problems } && problems.Except(rig.Before[path].Problems, StringComparer.Ordinal).FirstOrDefault() is { } problem)
                    output.WriteLine($"{path} ({shown.Took.TotalSeconds:0.0} s): {problem.ReplaceLineEndings(" ")}");
            }

            wrong.AddRange((await rig.FetchAsync(paths.Take(8))).Concat(await rig.FetchAsync(Pages.OfAnybody, signedIn: false)).Select(Wrong).OfType<string>());
            foreach (var part in parts)
                await KnownAsync(part);
        }
        finally
        {
            await rig.Two.Aws.SetFaultsAsync();
        }

        // Nothing is started anew: health is green again, the pages are as they were, and what was confirmed is there once.
        await stop.CancelAsync();
        var confirmed = await editing;
        await Task.WhenAll(rig.Two.Instances.Select(instance => UntilAsync(async () => (await ChaosRig.HealthAsync(instance)).Told.GetProperty("status").GetString() == "ready", "ready again")));
        var left = rig.Paths.Where((_, at) => (All && parts.Count == 1) || (at + offset) % 4 == 1).ToList();
        List<string> still = [];
        await UntilAsync(
            async () =>
            {
                still.Clear();
                foreach (var (path, shown, why) in await rig.VisitAsync(left))
                {
                    if (why is not null || shown!.Problems.Except(rig.Before[path].Problems, StringComparer.Ordinal).Any())
                        still.Add($"afterwards {path}: {why ?? string.Join(' ', shown!.Problems)}");
                }

                left = [.. left.Where(path => still.Any(told => told.StartsWith($"afterwards {path}:", StringComparison.Ordinal)))];
                return left.Count == 0;
            },
            "as before", () => string.Join("\n\n", still));

        var offer = await rig.Sync.GetAsync("offers/" + rig.Offer);
        output.WriteLine($"{troubles}: {paths.Count} pages, {confirmed} changes confirmed, {rig.Sync.Again} calls asked for again and {rig.Sync.Lost} lost so far");
        foreach (var (instance, n) in rig.Two.Instances.Select((instance, n) => (instance, n)))
            wrong.AddRange(Failures.Matches(instance.AllOutput[Math.Min(said[n], instance.AllOutput.Length)..]).Select(match => match.Value));
        Assert.True(wrong.Count == 0, $"{troubles}:\n" + string.Join("\n\n", wrong));
        Assert.Empty(rig.Sync.Wrong);
        Assert.Equal(start + confirmed, offer.GetProperty("version").GetInt32());
        Assert.True(confirmed == 0 || offer.GetProperty("terms").GetString() == $"Change {confirmed} during {troubles}.");
    }

    [Fact]
    public async Task SignIn_WithoutCognito_SaysSoAndWorksAgainAfterwards()
    {
        await using var priya = await Visitor.ToAsync(rig.Two.Instances[0], front: rig.Two.Front.Address);
        await priya.GoAsync("/sign-in");
        await rig.Two.Aws.SetFaultsAsync(new { kind = "ConnectionReset", service = "cognito" });
        await priya.Page.GetByLabel("Email").FillAsync("priya.nair@clubshop.example");
        await priya.Page.GetByLabel("Password", new() { Exact = true }).FillAsync("Appam-Stew-2026");
        await priya.Button("Sign in").ClickAsync();
        await Assertions.Expect(priya.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Sign-in is not available at the moment");

        await rig.Two.Aws.SetFaultsAsync();
        await priya.SignInAsync("priya.nair@clubshop.example");
    }

    private static IEnumerable<string> Sample()
    {
        foreach (var needed in Needed.All)
        {
            yield return $"{needed.Name} Down";
            if (needed.Name is "DynamoDB" or "Cognito" or "memcached" or "KMS")
            {
                yield return $"{needed.Name} Slow";
                yield return $"{needed.Name} Throttling";
            }
        }

        foreach (var pair in (string[])["DynamoDB Down and memcached Down", "DynamoDB Slow and memcached Slow", "Cognito Down and KMS Down", "DynamoDB Throttling and Cognito Slow", "memcached Down and KMS Throttling"])
            yield return pair;
    }

    private static IEnumerable<string> Every()
    {
        var alone = Needed.All.SelectMany(needed => Enum.GetValues<Trouble>().Select(trouble => (needed.Name, Trouble: trouble))).ToList();
        var answering = alone.Where(one => one.Trouble != Trouble.Silent).ToList();
        return alone.Select(one => $"{one.Name} {one.Trouble}").Concat(answering.SelectMany(one =>
            answering.Where(other => string.CompareOrdinal(one.Name, other.Name) < 0).Select(other => $"{one.Name} {one.Trouble} and {other.Name} {other.Trouble}")));
    }

    private static (Needed Needed, Trouble Trouble) Parse(string text) => text.Split(' ') is [var name, var trouble]
        ? (Needed.All.Single(needed => needed.Name == name), Enum.Parse<Trouble>(trouble))
        : throw new ArgumentException("Not a dependency and its trouble: " + text, nameof(text));

    private static string? Wrong((string Path, HttpStatusCode Status, string Body, TimeSpan Took) page) =>
        Leak.Match(page.Body) is { Success: true } leak ? $"GET {page.Path} leaks {leak.Value}"
        : page.Status == HttpStatusCode.OK ? null
        : page.Status == HttpStatusCode.ServiceUnavailable && page.Body.Contains("<h1", StringComparison.Ordinal) ? null
        : $"GET {page.Path}: {(int)page.Status} {page.Body}";

    // Both instances go on serving, and name what is down; slow answers are answers.
    private async Task KnownAsync((Needed Needed, Trouble Trouble) part)
    {
        foreach (var instance in rig.Two.Instances)
        {
            Assert.Equal(HttpStatusCode.OK, (await ChaosRig.HealthAsync(instance)).Status);
            if (part.Needed.Health is { } name && part.Trouble is Trouble.Down)
                await UntilAsync(async () => StateOf((await ChaosRig.HealthAsync(instance)).Told, name) == "degraded", $"{name} known as degraded");
        }
    }

    private static string? StateOf(System.Text.Json.JsonElement told, string name) =>
        told.GetProperty("dependencies").EnumerateArray().Single(one => one.GetProperty("name").GetString() == name).GetProperty("state").GetString();

    private static async Task UntilAsync(Func<Task<bool>> reached, string what, Func<string>? why = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await reached())
        {
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"Not {what} after {Patience.TotalSeconds:0} s. {why?.Invoke()}");
            await look.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    [GeneratedRegex(@"A page failed[^\n]*(\n[^\n]*){0,8}|Unhandled exception[^\n]*(\n[^\n]*){0,8}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Failures { get; }

    [GeneratedRegex(@"Amazon\.\w+|Clubshop\.\w+\.\w+|System\.\w+Exception|stack trace", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Leak { get; }
}
