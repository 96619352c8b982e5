using Clubshop.Admin.Coupons;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Storage;
using Clubshop.Coupons;

namespace Clubshop.Admin.Tests.Coupons.Ledger;

/// <summary>What the ledger gives, to whom, and what it says otherwise.</summary>
public sealed class LedgerTests
{
    [Fact]
    public async Task Issue_FromAPool_GivesTheCustomerACode_AndTheSameAgain()
    {
        await using var world = await LedgerWorld.StartAsync();
        await world.SaveAsync(CouponMode.Pools);
        var pool = await world.PoolAsync("DIWALI", 3);

        var first = Assert.IsType<IssueOutcome.Given>(await world.AskAsync("ravi"));
        Assert.Equal((false, "DIWALI0001", CouponState.Issued, "ravi", "app"), (first.Repeated, first.Coupon.Code, first.Coupon.State, first.Coupon.CustomerId, first.Coupon.IssuedBy));
        Assert.Equal(new(first.Coupon, Repeated: true), Assert.IsType<IssueOutcome.Given>(await world.AskAsync("ravi")));
        Assert.Equal("DIWALI0002", (await world.GiveAsync("meera")).Code);

        Assert.Equal(new(3, 2, 0, 0), await world.Ledger.CountsAsync(pool, default));
        Assert.Equal(1, (await world.Ledger.StockAsync(LedgerWorld.Offer, default)).Left);
    }

    [Fact]
    public async Task Issue_WhereNothingIsToBeHad_SaysWhy()
    {
        await using var world = await LedgerWorld.StartAsync();
        Assert.Equal(IssueRefusal.NoCoupons, await world.RefusedAsync("ravi"));

        await world.SaveAsync(CouponMode.Pools);
        Assert.Equal(IssueRefusal.NoneLeft, await world.RefusedAsync("ravi"));

        await world.PoolAsync("A", 1);
        var now = world.Clock.GetUtcNow();
        Assert.Equal(IssueRefusal.NotLive, await world.RefusedAsync("ravi", world.Live with { Published = false }));
        Assert.Equal(IssueRefusal.NotLive, await world.RefusedAsync("ravi", world.Live with { Starts = now.AddSeconds(1) }));
        Assert.Equal(IssueRefusal.NotLive, await world.RefusedAsync("ravi", world.Live with { Ends = now }));
        await world.GiveAsync("ravi");
        Assert.Equal(IssueRefusal.NoneLeft, await world.RefusedAsync("meera"));
    }

    [Fact]
    public async Task Issue_AfterTheEnd_StillTellsWhatOneHas()
    {
        await using var world = await LedgerWorld.StartAsync();
        await world.SaveAsync(CouponMode.Pools);
        await world.PoolAsync("A", 1);
        var coupon = await world.GiveAsync("ravi");

        var ended = world.Live with { Ends = world.Clock.GetUtcNow() };
        Assert.Equal(coupon, Assert.IsType<IssueOutcome.Given>(await world.AskAsync("ravi", ended)).Coupon);
        Assert.Equal(CouponState.Expired, coupon.StateAt(world.Clock.GetUtcNow(), ended.Ends));
    }

    [Fact]
    public async Task Issue_SeveralPools_EmptiesTheOldestFirst()
    {
        await using var world = await LedgerWorld.StartAsync();
        await world.SaveAsync(CouponMode.Pools);
        await world.PoolAsync("OLD", 2);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.PoolAsync("NEW", 2);

        string[] given = [(await world.GiveAsync("a")).Code, (await world.GiveAsync("b")).Code, (await world.GiveAsync("c")).Code];
        Assert.Equal(["OLD0001", "OLD0002", "NEW0001"], given);
    }

    [Fact]
    public async Task Issue_OfAPoolThatIsFilled_OrVoid_GivesNone()
    {
        await using var world = await LedgerWorld.StartAsync();
        await world.SaveAsync(CouponMode.Pools);
        await world.Filler.WriteAsync(new() { Id = world.Storage.NewToken(), OfferId = LedgerWorld.Offer, Name = "half" }, [new(1, "HALF0001")], default);
        var pool = await world.PoolAsync("A", 5);
        await world.VoidAsync(pool, voidIssued: false);

        Assert.Equal(IssueRefusal.NoneLeft, await world.RefusedAsync("ravi"));
    }

