using Amazon.DynamoDBv2;
using Clubshop.Admin.Common;
using Clubshop.Admin.Coupons;
using Clubshop.Admin.Coupons.Jobs;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Storage;
using Clubshop.Coupons;

namespace Clubshop.Admin.Tests.Coupons.Jobs;

/// <summary>How long coupons are kept: with their offer, and two years after its end. What goes then is everything.</summary>
public sealed class CouponRetentionTests : IAsyncLifetime
{
    private CouponWorld _world = null!;

    private CouponRetention Retention => _world.Catalog.Get<CouponRetention>();

    public async Task InitializeAsync() => _world = await CouponWorld.OpenAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Coupons_OfAnArchivedOffer_AreKeptForTwoYears_ThenAllOfThemGo_AndNothingElse()
    {
        await GiveAllKindsAsync(_world.Id);
        var other = await _world.Offers.SaveAsync(_world.Offers.Draft("Another offer") with { Status = EditorialStatus.Published, Ends = null });
        await GiveAllKindsAsync(other.Id);
        var theirs = (await RowsAsync()).Count(pk => pk.Contains(other.Id, StringComparison.Ordinal));
        await SetAsync(EditorialStatus.Archived);

        _world.Catalog.Clock.Advance(CouponRetention.Kept - TimeSpan.FromDays(1));
        Assert.Equal(0, await Retention.RemoveAsync(CouponWorld.None));
        Assert.True((await RowsAsync()).Count > theirs);

        _world.Catalog.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await Retention.RemoveAsync(CouponWorld.None));
        var left = await RowsAsync();
        Assert.DoesNotContain(left, pk => pk.Contains(_world.Id, StringComparison.Ordinal));
        Assert.Equal(theirs, left.Count(pk => pk.Contains(other.Id, StringComparison.Ordinal)));
        Assert.All(left, pk => Assert.True(IsOf(other.Id, pk), pk));
        var entry = Assert.Single(await _world.HistoryAsync(), entry => entry.Action == CouponAudit.Remove);
        Assert.Contains("archived", entry.Note, StringComparison.Ordinal);
        Assert.Equal((CouponMode.None, 0), ((await _world.ViewAsync()).Settings.Mode, (await _world.ViewAsync()).Pools.Count));

