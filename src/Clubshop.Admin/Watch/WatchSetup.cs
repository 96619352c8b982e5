using Clubshop.Admin.Catalog;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Coupons;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Pictures;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Watch.Finders;

namespace Clubshop.Admin.Watch;

/// <summary>Registers the nightly check and its inbox; expects coupons and staff.</summary>
public static class WatchSetup
{
    /// <summary>Adds the finders, the check, what is found in memory, and the service.</summary>
    public static IServiceCollection AddWatch(this IServiceCollection services)
    {
        services.AddSingleton<IFinder>(provider => new UnseenFinder(Get<UnseenOffers>(provider), Get<OfferTexts>(provider)));
        services.AddSingleton<IFinder>(provider => new EmptyPoolFinder(Get<PoolWatch>(provider), Get<TimeProvider>(provider)));
        services.AddSingleton<IFinder>(provider => new RecordFinder(provider.GetServices<CatalogIndex>(), Get<TableReader>(provider), Get<TimeProvider>(provider)));
        services.AddSingleton<IFinder>(provider => new LookAlikeFinder(Get<RecordIndex<OfferRow>>(provider), Get<TimeProvider>(provider)));
        services.AddSingleton<IFinder>(provider => new PictureFinder(
            Get<RecordIndex<ClubRow>>(provider), Get<RecordIndex<ShopRow>>(provider), Get<RecordIndex<OfferRow>>(provider), Get<PictureStore>(provider), Get<TimeProvider>(provider)));
        services.AddSingleton(provider => new WatchBoard(Get<TableReader>(provider)));
        services.AddSingleton<WatchRun>();
        services.AddSingleton(provider => new WatchService(
            Get<WatchBoard>(provider), Get<CatalogIndexes>(provider), Get<RecordIndex<OfferRow>>(provider), Get<RecordIndex<ShopRow>>(provider), Get<OfferSight>(provider),
            Get<UnseenOffers>(provider), Get<StaffService>(provider), Get<TableReader>(provider), Get<WriteUnit>(provider), Get<UnauditedWriter>(provider), Get<TimeProvider>(provider)));
        services.AddHostedService<WatchRunner>();
        services.AddSingleton(WatchAudit.Findings);
        services.AddSingleton(WatchAudit.Checks);
        return services;
    }

    private static T Get<T>(IServiceProvider provider)
        where T : notnull => provider.GetRequiredService<T>();
}