    [Fact]
    public async Task Issue_AnotherOne_GoesUpToTheLimit_AndTheSameKeyGivesTheSame()
    {
        await using var world = await LedgerWorld.StartAsync();
        await world.SaveAsync(CouponMode.Pools, perCustomer: 3);
        await world.PoolAsync("A", 5);

        var first = await world.GiveAsync("ravi");
        var second = await world.GiveAsync("ravi", another: true, key: "k");
        Assert.NotEqual(first, second);
        Assert.Equal(second, await world.GiveAsync("ravi", another: true, key: "k"));
        Assert.Equal(first, await world.GiveAsync("ravi"));
        var third = await world.GiveAsync("ravi", another: true);
        Assert.Equal(IssueRefusal.CustomerLimit, await world.RefusedAsync("ravi", another: true));
        Assert.Equal([first, second, third], await world.Ledger.OfCustomerAsync(LedgerWorld.Offer, "ravi", default));
    }

    [Fact]
    public async Task Issue_OfASharedCode_MarksWhoHasIt()
    {
        await using var world = await LedgerWorld.StartAsync();
        await world.SaveAsync(CouponMode.Shared, "DIWALI26", inAll: 2);

        var ravis = await world.GiveAsync("ravi");
        Assert.Equal(("DIWALI26", null, "ravi"), (ravis.Code, ravis.PoolId, ravis.CustomerId));
        Assert.Equal(ravis, await world.GiveAsync("ravi"));
        await world.GiveAsync("meera");
        Assert.Equal(IssueRefusal.OfferLimit, await world.RefusedAsync("john"));
        Assert.Equal(new(2, 2, 0, 0), await world.Ledger.SharedCountsAsync(LedgerWorld.Offer, default));

        Assert.Equal(RedeemRefusal.NeedsCustomer, RefusalOf(await world.RedeemAsync("diwali 26")));
        Assert.Equal(RedeemRefusal.Unknown, RefusalOf(await world.RedeemAsync("diwali 26", customer: "john")));
        Assert.False(Assert.IsType<RedeemOutcome.Done>(await world.RedeemAsync("diwali 26", customer: "ravi")).Repeated);
        Assert.Equal(RedeemRefusal.AlreadyRedeemed, RefusalOf(await world.RedeemAsync("diwali 26", "k2", customer: "ravi")));
        Assert.Equal(new(2, 1, 1, 0), await world.Ledger.SharedCountsAsync(LedgerWorld.Offer, default));
    }

    [Fact]
    public async Task Limit_InAll_CountsWhatWasGivenBeforeItWasSet()
    {
        await using var world = await LedgerWorld.StartAsync();
        await world.SaveAsync(CouponMode.Pools);
        await world.PoolAsync("A", 10);
        for (var i = 0; i < 3; i++)
            await world.GiveAsync($"c{i}");

        await world.SaveAsync(CouponMode.Pools, inAll: 4);
        await world.GiveAsync("c3");
        Assert.Equal(IssueRefusal.OfferLimit, await world.RefusedAsync("c4"));

        // Without a limit, then with one again: what was given in between counts too.
        await world.SaveAsync(CouponMode.Pools);
        await world.GiveAsync("c4");
        await world.SaveAsync(CouponMode.Pools, inAll: 5);
        Assert.Equal(IssueRefusal.OfferLimit, await world.RefusedAsync("c5"));
        await world.SaveAsync(CouponMode.Pools, inAll: 6);
        await world.GiveAsync("c5");
        Assert.Equal(IssueRefusal.OfferLimit, await world.RefusedAsync("c6"));
    }

