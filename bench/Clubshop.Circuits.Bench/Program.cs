// What pages cost, and how many people the portal bears.
//
//   dotnet run --project bench/Clubshop.Circuits.Bench -c Release [-- circuits] [--components]
//   dotnet run --project bench/Clubshop.Circuits.Bench -c Release -- load --circuits 2000 --rate 400 --offers 200000 --people 50 --compare
//
// The first opens circuits on the offers list, an offer's form, the dashboard and a bare table page in the same process, and prints managed heap per
// circuit and bytes per interaction; with --components also which components the last circuit of each page has. Heap and bytes repeat within a few per
// cent from run to run. The second plays what people do, with think times, and prints latencies, memory and processor time; see load --help.
// Processor times are only meaningful as ratios within one run.
using System.CommandLine;
using Clubshop.Circuits.Bench;
using Clubshop.Circuits.Bench.Load;

if (args is ["--serve", ..])
{
    await Server.RunAsync(args[1..]);
    return 0;
}

var circuits = new Argument<int>("circuits") { Description = "Circuits of each page.", DefaultValueFactory = _ => 40 };
var components = new Option<bool>("--components") { Description = "Which components the last circuit of each page has." };
var root = new RootCommand("What pages cost, and how many people the portal bears.") { circuits, components, LoadOptions.Command(LoadRun.RunAsync) };
root.SetAction(parsed => PageCosts.RunAsync(parsed.GetValue(circuits), parsed.GetValue(components)));
return await root.Parse(args).InvokeAsync();
