using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Offers.AppAnswers;

/// <summary>Registers the view of what the app gets, on the page of an offer.</summary>
public static class AppAnswersSetup
{
    /// <summary>Adds the service, its options and the part of the offer's page. After the coupons, whose line stands above it.</summary>
    public static IServiceCollection AddAppAnswers(this IServiceCollection services)
    {
        services.AddOptions<EndUsersOptions>().BindConfiguration(EndUsersOptions.Section)
            .PostConfigure<IServiceProvider>((options, services) => options.Address ??= services.GetService<IHostEnvironment>()?.IsDevelopment() == true ? EndUsersOptions.InDevelopment : null)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<EndUsersOptions>, EndUsersOptionsCheck>();
        services.AddSingleton<AppAnswerService>();
        services.AddSingleton(new OfferPart(OfferPlace.Preview, typeof(AppAnswerPart)));
        return services;
    }
}
