using Clubshop.Aws;
using Clubshop.Aws.Watching;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Storage.Sealing;

/// <summary>Registers the sealing of personal fields. Expects KMS and the storage.</summary>
public static class SealingSetup
{
    /// <summary>Adds <see cref="FieldSealer"/>; in Aws mode its key is looked at when the portal starts.</summary>
    public static IServiceCollection AddSealing(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SealingOptions>().Bind(configuration.GetSection(SealingOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SealingOptions>, SealingOptionsCheck>();
        services.AddSingleton<KeyService>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<FieldSealer>();
        services.AddSingleton<SealingKey>();
        services.AddHostedService<SealingStart>();
        services.AddSingleton(provider => new ServiceProbe("KMS", token => provider.GetRequiredService<KeyService>().CurrentKeyAsync(token)));
        return services;
    }
}

/// <summary>In Aws mode: says at start that the key is missing or switched off, instead of failing at the first field; and loads what fingerprints need.</summary>
internal sealed partial class SealingStart(IOptions<AwsOptions> aws, IServiceProvider services, ILogger<SealingStart> logger) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // The embedded AWS is opened behind the first page, its key made then; whoever opens it loads the fingerprints' key.
        if (aws.Value.Mode is not AwsMode.Aws)
            return;
        try
        {
            await services.GetRequiredService<KeyService>().CurrentKeyAsync(cancellationToken);
            await services.GetRequiredService<FieldSealer>().ReadyAsync(cancellationToken);
        }
        catch (SealingUnavailableException away) when (away.MayPass)
        {
            LogAway(away); // the rest of the portal works without
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 1302, Level = LogLevel.Warning, Message = "KMS did not answer at the start; personal fields cannot be read until it does")]
    private partial void LogAway(Exception away);
}
