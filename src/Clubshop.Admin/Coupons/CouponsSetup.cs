using Clubshop.Admin.Audit;
using Clubshop.Admin.Coupons.Jobs;
using Clubshop.Admin.Coupons.Pages;
using Clubshop.Admin.Customers.Search;
using Clubshop.Admin.Import;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Offers.Doctor;
using Clubshop.Admin.Storage;
using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons;

/// <summary>Registers coupons; expects offers, imports, customers and jobs.</summary>
public static class CouponsSetup
{
    /// <summary>Adds the ledger with its jobs, the service, and what the page of an offer and the dashboard show of coupons.</summary>
    public static IServiceCollection AddCoupons(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCouponJobs(configuration);
        services.AddSingleton(provider => new PoolWatch(
            Get<CouponLedger>(provider), Get<RecordIndex<OfferRow>>(provider), Get<OfferService>(provider), Get<TableReader>(provider), Get<UnauditedWriter>(provider),
            Get<TimeProvider>(provider)));
        services.AddSingleton<IOfferStocks>(static provider => Get<PoolWatch>(provider));
        services.AddSingleton<IOfferCoupons>(static provider => new CouponTotals(Get<CouponLedger>(provider)));
        services.AddHostedService<PoolWatcher>();
        services.AddSingleton<CouponRetention>();
        services.AddHostedService(static provider => Get<CouponRetention>(provider));
        services.AddSingleton(provider => new CouponService(
            Get<CouponLedger>(provider), Get<PoolJobs>(provider), Get<OfferService>(provider), Get<OfferSight>(provider), Get<CustomerNumbers>(provider),
            Get<ImportFiles>(provider), Get<PoolWatch>(provider), Get<WriteUnit>(provider), Get<TableReader>(provider), provider.GetServices<IAuditPeople>(),
            provider.GetServices<IProgramNames>(), Get<TimeProvider>(provider)));
        services.AddSingleton<IOfferCheck>(provider => new CouponCheck(Get<CouponLedger>(provider)));
        services.AddSingleton(CouponAudit.Labels);
        services.AddSingleton(new OfferPart(OfferPlace.Side, typeof(CouponCard)));
        services.AddSingleton(new OfferPart(OfferPlace.Preview, typeof(CouponLine)));
        return services;
    }

    /// <summary>Maps the upload of codes and the export of a pool.</summary>
    public static void MapCoupons(this IEndpointRouteBuilder endpoints) => CouponEndpoints.Map(endpoints);

    private static T Get<T>(IServiceProvider provider)
        where T : notnull => provider.GetRequiredService<T>();
}
