namespace Clubshop.Coupons.Bench;

/// <summary>The system's clock, ahead.</summary>
internal sealed class AheadClock(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
}
