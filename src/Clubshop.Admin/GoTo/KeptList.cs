using Clubshop.Admin.Staff;

namespace Clubshop.Admin.GoTo;

/// <summary>
/// For a source that must read before it can answer: reads for one person once in a while, not on each key. A read goes on when more is typed,
/// so that the next answer has it. Not for several threads: a circuit has one.
/// </summary>
/// <typeparam name="T">What is kept of a record: as little as a search needs.</typeparam>
public sealed class KeptList<T>(TimeProvider time) : IDisposable
{
    /// <summary>How long a list is used.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _left = new();
    private Task<IReadOnlyList<T>>? _read;
    private DateTimeOffset _readAt;
    private (string Id, Role? Role) _readFor;

    /// <summary>The list, read again when it is old, was read for somebody else, or could not be read.</summary>
    /// <param name="actor">For whom; the caller has checked that they may.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="cancellationToken">Ends the waiting, not the read.</param>
    public Task<IReadOnlyList<T>> GetAsync(Actor actor, Func<CancellationToken, Task<IReadOnlyList<T>>> read, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_read is null || _read.IsFaulted || _read.IsCanceled || _readFor != (actor.Id, actor.Role) || now - _readAt >= Life)
            (_read, _readAt, _readFor) = (read(_left.Token), now, (actor.Id, actor.Role));

        return _read.WaitAsync(cancellationToken);
    }

    /// <summary>Stops a read that is under way.</summary>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }
}
