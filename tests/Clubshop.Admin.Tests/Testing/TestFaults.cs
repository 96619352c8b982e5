using Clubshop.LocalAws;
using Clubshop.LocalAws.Faults;

namespace Clubshop.Admin.Tests.Testing;

/// <summary>
/// The faults that all tests run with: environment variable <c>CLUBSHOP_FAULTS</c>, such as <c>index-lag=500,throttle=0.02,seed=7</c>
/// (<see cref="FaultText.Parse"/>); none by default. Delays pass in real time, because most tests' clocks stand.
/// </summary>
internal static class TestFaults
{
    /// <summary>Whether there are any.</summary>
    public static bool On { get; } = Plan() is not null;

    /// <summary>How a test opens its embedded AWS, in memory.</summary>
    public static LocalAwsOptions Options() =>
        Plan() is { } plan ? new LocalAwsOptions { Faults = plan, FaultTime = new LagClock() } : new LocalAwsOptions();

    private static FaultPlan? Plan() => FaultText.Parse(Environment.GetEnvironmentVariable("CLUBSHOP_FAULTS"));
}

/// <summary>
/// The clock that indexes lag by: the system's, and a step ahead where a test is about what an index says in the end, so that it need
/// not wait for it.
/// </summary>
internal sealed class LagClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));

    /// <summary>Every index has what was written until now.</summary>
    public void CatchUp() => Interlocked.Add(ref _ahead, TimeSpan.TicksPerMinute);
}
