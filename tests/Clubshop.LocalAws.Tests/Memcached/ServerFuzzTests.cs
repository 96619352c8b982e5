using System.Net;
using System.Net.Sockets;
using System.Text;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Memcached;
using Clubshop.LocalAws.Tests.Fuzzing;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.LocalAws.Tests.Memcached;

/// <summary>Whatever bytes a client sends: the server goes on, and the next client's command works.</summary>
public sealed class ServerFuzzTests
{
    private static readonly string[] Right =
    [
        "set a 0 0 3\r\nabc\r\nget a\r\n", "ms a 3 T0 F5 c k O1\r\nabc\r\nmg a v c f t k O2 s h l\r\n", "cas a 0 0 1 7\r\nx\r\nappend a 0 0 1\r\ny\r\nprepend a 0 0 1\r\nz\r\n",
        "incr a 18446744073709551615\r\ndecr a 1\r\n", "ma a N0 J5 D2 t v q\r\nma a MD D9\r\nmd a q I T5\r\nmn\r\n", "touch a 5\r\ngat 5 a b\r\ngats 5 a\r\ndelete a noreply\r\n",
        "flush_all -1\r\nflush_all 0 noreply\r\n", "stats\r\nstats items\r\nstats slabs\r\nstats sizes\r\nstats settings\r\nstats reset\r\n", "config get cluster\r\nversion\r\nverbosity 1\r\n",
        "me a\r\nms YQ== 1 b\r\nx\r\nmg YQ== b k\r\n", "gets a b c d e f g\r\n", "add a 0 2592001 0\r\n\r\nreplace a 0 -1 0\r\n\r\n",
    ];

    private static readonly string[] Snippets =
        ["\r\n", "\n", " ", "\0", "-1", "0", "99999999999999999999", "4294967296", "noreply", " q", " b", " S99", " T-1", " N5", " C1", " E7", " I", " MS", " MA", "a".PadRight(260, 'a'), "\u00ff", "\u0016\u0003", "HTTP/1.1", "{}", "ms ", "mg ", "set "];

    private static readonly Gen<byte[]> Conversations = Gen.Frequency<byte[]>(
        (4, Mutations.Of(Right, Snippets).Array[1, 4].Select(parts => Encoding.Latin1.GetBytes(string.Concat(parts)))),
        (1, Gen.Byte.Array[0, 200]),
        (1, Gen.OneOf(Snippets).Array[0, 40].Select(parts => Encoding.Latin1.GetBytes(string.Concat(parts)))));

    [Fact]
    public async Task Connection_OfAnyBytes_LeavesTheServerServing()
    {
        var time = TestTime.New();
        await using var server = MemcachedServer.Start(0, new FaultBoard(time), time, NullLogger.Instance, limit: 1 << 20);
        await Conversations.SampleAsync(async bytes =>
        {
            await TalkAsync(server.Port, bytes, waitsForEnd: true);
            Assert.Equal("MN\r\n", await TalkAsync(server.Port, "mn\r\n"u8.ToArray(), waitsForEnd: false));
        });
    }

    private static async Task<string> TalkAsync(int port, byte[] bytes, bool waitsForEnd)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        // Reset at the end: a closed connection would keep its port for a minute, and there are many.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(enable: true, seconds: 0) };
        await socket.ConnectAsync(IPAddress.Loopback, port, patience.Token);
        var answer = new StringBuilder();
        try
        {
            await socket.SendAsync(bytes, patience.Token);
            if (waitsForEnd) socket.Shutdown(SocketShutdown.Send);
            var buffer = new byte[4096];
            while (await socket.ReceiveAsync(buffer, patience.Token) is > 0 and var read)
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
                if (!waitsForEnd && answer.ToString().EndsWith("\r\n", StringComparison.Ordinal)) break;
            }
        }
        catch (SocketException)
        {
            // It ended the connection while it was being sent to: that is an answer as well.
        }
        return answer.ToString();
    }
}
