using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Pictures;

/// <summary>Registers pictures; expects the storage and S3.</summary>
public static class PicturesSetup
{
    /// <summary>Adds the store, the service, the addresses for phones and the sweeper.</summary>
    public static IServiceCollection AddPictures(this IServiceCollection services)
    {
        services.AddOptions<PictureOptions>().BindConfiguration(PictureOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PictureOptions>, PictureOptionsCheck>();
        services.AddSingleton<PictureStore>();
        services.AddSingleton<PictureService>();
        services.AddSingleton<PictureAddresses>();
        services.AddHostedService<PictureSweeper>();
        return services;
    }

    /// <summary>Maps the addresses of pictures.</summary>
    public static void MapPictures(this IEndpointRouteBuilder endpoints) => PictureEndpoints.Map(endpoints);
}
