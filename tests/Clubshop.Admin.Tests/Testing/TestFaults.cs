using Clubshop.LocalAws;
using Clubshop.LocalAws.Faults;

namespace Clubshop.Admin.Tests.Testing;

/// <summary>
/// The faults that all tests run with: environment variable <c>CLUBSHOP_FAULTS</c>, such as <c>index-lag=500,throttle=0.02,seed=7</c>
/// (<see cref="FaultText.Parse"/>); none by default. The delays pass in real time, because most tests' clocks stand.
/// </summary>
internal static class TestFaults
{
    /// <summary>Whether there are any.</summary>
    public static bool On { get; } = Plan() is not null;

    /// <summary>How a test opens its embedded AWS, in memory.</summary>
    public static LocalAwsOptions Options() =>
        Plan() is { } plan ? new LocalAwsOptions { Faults = plan, FaultTime = TimeProvider.System } : new LocalAwsOptions();

    private static FaultPlan? Plan() => FaultText.Parse(Environment.GetEnvironmentVariable("CLUBSHOP_FAULTS"));
}
