using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Clubshop.Admin.Tests.MasterData.Publishing;
using Clubshop.Api.Tests.Testing;
using Clubshop.Aws;
using Clubshop.LocalAws;
using Clubshop.LocalAws.Host;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.Api.Bench;

/// <summary>Many people at once, each asking every 5 s, while everything is published anew and one of three nodes is killed.</summary>
internal static class Crowd
{
    private const int Offers = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    // One second of the contract, and what the server keeps (Catalog:KeepFromTables, the longer of the two).
    private static readonly TimeSpan Oldest = TimeSpan.FromSeconds(1) + TimeSpan.FromSeconds(1);

    /// <summary>Runs it.</summary>
    public static async Task<int> RunAsync(int connections, int seconds)
    {
        using var nodes = await CacheNodes.StartAsync(3);
        await using var aws = await LocalAws.LocalAws.OpenAsync(new LocalAwsOptions(), TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
        await using var endpoint = await LoopbackEndpoint.StartAsync(aws, 0, CancellationToken.None);
        using var clients = new AwsClients(new AwsOptions { Mode = AwsMode.Embedded, Region = "ap-south-1" }, aws.CreateHandler(), TimeProvider.System);
        await using var writer = new ContractWriter(nodes.Addresses);
        var tables = new ContractTables(clients.DynamoDb);
        await tables.CreateAsync();
        await writer.GenerationsAsync();
        var publisher = new Publisher(writer, tables);
        await publisher.BeginAsync();

        using var server = await Servers.StartApiAsync(nodes.Addresses, endpoint.Address);
        using var stop = new CancellationTokenSource();
        var (times, problems) = (new ConcurrentQueue<double>(), new ConcurrentDictionary<string, int>(StringComparer.Ordinal));
        var people = Enumerable.Range(0, connections).Select(i => PersonAsync(i, connections, server.Port, publisher, times, problems, stop.Token)).ToList();
        var publishing = publisher.RunAsync(stop.Token);

        await Task.Delay(TimeSpan.FromSeconds(seconds / 2.0));
        nodes.Kill(nodes.Ports[0]);
        Say($"{times.Count} answers; one of three memcached nodes was killed");
        await Task.Delay(TimeSpan.FromSeconds(seconds / 2.0));
        await stop.CancelAsync();
        await Task.WhenAll([.. people, publishing]);

        var sorted = times.Order().ToArray();
        var p99 = sorted[sorted.Length * 99 / 100];
        Say($"{connections} connections, each asking every {Pause.TotalSeconds:F0} s, {Offers} offers published {publisher.Published} times: {sorted.Length} answers in {seconds} s, {sorted.Length / (double)seconds:F0} a second");
        Say($"p50 {sorted[sorted.Length / 2]:F1} ms  p99 {p99:F1} ms  longest {sorted[^1]:F0} ms; working set of the server {server.Megabytes:F0} MB");
        foreach (var (problem, count) in problems)
            Say($"PROBLEM: {problem}: {count}");
        if (problems.IsEmpty)
            Say($"no error, nothing older than {Oldest.TotalSeconds:F0} s");
        return problems.IsEmpty && p99 < 1000 ? 0 : 1;
    }

    private static async Task PersonAsync(
        int number, int people, int port, Publisher publisher, ConcurrentQueue<double> times, ConcurrentDictionary<string, int> problems, CancellationToken stop)
    {
        var buffer = new byte[4096];
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await Task.Delay(Pause * (number / (double)people), stop); // not all in one moment
            await socket.ConnectAsync(IPAddress.Loopback, port, stop);
            for (var turn = number; ; turn += 7)
            {
                var offer = (turn % Offers) + 1;
                var began = Stopwatch.GetTimestamp();
                var least = publisher.VersionSavedBefore(offer, began, Oldest);
                await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /v1/offers/{Records.Id(offer)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"), CancellationToken.None);
                var (length, whole) = (0, -1);
                while (whole < 0 || length < whole)
                {
                    var read = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                    if (read == 0)
                        throw new IOException("closed");
                    length += read;
                    if (whole < 0)
                        whole = Answer.LengthOf(buffer.AsSpan(0, length));
                }

                times.Enqueue(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                if (Judge(buffer.AsSpan(0, length), least) is { } problem)
                    problems.AddOrUpdate(problem, 1, static (_, count) => count + 1);
                var left = Pause - Stopwatch.GetElapsedTime(began);
                if (left > TimeSpan.Zero)
                    await Task.Delay(left, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // the end
        }
        catch (Exception lost) when (lost is SocketException or IOException)
        {
            problems.AddOrUpdate("connection lost", 1, static (_, count) => count + 1);
        }
    }

    private static string? Judge(ReadOnlySpan<byte> answer, long least)
    {
        if (!answer[..12].EndsWith("200"u8))
            return "status " + Encoding.ASCII.GetString(answer.Slice(9, 3));
        var at = answer.LastIndexOf("\"version\":"u8);
        return System.Buffers.Text.Utf8Parser.TryParse(answer[(at + 10)..], out long version, out _) && version >= least ? null : "an older version than may be";
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}

/// <summary>Publishes everything anew, again and again: table first, then cache, as the portal does; a node that is down costs only its keys.</summary>
internal sealed class Publisher(ContractWriter writer, ContractTables tables)
{
    private const int Offers = 500;

    private readonly ConcurrentQueue<(long Version, long SavedAt)>[] _saved = [.. Enumerable.Range(0, Offers + 1).Select(_ => new ConcurrentQueue<(long, long)>())];

    /// <summary>How often all offers were published.</summary>
    public int Published { get; private set; }

    /// <summary>The first version of all.</summary>
    public async Task BeginAsync()
    {
        var shop = Records.Shop(1, 2);
        await tables.PutAsync(shop);
        await writer.ShowAsync(shop);
        for (var offer = 1; offer <= Offers; offer++)
            await PublishAsync(offer, 1);
    }

    /// <summary>Publishes until it is stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        for (var version = 2L; !stop.IsCancellationRequested; version++)
        {
            for (var offer = 1; offer <= Offers && !stop.IsCancellationRequested; offer++)
                await PublishAsync(offer, version);
            Published++;
        }
    }

    /// <summary>The version that was saved, and in the cache, that long before a moment.</summary>
    public long VersionSavedBefore(int offer, long moment, TimeSpan before)
    {
        var least = 1L;
        foreach (var (version, savedAt) in _saved[offer])
        {
            if (Stopwatch.GetElapsedTime(savedAt, moment) > before)
                least = version;
        }

        return least;
    }

    private async Task PublishAsync(int offer, long version)
    {
        var record = Records.Offer(offer, 1).With("name", $"Offer {offer}, version {version}", version);
        await tables.PutAsync(record);
        try
        {
            await writer.ShowAsync(record);
        }
        catch (Clubshop.Aws.Memcached.MemcachedException)
        {
            // its node is down: a miss
        }

        _saved[offer].Enqueue((version, Stopwatch.GetTimestamp()));
        while (_saved[offer].Count > 50)
            _saved[offer].TryDequeue(out _);
    }
}
