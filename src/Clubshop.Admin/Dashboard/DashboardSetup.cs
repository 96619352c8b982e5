using Clubshop.Admin.App;
using Clubshop.Admin.Dashboard.Waiting;

namespace Clubshop.Admin.Dashboard;

/// <summary>Registers the dashboard; requires the catalog, coupons, imports, notifications, customers, staff and the audit log.</summary>
public static class DashboardSetup
{
    /// <summary>Adds the reader of its figures, what finds the things that wait for people, and the counts of the navigation.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services)
    {
        services.AddSingleton<DashboardReader>();
        services.AddSingleton<WaitingBoard>();
        services.AddSingleton<INavigationCounts>(provider => provider.GetRequiredService<WaitingBoard>());
        services.AddHostedService<WaitingPoller>();

        // In the order in which they are shown.
        services.AddSingleton<IWaitingSource, AuditWaiting>();
        services.AddSingleton<IWaitingSource, ApprovalsWaiting>();
        services.AddSingleton<IWaitingSource, OwnNotificationsWaiting>();
        services.AddSingleton<IWaitingSource, PlansWaiting>();
        services.AddSingleton<IWaitingSource, UnseenOffersWaiting>();
        services.AddSingleton<IWaitingSource, StockWaiting>();
        services.AddSingleton<IWaitingSource, WatchWaiting>();
        services.AddSingleton<IWaitingSource, ImportsWaiting>();
        services.AddSingleton<IWaitingSource, HelpWaiting>();
        services.AddSingleton<IWaitingSource, InvitationsWaiting>();
        services.AddSingleton<IWaitingSource, CacheWaiting>();
        return services;
    }
}
