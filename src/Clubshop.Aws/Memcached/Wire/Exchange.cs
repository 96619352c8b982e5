namespace Clubshop.Aws.Memcached.Wire;

/// <summary>
/// A request that was sent and the answer that is awaited. It keeps its place in the connection's order until its answer was read, also
/// when nobody waits any more: so an answer is never taken for another request's.
/// </summary>
internal sealed class Exchange(in Request request) : TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public AnswerShape Shape { get; } = request.Shape;

    public AnswerCode Allowed { get; } = request.Allowed;

    public bool IsNumbered { get; } = request.IsNumbered;

    /// <summary>Whether an error answer to it leaves the connection usable: a refused store may leave its value unread.</summary>
    public bool SurvivesClientError { get; } = request.Kind is RequestKind.Increment;

    /// <summary>Its number on its connection.</summary>
    public ulong Opaque { get; set; }

    /// <summary>When it was sent, as a timestamp of the connection's time.</summary>
    public long SentAt { get; set; }

    /// <summary>Whether its answer is late; noted once, also when nobody waits any more.</summary>
    public bool IsLate { get; set; }

    /// <summary>The answer, or the first of time-out, end of the connection and cancellation.</summary>
    public async Task<Answer> AnswerAsync(CancellationToken ct)
    {
        if (!ct.CanBeCanceled)
            return await Task;
        await using var registration = ct.UnsafeRegister(static (state, token) => ((Exchange)state!).TrySetCanceled(token), this);
        return await Task;
    }
}
