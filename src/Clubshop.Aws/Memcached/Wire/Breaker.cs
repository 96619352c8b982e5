using System.Security.Cryptography;

namespace Clubshop.Aws.Memcached.Wire;

/// <summary>
/// Whether a node is asked. It opens when no connection can be made, or after a number of time-outs in a row; then only probes go to
/// the node, at growing intervals that differ between the portal's instances, until one is answered.
/// </summary>
internal sealed class Breaker(MemcachedOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private NodeState _state = new(NodeCondition.Unknown, time.GetUtcNow());
    private int _inARow;
    private int _probes;

    public NodeState State => Volatile.Read(ref _state);

    public bool IsOpen => State.Condition is NodeCondition.Down;

    /// <summary>A request was answered. True if the node was not up before.</summary>
    public bool Answered()
    {
        if (_inARow != 0 || _probes != 0)
            (_inARow, _probes) = (0, 0);
        return Connected();
    }

    /// <summary>
    /// A new connection was made. True if the node was not up before. Failures before it still count, and pauses go on growing, until a
    /// request is answered: a node that greets and then falls silent is of no use.
    /// </summary>
    public bool Connected()
    {
        if (State.Condition is NodeCondition.Up)
            return false;
        lock (_gate)
        {
            if (_state.Condition is NodeCondition.Up)
                return false;
            Volatile.Write(ref _state, _state with { Condition = NodeCondition.Up, Since = time.GetUtcNow() });
            return true;
        }
    }

    /// <summary>A late answer or a lost connection. True if that makes the node down.</summary>
    public bool Failed(string problem) => Note(problem, Interlocked.Increment(ref _inARow) >= options.FailuresToOpen);

    /// <summary>No connection could be made. True if the node was not down before.</summary>
    public bool Unreachable(string problem) => Note(problem, down: true);

    /// <summary>How long to wait before the next probe: doubling up to the longest pause, and up to a fifth shorter by chance.</summary>
    public TimeSpan NextPause()
    {
        int probe;
        lock (_gate)
            probe = _probes++;
        var pause = Math.Min(options.FirstPause.TotalMilliseconds * Math.Pow(2, Math.Min(probe, 20)), options.LongestPause.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(pause * (1 - (RandomNumberGenerator.GetInt32(0, 201) / 1000.0)));
    }

    private bool Note(string problem, bool down)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var turns = down && _state.Condition is not NodeCondition.Down;
            Volatile.Write(ref _state, new NodeState(
                turns ? NodeCondition.Down : _state.Condition,
                turns ? now : _state.Since,
                problem,
                now));
            return turns;
        }
    }
}
