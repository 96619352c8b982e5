using Clubshop.Admin.Coupons;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Common;
using Clubshop.Admin.Tests.Storage;
using Clubshop.Coupons;

namespace Clubshop.Admin.Tests.Coupons.Ledger;

/// <summary>A coupon table of its own in memory, and a ledger on it as one instance has it.</summary>
internal sealed class LedgerWorld : IAsyncDisposable
{
    public const string Prefix = "test-";
    public const string Offer = "0199aa00000070000000000000000001";

    private readonly bool _owned;

    private LedgerWorld(StorageHost storage, bool owned)
    {
        (Storage, _owned) = (storage, owned);
        Ledger = new(storage.Dynamo, Prefix, storage.Clock);
        Filler = new(storage.Dynamo, Prefix, storage.Clock);
        Sweeper = new(storage.Dynamo, Prefix, storage.Clock);
    }

    public StorageHost Storage { get; }

    public CouponLedger Ledger { get; }

    public CouponFiller Filler { get; }

    public CouponSweeper Sweeper { get; }

    public TestClock Clock => Storage.Clock;

    public FaultHandler Faults => Storage.Faults;

    /// <summary>An offer that is live for a week.</summary>
    public OfferWindow Live => new(true, Clock.GetUtcNow().AddDays(-1), Clock.GetUtcNow().AddDays(6));

    public static async Task<LedgerWorld> StartAsync(bool faults = true) => new(await StorageHost.StartAsync(faults: faults), owned: true);

    /// <summary>A second instance on the same table.</summary>
    public LedgerWorld Another() => new(Storage.Another(), owned: false);

    public async Task<CouponSettings> SaveAsync(CouponSettings settings)
    {
        var before = await Storage.Reader.ReadAsync(CouponItems.SettingsKey(settings.OfferId), default);
        var saved = await Storage.SaveAsync(new()
        {
            Actor = StorageHost.Anita,
            Token = Storage.NewToken(),
            Audit = new(AuditActions.Change, CouponItems.AuditKind, settings.OfferId, "Diwali"),
            Entity = new(Table.Coupons, before, CouponItems.ToItem(settings, before)),
        });
        Ledger.Forget(settings.OfferId);
        return CouponItems.SettingsOf(settings.OfferId, saved);
    }

    public Task<CouponSettings> SaveAsync(CouponMode mode, string? shared = null, int perCustomer = 1, int? inAll = null) =>
        SaveAsync(new() { OfferId = Offer, Mode = mode, SharedCode = shared, PerCustomer = perCustomer, InAll = inAll });

    /// <summary>A pool that is ready, with codes <c>{name}0001</c> and so on.</summary>
    public async Task<CouponPool> PoolAsync(string name, int codes)
    {
        var pool = new CouponPool { Id = Storage.NewToken(), OfferId = Offer, Name = name };
        await Filler.WriteAsync(pool, Enumerable.Range(1, codes).Select(n => new NumberedCode(n, $"{name}{n:D4}")), default);
        var ready = pool with { State = PoolState.Ready, Total = codes };
        return await ChangeAsync(ready, null, [.. CouponItems.ReadySteps(ready)]);
    }

    public async Task<CouponPool> VoidAsync(CouponPool pool, bool voidIssued) => await ChangeAsync(
        pool with { State = PoolState.Voided, VoidIssued = voidIssued }, await Storage.Reader.ReadAsync(CouponItems.PoolKey(pool.OfferId, pool.Id), default), []);

    public Task<IssueOutcome> AskAsync(string customer, OfferWindow? window = null, bool another = false, string? key = null) => Ledger.IssueAsync(
        new() { OfferId = Offer, CustomerId = customer, Window = window ?? Live, By = "app", Another = another, Key = key }, default);

    public async Task<Coupon> GiveAsync(string customer, bool another = false, string? key = null) =>
        Assert.IsType<IssueOutcome.Given>(await AskAsync(customer, another: another, key: key)).Coupon;

    public async Task<IssueRefusal> RefusedAsync(string customer, OfferWindow? window = null, bool another = false) =>
        Assert.IsType<IssueOutcome.Refused>(await AskAsync(customer, window, another)).Reason;

    public Task<RedeemOutcome> RedeemAsync(string code, string key = "k1", string by = "till", string? customer = null, OfferWindow? window = null) => Ledger.RedeemAsync(
        new() { OfferId = Offer, Code = code, Key = key, By = by, CustomerId = customer, Window = window ?? Live }, default);

    public Task<VoidOutcome> VoidAsync(Coupon coupon, bool mayReplace = false) =>
        Ledger.VoidAsync(new() { Ref = coupon.Ref, By = "anita", Reason = "printed wrong", MayReplace = mayReplace }, default);

    public async ValueTask DisposeAsync()
    {
        if (_owned)
            await Storage.DisposeAsync();
    }

    private async Task<CouponPool> ChangeAsync(CouponPool pool, Item? before, IReadOnlyList<ChangeStep> steps)
    {
        var saved = await Storage.SaveAsync(new()
        {
            Actor = StorageHost.Anita,
            Token = Storage.NewToken(),
            Audit = new(AuditActions.Change, CouponItems.AuditKind, pool.OfferId, "Diwali"),
            Entity = new(Table.Coupons, before, CouponItems.ToItem(pool, before)),
            Steps = steps,
        });
        Ledger.Forget(pool.OfferId);
        return CouponItems.PoolOf(saved);
    }
}
