using System.Collections.Concurrent;
using Clubshop.Admin.Tests.Storage;
using Clubshop.Admin.Tests.Testing;
using Clubshop.Coupons;

namespace Clubshop.Admin.Tests.Coupons.Ledger;

/// <summary>
/// Two instances, many callers, a rotten network and instances that end in the middle: whatever they were told, every code has one history, the counts
/// agree with the rows, nobody has more than one may have, and what was left behind comes back.
/// </summary>
public sealed class LedgerChaosTests
{
    private const int PerCustomer = 2;
    private const int InAll = 90;

    private readonly ConcurrentQueue<(string Code, string Customer)> _given = new();
    private readonly ConcurrentQueue<string> _redeemed = new();
    private readonly ConcurrentQueue<string> _voided = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Anything_OverARottenNetwork_LeavesOneHistoryOfEachCode(int round)
    {
        var seed = TestSeed.Next() + round;
        var told = $"CLUBSHOP_SEED={seed - round}, round {round}";
        await using var world = await LedgerWorld.StartAsync(faults: false);
        await using var other = world.Another();
        await world.SaveAsync(CouponMode.Pools, perCustomer: PerCustomer, inAll: InAll);
        List<CouponPool> pools = [await world.PoolAsync("A", 40), await world.PoolAsync("B", 60), await world.PoolAsync("C", 20)];
        other.Ledger.Forget(LedgerWorld.Offer);

        Rot(world, seed);
        Rot(other, seed + 1);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(worker => Task.Run(() => WorkAsync(worker % 2 == 0 ? world : other, pools, new Random(seed + worker)))));
        world.Faults.Decide = other.Faults.Decide = (_, _) => Fault.None;

        var rows = await LedgerRows.ReadAsync(world);
        rows.AssertWhole(PerCustomer, InAll, told);
        AssertHistories(rows, told);
        Assert.True(_given.Count > 40 && !_redeemed.IsEmpty && !_voided.IsEmpty, $"{told}: only {_given.Count} given, {_redeemed.Count} redeemed, {_voided.Count} voided");

        // One pool goes while people still ask.
        var gone = await world.VoidAsync(pools[1], voidIssued: seed % 2 == 0);
        other.Ledger.Forget(LedgerWorld.Offer);
        Rot(other, seed + 2);
        await Task.WhenAll(
            Task.Run(() => UntilDoneAsync(() => other.Ledger.VoidCodesAsync(gone, "anita", "wrong file", null, default))),
            Task.Run(() => WorkAsync(world, [pools[0], pools[2]], new Random(seed + 99))));
        other.Faults.Decide = (_, _) => Fault.None;
        rows = await LedgerRows.ReadAsync(world);
        rows.AssertWhole(PerCustomer, InAll, told);
        Assert.All(rows.Codes.Where(row => row.PoolId == gone.Id), row => Assert.True(row.State is not "free" && (row.State != "issued" || !gone.VoidIssued), $"{told}: {row.State}"));

        // Ten minutes later what nobody got is to be had again, to the last code.
        await world.Sweeper.SweepAsync(default);
        world.Clock.Advance(TimeSpan.FromMinutes(11));
        await other.Sweeper.SweepAsync(default);
        var free = rows.Codes.Count(row => row.State == "free");
        await world.SaveAsync(CouponMode.Pools);
        for (var i = 0; i < free; i++)
            _ = await world.AskAsync($"late{i}") is IssueOutcome.Given ? 0 : throw new Xunit.Sdk.XunitException($"{told}: {i} of {free} free codes could be had");
        Assert.Equal(IssueRefusal.NoneLeft, await world.RefusedAsync("too late"));
        rows = await LedgerRows.ReadAsync(world);
        rows.AssertWhole(PerCustomer, null, told);
        Assert.DoesNotContain(rows.Codes, row => row.State == "free");
    }

    private static void Rot(LedgerWorld world, int seed)
    {
        var dice = new Random(seed);
        world.Faults.Decide = (_, operation) =>
        {
            lock (dice)
            {
                // What an instance that ends at this moment would have done until here.
                if (operation == "TransactWriteItems" && dice.Next(15) == 0)
                    throw new CrashException();
                return dice.Next(6) == 0 ? (Fault)dice.Next(1, 7) : Fault.None;
            }
        };
    }

    private async Task WorkAsync(LedgerWorld world, List<CouponPool> pools, Random random)
    {
        for (var step = 0; step < 40; step++)
        {
            var customer = $"c{random.Next(50)}";
            try
            {
                switch (random.Next(10))
                {
                    case < 6:
                        if (await world.AskAsync(customer, another: random.Next(3) == 0) is IssueOutcome.Given { Repeated: false } given)
                            _given.Enqueue((given.Coupon.Code, customer));
                        break;
                    case < 8:
                        var code = CodeOf(pools[random.Next(pools.Count)], random);
                        if (await world.RedeemAsync(code, $"k{random.Next(3)}") is RedeemOutcome.Done { Repeated: false })
                            _redeemed.Enqueue(code);
                        break;
                    case 8:
                        var pool = pools[random.Next(pools.Count)];
                        var place = CouponRef.OfPool(pool.OfferId, pool.Id, random.Next(pool.Total) + 1);
                        var outcome = await world.Ledger.VoidAsync(new() { Ref = place, By = "anita", Reason = "chaos", MayReplace = random.Next(2) == 0 }, default);
                        if (outcome is VoidOutcome.Done done)
                            _voided.Enqueue(done.Coupon.Code);
                        break;
                    default:
                        await world.Sweeper.SweepAsync(default);
                        break;
                }
            }
            catch (Exception lost) when (lost is LedgerBusyException or LedgerUncertainException or CrashException)
            {
                // Nobody was told anything.
            }
        }
    }

    private static string CodeOf(CouponPool pool, Random random) => $"{pool.Name}{random.Next(pool.Total) + 1:D4}";

    private static async Task UntilDoneAsync(Func<Task> work)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await work();
                return;
            }
            catch (Exception lost) when (lost is LedgerBusyException or LedgerUncertainException or CrashException && attempt < 200)
            {
                // As a job that is taken up again.
            }
        }
    }

    // What somebody was told has happened, once, and is not undone.
    private void AssertHistories(LedgerRows rows, string told)
    {
        var byCode = rows.Codes.ToDictionary(row => row.Code, StringComparer.Ordinal);
        Assert.True(_given.Select(one => one.Code).Distinct(StringComparer.Ordinal).Count() == _given.Count, $"{told}: a code was given twice");
        Assert.True(_redeemed.Distinct(StringComparer.Ordinal).Count() == _redeemed.Count, $"{told}: a code was redeemed twice");
        Assert.True(_voided.Distinct(StringComparer.Ordinal).Count() == _voided.Count, $"{told}: a code was voided twice");
        Assert.All(_given, one => Assert.True(byCode[one.Code].Customer == one.Customer, $"{told}: {one}"));
        Assert.All(_redeemed, code => Assert.True(byCode[code].State == "redeemed", $"{told}: {code}"));
        Assert.All(_voided, code => Assert.True(byCode[code].State == "voided", $"{told}: {code}"));
    }

    private sealed class CrashException : Exception;
}
