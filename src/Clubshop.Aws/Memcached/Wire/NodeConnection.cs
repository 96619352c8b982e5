using System.Buffers;
using System.IO.Pipelines;

namespace Clubshop.Aws.Memcached.Wire;

/// <summary>What became of handing a request to a connection.</summary>
internal enum Handed
{
    /// <summary>It will be sent.</summary>
    Over,
    /// <summary>The connection has ended; nothing was sent.</summary>
    Closed,
    /// <summary>Too much waits to be sent; nothing was added.</summary>
    Full,
}

/// <summary>
/// One connection with many requests in progress. Requests are sent in the order they are handed over, answers are taken in that order,
/// and each answer must be of a kind its request allows and carry its request's number; otherwise the connection ends.
/// </summary>
internal sealed class NodeConnection : IThreadPoolWorkItem, IAsyncDisposable
{
    /// <summary>Bytes that may wait to be sent.</summary>
    private const int MaxWaiting = 4 * 1024 * 1024;

    /// <summary>A buffer that grew beyond this for one large value is given back.</summary>
    private const int KeptBuffer = 256 * 1024;

    private readonly Lock _gate = new();
    private readonly Stream _stream;
    private readonly string _node;
    private readonly AnswerParser _parser;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Queue<Exchange> _underWay = new();
    private ArrayBufferWriter<byte> _waiting = new(4096);
    private ArrayBufferWriter<byte> _sending = new(4096);
    private TaskCompletionSource? _room;
    private MemcachedException? _ended;
    private Action? _timedOut;
    private Action<NodeConnection, MemcachedException, bool>? _whenEnded;
    private bool _flushing;
    private bool _watching;
    private ulong _opaque;
    private long _lastReceived;

    public NodeConnection(Stream stream, string node, int maxValueBytes, TimeSpan timeout, TimeProvider time)
    {
        _stream = stream;
        _node = node;
        _parser = new AnswerParser(maxValueBytes);
        _timeout = timeout;
        _time = time;
        MadeAt = time.GetTimestamp();
        _timer = time.CreateTimer(static state => ((NodeConnection)state!).Watch(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Completion = ReadAsync();
    }

    /// <summary>When it was made, as a timestamp of its time.</summary>
    public long MadeAt { get; }

    /// <summary>Ends with the connection; never fails.</summary>
    public Task Completion { get; }

    /// <summary>Whether requests can be handed over.</summary>
    public bool IsOpen => Volatile.Read(ref _ended) is null;

    /// <summary>How many answers are awaited, those that nobody waits for included.</summary>
    public int UnderWay => _underWay.Count;

    /// <summary>Tells what becomes of it from now on; at once if it has ended already.</summary>
    /// <param name="timedOut">Called when requests are late; the connection may go on.</param>
    /// <param name="ended">Called once, when it ends without having been disposed: why, and whether an answer was awaited.</param>
    public void Listen(Action timedOut, Action<NodeConnection, MemcachedException, bool> ended)
    {
        MemcachedException? before;
        lock (_gate)
            (_timedOut, _whenEnded, before) = (timedOut, ended, _ended);
        if (before is not null)
            ended(this, before, false);
    }

    /// <summary>Hands a request over.</summary>
    public Handed TryHand(in Request request, Exchange exchange)
    {
        bool flush, alone;
        lock (_gate)
        {
            if (_ended is not null)
                return Handed.Closed;
            if (_waiting.WrittenCount > MaxWaiting)
                return Handed.Full;
            exchange.Opaque = ++_opaque;
            exchange.SentAt = _time.GetTimestamp();
            request.Write(_waiting, exchange.Opaque);
            _underWay.Enqueue(exchange);
            alone = _underWay.Count == 1;
            flush = !_flushing;
            _flushing = true;
            if (!_watching)
            {
                _watching = true;
                _timer.Change(_timeout, Timeout.InfiniteTimeSpan);
            }
        }

        // Alone, a request goes out at once; among others it waits one turn of the thread pool, and many go out in one write.
        if (flush && alone)
            _ = FlushAsync();
        else if (flush)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return Handed.Over;
    }

    /// <summary>Ends when there is room again, or the connection is closed.</summary>
    public Task RoomAsync(CancellationToken ct)
    {
        lock (_gate)
        {
            if (_ended is not null || _waiting.WrittenCount <= MaxWaiting)
                return Task.CompletedTask;
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task.WaitAsync(_timeout, _time, ct);
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = FlushAsync();

    private async Task FlushAsync()
    {
        try
        {
            while (true)
            {
                lock (_gate)
                {
                    if (_waiting.WrittenCount == 0 || _ended is not null)
                    {
                        _flushing = false;
                        return;
                    }

                    (_waiting, _sending) = (_sending, _waiting);
                    _room?.TrySetResult();
                    _room = null;
                }

                await _stream.WriteAsync(_sending.WrittenMemory);
                _sending.ResetWrittenCount();
                if (_sending.Capacity > KeptBuffer)
                    _sending = new ArrayBufferWriter<byte>(4096);
            }
        }
#pragma warning disable CA1031 // Whatever it was, it is told to those who wait; nobody else would see it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            End(new MemcachedUnavailableException(_node, "the connection ended while sending", exception));
        }
    }

    private async Task ReadAsync()
    {
        await Task.Yield();
        var reader = PipeReader.Create(_stream, new StreamPipeReaderOptions(bufferSize: 32 * 1024, leaveOpen: true));
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync();
                Volatile.Write(ref _lastReceived, _time.GetTimestamp());
                var bytes = read.Buffer;
                TakeAnswers(ref bytes);
                reader.AdvanceTo(bytes.Start, bytes.End);
                if (!read.IsCompleted)
                    continue;
                var where = bytes.IsEmpty ? "" : " in the middle of an answer";
                End(new MemcachedUnavailableException(_node, $"the node closed the connection{where}"));
                break;
            }
        }
        catch (WireFormatException exception)
        {
            End(new MemcachedProtocolException(_node, $"answered {exception.Message}", exception));
        }
#pragma warning disable CA1031 // As in sending.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            End(new MemcachedUnavailableException(_node, "the connection ended", exception));
        }

        await reader.CompleteAsync();
    }

