using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Clubshop.Admin.Tests.MasterData.Publishing;
using Clubshop.Api.Tests.Testing;
using Clubshop.LocalAws;
using Clubshop.LocalAws.Host;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.Api.Bench;

/// <summary>Requests a second of getOffer from the cache, against a bare endpoint with the same bytes.</summary>
internal static class Throughput
{
    private const int Rounds = 5;

    /// <summary>Runs it.</summary>
    public static async Task<int> RunAsync(int connections, int offers, int seconds)
    {
        using var nodes = await CacheNodes.StartAsync(1);
        await using var aws = await LocalAws.LocalAws.OpenAsync(new LocalAwsOptions(), TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        await using var endpoint = await LoopbackEndpoint.StartAsync(aws, 0, CancellationToken.None);
        await using var writer = new ContractWriter(nodes.Addresses);
        await writer.GenerationsAsync();
        var shop = Records.Shop(1, 2, 3);
        await writer.ShowAsync(shop);
        for (var id = 1; id <= offers; id++)
            await writer.ShowAsync(OfferOf(id));

        var file = Path.GetTempFileName();
        using var kept = await Servers.StartApiAsync(nodes.Addresses, endpoint.Address);
        using var fresh = await Servers.StartApiAsync(nodes.Addresses, endpoint.Address, "Catalog:KeepFor=00:00:00");
        using (var http = new HttpClient())
            await File.WriteAllBytesAsync(file, await http.GetByteArrayAsync(new Uri($"http://127.0.0.1:{kept.Port}/v1/offers/{Records.Id(1)}")));
        using var bare = await Servers.StartBareAsync(file);
        var requests = Enumerable.Range(1, offers).Select(id => Encoding.ASCII.GetBytes($"GET /v1/offers/{Records.Id(id)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")).ToArray();

        Say($"{connections} connections, {offers} offers in turn, {new FileInfo(file).Length} bytes a body, {Environment.ProcessorCount} cores");
        List<Load> bareLoads = [], keptLoads = [], freshLoads = [];
        for (var round = -1; round < Rounds; round++)
        {
            var loads = new[] { bare, kept, fresh }.Select(server => Load.Run(server.Port, connections, requests, TimeSpan.FromSeconds(round < 0 ? 2 : seconds))).ToArray();
            if (round < 0)
                continue; // warm-up
            bareLoads.Add(loads[0]);
            keptLoads.Add(loads[1]);
            freshLoads.Add(loads[2]);
        }

        File.Delete(file);
        Print("bare Kestrel", bareLoads, bareLoads);
        var ratio = Print("getOffer", keptLoads, bareLoads);
        Print("getOffer, nothing kept", freshLoads, bareLoads);
        Say($"working set of the server: {kept.Megabytes:F0} MB");
        Say(ratio >= 0.5 ? "at least half of the bare endpoint" : "LESS THAN HALF of the bare endpoint");
        return ratio >= 0.5 && keptLoads.Concat(freshLoads).All(load => load.Failures == 0) ? 0 : 1;
    }

    private static JsonObject OfferOf(int id) =>
        Records.Offer(id, 1, DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(80), categories: [4, 5]).With("terms", "Show the club card. One use a day, not together with other offers.");

    private static double Print(string name, List<Load> loads, List<Load> bare)
    {
        var ratio = Median(loads.Zip(bare, (one, other) => one.PerSecond / other.PerSecond));
        Say($"{name,-24} {Median(loads.Select(load => load.PerSecond)),8:F0} requests/s  {ratio:P0} of bare   p50 {Median(loads.Select(load => load.P50)):F2} ms  p99 {Median(loads.Select(load => load.P99)):F2} ms  failures {loads.Sum(load => load.Failures)}");
        return ratio;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static void Say(string line) => Console.WriteLine(line);
}

/// <summary>What one load came to.</summary>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="P50">Milliseconds at the median.</param>
/// <param name="P99">Milliseconds at the 99th of 100.</param>
/// <param name="Failures">Answers other than 200.</param>
internal sealed record Load(double PerSecond, double P50, double P99, int Failures)
{
    // Each thread has its share of the connections, sends on all of them, then takes the answers: two system calls a request and nothing else, so
    // that most of the processor is the server's.
    private const int Threads = 2;

    /// <summary>Asks as fast as the answers come.</summary>
    public static Load Run(int port, int connections, byte[][] requests, TimeSpan duration)
    {
        List<double> times = [];
        var failures = 0;
        var clock = Stopwatch.StartNew();
        var threads = Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            var (own, failed) = RunThread(port, Math.Max(1, connections / Threads), requests, number * requests.Length / Threads, clock, duration);
            lock (times)
            {
                times.AddRange(own);
                failures += failed;
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        var seconds = clock.Elapsed.TotalSeconds;
        times.Sort();
        return new(times.Count / seconds, times[times.Count / 2], times[times.Count * 99 / 100], failures);
    }

    private static (List<double> Times, int Failed) RunThread(int port, int connections, byte[][] requests, int first, Stopwatch clock, TimeSpan duration)
    {
        var sockets = Enumerable.Range(0, connections).Select(_ => Connect(port)).ToArray();
        var sent = new long[connections];
        var buffer = new byte[64 * 1024];
        List<double> times = [];
        var failed = 0;
        for (var next = first; clock.Elapsed < duration;)
        {
            for (var i = 0; i < connections; i++)
            {
                sent[i] = Stopwatch.GetTimestamp();
                sockets[i].Send(requests[next++ % requests.Length]);
            }

            for (var i = 0; i < connections; i++)
            {
                if (!Receive(sockets[i], buffer))
                    failed++;
                times.Add(Stopwatch.GetElapsedTime(sent[i]).TotalMilliseconds);
            }
        }

        foreach (var socket in sockets)
            socket.Dispose();
        return (times, failed);
    }

    private static Socket Connect(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, port);
        return socket;
    }

    private static bool Receive(Socket socket, byte[] buffer)
    {
        var (length, whole) = (0, -1);
        while (whole < 0 || length < whole)
        {
            var read = socket.Receive(buffer, length, buffer.Length - length, SocketFlags.None);
            if (read == 0)
                return false;
            length += read;
            if (whole < 0)
                whole = Answer.LengthOf(buffer.AsSpan(0, length));
        }

        return buffer.AsSpan(0, 12).EndsWith("200"u8);
    }
}

/// <summary>Reads what must be known of an answer.</summary>
internal static class Answer
{
    /// <summary>Bytes of head and body together; -1 while the head is not there.</summary>
    public static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        var head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return -1;
        var at = bytes[..head].IndexOf("Content-Length: "u8);
        return at >= 0 && System.Buffers.Text.Utf8Parser.TryParse(bytes[(at + 16)..], out int length, out _) ? head + 4 + length : head + 4;
    }
}
