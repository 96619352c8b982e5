using Clubshop.Admin.Ui.Feedback;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Radzen;

namespace Clubshop.Admin.Ui;

/// <summary>Registers what the controls need. Radzen's services are scoped, which means one per circuit.</summary>
public static class UiSetup
{
    /// <summary>Adds Radzen and the wrappers over its dialogs and notifications.</summary>
    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        services.AddRadzenComponents();
        services.AddScoped<Dialogs>();
        services.AddScoped<Toasts>();
        services.AddScoped<Script>();
        services.AddScoped<Layout.BackLinks>();
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }
}
