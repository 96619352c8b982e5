using Microsoft.Extensions.Logging;

namespace Clubshop.Aws.Memcached.Wire;

/// <summary>One node's connections and whether it is asked.</summary>
internal sealed partial class NodeLink : IAsyncDisposable
{
    private const TaskContinuationOptions OnFault = TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously;

    /// <summary>A connection that ends sooner, without having been used, was refused in a way.</summary>
    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(1);

    private readonly NodeAddress _address;
    private readonly string _name;
    private readonly Dialer _dialer;
    private readonly MemcachedOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Breaker _breaker;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopped;
    private readonly ITimer _probeTimer;
    private NodeConnection[] _open = [];
    private Task<NodeConnection>? _dialing;
    private bool _disposed;

    public NodeLink(NodeAddress address, Dialer dialer, MemcachedOptions options, TimeProvider time, ILogger logger)
    {
        (_address, _dialer, _options, _time, _logger) = (address, dialer, options, time, logger);
        _name = address.ToString();
        _stopped = _stop.Token;
        _breaker = new Breaker(options, time);
        _probeTimer = time.CreateTimer(static link => ((NodeLink)link!).Probe(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Called after the node came up or went down.</summary>
    public Action? StateChanged { get; set; }

    public NodeState State => _breaker.State;

    /// <summary>Sends a request and awaits its answer.</summary>
    /// <exception cref="MemcachedException">There is no meaningful answer.</exception>
    public async Task<Answer> AskAsync(Request request, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var exchange = new Exchange(request);
        for (var attempt = 0; ; attempt++)
        {
            var connection = Pick() ?? await ConnectedAsync(ct);
            var handed = connection.TryHand(request, exchange);
            if (handed is Handed.Over)
                break;
            if (attempt == 8)
                throw new MemcachedUnavailableException(_name, "no connection took the request", notSent: true);
            if (handed is Handed.Full)
                await RoomAsync(connection, ct);
        }

        var answer = await exchange.AnswerAsync(ct);
        if (_breaker.Answered())
            Changed(up: true);
        return answer.Code switch
        {
            AnswerCode.UnknownCommand => throw new MemcachedProtocolException(_name, "does not know a command of the meta protocol"),
            AnswerCode.ServerError when answer.Text.Contains("too large", StringComparison.Ordinal) =>
                throw new MemcachedValueTooLargeException(_name, request.Value.Length, MemcachedNode.LargestValue(_options, request.Key)),
            AnswerCode.ServerError when answer.Text.Contains("out of memory", StringComparison.Ordinal) =>
                throw new MemcachedUnavailableException(_name, "has no memory left for the value"),
            AnswerCode.ServerError => throw new MemcachedUnavailableException(_name, "could not do what was asked (SERVER_ERROR)"),
            AnswerCode.ClientError when request.Kind is not RequestKind.Increment =>
                throw new MemcachedProtocolException(_name, "refused a request as malformed (CLIENT_ERROR)"),
            _ => answer,
        };
    }

    private async Task RoomAsync(NodeConnection connection, CancellationToken ct)
    {
        try
        {
            await connection.RoomAsync(ct);
        }
        catch (TimeoutException exception)
        {
            throw new MemcachedUnavailableException(_name, "takes nothing more for now", exception, notSent: true);
        }
    }

    // The connection with the least under way; another is opened beside it when even that is busy.
    private NodeConnection? Pick()
    {
        if (_breaker.IsOpen)
            throw NotAsked();
        NodeConnection? least = null;
        var open = Volatile.Read(ref _open);
        foreach (var connection in open)
        {
            if (connection.IsOpen && (least is null || connection.UnderWay < least.UnderWay))
                least = connection;
        }

        if (least is not null && least.UnderWay > 4 && open.Length < _options.ConnectionsPerNode)
            _ = DialAsync();
        return least;
    }

    private MemcachedUnavailableException NotAsked() =>
        new(_name, $"it is down and not asked: {_breaker.State.Problem ?? "it did not answer"}", notSent: true);

    private async Task<NodeConnection> ConnectedAsync(CancellationToken ct)
    {
        try
        {
            return await DialAsync().WaitAsync(ct);
        }
        catch (MemcachedException exception) when (!ct.IsCancellationRequested)
        {
            // Each caller has an exception of its own: one that is thrown twice has the traces of both.
            throw exception is MemcachedProtocolException
                ? new MemcachedProtocolException(_name, exception.Problem, exception)
                : new MemcachedUnavailableException(_name, exception.Problem, exception, notSent: true);
        }
    }

    // One attempt at a time, for all callers; a caller that gives up does not end it.
    private Task<NodeConnection> DialAsync()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_dialing is null)
            {
                _dialing = DialOnceAsync();
                // A probe's failure is in the state; nobody may be waiting for it here.
                _ = _dialing.ContinueWith(static done => _ = done.Exception, CancellationToken.None, OnFault, TaskScheduler.Default);
            }

            return _dialing;
        }
    }

