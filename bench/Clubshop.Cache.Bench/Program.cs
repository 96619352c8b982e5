// The memcached client against the least that .NET can do: one asynchronous exchange at a time on a bare socket.
//   one caller:  a get at the median, at most twice the raw exchange's
//   64 callers:  gets a second, at least three times those of one raw exchange at a time
// In turn, several rounds, so that what else the machine does falls on both. Starts memcached (Debian's package) itself, or takes the
// address of one:
//
//   dotnet run --project bench/Clubshop.Cache.Bench -c Release [-- 127.0.0.1:11211]
//
// And how soon after it was saved an offer is what an end user's server reads (PublishBench):
//
//   dotnet run --project bench/Clubshop.Cache.Bench -c Release -- publish
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Clubshop.Aws.Memcached;
using Microsoft.Extensions.Logging.Abstractions;

if (args is ["publish"])
    return await Clubshop.Cache.Bench.PublishBench.RunAsync();

const int Rounds = 7;
const int Gets = 20_000;
const int Callers = 64;
const int ValueBytes = 1_000;

var request = "mg bench v c f t O1\r\n"u8.ToArray();
var answer = new byte[64 * 1024];
var answerBytes = 0;
var (address, process) = args.Length > 0 ? (args[0], null) : Start();
try
{
    var options = new MemcachedOptions { Nodes = [address], Timeout = TimeSpan.FromSeconds(5) };
    await using var cache = new MemcachedCluster(options, TimeProvider.System, NullLogger<MemcachedCluster>.Instance);
    await cache.StoreAsync("bench", new byte[ValueBytes], new StoreOptions(), CancellationToken.None);
    using var socket = await ConnectAsync(address);

    List<double> rawMedians = [], oneMedians = [], rawRates = [], manyRates = [];
    for (var round = -1; round < Rounds; round++)
    {
        var raw = await TimesAsync(() => RawAsync(socket));
        var one = await TimesAsync(() => cache.GetAsync("bench", CancellationToken.None));
        var rawRate = raw.Count / (raw.Sum() / 1e6);
        var manyRate = await RateAsync();
        if (round < 0)
            continue; // warm-up
        rawMedians.Add(Median(raw));
        oneMedians.Add(Median(one));
        rawRates.Add(rawRate);
        manyRates.Add(manyRate);
    }

    var slower = Median([.. oneMedians.Zip(rawMedians, (one, raw) => one / raw)]);
    var faster = Median([.. manyRates.Zip(rawRates, (many, raw) => many / raw)]);
    Say($"one caller:  get {Median(oneMedians):F1} µs, raw exchange {Median(rawMedians):F1} µs at the median: {slower:F2} times (at most 2)");
    Say($"{Callers} callers: {Median(manyRates):F0} gets/s, one raw exchange at a time {Median(rawRates):F0}/s: {faster:F2} times (at least 3)");

    var before = GC.GetTotalAllocatedBytes(precise: true);
    await TimesAsync(() => cache.GetAsync("bench", CancellationToken.None));
    Say($"allocated:   {(GC.GetTotalAllocatedBytes(precise: true) - before) / Gets} bytes a get, of which the value is {ValueBytes}");
    return slower <= 2 && faster >= 3 ? 0 : 1;

    async Task<double> RateAsync()
    {
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < Gets * 4 / Callers; i++)
                await cache.GetAsync("bench", CancellationToken.None);
        })));
        return Gets * 4 / clock.Elapsed.TotalSeconds;
    }
}
finally
{
    process?.Kill();
}

static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

static async Task<List<double>> TimesAsync(Func<Task> exchange)
{
    List<double> times = new(Gets);
    for (var i = 0; i < Gets; i++)
    {
        var started = Stopwatch.GetTimestamp();
        await exchange();
        times.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
    }

    return times;
}

static async Task<Socket> ConnectAsync(string address)
{
    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    await socket.ConnectAsync(address.Split(':')[0], int.Parse(address.Split(':')[1], CultureInfo.InvariantCulture));
    return socket;
}

// The same request and answer; the answer is read, not understood.
async Task RawAsync(Socket socket)
{
    await socket.SendAsync(request);
    for (var read = 0; answerBytes == 0 || read < answerBytes;)
    {
        read += await socket.ReceiveAsync(answer.AsMemory(read));
        var line = answer.AsSpan(0, read).IndexOf("\r\n"u8);
        if (answerBytes == 0 && line >= 0) // the first one tells how long they are
            answerBytes = line + 2 + ValueBytes + 2;
    }
}

static (string Address, Process Process) Start()
{
    var file = Path.GetTempFileName();
    File.Delete(file);
    var start = new ProcessStartInfo("memcached", ["-l", "127.0.0.1", "-p", "-1", "-U", "0", "-u", Environment.UserName]) { UseShellExecute = false };
    start.Environment["MEMCACHED_PORT_FILENAME"] = file;
    var process = Process.Start(start) ?? throw new InvalidOperationException("memcached cannot be started.");
    SpinWait.SpinUntil(() => File.Exists(file) || process.HasExited, TimeSpan.FromSeconds(10));
    var port = File.ReadAllText(file).Split(':')[1].Split('\n')[0].Trim();
    File.Delete(file);
    return ($"127.0.0.1:{port}", process);
}
