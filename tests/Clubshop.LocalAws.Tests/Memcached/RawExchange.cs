using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Clubshop.LocalAws.Tests.Memcached;

/// <summary>Bytes to a server and back, without a client. Scripts write <c>~</c> for a line end, <c>\xNN</c> for a byte, <c>{x*9}</c> for nine of them.</summary>
internal static class RawExchange
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static ReadOnlySpan<byte> End => "EN kthe-end\r\n"u8;

    /// <summary>What a script stands for.</summary>
    public static byte[] Bytes(string script)
    {
        script = script.Replace("~", "\r\n", StringComparison.Ordinal);
        script = Regex.Replace(script, @"\\x(..)", match => ((char)Convert.ToInt32(match.Groups[1].Value, 16)).ToString());
        script = Regex.Replace(script, @"\{(.+?)\*(\d+)\}", match => string.Concat(Enumerable.Repeat(match.Groups[1].Value, int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture))));
        return Encoding.Latin1.GetBytes(script);
    }

    /// <summary>How an answer reads: line ends as <c>~</c>, other control bytes as <c>\xNN</c>.</summary>
    public static string Text(byte[] answer) =>
        Regex.Replace(Encoding.Latin1.GetString(answer).Replace("\r\n", "~", StringComparison.Ordinal), @"[\x00-\x1f\x7f-\xff]", match => $"\\x{(int)match.Value[0]:x2}");

    /// <summary>Sends the script and a last question, and gives back what came until that one's answer, or until the end of the connection (<c>&lt;closed&gt;</c>).</summary>
    public static async Task<string> RunAsync(int port, string script)
    {
        var answer = await SendAsync(port, [.. Bytes(script), .. "mg the-end k\r\n"u8]);
        return answer.AsSpan().EndsWith(End) ? Text(answer[..^End.Length]) : Text(answer) + "<closed>";
    }

    private static async Task<byte[]> SendAsync(int port, byte[] request)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port, patience.Token);
        await using var stream = new NetworkStream(socket, ownsSocket: false);
        var sending = SendAllAsync(stream, request, patience.Token);
        using var answer = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (!answer.GetBuffer().AsSpan(0, (int)answer.Length).EndsWith(End))
        {
            var read = 0;
            try
            {
                read = await stream.ReadAsync(buffer, patience.Token);
            }
            catch (IOException)
            {
                // Reset: an end as well.
            }
            if (read == 0) break;
            answer.Write(buffer, 0, read);
        }
        await sending;
        return answer.ToArray();
    }

    private static async Task SendAllAsync(NetworkStream stream, byte[] request, CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync(request, cancellationToken);
        }
        catch (IOException)
        {
            // The server closed while it was being sent to; what it said before counts.
        }
    }
}
