using Clubshop.Api.Tables;
using Clubshop.Coupons;
using Microsoft.Extensions.Options;

namespace Clubshop.Api.Coupons;

/// <summary>Registers coupons.</summary>
internal static class CouponsApiSetup
{
    /// <summary>Adds the services.</summary>
    public static void AddCoupons(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CustomerOptions>().BindConfiguration(CustomerOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CustomerOptions>, CustomerOptionsCheck>();
        services.AddCouponLedger(configuration["Aws:TablePrefix"] is { Length: > 0 } prefix ? prefix : TableNames.DefaultPrefix);
        services.AddSingleton<CustomerTokens>();
        services.AddSingleton<ShopClients>();
        services.AddSingleton<CallerCheck>();
        services.AddSingleton<CouponOffers>();
        services.AddSingleton<CustomerEndpoints>();
        services.AddSingleton<RedeemEndpoint>();
    }

    /// <summary>Maps the endpoints.</summary>
    public static void MapCoupons(this WebApplication app)
    {
        app.MapPost("/v1/offers/{offer}/coupon", app.Services.GetRequiredService<CustomerEndpoints>().IssueAsync);
        app.MapGet("/v1/me/coupons", app.Services.GetRequiredService<CustomerEndpoints>().ListAsync);
        app.MapPost("/v1/coupons/redeem", app.Services.GetRequiredService<RedeemEndpoint>().RedeemAsync);
    }
}
