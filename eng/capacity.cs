// How many servers of the portal a number of people need, from what the benches measured (docs/capacity.md):
//
//   dotnet run eng/capacity.cs                                            1,000, 10,000 and 100,000 people, busy and as on most days
//   dotnet run eng/capacity.cs -- --people 2500 --seconds 10              so many people, each doing something every 10 seconds
//   dotnet run eng/capacity.cs -- --cores 4 --memory 16 --price 0.21      another machine: cores, GB, and what its hour costs
//
// --heap KB and --milliseconds MS take newer figures of "load" (bench/Clubshop.Circuits.Bench), --offers the size of the catalog.
#:property TreatWarningsAsErrors=false
#:property RestorePackagesWithLockFile=false
#:property GenerateDocumentationFile=false
#:property RunAnalyzers=false
#:property PublishAot=false

using System.Globalization;

double Option(string name, double otherwise) =>
    Array.IndexOf(args, "--" + name) is var at and >= 0 && at + 1 < args.Length ? double.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;

// Measured with 500 pages of the offers list: managed heap a page, processor time an interaction.
var heapKb = Option("heap", 316);
var milliseconds = Option("milliseconds", 1.74);
var offers = Option("offers", 200_000);
var (cores, memoryGb, price) = (Option("cores", 2), Option("memory", 8), Option("price", 0));

// Beside circuits: the runtime and the code, and of each offer its row and what searches keep (docs/performance.md: 716 bytes).
var baseGb = 0.4 + (offers * 716 / 1e9);
// The heap of a busy server is half as large again as what lives on it; a fifth of the machine is the system's.
var perPersonGb = heapKb * 1.5 / 1e6;
var room = (memoryGb * 0.8) - baseGb;
// More than that, and people wait behind each other.
const double Busiest = 0.6;

var people = Option("people", 0);
Console.WriteLine("| People at once | Each does something every | Servers for the processor | for the memory | Servers, one of them spare | Hours a month |" + (price > 0 ? " Month |" : ""));
Console.WriteLine("|---|---|---|---|---|---|" + (price > 0 ? "---|" : ""));
foreach (var count in people > 0 ? [people] : new[] { 1_000, 10_000.0, 100_000 })
{
    foreach (var seconds in Option("seconds", 0) is > 0 and var given ? [given] : new[] { 5.0, 30 })
    {
        var processor = Math.Ceiling(count / seconds * milliseconds / 1000 / (cores * Busiest));
        var memory = Math.Ceiling(count * perPersonGb / room);
        // At least two, in two zones; the largest number and one more, so that one may be lost or replaced.
        var servers = Math.Max(2, Math.Max(processor, memory) + 1);
        FormattableString line = $"| {count:N0} | {seconds:0} s | {processor:N0} | {memory:N0} | {servers:N0} | {servers * 730:N0} |";
        FormattableString cost = $" {servers * 730 * price:N0} |";
        Console.WriteLine(line.ToString(CultureInfo.InvariantCulture) + (price > 0 ? cost.ToString(CultureInfo.InvariantCulture) : ""));
    }
}
