using System.CommandLine;

namespace Clubshop.Circuits.Bench.Load;

/// <summary>What a run of the load generator does.</summary>
/// <param name="Circuits">Pages that are open at once.</param>
/// <param name="Rate">Interactions a second that all of them together try for; 0: the pages are only open.</param>
/// <param name="Seconds">How long they are used.</param>
/// <param name="Offers">Offers in the catalog.</param>
/// <param name="People">Accounts that sign in; the pages are shared out among them.</param>
/// <param name="SignIns">Further accounts that sign in with password and code meanwhile.</param>
/// <param name="Script">What people do.</param>
/// <param name="Stay">Interactions after which a page is closed and another opened; 0: it stays.</param>
/// <param name="Compare">Whether the bare page goes through the same before.</param>
/// <param name="Directory">A directory of the embedded AWS, to be seeded once and used again; null for one that is thrown away.</param>
/// <param name="Json">A file for the figures; null for none.</param>
internal sealed record LoadOptions(
    int Circuits, int Rate, int Seconds, int Offers, int People, int SignIns, string Script, int Stay, bool Compare, string? Directory, string? Json)
{
    /// <summary>The command; <paramref name="run"/> is what it runs.</summary>
    public static Command Command(Func<LoadOptions, Task<int>> run)
    {
        var circuits = new Option<int>("--circuits") { Description = "Pages open at once.", DefaultValueFactory = _ => 500 };
        var rate = new Option<int>("--rate") { Description = "Interactions a second of all together; 0: the pages are only open.", DefaultValueFactory = _ => 100 };
        var seconds = new Option<int>("--seconds") { Description = "How long they are used.", DefaultValueFactory = _ => 60 };
        var offers = new Option<int>("--offers") { Description = "Offers in the catalog.", DefaultValueFactory = _ => 20_000 };
        var people = new Option<int>("--people") { Description = "Accounts that sign in.", DefaultValueFactory = _ => 20 };
        var signIns = new Option<int>("--sign-ins") { Description = "Further accounts that sign in with password and code meanwhile." };
        var script = new Option<string>("--script") { Description = "What people do: list, or work (list, open, edit, save).", DefaultValueFactory = _ => "list" }.AcceptOnlyFromAmong("list", "work");
        var stay = new Option<int>("--stay") { Description = "Interactions after which a page is closed and another opened; 0: it stays." };
        var compare = new Option<bool>("--compare") { Description = "Run the bare page beside it, in the same process and run." };
        var directory = new Option<string?>("--directory") { Description = "A directory of the embedded AWS, to be seeded once and used again." };
        var json = new Option<string?>("--json") { Description = "A file for the figures." };
        var command = new Command("load", "Many people at once: opens circuits, plays scripts with think times, prints latencies, memory and processor time.")
        {
            circuits, rate, seconds, offers, people, signIns, script, stay, compare, directory, json,
        };
        command.SetAction(parsed => run(new(
            parsed.GetValue(circuits), parsed.GetValue(rate), parsed.GetValue(seconds), parsed.GetValue(offers), parsed.GetValue(people), parsed.GetValue(signIns),
            parsed.GetValue(script)!, parsed.GetValue(stay), parsed.GetValue(compare), parsed.GetValue(directory), parsed.GetValue(json))));
        return command;
    }
}
