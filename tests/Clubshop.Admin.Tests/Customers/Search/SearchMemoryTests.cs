using Clubshop.Admin.Customers.Search;
using Clubshop.Admin.Tests.Common;

namespace Clubshop.Admin.Tests.Customers.Search;

public sealed class SearchMemoryTests
{
    private static readonly SearchPage Page = new([], null);

    private readonly TestClock _clock = new(new(2026, 11, 20, 10, 42, 0, TimeSpan.Zero));

    [Fact]
    public void Last_WithinTenMinutesOfBeingShown_IsThere()
    {
        using var memory = new SearchMemory(_clock);
        memory.Keep("Anasuya", Page);
        _clock.Advance(SearchMemory.KeptFor - TimeSpan.FromSeconds(1));
        Assert.Equal("Anasuya", memory.Last?.Text);

        memory.Keep("Anasuya", Page); // shown again
        _clock.Advance(SearchMemory.KeptFor - TimeSpan.FromSeconds(1));
        Assert.Equal("Anasuya", memory.Last?.Text);
    }

    [Fact]
    public void Last_AfterTenMinutes_IsGone()
    {
        using var memory = new SearchMemory(_clock);
        memory.Keep("Anasuya", Page);
        _clock.Advance(SearchMemory.KeptFor);
        Assert.Null(memory.Last);
    }

    [Fact]
    public void Last_OfAnEndedCircuit_IsGone()
    {
        var memory = new SearchMemory(_clock);
        memory.Keep("Anasuya", Page);
        memory.Dispose();
        Assert.Null(memory.Last);
    }

    [Fact]
    public void IsOutdated_AfterAChange_UntilTheNextSearch()
    {
        using var memory = new SearchMemory(_clock);
        memory.Outdate();
        Assert.False(memory.IsOutdated); // there is no search to make again
        memory.Keep("Anasuya", Page);
        memory.Outdate();
        Assert.True(memory.IsOutdated);
        memory.Keep("Anasuya", Page);
        Assert.False(memory.IsOutdated);
    }
}
