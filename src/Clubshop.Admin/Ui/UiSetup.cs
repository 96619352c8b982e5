using Clubshop.Admin.Ui.Feedback;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor.Services;

namespace Clubshop.Admin.Ui;

/// <summary>Registers what the controls need. MudBlazor's services are scoped, which means one per circuit.</summary>
public static class UiSetup
{
    /// <summary>Adds MudBlazor, the wrapper over its dialogs, and what stands beside it.</summary>
    public static IServiceCollection AddUi(this IServiceCollection services)
    {
        services.AddMudServices(options => options.PopoverOptions.ThrowOnDuplicateProvider = true);
        services.AddScoped<Dialogs>();
        services.AddScoped<Toasts>();
        services.AddScoped<Script>();
        services.AddScoped<BrowserTab>();
        services.AddScoped<Layout.BackLinks>();
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }
}
