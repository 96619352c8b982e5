using Clubshop.Admin.Jobs;
using Clubshop.Admin.Storage;
using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons.Jobs;

/// <summary>Registers the ledger and the jobs of coupons.</summary>
public static class CouponJobsSetup
{
    /// <summary>Adds the ledger, what makes, fills and voids pools, and the sweeper; call once, after <see cref="JobsSetup.AddJobs"/>.</summary>
    public static IServiceCollection AddCouponJobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddCouponLedger(configuration["Aws:TablePrefix"] ?? TableNames.DefaultPrefix);
        services.AddSingleton<ICommitObserver, SettingsSeen>();
        services.AddSingleton<PoolJobs>();
        services.AddSingleton<PoolFill>();
        services.AddSingleton<IJobHandler, GenerateJob>();
        services.AddSingleton<IJobHandler, ImportCodesJob>();
        services.AddSingleton<IJobHandler, VoidCodesJob>();
        services.AddHostedService<StockSweeper>();
        return services;
    }

    // Read your writes: who changed the settings and gives a coupon out a moment later goes by the new ones.
    private sealed class SettingsSeen(CouponLedger ledger) : ICommitObserver
    {
        public void Committed(Table table, Item item)
        {
            if (table == Table.Coupons)
                ledger.Forget(item.Id);
        }

        public void Recorded(Item entry)
        {
        }
    }
}