    private void TakeAnswers(ref ReadOnlySequence<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            Exchange? first;
            lock (_gate)
                _underWay.TryPeek(out first);
            if (first is null)
                throw new WireFormatException("without a request");
            if (!_parser.TryTake(ref bytes, first.Shape, out var answer))
                return;
            Check(first, answer);
            lock (_gate)
                _underWay.TryDequeue(out _);
            first.TrySetResult(answer);
            // It may take the rest of what it did not understand, such as a value, for requests.
            if (answer.Code is AnswerCode.UnknownCommand || (answer.Code is AnswerCode.ClientError && !first.SurvivesClientError))
            {
                End(new MemcachedUnavailableException(_node, "it did not understand a request"));
                return;
            }
        }
    }

    private static void Check(Exchange exchange, in Answer answer)
    {
        if (answer.Code is AnswerCode.UnknownCommand or AnswerCode.ClientError or AnswerCode.ServerError)
            return;
        if ((answer.Code & exchange.Allowed) is AnswerCode.None)
            throw new WireFormatException("what was not asked");
        if (exchange.IsNumbered && answer.Opaque != exchange.Opaque)
            throw new WireFormatException("another request");
    }

    // Requests of one connection have one time-out, so the oldest is due first; one timer serves them all, and stops when there are none.
    private void Watch()
    {
        List<Exchange> late = [];
        var silent = false;
        lock (_gate)
        {
            if (_ended is not null)
                return;
            var now = _time.GetTimestamp();
            var next = _timeout;
            foreach (var exchange in _underWay)
            {
                var left = _timeout - _time.GetElapsedTime(exchange.SentAt, now);
                if (left > TimeSpan.Zero)
                {
                    next = left;
                    break;
                }

                silent |= Volatile.Read(ref _lastReceived) <= exchange.SentAt;
                if (exchange.IsLate)
                    continue;
                exchange.IsLate = true;
                late.Add(exchange);
            }

            _watching = _underWay.Count > 0;
            if (_watching)
                _timer.Change(next + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
        }

        if (silent)
        {
            End(TookTooLong());
            return;
        }

        foreach (var exchange in late)
            exchange.TrySetException(TookTooLong());
        if (late.Count > 0)
            _timedOut?.Invoke();
    }

    private MemcachedUnavailableException TookTooLong() => new(_node, $"no answer within {_timeout.TotalMilliseconds:0} ms");

    private void End(MemcachedException reason, bool disposed = false)
    {
        Exchange[] lost;
        Action<NodeConnection, MemcachedException, bool>? tell;
        lock (_gate)
        {
            if (_ended is not null)
                return;
            _ended = reason;
            tell = disposed ? null : _whenEnded;
            lost = [.. _underWay];
            _underWay.Clear();
            _room?.TrySetResult();
            _room = null;
        }

        _timer.Dispose();
        _stream.Dispose();
        for (var i = 0; i < lost.Length; i++)
        {
            // A broken answer is reported to the request it was read for; the others only learn of the loss.
            lost[i].TrySetException(reason switch
            {
                MemcachedProtocolException when i == 0 => reason,
                MemcachedProtocolException => new MemcachedUnavailableException(_node, "the connection was given up before the answer", reason),
                _ => new MemcachedUnavailableException(_node, reason.Problem, reason.InnerException),
            });
        }

        tell?.Invoke(this, reason, lost.Length > 0);
    }

    public async ValueTask DisposeAsync()
    {
        End(new MemcachedUnavailableException(_node, "the connection was closed"), disposed: true);
        await Completion;
    }
}
