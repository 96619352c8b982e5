using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using Clubshop.LocalAws.Faults;

namespace Clubshop.LocalAws.Memcached;

/// <summary>One client's connection: cuts its bytes into lines and values, and sends what the session answers.</summary>
internal sealed class MemcachedConnection(Socket socket, ItemStore store, MemcachedServer server, FaultBoard faults, TimeProvider time) : IDisposable
{
    /// <summary>A line that is longer than this without an end is not memcached's protocol, unless it is a get of many keys.</summary>
    private const int LongestLine = 2048;

    /// <summary>What another protocol's server might say.</summary>
    private static readonly byte[] Garbage = Encoding.Latin1.GetBytes("\x16\x03\x01\0\xA7HTTP/1.1 400 Bad Request\r\nVALUE \0 \xFF\r\n");

    private readonly Session _session = new(store, server);
    private IReadOnlyList<FaultRule> _struck = [];
    private bool _isDrawn;
    private FaultKind? _spoilt;

    private enum Step
    {
        Done,
        Starved,
        Struck,
    }

    /// <summary>Serves until either side ends it.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException">The server is stopping.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: false);
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16 << 10, leaveOpen: true));
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            var before = buffer.Length;
            while (!_session.IsOver)
            {
                var step = Next(ref buffer);
                if (step == Step.Starved) break;
                if (step == Step.Struck) await StrikeAsync(stream, cancellationToken);
                if (_session.Reply.Length > 256 << 10) await SendAsync(stream, cancellationToken);
            }
            var isLost = IsNoProtocol(buffer);
            server.Count((int)(before - buffer.Length), _session.Reply.Length);
            reader.AdvanceTo(buffer.Start, buffer.End);
            await SendAsync(stream, cancellationToken);
            if (_session.IsOver || read.IsCompleted || isLost) return;
        }
    }

    /// <summary>Breaks the connection.</summary>
    public void Dispose() => socket.Dispose();

    private static ReadOnlySpan<byte> Whole(in ReadOnlySequence<byte> bytes) => bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray();

    private Step Next(ref ReadOnlySequence<byte> buffer)
    {
        if (_session.Skip > 0)
        {
            var passed = Math.Min(_session.Skip, buffer.Length);
            buffer = buffer.Slice(passed);
            _session.Skip -= passed;
            return passed > 0 ? Step.Done : Step.Starved;
        }
        if (_session.Storing is { } storing)
        {
            var wanted = storing.Length + 2;
            if (buffer.Length < wanted) return Step.Starved;
            var from = _session.Reply.Length;
            lock (store.Gate) _session.Value(Whole(buffer.Slice(0, wanted)));
            buffer = buffer.Slice(wanted);
            Spoil(from);
            return Step.Done;
        }
        return buffer.PositionOf((byte)'\n') is { } end ? Line(ref buffer, end) : Step.Starved;
    }

    private Step Line(ref ReadOnlySequence<byte> buffer, SequencePosition end)
    {
        var line = Whole(buffer.Slice(0, end));
        if (!_isDrawn && faults.HasCacheFaults)
        {
            _isDrawn = true;
            _struck = faults.Draw(
                NameOf(line), FaultKind.CacheSlow, FaultKind.CacheSilent, FaultKind.CacheReset, FaultKind.CacheGarbage, FaultKind.CacheHalfLine);
            if (_struck.Count > 0) return Step.Struck;
        }
        _isDrawn = false;
        var from = _session.Reply.Length;
        lock (store.Gate) _session.Line(line);
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        if (_session.Storing is null) Spoil(from);
        return Step.Done;
    }

    private static string NameOf(ReadOnlySpan<byte> line)
    {
        var name = line.TrimStart((byte)' ');
        var stop = name.IndexOfAny((byte)' ', (byte)'\r');
        return Encoding.Latin1.GetString(stop < 0 ? name : name[..stop]);
    }

    // Faults that strike before the command; those that spoil the answer wait until there is one.
    private async Task StrikeAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        foreach (var rule in _struck)
        {
            switch (rule.Kind)
            {
                case FaultKind.CacheSlow:
                    await SendAsync(stream, cancellationToken);
                    await Task.Delay(TimeSpan.FromMilliseconds(rule.DelayMs), time, cancellationToken);
                    break;
                case FaultKind.CacheSilent:
                    await SendAsync(stream, cancellationToken);
                    await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
                    break;
                case FaultKind.CacheReset:
                    socket.LingerState = new LingerOption(enable: true, seconds: 0);
                    throw new IOException("The connection was reset, as the faults say.");
                default:
                    _spoilt = rule.Kind;
                    break;
            }
        }
    }

    private void Spoil(int from)
    {
        if (_spoilt is not { } kind) return;
        _spoilt = null;
        var answer = _session.Reply.Length - from;
        _session.Reply.CutTo(kind == FaultKind.CacheGarbage ? from : from + (answer / 2));
        if (kind == FaultKind.CacheGarbage) _session.Reply.Text(Garbage);
        else _session.End();
    }

    // A client that speaks another protocol is disconnected before it fills the memory.
    private bool IsNoProtocol(in ReadOnlySequence<byte> rest)
    {
        if (_session.Storing is not null || _session.Skip > 0 || rest.Length <= LongestLine) return false;
        var start = Whole(rest.Slice(0, 110)).TrimStart((byte)' ');
        return !start.StartsWith("get "u8) && !start.StartsWith("gets "u8);
    }

    private async Task SendAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        if (_session.Reply.Length == 0) return;
        await stream.WriteAsync(_session.Reply.Bytes, cancellationToken);
        _session.Reply.Clear();
    }
}
