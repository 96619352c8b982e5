using System.Text;
using System.Threading.Channels;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>The way between a browser and the portal as it is over a phone: every message of the circuit takes 20 to 200 ms, in order.</summary>
internal static class SlowLink
{
    private const int Least = 20;
    private const int Most = 200;

    // The browser's answer to a script that the server called.
    private static readonly byte[] ScriptAnswer = Encoding.ASCII.GetBytes("EndInvokeJSFromDotNet");

    /// <summary>Slows the circuits of a page from its next opening on.</summary>
    /// <param name="page">The page.</param>
    /// <param name="seed">Repeats the delays.</param>
    /// <param name="losesScriptAnswers">Whether the server never hears what became of a script it called.</param>
    public static Task SlowAsync(IPage page, int seed, bool losesScriptAnswers = false) => page.RouteWebSocketAsync(url => url.Contains("_blazor", StringComparison.Ordinal), browser =>
    {
        var server = browser.ConnectToServer();
        var random = new Random(seed);
        var up = Pump(random, server.Send, server.Send);
        var down = Pump(random, browser.Send, browser.Send);
        browser.OnMessage(frame =>
        {
            var bytes = losesScriptAnswers && frame.Binary is { } all ? WithoutScriptAnswers(all) : frame.Binary;
            if (bytes is not { Length: 0 })
                up.TryWrite((DateTimeOffset.UtcNow, frame.Text, bytes));
        });
        server.OnMessage(frame => down.TryWrite((DateTimeOffset.UtcNow, frame.Text, frame.Binary)));
    });

    // After the handshake, which is JSON, a frame may hold several messages, each with its length before it in groups of seven bits.
    private static byte[] WithoutScriptAnswers(byte[] frame)
    {
        if (frame is [(byte)'{', .., 0x1e])
            return frame;

        var kept = new List<byte>(frame.Length);
        for (var start = 0; start < frame.Length;)
        {
            var (at, length, shift) = (start, 0, 0);
            byte group;
            do
            {
                group = frame[at++];
                length |= (group & 0x7f) << shift;
                shift += 7;
            }
            while (group >= 0x80);

            var message = frame.AsSpan(start..(at + length));
            if (message.IndexOf(ScriptAnswer) < 0)
                kept.AddRange(message);
            start = at + length;
        }

        return [.. kept];
    }

    private static ChannelWriter<(DateTimeOffset At, string? Text, byte[]? Bytes)> Pump(Random random, Action<string> text, Action<byte[]> bytes)
    {
        var waiting = Channel.CreateUnbounded<(DateTimeOffset At, string? Text, byte[]? Bytes)>();
        _ = Task.Run(async () =>
        {
            await foreach (var message in waiting.Reader.ReadAllAsync())
            {
                int delay;
                lock (random)
                    delay = random.Next(Least, Most);

                var left = message.At + TimeSpan.FromMilliseconds(delay) - DateTimeOffset.UtcNow;
                if (left > TimeSpan.Zero)
                    await Task.Delay(left);

                try
                {
                    if (message.Bytes is { } binary)
                        bytes(binary);
                    else
                        text(message.Text!);
                }
                catch (PlaywrightException)
                {
                    return; // the page is gone
                }
            }
        });
        return waiting.Writer;
    }
}
