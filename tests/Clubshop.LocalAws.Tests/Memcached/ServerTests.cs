using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Memcached;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Clubshop.LocalAws.Tests.Memcached;

/// <summary>What the embedded memcached has beside the protocol: a clock, a limit, faults, ElastiCache's list of nodes.</summary>
public sealed class ServerTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = TestTime.New();
    private readonly FaultBoard _faults;
    private MemcachedServer _server;

    public ServerTests()
    {
        _faults = new FaultBoard(_time);
        _server = MemcachedServer.Start(0, _faults, _time, NullLogger.Instance);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("ms a 1 T60~x~", 59, "VA 1 t1~x~")]
    [InlineData("ms a 1 T60~x~", 60, "EN~")]
    [InlineData("set a 0 2592000 1 noreply~x~", 2591999, "VA 1 t1~x~")]
    [InlineData("ms a 1 T0~x~", 999999999, "VA 1 t-1~x~")]
    [InlineData("ms a 1~x~flush_all 30~", 28, "VA 1 t-1~x~")]
    [InlineData("ms a 1~x~flush_all 30~", 30, "EN~")]
    public async Task Item_WithTheTimeMoved_LivesToItsSecond(string script, int seconds, string expected)
    {
        await RunAsync(script);
        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(expected, await RunAsync("mg a v t~"));
    }

    // What a browser sends for a page's form or fetch: no line of it is carried out.
    [Theory]
    [InlineData("POST / HTTP/1.1~Host: 127.0.0.1:11211~Content-Type: text/plain~~ms a 1~x~")]
    [InlineData("GET /set%20a HTTP/1.1~Host: 127.0.0.1~~ms a 1~x~")]
    [InlineData("OPTIONS / HTTP/1.1~~ms a 1~x~")]
    [InlineData("PUT /ms%20a%201 HTTP/1.0~ms a 1~x~")]
    [InlineData("PRI * HTTP/2.0~~SM~~ms a 1~x~")]
    [InlineData("\\x16\\x03\\x01\\x02\\x00~ms a 1~x~")]
    public async Task Connection_OfABrowser_IsEndedBeforeItsLinesAreCarriedOut(string script)
    {
        Assert.Equal("<closed>", await RunAsync(script));
        Assert.Equal("EN~", await RunAsync("mg a v~"));
    }

    [Fact]
    public async Task Item_WithAnInstantAsTimeToLive_LivesUntilThen()
    {
        var until = _time.GetUtcNow().AddDays(40).ToUnixTimeSeconds();
        await RunAsync(string.Create(CultureInfo.InvariantCulture, $"ms a 1 T{until}~x~"));
        _time.Advance(TimeSpan.FromDays(40) - TimeSpan.FromSeconds(1));
        Assert.Equal("HD t1~", await RunAsync("mg a t~"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("EN~", await RunAsync("mg a t~"));
    }

    [Fact]
    public async Task Store_BeyondItsLimit_LetsTheLeastRecentlyUsedGo()
    {
        await _server.DisposeAsync();
        _server = MemcachedServer.Start(0, _faults, _time, NullLogger.Instance, limit: 1 << 20);
        for (var i = 0; i < 9; i++) await RunAsync($"ms k{i} 100000 q~{{x*100000}}~get k0~");

        Assert.Equal("HD~", await RunAsync("mg k0~"));
        await RunAsync("ms k9 100000~{x*100000}~ms k10 100000~{x*100000}~");

        Assert.Equal("HD~EN~HD~HD~", await RunAsync("mg k0~mg k1~mg k9~mg k10~"));
        Assert.Contains("STAT evictions 1~", await RunAsync("stats~"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stats_AfterUse_TellWhatHappened()
    {
        await RunAsync("ms a 1~x~mg a~mg b~set b 0 0 1~y~cas b 0 0 1 1~z~incr b 1~delete a~delete a~");

        var stats = await RunAsync("stats~stats items~stats slabs~stats settings~");

        foreach (var line in (string[])[
            "version 1.6.18", "curr_items 1", "get_hits 1", "get_misses 2", "cmd_set 3", "cas_badval 1", "delete_hits 1", "delete_misses 1",
            "bytes 61", "limit_maxbytes 67108864", "items:1:number 1", "1:chunk_size 96", "item_size_max 1048576"])
            Assert.Contains($"STAT {line}~", stats, StringComparison.Ordinal);
        Assert.Equal("RESET~", await RunAsync("stats reset~"));
        Assert.Contains("STAT get_hits 0~", await RunAsync("stats~"), StringComparison.Ordinal);
        Assert.Equal("ERROR~", await RunAsync("stats unknown~"));
    }

    [Fact]
    public async Task Cluster_Asked_TellsItsNodesAsElastiCacheDoes()
    {
        var self = $"localhost|127.0.0.1|{_server.Port}";
        Assert.Equal(Config(1, self), await RunAsync("config get cluster~"));

        _server.SetCluster(["127.0.0.1:7001", "127.0.0.1:7002"]);

        Assert.Equal(Config(2, "localhost|127.0.0.1|7001 localhost|127.0.0.1|7002"), await RunAsync("config get cluster~"));
        Assert.Equal("ERROR~ERROR~", await RunAsync("config get~config set cluster~"));
    }

    [Fact]
    public async Task Server_SwitchedDown_RefusesAndComesBackEmptyOnTheSamePort()
    {
        await RunAsync("ms a 1~x~");
        using var open = await ConnectAsync();
        var port = _server.Port;

        _faults.Set(new FaultPlan { Rules = [new FaultRule { Kind = FaultKind.CacheDown }] });

        await Assert.ThrowsAsync<SocketException>(ConnectAsync);
        Assert.Equal(0, await ReceiveAsync(open));

        _faults.Clear();

        Assert.Equal(port, _server.Port);
        Assert.Equal("EN~", await RunAsync("mg a~"));
    }

    [Fact]
    public async Task Server_WithGarbage_SaysWhatIsNoProtocol()
    {
        await RunAsync("ms a 1~x~");
        _faults.Set(new FaultPlan { Rules = [new FaultRule { Kind = FaultKind.CacheGarbage, Operation = "ms", Times = 1 }] });

        var answer = await RunAsync("mg a v~ms a 1~y~mg a v~");

        Assert.StartsWith("VA 1~x~\\x16", answer, StringComparison.Ordinal);
        Assert.EndsWith("VA 1~y~", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_WithHalfALine_SendsHalfAndEnds()
    {
        await RunAsync("ms a 10~0123456789~");
        _faults.Set(new FaultPlan { Rules = [new FaultRule { Kind = FaultKind.CacheHalfLine }] });

        Assert.Equal("VA 10~01<closed>", await RunAsync("mg a v~"));
    }

    [Fact]
    public async Task Server_WithResets_BreaksBeforeTheCommand()
    {
        _faults.Set(new FaultPlan { Rules = [new FaultRule { Kind = FaultKind.CacheReset, Operation = "ms", Times = 1 }] });

        Assert.Equal("<closed>", await RunAsync("ms a 1~x~"));
        Assert.Equal("EN~", await RunAsync("mg a~"));
    }

    [Fact]
    public async Task Server_WhenSlow_AnswersAfterTheDelay()
    {
        _faults.Set(new FaultPlan { Rules = [new FaultRule { Kind = FaultKind.CacheSlow, DelayMs = 500, Operation = "mg", Times = 1 }] });
        using var socket = await ConnectAsync();
        await socket.SendAsync("version\r\nmg a\r\n"u8.ToArray());
        Assert.Equal("VERSION 1.6.18\r\n".Length, await ReceiveAsync(socket));

        var answer = ReceiveAsync(socket);
        _time.Advance(TimeSpan.FromMilliseconds(499));
        Assert.False(answer.IsCompleted);
        while (!answer.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1)); // its timer begins when the command is there
            await Task.Yield();
        }

        Assert.Equal("EN\r\n".Length, await answer);
    }

    [Theory]
    [InlineData("{a*3000}")]
    [InlineData("{\\x00*5000}")]
    public async Task Client_ThatSpeaksSomethingElse_IsLetGo(string script)
    {
        using var socket = await ConnectAsync();
        await socket.SendAsync(RawExchange.Bytes(script));

        Assert.Equal(0, await ReceiveAsync(socket));
    }

    [Fact]
    public async Task Server_GivenBytesAtRandom_GoesOnServing()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var random = new Random(seed);
            var bytes = new byte[random.Next(1, 4000)];
            random.NextBytes(bytes);
            if (random.Next(2) == 0) "ms a 10 "u8.CopyTo(bytes.Length > 8 ? bytes : new byte[8]);
            using var socket = await ConnectAsync();
            await socket.SendAsync(bytes);
            socket.Shutdown(SocketShutdown.Send);
        }

        Assert.Equal("MN~", await RunAsync("mn~"));
    }

    private static string Config(int version, string nodes)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"{version}\n{nodes}\n");
        var text = string.Create(CultureInfo.InvariantCulture, $"CONFIG cluster 0 {body.Length}\r\n{body}\r\nEND\r\n");
        return RawExchange.Text(Encoding.ASCII.GetBytes(text));
    }

    private Task<string> RunAsync(string script) => RawExchange.RunAsync(_server.Port, script);

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, _server.Port);
        return socket;
    }

    // 0 at the end of the connection, however it ended.
    private static async Task<int> ReceiveAsync(Socket socket)
    {
        try
        {
            return await socket.ReceiveAsync(new byte[4096]).WaitAsync(TimeSpan.FromSeconds(20));
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