    [Fact]
    public async Task Redeem_ACode_IsDoneOnce_AndTheSameRequestIsTheSameAnswer()
    {
        await using var world = await LedgerWorld.StartAsync();
        await world.SaveAsync(CouponMode.Pools);
        var pool = await world.PoolAsync("DIWALI", 2);
        var coupon = await world.GiveAsync("ravi");
        world.Storage.IndexesFollow();

        Assert.Equal(RedeemRefusal.NotIssued, RefusalOf(await world.RedeemAsync("DIWALI0002")));
        Assert.Equal(RedeemRefusal.Unknown, RefusalOf(await world.RedeemAsync("DIWALI0003")));
        Assert.Equal(RedeemRefusal.Unknown, RefusalOf(await world.RedeemAsync("no code at all, and far too long to be one; no!")));
        Assert.Equal(RedeemRefusal.Unknown, RefusalOf(await world.RedeemAsync("DIWALI0001", customer: "meera")));
        Assert.Equal(RedeemRefusal.Expired, RefusalOf(await world.RedeemAsync("DIWALI0001", window: world.Live with { Ends = world.Clock.GetUtcNow() })));
        Assert.Equal(RedeemRefusal.NotStarted, RefusalOf(await world.RedeemAsync("DIWALI0001", window: world.Live with { Starts = world.Clock.GetUtcNow().AddDays(1) })));

        var done = Assert.IsType<RedeemOutcome.Done>(await world.RedeemAsync(" diwali-0001 ", "order-7"));
        Assert.Equal((false, CouponState.Redeemed, "till"), (done.Repeated, done.Coupon.State, done.Coupon.RedeemedBy));
        world.Clock.Advance(TimeSpan.FromDays(30));
        var again = Assert.IsType<RedeemOutcome.Done>(await world.RedeemAsync("DIWALI0001", "order-7"));
        Assert.Equal((true, done.Coupon.RedeemedAt), (again.Repeated, again.Coupon.RedeemedAt));

        var refused = Assert.IsType<RedeemOutcome.Refused>(await world.RedeemAsync("DIWALI0001", "order-8"));
        Assert.Equal((RedeemRefusal.AlreadyRedeemed, done.Coupon.RedeemedAt), (refused.Reason, refused.Coupon!.RedeemedAt));
        Assert.Equal(RedeemRefusal.AlreadyRedeemed, RefusalOf(await world.RedeemAsync("DIWALI0001", "order-7", by: "another till")));
        Assert.Equal(new(2, 0, 1, 0), await world.Ledger.CountsAsync(pool, default));
        Assert.Equal(CouponState.Redeemed, (await world.GiveAsync("ravi")).State);
        Assert.Equal(coupon.Code, done.Coupon.Code);
    }

    [Fact]
    public async Task Void_ACode_IsFinal_AndCountsAgainstTheCustomerUnlessReplaced()
    {
        await using var world = await LedgerWorld.StartAsync();
        await world.SaveAsync(CouponMode.Pools, inAll: 2);
        var pool = await world.PoolAsync("A", 4);
        var ravis = await world.GiveAsync("ravi");
        world.Storage.IndexesFollow();

        var voided = Assert.IsType<VoidOutcome.Done>(await world.VoidAsync(ravis)).Coupon;
        Assert.Equal((CouponState.Voided, "anita", "printed wrong", "ravi"), (voided.State, voided.VoidedBy, voided.Reason, voided.CustomerId));
        Assert.Equal(VoidRefusal.AlreadyVoided, Assert.IsType<VoidOutcome.Refused>(await world.VoidAsync(ravis)).Reason);
        Assert.Equal(RedeemRefusal.Voided, RefusalOf(await world.RedeemAsync(ravis.Code)));
        Assert.Equal(CouponState.Voided, (await world.GiveAsync("ravi")).State);

        var meeras = await world.GiveAsync("meera");
        Assert.Equal(IssueRefusal.OfferLimit, await world.RefusedAsync("john"));
        Assert.IsType<VoidOutcome.Done>(await world.VoidAsync(meeras, mayReplace: true));
        var second = await world.GiveAsync("meera");
        Assert.NotEqual(meeras.Code, second.Code);
        Assert.Equal(CouponState.Issued, second.State);
        Assert.Equal(IssueRefusal.OfferLimit, await world.RefusedAsync("john"));
        Assert.Equal(new(4, 1, 0, 2), await world.Ledger.CountsAsync(pool, default));

        Assert.IsType<RedeemOutcome.Done>(await world.RedeemAsync(second.Code));
        Assert.Equal(VoidRefusal.Redeemed, Assert.IsType<VoidOutcome.Refused>(await world.VoidAsync(second)).Reason);
        Assert.Equal(VoidRefusal.Unknown, Assert.IsType<VoidOutcome.Refused>(await world.VoidAsync(second with { Ref = second.Ref with { Number = 99 } })).Reason);
    }

