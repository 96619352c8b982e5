namespace Clubshop.Admin.Dashboard;

/// <summary>Registers the dashboard; expects clubs, shops, categories, offers and the audit log.</summary>
public static class DashboardSetup
{
    /// <summary>Adds what reads its figures.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services) => services.AddSingleton<DashboardReader>();
}
