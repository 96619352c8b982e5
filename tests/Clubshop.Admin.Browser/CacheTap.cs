using System.Net;
using System.Net.Sockets;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Memcached;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.Admin.Browser;

/// <summary>A memcached whose every incoming byte is kept: what a portal ever wrote to the shared cache, evicted or not.</summary>
internal sealed class CacheTap : IAsyncDisposable
{
    private readonly MemcachedServer _server = MemcachedServer.Start(0, new FaultBoard(), TimeProvider.System, NullLogger.Instance);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly MemoryStream _written = new();
    private readonly Task _accepting;

    public CacheTap()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>For <c>Cache:Nodes</c>.</summary>
    public string Address => _listener.LocalEndpoint.ToString()!;

    /// <summary>Everything written so far.</summary>
    public byte[] Written
    {
        get
        {
            lock (_written)
                return _written.ToArray();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        await _server.DisposeAsync();
        _end.Dispose();
        await _written.DisposeAsync();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ForwardAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ForwardAsync(TcpClient portal)
    {
        try
        {
            using (portal)
            using (var cache = new TcpClient())
            {
                await cache.ConnectAsync(IPAddress.Loopback, _server.Port, _end.Token);
                var back = cache.GetStream().CopyToAsync(portal.GetStream(), _end.Token);
                var buffer = new byte[64 * 1024];
                int read;
                while ((read = await portal.GetStream().ReadAsync(buffer, _end.Token)) > 0)
                {
                    lock (_written)
                        _written.Write(buffer, 0, read);
                    await cache.GetStream().WriteAsync(buffer.AsMemory(0, read), _end.Token);
                }

                cache.Client.Shutdown(SocketShutdown.Send);
                await back;
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // One side hung up: as connections end.
        }
    }
}