    [Fact]
    public async Task Void_AFreeCode_IsSkippedByTheNextOne()
    {
        await using var world = await LedgerWorld.StartAsync();
        await world.SaveAsync(CouponMode.Pools);
        var pool = await world.PoolAsync("A", 3);
        var first = (await world.Ledger.GetAsync(CouponRef.OfPool(pool.OfferId, pool.Id, 1), default))!;
        Assert.IsType<VoidOutcome.Done>(await world.VoidAsync(first));

        Assert.Equal("A0002", (await world.GiveAsync("ravi")).Code);
        Assert.Equal("A0003", (await world.GiveAsync("meera")).Code);
        Assert.Equal(IssueRefusal.NoneLeft, await world.RefusedAsync("john"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task VoidPool_RowsFollow_AndARedeemedCodeStays(bool voidIssued)
    {
        await using var world = await LedgerWorld.StartAsync();
        await world.SaveAsync(CouponMode.Pools);
        var pool = await world.PoolAsync("A", 100);
        var redeemed = await world.GiveAsync("ravi");
        var issued = await world.GiveAsync("meera");
        world.Storage.IndexesFollow();
        await world.RedeemAsync(redeemed.Code);

        var voided = await world.VoidAsync(pool, voidIssued);
        Assert.Equal(voidIssued ? RedeemRefusal.Voided : null, await world.RedeemAsync(issued.Code, "early") is RedeemOutcome.Refused refused ? refused.Reason : (RedeemRefusal?)null);
        var told = 0;
        await world.Ledger.VoidCodesAsync(voided, "anita", "wrong file", count => Task.FromResult(told += count), default);
        Assert.Equal(voidIssued ? 99 : 98, told);
        Assert.Equal(voidIssued ? new(100, 0, 1, 99) : new(100, 0, 2, 98), await world.Ledger.CountsAsync(voided, default));

        await world.Ledger.VoidCodesAsync(voided, "anita", "wrong file", count => Task.FromResult(told += count), default);
        Assert.Equal(voidIssued ? 99 : 98, told);
        Assert.Equal(0, (await world.Ledger.StockAsync(LedgerWorld.Offer, default)).Left);
    }

    [Fact]
    public async Task Find_AndPages_ShowTheCodesInOrder()
    {
        await using var world = await LedgerWorld.StartAsync();
        await world.SaveAsync(CouponMode.Pools);
        var pool = await world.PoolAsync("DIWALI", 130);
        for (var i = 0; i < 5; i++)
            await world.GiveAsync($"c{i}");
        world.Storage.IndexesFollow();

        Assert.Equal(("c2", 3), await world.Ledger.FindAsync(LedgerWorld.Offer, "diwali 0003", default) is { } found ? (found.CustomerId, found.Number) : default);
        Assert.Null(await world.Ledger.FindAsync(LedgerWorld.Offer, "DIWALI0131", default));
        Assert.Null(await world.Ledger.FindAsync("another", "DIWALI0003", default));

        var first = await world.Ledger.PageAsync(pool, 0, 100, null, default);
        Assert.Equal(Enumerable.Range(1, 100), first.Coupons.Select(coupon => coupon.Number));
        Assert.Equal(100, first.Next);
        var last = await world.Ledger.PageAsync(pool, 100, 100, null, default);
        Assert.Equal(Enumerable.Range(101, 30), last.Coupons.Select(coupon => coupon.Number));
        Assert.Null(last.Next);
        var issued = await world.Ledger.PageAsync(pool, 0, 3, CouponState.Issued, default);
        Assert.Equal([1, 2, 3], issued.Coupons.Select(coupon => coupon.Number));
        Assert.Equal(3, issued.Next);
        Assert.Equal([4, 5], (await world.Ledger.PageAsync(pool, 3, 3, CouponState.Issued, default)).Coupons.Select(coupon => coupon.Number));

        List<int> all = [];
        await foreach (var coupon in world.Ledger.AllAsync(pool, default))
            all.Add(coupon.Number);
        Assert.Equal(Enumerable.Range(1, 130), all);
    }

    [Fact]
    public async Task OfCustomer_AcrossOffers_IsPagedNewestFirst_AndOnlyTheirs()
    {
        await using var world = await LedgerWorld.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            await world.SaveAsync(new() { OfferId = $"offer{i}", Mode = CouponMode.Shared, SharedCode = $"CODE{i}" });
            foreach (var customer in new[] { "ravi", "meera" })
                await world.Ledger.IssueAsync(new() { OfferId = $"offer{i}", CustomerId = customer, Window = world.Live, By = "app" }, default);
            world.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        List<string> codes = [];
        string? cursor = null;
        do
        {
            var page = await world.Ledger.OfCustomerAsync("ravi", 2, cursor, default);
            Assert.All(page.Coupons, coupon => Assert.Equal("ravi", coupon.CustomerId));
            codes.AddRange(page.Coupons.Select(coupon => coupon.Code));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(["CODE4", "CODE3", "CODE2", "CODE1", "CODE0"], codes);
        var meeras = (await world.Ledger.OfCustomerAsync("meera", 2, null, default)).Next;
        Assert.All((await world.Ledger.OfCustomerAsync("ravi", 100, meeras, default)).Coupons, coupon => Assert.Equal("ravi", coupon.CustomerId));
        Assert.Equal(5, (await world.Ledger.OfCustomerAsync("ravi", 100, "no cursor", default)).Coupons.Count);
    }

    [Fact]
    public async Task With_AnAuditEntry_BothAreWrittenOrNeither()
    {
        await using var world = await LedgerWorld.StartAsync();
        await world.SaveAsync(CouponMode.Pools);
        var pool = await world.PoolAsync("A", 3);
        var token = world.Storage.NewToken();
        Task<IssueOutcome> GiveByHandAsync(string customer) => world.Ledger.IssueAsync(
            new()
            {
                OfferId = LedgerWorld.Offer,
                CustomerId = customer,
                Window = world.Live,
                By = "anita",
                Reason = "lost phone",
                With = coupon => world.Storage.Writes.PlanEntry(
                    StorageHost.Anita, token, new("issue-coupon", CouponItems.AuditKind, LedgerWorld.Offer, "Diwali") { Note = CouponCode.Ending(coupon.Code) }).Actions,
            },
            default);

        Assert.Equal("lost phone", Assert.IsType<IssueOutcome.Given>(await GiveByHandAsync("ravi")).Coupon.Reason);
        await Assert.ThrowsAsync<LedgerRefusedException>(() => GiveByHandAsync("meera"));

        var entry = Assert.Single((await world.Storage.EntriesAsync(CouponItems.AuditKind, LedgerWorld.Offer)), entry => entry.GetString(AuditAttributes.Action) == "issue-coupon");
        Assert.Equal("01", entry.GetString(AuditAttributes.Note));
        Assert.Empty(await world.Ledger.OfCustomerAsync(LedgerWorld.Offer, "meera", default));
        Assert.Equal(new(3, 1, 0, 0), await world.Ledger.CountsAsync(pool, default));

        // What was reserved for the one that was refused is had by the next one.
        await world.GiveAsync("john");
        await world.GiveAsync("zoya");
    }

    [Fact]
    public async Task SettingsAndPools_AsThePortalWritesThem_AreReadTheSameByTheLedger()
    {
        await using var world = await LedgerWorld.StartAsync();
        var settings = await world.SaveAsync(new() { OfferId = LedgerWorld.Offer, Mode = CouponMode.Shared, SharedCode = "DIWALI26", PerCustomer = 7, InAll = 900, WarnAt = 55 });
        var pool = await world.PoolAsync("A", 2);
        var voided = await world.VoidAsync(pool, voidIssued: true);

        Assert.Equal(settings, await world.Ledger.SettingsAsync(LedgerWorld.Offer, default));
        Assert.Equal((1L, 1L), (settings.Version, settings.InAllSince));
        Assert.Equal([voided], await world.Ledger.PoolsAsync(LedgerWorld.Offer, default));
        Assert.Equal(new CouponSettings { OfferId = "none" }, await world.Ledger.SettingsAsync("none", default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a#b")]
    [InlineData("a.b")]
    public async Task Ids_ThatWouldBeAnotherKey_AreRefused(string id)
    {
        await using var world = await LedgerWorld.StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => world.AskAsync(id));
        await Assert.ThrowsAsync<ArgumentException>(() => world.Ledger.SettingsAsync(id, default));
        await Assert.ThrowsAsync<ArgumentException>(() => world.Ledger.OfCustomerAsync(id, 1, null, default));
    }

    private static RedeemRefusal RefusalOf(RedeemOutcome outcome) => Assert.IsType<RedeemOutcome.Refused>(outcome).Reason;
}