    private async Task<NodeConnection> DialOnceAsync()
    {
        await Task.Yield();
        try
        {
            var connection = await _dialer.ConnectAsync(_address, greet: true, _stopped);
            var kept = false;
            lock (_gate)
            {
                _dialing = null;
                if (!_disposed)
                {
                    _open = [.. _open.Where(other => other.IsOpen), connection];
                    kept = true;
                }
            }

            if (!kept)
            {
                await connection.DisposeAsync();
                throw new MemcachedUnavailableException(_name, "it is no longer a member", notSent: true);
            }

            if (_breaker.Connected())
                Changed(up: true);
            connection.Listen(OnTimedOut, OnEnded);
            return connection;
        }
        catch (MemcachedException exception)
        {
            lock (_gate)
                _dialing = null;
            NoConnection(exception.Problem);
            throw;
        }
        catch (OperationCanceledException exception)
        {
            lock (_gate)
                _dialing = null;
            throw new MemcachedUnavailableException(_name, "it is no longer a member", exception, notSent: true);
        }
    }

    // A second connection that cannot be opened says nothing about a first that answers.
    private void NoConnection(string problem)
    {
        if (Volatile.Read(ref _open).Any(connection => connection.IsOpen))
            return;
        if (_breaker.Unreachable(problem))
            Changed(up: false);
        ScheduleProbe();
    }

    private void OnTimedOut() => Fail("it answers too late");

    private void OnEnded(NodeConnection connection, MemcachedException reason, bool awaited)
    {
        bool disposed;
        lock (_gate)
        {
            _open = [.. _open.Where(other => other != connection)];
            disposed = _disposed;
        }

        if (disposed)
            return;
        // A node may close an idle connection (idle_timeout). That is not a failure, but several in a row are.
        if (awaited || reason is MemcachedProtocolException || _time.GetElapsedTime(connection.MadeAt) < ShortestLife)
            Fail(reason.Problem);
        // Connecting again at once shows whether the node is down, before the next caller has to find out.
        if (!_breaker.IsOpen)
            Probe();
    }

    private void Fail(string problem)
    {
        if (!_breaker.Failed(problem))
            return;
        NodeConnection[] open;
        lock (_gate)
        {
            open = _open;
            _open = [];
        }

        foreach (var connection in open)
            _ = connection.DisposeAsync().AsTask();
        Changed(up: false);
        ScheduleProbe();
    }

    private void ScheduleProbe()
    {
        lock (_gate)
        {
            if (!_disposed)
                _probeTimer.Change(_breaker.NextPause(), Timeout.InfiniteTimeSpan);
        }
    }

    private void Probe()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
        }

        _ = DialAsync();
    }

    private void Changed(bool up)
    {
        if (up)
            LogUp(_logger, _name);
        else
            LogDown(_logger, _name, _breaker.State.Problem ?? "it did not answer");
        StateChanged?.Invoke();
    }

    public async ValueTask DisposeAsync()
    {
        NodeConnection[] open;
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            open = _open;
            _open = [];
        }

        await _stop.CancelAsync();
        await _probeTimer.DisposeAsync();
        foreach (var connection in open)
            await connection.DisposeAsync();
        _stop.Dispose();
    }

    [LoggerMessage(3003, LogLevel.Information, "memcached {Node} answers.")]
    private static partial void LogUp(ILogger logger, string node);

    [LoggerMessage(3004, LogLevel.Warning, "memcached {Node} is down: {Problem}.")]
    private static partial void LogDown(ILogger logger, string node, string problem);
}
