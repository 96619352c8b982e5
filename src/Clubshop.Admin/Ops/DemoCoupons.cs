using Clubshop.Admin.Common;
using Clubshop.Admin.Coupons;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Staff;
using Clubshop.Coupons;

namespace Clubshop.Admin.Ops;

/// <summary>
/// Coupons of three demo offers: one shared code, one pool of which some codes are given out and redeemed, and one that is nearly empty. Through the
/// service and the ledger, as people and the app would; done again it changes nothing.
/// </summary>
public sealed class DemoCoupons(CouponService coupons, CouponLedger ledger, OfferService offers, JobService jobs, TimeProvider time)
{
    private static readonly Demo[] Demos =
    [
        new("volt-and-wire-9", "Launch", new(200, 8, "VOLT"), Given: 23, Redeemed: 9),
        new("kanha-stays-16", "First guests", new(12, 8), Given: 8, Redeemed: 2),
    ];

    private const string SharedBy = "filter-coffee-23";
    private const string SharedCode = "KAAPI2026";

    /// <summary>Seeds the coupons; the demo's offers must be there.</summary>
    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        var shared = DemoCatalog.IdOf(OfferKind.Name, SharedBy);
        var settings = await ledger.SettingsAsync(shared, cancellationToken);
        if (settings.Version == 0)
            Stored(await coupons.SaveAsync(Actor.System, shared, settings with { Mode = CouponMode.Shared, SharedCode = SharedCode }, Ids.New(time), cancellationToken));
        await GiveAsync(shared, 14, 5, cancellationToken);

        foreach (var demo in Demos)
        {
            var id = DemoCatalog.IdOf(OfferKind.Name, demo.Offer);
            var job = Stored(await coupons.GenerateAsync(Actor.System, id, demo.Pool, demo.Recipe, DemoCatalog.IdOf("pool", demo.Offer), cancellationToken));
            await foreach (var state in jobs.WatchAsync(Actor.System, job.Id, cancellationToken))
                job = state;
            if (job.State == JobState.Finished)
                await GiveAsync(id, demo.Given, demo.Redeemed, cancellationToken);
        }
    }

    // Each customer has one, however often this is done.
    private async Task GiveAsync(string offerId, int given, int redeemed, CancellationToken cancellationToken)
    {
        var offer = Stored(await offers.FindAsync(Actor.System, offerId, cancellationToken));
        var window = new OfferWindow(Published: true, offer.Starts, offer.Ends);
        var n = 0;
        foreach (var customer in DemoCustomers.First(given, time.GetUtcNow()))
        {
            var request = new IssueRequest { OfferId = offerId, CustomerId = customer.Sub, Window = window, By = CouponService.App };
            if (await ledger.IssueAsync(request, cancellationToken) is not IssueOutcome.Given { Coupon: var coupon })
                return;
            if (n++ < redeemed)
            {
                await ledger.RedeemAsync(
                    new() { OfferId = offerId, Code = coupon.Code, CustomerId = customer.Sub, Window = window, By = "demo-till", Key = $"demo-{coupon.Number}" }, cancellationToken);
            }
        }
    }

    private static T Stored<T>(Result<T> result)
        where T : class => result.Ok ? result.Value : throw new InvalidOperationException("The demo coupons were refused: " + string.Join(' ', result.Problems.Select(problem => problem.Message)));

    private sealed record Demo(string Offer, string Pool, CodeRecipe Recipe, int Given, int Redeemed);
}
