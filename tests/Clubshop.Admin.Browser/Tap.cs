using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Clubshop.Admin.Browser;

/// <summary>
/// Stands between a browser and the portal and counts what goes to the browser, byte by byte as it is on the wire: what a browser itself tells
/// of a socket's messages is their size after decompression.
/// </summary>
internal sealed class Tap : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closed = new();
    private readonly ConcurrentBag<Connection> _connections = [];
    private readonly Uri _portal;

    private Tap(Uri portal) => _portal = portal;

    /// <summary>The address under which the portal is reached through it.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Bytes sent to the browser.</summary>
    public long Received => _connections.Sum(connection => connection.Received);

    /// <summary>Of these, what came over sockets: the circuit.</summary>
    public long ReceivedOverSockets => _connections.Where(connection => connection.IsSocket).Sum(connection => connection.Received);

    /// <summary>Starts to listen.</summary>
    public static Tap Start(Uri portal)
    {
        var tap = new Tap(portal);
        tap._listener.Start();
        tap.Address = new UriBuilder(portal) { Port = ((IPEndPoint)tap._listener.LocalEndpoint).Port }.Uri;
        _ = tap.AcceptAsync();
        return tap;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _listener.Dispose();
        _closed.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var browser = await _listener.AcceptTcpClientAsync(_closed.Token);
                _ = ServeAsync(browser, _closed.Token);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // It is over.
        }
    }

    private async Task ServeAsync(TcpClient browser, CancellationToken closed)
    {
        var connection = new Connection();
        _connections.Add(connection);
        using var _ = browser;
        using var portal = new TcpClient();
        try
        {
            await portal.ConnectAsync(_portal.Host, _portal.Port, closed);
            var (up, down) = (browser.GetStream(), portal.GetStream());
            await Task.WhenAny(PumpAsync(up, down, connection.Sent, closed), PumpAsync(down, up, connection.Took, closed));
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or SocketException)
        {
            // One side has closed.
        }
    }

    private static async Task PumpAsync(NetworkStream from, NetworkStream to, Action<ReadOnlyMemory<byte>> count, CancellationToken closed)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, closed)) > 0)
        {
            count(buffer.AsMemory(0, read));
            await to.WriteAsync(buffer.AsMemory(0, read), closed);
        }
    }

    private sealed class Connection
    {
        private long _received;

        public long Received => Interlocked.Read(ref _received);

        public bool IsSocket { get; private set; }

        public void Took(ReadOnlyMemory<byte> bytes) => Interlocked.Add(ref _received, bytes.Length);

        public void Sent(ReadOnlyMemory<byte> bytes) => IsSocket |= Encoding.ASCII.GetString(bytes.Span).Contains("Upgrade: websocket", StringComparison.OrdinalIgnoreCase);
    }
}
