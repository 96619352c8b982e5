namespace Clubshop.Admin.SavedViews;

/// <summary>Registers saved views and chosen columns; each list is registered by its capability (<see cref="ViewList"/>).</summary>
public static class SavedViewsSetup
{
    /// <summary>Adds the services and the labels of the audit log.</summary>
    public static IServiceCollection AddSavedViews(this IServiceCollection services)
    {
        services.AddSingleton<ViewService>();
        services.AddSingleton<ColumnService>();
        services.AddScoped<ColumnChoices>();
        services.AddSingleton(ViewAudit.Labels);
        return services;
    }
}