        _world.Catalog.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await Retention.RemoveAsync(CouponWorld.None));

        // What is left beside that has the other offer's pool in it, or is the list of offers.
        bool IsOf(string offer, string pk) => pk is "POOLED" or "READY" || pk.Contains(offer, StringComparison.Ordinal) || _pools.Any(pool => pool.Offer == offer && pk.Contains(pool.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Coupons_OfADeletedOffer_AreKeptAsLongAsItCanBeRestored()
    {
        await GiveAllKindsAsync(_world.Id);
        await SetAsync(EditorialStatus.Deleted);
        Assert.Equal(0, await Retention.RemoveAsync(CouponWorld.None));

        _world.Catalog.Clock.Advance(TransactionPlan.DeletedKept - TimeSpan.FromDays(1));
        Assert.Equal(0, await Retention.RemoveAsync(CouponWorld.None));
        Assert.Contains(await RowsAsync(), pk => pk.Contains(_world.Id, StringComparison.Ordinal));

        _world.Catalog.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await Retention.RemoveAsync(CouponWorld.None));
        Assert.DoesNotContain(await RowsAsync(), pk => pk.Contains(_world.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Coupons_OfAnOfferThatIsMissing_WaitUntilItHasBeenMissingForLong()
    {
        await GiveAllKindsAsync(_world.Id);
        _world.Catalog.Clock.Advance(TimeSpan.FromDays(200));
        var key = _world.Catalog.Get<OfferStore>().KeyOf(_world.Id);
        await _world.Catalog.Get<IAmazonDynamoDB>().DeleteItemAsync(
            new() { TableName = _world.Catalog.Get<TableNames>()[key.Table], Key = new() { ["pk"] = new(key.Pk), ["sk"] = new(key.Sk) } }, CouponWorld.None);

        // The table of offers was restored without it: nothing goes before somebody had the time to see that.
        await using var restored = await _world.Catalog.AnotherAsync();
        var retention = restored.Get<CouponRetention>();
        Assert.Equal(0, await retention.RemoveAsync(CouponWorld.None));
        _world.Catalog.Clock.Advance(TransactionPlan.DeletedKept - TimeSpan.FromDays(1));
        Assert.Equal(0, await retention.RemoveAsync(CouponWorld.None));
        Assert.Contains(await RowsAsync(), pk => pk.Contains(_world.Id, StringComparison.Ordinal));

        _world.Catalog.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await retention.RemoveAsync(CouponWorld.None));
    }

    [Fact]
    public async Task Coupons_OfAnOfferThatEnded_AreKeptForTwoYears_AlsoWhereItsEndIsMoved()
    {
        await GiveAllKindsAsync(_world.Id);
        var ends = _world.Catalog.Clock.GetUtcNow().AddDays(2);
        var stored = await StoredAsync();
        await _world.Offers.SaveAsync(stored with { Ends = ends });
        _world.Catalog.Clock.Advance(TimeSpan.FromDays(2) + CouponRetention.Kept - TimeSpan.FromDays(1));
        Assert.Equal(0, await Retention.RemoveAsync(CouponWorld.None));

        _world.Catalog.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await Retention.RemoveAsync(CouponWorld.None));
    }

    [Fact]
    public async Task Removal_ThatWasInterrupted_IsFinishedByTheNext()
    {
        await GiveAllKindsAsync(_world.Id);
        var remover = _world.Catalog.Get<CouponRemover>();
        var all = (await RowsAsync()).Count(IsMine);
        for (var stop = 1; await remover.HasAnyAsync(_world.Id, CouponWorld.None); stop++)
        {
            using var crash = new CancellationTokenSource();
            crash.CancelAfter(TimeSpan.FromMilliseconds(stop));
            try
            {
                await remover.RemoveAsync(_world.Id, crash.Token);
            }
            catch (OperationCanceledException)
            {
                // As when the process ends.
            }
        }

        Assert.True(all > 40);
        Assert.DoesNotContain(await RowsAsync(), IsMine);

        bool IsMine(string pk) => pk.Contains(_world.Id, StringComparison.Ordinal) || _pools.Any(pool => pk.Contains(pool.Id, StringComparison.Ordinal));
    }

    private readonly List<(string Offer, string Id)> _pools = [];

    // A pool of which codes are given out, redeemed and voided, and a shared code that customers have.
    private async Task GiveAllKindsAsync(string offerId)
    {
        var window = new OfferWindow(true, null, null);
        var job = CouponWorld.Value(await _world.Service.GenerateAsync(CouponWorld.Meera, offerId, "Launch", new(40, 8, ""), _world.Token(), CouponWorld.None));
        await _world.EndAsync(job);
        _pools.Add((offerId, job.Id));
        for (var n = 0; n < 5; n++)
        {
            var given = Assert.IsType<IssueOutcome.Given>(await _world.Ledger.IssueAsync(new() { OfferId = offerId, CustomerId = _world.Customer(n), Window = window, By = CouponService.App }, CouponWorld.None));
            if (n == 0)
                Assert.IsType<RedeemOutcome.Done>(await _world.Ledger.RedeemAsync(new() { OfferId = offerId, Code = given.Coupon.Code, Window = window, By = "till", Key = "k" }, CouponWorld.None));
            if (n == 1)
                CouponWorld.Value(await _world.Service.VoidAsync(CouponWorld.Meera, offerId, given.Coupon.Ref.ToString(), "Misused", true, _world.Token(), CouponWorld.None));
        }

        var settings = CouponWorld.Value(await _world.Service.FindAsync(CouponWorld.Meera, offerId, CouponWorld.None)).Settings;
        CouponWorld.Value(await _world.Service.SaveAsync(CouponWorld.Meera, offerId, settings with { Mode = CouponMode.Shared, SharedCode = "DIWALI2026" }, _world.Token(), CouponWorld.None));
        for (var n = 5; n < 9; n++)
            Assert.IsType<IssueOutcome.Given>(await _world.Ledger.IssueAsync(new() { OfferId = offerId, CustomerId = _world.Customer(n), Window = window, By = CouponService.App }, CouponWorld.None));
    }

    private async Task<Offer> StoredAsync() => CouponWorld.Value(await _world.Catalog.Get<OfferService>().FindAsync(CouponWorld.Meera, _world.Id, CouponWorld.None));

    private async Task SetAsync(EditorialStatus status) => CouponWorld.Value(await _world.Catalog.Get<OfferService>().ChangeStatusAsync(
        CouponWorld.Meera, await StoredAsync(), status, new(_world.Token()) { Decided = true }, CouponWorld.None));

    // The partition keys of all rows in the table, as they are stored.
    private async Task<List<string>> RowsAsync()
    {
        List<string> keys = [];
        Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>? start = null;
        do
        {
            var page = await _world.Catalog.Get<IAmazonDynamoDB>().ScanAsync(
                new() { TableName = _world.Catalog.Get<TableNames>()[Table.Coupons], ConsistentRead = true, ExclusiveStartKey = start }, CouponWorld.None);
            keys.AddRange((page.Items ?? []).Select(item => item["pk"].S));
            start = page.LastEvaluatedKey;
        }
        while (start is { Count: > 0 });
        return keys;
    }
}
