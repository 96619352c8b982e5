using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Clubshop.LocalAws.Faults;
using Microsoft.Extensions.Logging;

namespace Clubshop.LocalAws.Memcached;

/// <summary>
/// The embedded memcached: the text and meta protocol of memcached 1.6 on a loopback port, with the answers of Debian's 1.6.18 to the
/// byte, and ElastiCache's <c>config get cluster</c>. Only in memory, as a cache is; 64 MB, the least recently used goes first.
/// </summary>
public sealed partial class MemcachedServer : IAsyncDisposable, IServerFacts
{
    /// <summary>The bytes it holds by default, as memcached does.</summary>
    public const long DefaultLimit = 64 << 20;

    private readonly ConcurrentDictionary<MemcachedConnection, Task> _connections = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly FaultBoard _faults;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ItemStore _store;
    private Socket? _listener;
    private long _all;
    private long _read;
    private long _written;
    private (int Version, string Nodes)? _cluster;

    private MemcachedServer(FaultBoard faults, TimeProvider time, ILogger logger, long limit)
    {
        (_faults, _time, _logger, _store) = (faults, time, logger, new ItemStore(limit, time));
        Started = time.GetUtcNow();
    }

    /// <summary>Where it listens, such as <c>127.0.0.1:41234</c>; the same for as long as it lives.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"{IPAddress.Loopback}:{Port}");

    /// <summary>The port of <see cref="Address"/>.</summary>
    public int Port { get; private set; }

    /// <inheritdoc />
    public DateTimeOffset Started { get; }

    /// <inheritdoc />
    int IServerFacts.Connections => _connections.Count;

    /// <inheritdoc />
    long IServerFacts.AllConnections => Interlocked.Read(ref _all);

    /// <inheritdoc />
    long IServerFacts.BytesRead => Interlocked.Read(ref _read);

    /// <inheritdoc />
    long IServerFacts.BytesWritten => Interlocked.Read(ref _written);

    /// <inheritdoc />
    (int Version, string Nodes) IServerFacts.Cluster =>
        _cluster ?? (1, string.Create(CultureInfo.InvariantCulture, $"localhost|{IPAddress.Loopback}|{Port}"));

    /// <summary>What goes wrong; of its kinds those whose names begin with Cache.</summary>
    public FaultBoard Faults => _faults;

    /// <summary>Listens. The port is bound when this returns, so a client may be given it.</summary>
    /// <param name="port">The port on 127.0.0.1; 0 for a free one.</param>
    /// <param name="faults"><see cref="Faults"/>.</param>
    /// <param name="time">The clock for expiry and delays.</param>
    /// <param name="logger">Logs clients that cannot be served.</param>
    /// <param name="limit">The bytes that items may take.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static MemcachedServer Start(int port, FaultBoard faults, TimeProvider time, ILogger logger, long limit = DefaultLimit)
    {
        var server = new MemcachedServer(faults, time, logger, limit);
        server.Listen(port);
        faults.Changed += server.OnFaultsChanged;
        server.Follow();
        return server;
    }

    /// <summary>What <c>config get cluster</c> answers from now on: these nodes, <c>address:port</c>, instead of only this one.</summary>
    /// <exception cref="FormatException">One is not an address and port.</exception>
    public void SetCluster(IEnumerable<string> nodes)
    {
        var list = nodes.Select(IPEndPoint.Parse).Select(node => string.Create(CultureInfo.InvariantCulture, $"localhost|{node.Address}|{node.Port}"));
        _cluster = ((_cluster?.Version ?? 1) + 1, string.Join(' ', list));
    }

    /// <summary>Ends the conversations and gives the port up.</summary>
    public async ValueTask DisposeAsync()
    {
        _faults.Changed -= OnFaultsChanged;
        await _stopping.CancelAsync();
        lock (_gate) Close();
        await Task.WhenAll(_connections.Values);
        _stopping.Dispose();
    }

    /// <summary>Takes a request that was carried out into account.</summary>
    internal void Count(int read, int written)
    {
        Interlocked.Add(ref _read, read);
        Interlocked.Add(ref _written, written);
    }

    private void Listen(int port)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
            listener.Listen(512);
        }
        catch (SocketException taken)
        {
            listener.Dispose();
            throw new IOException($"The embedded memcached cannot listen on port {port.ToString(CultureInfo.InvariantCulture)}: {taken.Message}", taken);
        }
        (_listener, Port) = (listener, ((IPEndPoint)listener.LocalEndPoint!).Port);
        _ = AcceptAsync(listener); // ends with the listener
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptAsync(_stopping.Token);
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
            lock (_gate)
            {
                if (_listener != listener)
                {
                    client.Dispose();
                    return;
                }
                client.NoDelay = true;
                Interlocked.Increment(ref _all);
                var connection = new MemcachedConnection(client, _store, this, _faults, _time);
                _connections[connection] = ServeAsync(connection);
            }
        }
    }

    private async Task ServeAsync(MemcachedConnection connection)
    {
        await Task.Yield(); // so that it is listed before it can be over
        try
        {
            await connection.RunAsync(_stopping.Token);
        }
        catch (Exception lost) when (lost is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            LogLost(_logger, lost);
        }
        finally
        {
            connection.Dispose();
            _connections.TryRemove(connection, out _);
        }
    }

    private void OnFaultsChanged(object? sender, EventArgs e) => Follow();

    // Down means not listening: the operating system refuses clients, as for a process that does not run.
    private void Follow()
    {
        lock (_gate)
        {
            var isDown = _faults.IsCacheDown;
            if (isDown && _listener is not null)
            {
                Close();
                lock (_store.Gate) _store.Flush(0); // a process that went down comes back empty
            }
            else if (!isDown && _listener is null && !_stopping.IsCancellationRequested)
            {
                try
                {
                    Listen(Port);
                }
                catch (IOException taken)
                {
                    LogNotBack(_logger, taken);
                }
            }
        }
    }

    private void Close()
    {
        _listener?.Dispose();
        _listener = null;
        foreach (var connection in _connections.Keys) connection.Dispose();
    }

    [LoggerMessage(4101, LogLevel.Debug, "Embedded memcached: a client's connection was lost.")]
    private static partial void LogLost(ILogger logger, Exception lost);

    [LoggerMessage(4102, LogLevel.Error, "Embedded memcached: somebody else took its port while it was down.")]
    private static partial void LogNotBack(ILogger logger, Exception taken);
}
