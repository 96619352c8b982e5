namespace Clubshop.Admin.Dashboard;

/// <summary>Registers the dashboard; requires clubs, shops, categories, offers and the audit log.</summary>
public static class DashboardSetup
{
    /// <summary>Adds the reader of its figures.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services) => services.AddSingleton<DashboardReader>();
}
