using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Clubshop.Aws.Tests.Memcached;

/// <summary>A node that answers what the test says, the greeting apart; it can lie, stammer and fall silent.</summary>
internal sealed class PlayedNode : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, Talk, Task> _play;
    private readonly Func<Stream, Task<Stream>> _wrap;
    private readonly Channel<string> _heard = Channel.CreateUnbounded<string>();
    private readonly Task _running;
    private int _connections;

    /// <param name="play">Gets each line but mn.</param>
    /// <param name="wrap">Puts something around a connection, such as TLS.</param>
    public PlayedNode(Func<string, Talk, Task> play, Func<Stream, Task<Stream>>? wrap = null)
    {
        _play = play;
        _wrap = wrap ?? Task.FromResult;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _running = RunAsync();
    }

    public int Port { get; }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>How many connections were taken.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Whether mn is answered.</summary>
    public bool Greets { get; set; } = true;

    /// <summary>The lines it heard, mn apart.</summary>
    public ChannelReader<string> Heard => _heard.Reader;

    /// <summary>A node that says the same to every line; <c>{o}</c> becomes the request's own number.</summary>
    public static PlayedNode Saying(string answer) =>
        new((line, talk) => talk.SayAsync(answer.Replace("{o}", NumberOf(line), StringComparison.Ordinal)));

    /// <summary>The request's own number, as in <c>mg a v O17</c>.</summary>
    public static string NumberOf(string line) => line.Split(' ').LastOrDefault(word => word.StartsWith('O'))?[1..] ?? "";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        List<Task> talks = [];
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                client.NoDelay = true;
                Interlocked.Increment(ref _connections);
                talks.Add(TalkAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = await _wrap(client.GetStream());
                var talk = new Talk(stream, _stop.Token);
                while (await talk.LineAsync() is { } line)
                {
                    if (line == "mn" && Greets)
                    {
                        await talk.SayAsync("MN\r\n");
                        continue;
                    }

                    if (line.StartsWith("ms ", StringComparison.Ordinal))
                        await talk.SkipAsync(int.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture) + 2);
                    _heard.Writer.TryWrite(line);
                    await _play(line, talk);
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException or ObjectDisposedException
                or System.Security.Authentication.AuthenticationException)
            {
                // The client went away, or the test is over.
            }
        }
    }

    /// <summary>One connection's two directions.</summary>
    internal sealed class Talk(Stream stream, CancellationToken ct)
    {
        public async Task<string?> LineAsync()
        {
            var line = new StringBuilder();
            var one = new byte[1];
            while (await stream.ReadAsync(one, ct) == 1)
            {
                if (one[0] == '\n')
                    return line.ToString().TrimEnd('\r');
                line.Append((char)one[0]);
            }

            return null;
        }

        public async Task SkipAsync(int bytes) => await stream.ReadExactlyAsync(new byte[bytes], ct);

        public async Task SayAsync(string text)
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(text), ct);
            await stream.FlushAsync(ct);
        }

        /// <summary>Ends the connection.</summary>
        public void Hang() => stream.Dispose();

        /// <summary>Says nothing more until the test is over.</summary>
        public Task SilenceAsync() => Task.Delay(Timeout.Infinite, ct);
    }
}
