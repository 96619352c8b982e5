using Microsoft.Extensions.Time.Testing;

namespace Clubshop.Admin.Tests.Common;

/// <summary>A clock that a test sets and moves. Timers and elapsed time are real: only what is dated comes from here.</summary>
internal sealed class TestClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    public TestClock()
        : this(new DateTimeOffset(2026, 11, 20, 10, 42, 0, TimeSpan.Zero))
    {
    }

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => System.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime, period);
}
