using Clubshop.Admin.Coupons;
using Microsoft.Extensions.Time.Testing;

namespace Clubshop.Admin.Tests.Coupons;

/// <summary>How often a person may look up codes that do not exist.</summary>
public sealed class GuessLimitTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Misses_UpToTheLimit_ThenOneAMinute()
    {
        var limit = new GuessLimit(_time);
        for (var n = 1; n <= GuessLimit.Most; n++)
        {
            Assert.Null(limit.Wait("support"));
            Assert.Equal(n == GuessLimit.Most, limit.Missed("support"));
        }

        Assert.Equal(GuessLimit.Every, limit.Wait("support"));
        Assert.Null(limit.Wait("another"));

        _time.Advance(GuessLimit.Every + TimeSpan.FromSeconds(1));
        Assert.Null(limit.Wait("support"));
        Assert.True(limit.Missed("support"));
        Assert.InRange(limit.Wait("support")!.Value, TimeSpan.FromSeconds(1), GuessLimit.Every);
    }

    [Fact]
    public void Misses_AfterALongPause_StartAnew()
    {
        var limit = new GuessLimit(_time);
        for (var n = 0; n < GuessLimit.Most; n++)
            limit.Missed("support");
        _time.Advance(GuessLimit.Every * GuessLimit.Most);
        for (var n = 1; n < GuessLimit.Most; n++)
            Assert.False(limit.Missed("support"));
    }
}
