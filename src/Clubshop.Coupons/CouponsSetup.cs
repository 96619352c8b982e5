using Amazon.DynamoDBv2;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Clubshop.Coupons;

/// <summary>Registers the ledger.</summary>
public static class CouponsSetup
{
    /// <summary>Adds <see cref="CouponLedger"/>, and <see cref="CouponFiller"/>, <see cref="CouponSweeper"/> and <see cref="CouponRemover"/> for the portal. Expects <see cref="IAmazonDynamoDB"/> to be registered.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="prefix"><c>Aws:TablePrefix</c>.</param>
    public static IServiceCollection AddCouponLedger(this IServiceCollection services, string prefix)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new CouponLedger(provider.GetRequiredService<IAmazonDynamoDB>(), prefix, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new CouponFiller(provider.GetRequiredService<IAmazonDynamoDB>(), prefix, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new CouponRemover(provider.GetRequiredService<IAmazonDynamoDB>(), prefix, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new CouponSweeper(provider.GetRequiredService<IAmazonDynamoDB>(), prefix, provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
