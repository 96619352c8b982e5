using Clubshop.Admin.Tests.Storage;
using Clubshop.Coupons;

namespace Clubshop.Admin.Tests.Coupons.Ledger;

/// <summary>What happens at the same moment, and what is left by who does not come back.</summary>
public sealed class LedgerRaceTests
{
    [Fact]
    public async Task LastCode_AskedForOnTwoInstances_GoesToOne()
    {
        await using var world = await LedgerWorld.StartAsync();
        await using var other = world.Another();
        await world.SaveAsync(CouponMode.Pools);
        for (var round = 0; round < 20; round++)
        {
            await world.PoolAsync($"R{round:D2}X", 1);
            var outcomes = await Task.WhenAll(Task.Run(() => world.AskAsync($"a{round}")), Task.Run(() => other.AskAsync($"b{round}")));

            Assert.Single(outcomes.OfType<IssueOutcome.Given>());
            Assert.Equal(IssueRefusal.NoneLeft, Assert.Single(outcomes.OfType<IssueOutcome.Refused>()).Reason);
        }
    }

    [Fact]
    public async Task SameCustomer_AskingManyTimesAtOnce_GetsOneCode_AndNoneIsLost()
    {
        await using var world = await LedgerWorld.StartAsync();
        await using var other = world.Another();
        await world.SaveAsync(CouponMode.Pools);
        var pool = await world.PoolAsync("A", 20);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => (i % 2 == 0 ? world : other).AskAsync("ravi"))));

        Assert.Single(outcomes.Cast<IssueOutcome.Given>().Select(given => given.Coupon.Code).Distinct());
        Assert.Single(outcomes.Cast<IssueOutcome.Given>(), given => !given.Repeated);
        Assert.Equal(new(20, 1, 0, 0), await world.Ledger.CountsAsync(pool, default));
        for (var i = 0; i < 19; i++)
            await world.GiveAsync($"c{i}");
    }

    [Fact]
    public async Task SameCustomer_AskingManyTimesAtOnceForTheLastCodes_IsNeverToldThatThereIsNone()
    {
        await using var world = await LedgerWorld.StartAsync();
        await using var other = world.Another();
        await world.SaveAsync(CouponMode.Pools);
        for (var round = 0; round < 10; round++)
        {
            await world.PoolAsync($"R{round:D2}X", 2);
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => (i % 2 == 0 ? world : other).AskAsync($"ravi{round}"))));

            Assert.Single(outcomes.Select(outcome => Assert.IsType<IssueOutcome.Given>(outcome).Coupon.Code).Distinct());
            await world.GiveAsync($"meera{round}"); // the other code came back
            Assert.Equal(IssueRefusal.NoneLeft, await other.RefusedAsync($"john{round}"));
        }
    }

    [Theory]
    [InlineData("ravi")] // the button was pressed twice
    [InlineData("meera")]
    public async Task LastCode_BeingGivenOut_NobodyIsRefusedBeforeItIsKnownToWhom(string second)
    {
        await using var world = await LedgerWorld.StartAsync(faults: false);
        await using var other = world.Another();
        await world.SaveAsync(CouponMode.Pools);
        await world.PoolAsync("A", 1);
        var (asked, looked) = (new TaskCompletionSource(), new TaskCompletionSource());
        world.Faults.Before = async (_, operation) =>
        {
            if (operation == "TransactWriteItems")
            {
                asked.SetResult();
                await looked.Task;
            }
        };
        var first = world.AskAsync("ravi");
        await asked.Task;

        // The code is in the first one's hands, and not given. The second finds none, and looks how many were given.
        other.Faults.Before = (_, operation) =>
        {
            if (operation == "BatchGetItem")
                looked.TrySetResult();
            return Task.CompletedTask;
        };
        var outcome = await other.AskAsync(second);
        looked.TrySetResult();

        var given = Assert.IsType<IssueOutcome.Given>(await first);
        Assert.Equal(second == "ravi" ? given with { Repeated = true } : new IssueOutcome.Refused(IssueRefusal.NoneLeft), outcome);
    }

    [Fact]
    public async Task SameCustomer_AskingForMoreAtOnce_GetsNoMoreThanTheLimit()
    {
        await using var world = await LedgerWorld.StartAsync();
        await using var other = world.Another();
        await world.SaveAsync(CouponMode.Pools, perCustomer: 3);
        await world.PoolAsync("A", 20);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => (i % 2 == 0 ? world : other).AskAsync("ravi", another: true))));

        Assert.Equal(3, outcomes.OfType<IssueOutcome.Given>().Select(given => given.Coupon.Code).Distinct().Count());
        Assert.Equal(3, (await world.Ledger.OfCustomerAsync(LedgerWorld.Offer, "ravi", default)).Count);
    }

    [Theory]
    [InlineData(CouponMode.Pools)]
    [InlineData(CouponMode.Shared)]
    public async Task LimitInAll_AskedForAtOnce_IsKept(CouponMode mode)
    {
        await using var world = await LedgerWorld.StartAsync();
        await using var other = world.Another();
        await world.SaveAsync(mode, mode == CouponMode.Shared ? "DIWALI26" : null, inAll: 7);
        await world.PoolAsync("A", 40);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(() => (i % 2 == 0 ? world : other).AskAsync($"c{i}"))));

        Assert.Equal(7, outcomes.OfType<IssueOutcome.Given>().Count());
        Assert.All(outcomes.OfType<IssueOutcome.Refused>(), refused => Assert.Equal(IssueRefusal.OfferLimit, refused.Reason));
    }

    [Fact]
    public async Task Code_RedeemedTwiceAndVoidedAtOnce_HasOneEnd()
    {
        await using var world = await LedgerWorld.StartAsync();
        await using var other = world.Another();
        await world.SaveAsync(CouponMode.Pools);
        var pool = await world.PoolAsync("A", 15);
        for (var i = 0; i < 15; i++)
        {
            var coupon = await world.GiveAsync($"c{i}");
            world.Storage.IndexesFollow();
            var (one, two, none) = (Task.Run(() => world.RedeemAsync(coupon.Code, "one")), Task.Run(() => other.RedeemAsync(coupon.Code, "two")), Task.Run(() => world.VoidAsync(coupon)));
            await Task.WhenAll(one, two, none);

            Assert.Equal(1, (await one is RedeemOutcome.Done ? 1 : 0) + (await two is RedeemOutcome.Done ? 1 : 0) + (await none is VoidOutcome.Done ? 1 : 0));
        }

        var counts = await world.Ledger.CountsAsync(pool, default);
        Assert.Equal((0, 15), (counts.Free, counts.Redeemed + counts.Voided));
    }

    [Fact]
    public async Task Crash_BetweenCursorAndTransaction_TheSweeperGivesTheCodeBack()
    {
        await using var world = await LedgerWorld.StartAsync(faults: false);
        await world.SaveAsync(CouponMode.Pools);
        var pool = await world.PoolAsync("A", 2);
        await CrashAsync(world, "ravi");

        await world.GiveAsync("meera");
        Assert.Equal(IssueRefusal.NoneLeft, await world.RefusedAsync("ravi"));
        Assert.Equal(1, (await world.Ledger.CountsAsync(pool, default)).Free);

        Assert.Equal(new(1, 0), await world.Sweeper.SweepAsync(default)); // sees how far the cursor is
        world.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(new(1, 0), await world.Sweeper.SweepAsync(default)); // perhaps somebody is still at it
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(new(1, 1), await world.Sweeper.SweepAsync(default));
        Assert.Equal(new(0, 0), await world.Sweeper.SweepAsync(default)); // all of the pool is looked at

        Assert.Equal("A0001", (await world.GiveAsync("ravi")).Code);
        Assert.Equal(IssueRefusal.NoneLeft, await world.RefusedAsync("john"));
    }

    [Fact]
    public async Task Crash_WithACodeThatWasGivenBack_IsHadAgainTenMinutesLater_WithoutTheSweeper()
    {
        await using var world = await LedgerWorld.StartAsync(faults: false);
        await world.SaveAsync(CouponMode.Pools);
        await world.PoolAsync("A", 1);
        await CrashAsync(world, "ravi");
        await world.Sweeper.SweepAsync(default);
        world.Clock.Advance(TimeSpan.FromMinutes(11));
        await world.Sweeper.SweepAsync(default);

        await CrashAsync(world, "ravi"); // takes the one that came back
        Assert.Equal(IssueRefusal.NoneLeft, await world.RefusedAsync("meera"));
        world.Clock.Advance(TimeSpan.FromMinutes(11));
        await world.GiveAsync("meera");
    }

    [Fact]
    public async Task CodesGivenBack_ManyOfThemTaken_TheOthersAreStillFound()
    {
        await using var world = await LedgerWorld.StartAsync(faults: false);
        await world.SaveAsync(CouponMode.Pools);
        await world.PoolAsync("A", 70);
        for (var i = 0; i < 70; i++)
            await CrashAsync(world, $"c{i}");
        await world.Sweeper.SweepAsync(default);
        world.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(70, (await world.Sweeper.SweepAsync(default)).Returned);

        // Sixty callers end with one in their hands; ten are left, somewhere among them.
        for (var i = 0; i < 60; i++)
            await CrashAsync(world, $"c{i}");
        for (var i = 0; i < 10; i++)
            await world.GiveAsync($"d{i}");
        Assert.Equal(IssueRefusal.NoneLeft, await world.RefusedAsync("late"));
    }

    [Fact]
    public async Task Sweeper_TwoAtOnce_AndOneTooMany_ChangeNothing()
    {
        await using var world = await LedgerWorld.StartAsync(faults: false);
        await world.SaveAsync(CouponMode.Pools);
        await world.PoolAsync("A", 30);
        for (var i = 0; i < 10; i++)
            await CrashAsync(world, $"c{i}");
        for (var i = 0; i < 10; i++)
            await world.GiveAsync($"c{i}");

        await world.Sweeper.SweepAsync(default);
        world.Clock.Advance(TimeSpan.FromMinutes(11));
        var swept = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => world.Sweeper.SweepAsync(default))));
        Assert.Equal(10, swept.Sum(result => result.Returned));
        for (var i = 10; i < 30; i++)
            await world.GiveAsync($"c{i}");
        Assert.Equal(IssueRefusal.NoneLeft, await world.RefusedAsync("late"));
    }

    [Theory]
    [InlineData((int)Fault.NotSent)]
    [InlineData((int)Fault.ServerError)]
    [InlineData((int)Fault.AnswerLost)]
    [InlineData((int)Fault.ServerErrorAfter)]
    [InlineData((int)Fault.Throttled)]
    [InlineData((int)Fault.Conflict)]
    public async Task Transaction_WithoutAnAnswerAtAll_IsToldAsIs_AndAskingAgainSettlesIt(int fault)
    {
        await using var world = await LedgerWorld.StartAsync(faults: false);
        await world.SaveAsync(CouponMode.Pools);
        var pool = await world.PoolAsync("A", 2);
        world.Faults.Decide = (_, operation) => operation == "TransactWriteItems" ? (Fault)fault : Fault.None;

        if ((Fault)fault is Fault.Throttled or Fault.Conflict)
            await Assert.ThrowsAsync<LedgerBusyException>(() => world.AskAsync("ravi"));
        else
            await Assert.ThrowsAsync<LedgerUncertainException>(() => world.AskAsync("ravi"));

        world.Faults.Decide = (_, _) => Fault.None;
        var given = Assert.IsType<IssueOutcome.Given>(await world.AskAsync("ravi"));
        Assert.Equal((Fault)fault is Fault.AnswerLost or Fault.ServerErrorAfter, given.Repeated);
        Assert.Equal(1, (await world.Ledger.CountsAsync(pool, default)).Issued);
    }

    [Theory]
    [InlineData((int)Fault.AnswerLost)]
    [InlineData((int)Fault.ServerErrorAfter)]
    public async Task Transaction_WhoseFirstAnswerIsLost_IsMadeOnce_AndToldAsMadeNow(int fault)
    {
        await using var world = await LedgerWorld.StartAsync(faults: false);
        await world.SaveAsync(CouponMode.Pools);
        var pool = await world.PoolAsync("A", 3);
        void LoseOne()
        {
            var lost = false;
            world.Faults.Decide = (_, operation) => operation == "TransactWriteItems" && !lost && (lost = true) ? (Fault)fault : Fault.None;
        }

        LoseOne();
        var first = Assert.IsType<IssueOutcome.Given>(await world.AskAsync("ravi"));
        Assert.False(first.Repeated);
        LoseOne();
        Assert.False(Assert.IsType<RedeemOutcome.Done>(await world.RedeemAsync(first.Coupon.Code)).Repeated);
        var second = await world.GiveAsync("meera");
        LoseOne();
        Assert.IsType<VoidOutcome.Done>(await world.VoidAsync(second));
        Assert.Equal(new(3, 0, 1, 1), await world.Ledger.CountsAsync(pool, default));
    }

    [Fact]
    public async Task Code_VoidedBetweenLookingAndGiving_IsNotGiven()
    {
        await using var world = await LedgerWorld.StartAsync(faults: false);
        await using var other = world.Another();
        await world.SaveAsync(CouponMode.Pools);
        var pool = await world.PoolAsync("A", 2);
        VoidOutcome? voided = null;
        world.Faults.Decide = (_, operation) =>
        {
            if (operation == "TransactWriteItems" && voided is null)
                voided = other.Ledger.VoidAsync(new() { Ref = CouponRef.OfPool(pool.OfferId, pool.Id, 1), By = "anita", Reason = "leaked" }, default).GetAwaiter().GetResult();
            return Fault.None;
        };

        Assert.Equal("A0002", (await world.GiveAsync("ravi")).Code);
        Assert.IsType<VoidOutcome.Done>(voided);
        Assert.Equal(new(2, 1, 0, 1), await world.Ledger.CountsAsync(pool, default));
    }

    // An instance that ends between the cursor and the transaction.
    private static async Task CrashAsync(LedgerWorld world, string customer)
    {
        var (decide, crash) = (world.Faults.Decide, new NotFiniteNumberException("the process ends here"));
        world.Faults.Decide = (_, operation) => operation == "TransactWriteItems" ? throw crash : Fault.None;
        Assert.Same(crash, await Record.ExceptionAsync(() => world.AskAsync(customer)));
        world.Faults.Decide = decide;
    }
}
