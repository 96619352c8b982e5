using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Clubshop.LocalAws;
using Clubshop.LocalAws.Faults;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.Admin.Tests.Testing;

/// <summary>
/// How every test world opens its embedded AWS: in memory, with the faults that all tests run with, which environment variable
/// <c>CLUBSHOP_FAULTS</c> gives, such as <c>index-lag=500,throttle=0.02,seed=7</c> (<see cref="FaultText.Parse"/>); none by default.
/// </summary>
/// <remarks>
/// A test that writes, and then asks something that reads an index of DynamoDB, says in between that time has passed: by moving its own
/// clock, or by <see cref="IndexesFollow"/>. Delays pass in real time beside that, because most tests' clocks stand.
/// </remarks>
internal static class TestFaults
{
    private static readonly ConditionalWeakTable<LocalAws.LocalAws, LagClock> Clocks = [];

    // Hundreds of pools would make a key each, a third of the run's processor time. No two pools of a test have the same.
    private static readonly Lazy<string>[] SigningKeys = [.. Enumerable.Range(0, 16).Select(_ => new Lazy<string>(NewSigningKey))];
    private static int _keysGiven;

    /// <summary>Whether there are any.</summary>
    public static bool On { get; } = Plan() is not null;

    /// <summary>Opens an embedded AWS.</summary>
    /// <param name="clock">The test's clock. When the test moves it, indexes follow.</param>
    /// <param name="faults">Whether the faults of the run strike here: not where a test counts requests or brings faults of its own.</param>
    public static async Task<LocalAws.LocalAws> OpenAsync(TimeProvider clock, bool faults = true)
    {
        var lag = new LagClock(clock);
        var options = new LocalAwsOptions { Faults = faults ? Plan() : null, FaultTime = lag, NewSigningKey = NextSigningKey };
        var aws = await LocalAws.LocalAws.OpenAsync(options, clock, NullLoggerFactory.Instance, CancellationToken.None);
        Clocks.Add(aws, lag);
        return aws;
    }

    /// <summary>Every index has what was written until now, whatever the lag of the run.</summary>
    public static void IndexesFollow(this LocalAws.LocalAws aws)
    {
        if (Clocks.TryGetValue(aws, out var clock))
            clock.CatchUp();
    }

    private static string NextSigningKey() => SigningKeys[(uint)Interlocked.Increment(ref _keysGiven) % SigningKeys.Length].Value;

    private static string NewSigningKey()
    {
        using var key = RSA.Create(2048);
        return Convert.ToBase64String(key.ExportRSAPrivateKey());
    }

    private static FaultPlan? Plan() => FaultText.Parse(Environment.GetEnvironmentVariable("CLUBSHOP_FAULTS"));
}

/// <summary>
/// The clock that indexes lag by: the system's, ahead by what the test moved its own, and by a minute where a test is about what an index
/// says in the end, so that it need not wait for it.
/// </summary>
internal sealed class LagClock(TimeProvider clock) : TimeProvider
{
    private readonly DateTimeOffset _start = clock.GetUtcNow();
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead)) + (clock.GetUtcNow() - _start);

    /// <summary>Every index has what was written until now.</summary>
    public void CatchUp() => Interlocked.Add(ref _ahead, TimeSpan.TicksPerMinute);
}
