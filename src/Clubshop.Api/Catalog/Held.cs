namespace Clubshop.Api.Catalog;

/// <summary>
/// What was read last under one key, for a moment; one reading at a time. The age counts from when a reading began, so what a writer had saved
/// before that is in it.
/// </summary>
internal class Held<T>
    where T : class
{
    private readonly Lock _gate = new();
    private State? _state;
    private Task<T?>? _reading;

    /// <summary>Whether what was read is young enough; then <paramref name="value"/> has it, null for nothing.</summary>
    public bool TryGet(TimeProvider time, out T? value)
    {
        var state = Volatile.Read(ref _state);
        value = state?.Value;
        return state is not null && time.GetElapsedTime(state.BeganAt) < state.KeepFor;
    }

    /// <summary>When the last reading began, as a timestamp; 0 before the first.</summary>
    public long BeganAt => Volatile.Read(ref _state)?.BeganAt ?? 0;

    /// <summary>What is there now: as it was read a moment ago, or as it is read for this and all other callers.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="read">Reads it; gets what was read before, to give it back where nothing has changed.</param>
    public ValueTask<T?> GetAsync(TimeProvider time, Func<T?, Task<(T? Value, TimeSpan KeepFor)>> read)
    {
        if (TryGet(time, out var value))
            return new(value);
        lock (_gate)
        {
            if (TryGet(time, out value))
                return new(value);
            return new(_reading ??= ReadAsync(time, read));
        }
    }

    private async Task<T?> ReadAsync(TimeProvider time, Func<T?, Task<(T? Value, TimeSpan KeepFor)>> read)
    {
        await Task.Yield(); // the lock is held
        var beganAt = time.GetTimestamp();
        try
        {
            var (value, keepFor) = await read(Volatile.Read(ref _state)?.Value);
            Volatile.Write(ref _state, new(value, beganAt, keepFor));
            return value;
        }
        finally
        {
            lock (_gate)
                _reading = null;
        }
    }

    private sealed record State(T? Value, long BeganAt, TimeSpan KeepFor);
}
