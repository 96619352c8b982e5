// getOffer of the end users' server, on this machine's cores, which also run the load.
//
//   dotnet run --project bench/Clubshop.Api.Bench -c Release [-- throughput] [--connections 64] [--offers 1000] [--seconds 3]
//       requests a second from the cache, against a bare Kestrel endpoint that returns the same bytes: at least half. The two in turn, several
//       rounds, so that what else the machine does falls on both.
//   dotnet run --project bench/Clubshop.Api.Bench -c Release -- crowd [--connections 10000] [--seconds 60]
//       that many connections, each asking every 5 s, while everything is published anew and one of three memcached nodes is killed: p99 under
//       1 s, no error, nothing older than the contract allows.
//
// Both start Debian's memcached and the servers as processes of their own.
using System.Globalization;
using Clubshop.Api.Bench;

return args switch
{
    ["serve-api", var port, var nodes, var aws, .. var settings] => await Servers.RunApiAsync(port, nodes, aws, settings),
    ["serve-bare", var port, var file] => await Servers.RunBareAsync(port, file),
    ["crowd", ..] => await Crowd.RunAsync(Number("--connections", 10_000), Number("--seconds", 60)),
    [] or ["throughput", ..] => await Throughput.RunAsync(Number("--connections", 64), Number("--offers", 1_000), Number("--seconds", 3)),
    _ => Usage(),
};

int Number(string name, int otherwise) =>
    Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;

static int Usage()
{
    Console.Error.WriteLine("throughput or crowd; see Program.cs.");
    return 2;
}
