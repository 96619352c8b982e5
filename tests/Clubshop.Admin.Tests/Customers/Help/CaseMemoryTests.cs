using Clubshop.Admin.Customers.Help;
using Clubshop.Admin.Tests.Common;

namespace Clubshop.Admin.Tests.Customers.Help;

public sealed class CaseMemoryTests
{
    private static readonly Case Why = new(CaseReason.CustomerAsked, "CS-48213");

    private readonly TestClock _clock = new(new(2026, 11, 20, 10, 42, 0, TimeSpan.Zero));

    [Fact]
    public void Of_TheSameCustomerWithinFifteenMinutes_IsTheCase()
    {
        var memory = new CaseMemory(_clock);
        memory.Keep("anasuya", Why);
        _clock.Advance(CaseMemory.KeptFor - TimeSpan.FromSeconds(1));
        Assert.Equal(Why, memory.Of("anasuya"));
        Assert.Null(memory.Of("ishaani"));
    }

    [Fact]
    public void Of_TheSameCustomerAfterFifteenMinutes_IsNothing()
    {
        var memory = new CaseMemory(_clock);
        memory.Keep("anasuya", Why);
        _clock.Advance(CaseMemory.KeptFor);
        Assert.Null(memory.Of("anasuya"));
    }

    [Fact]
    public void Of_ACustomerBeforeTheLast_IsNothing()
    {
        var memory = new CaseMemory(_clock);
        memory.Keep("anasuya", Why);
        memory.Keep("ishaani", Why);
        Assert.Null(memory.Of("anasuya"));
    }
}
