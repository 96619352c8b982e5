using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Clubshop.Aws;

/// <summary>Registers AWS.</summary>
public static class AwsSetup
{
    /// <summary>
    /// Adds <see cref="AwsClients"/> and the SDK's clients, with <see cref="AwsOptions"/> from the section <c>Aws</c>, checked at start.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configuration">The application's configuration.</param>
    /// <param name="defaultMode">The mode where <c>Aws:Mode</c> is not set.</param>
    /// <param name="embedded">Gives the handler of the embedded AWS; called only in Embedded mode.</param>
    public static IServiceCollection AddAws(
        this IServiceCollection services,
        IConfiguration configuration,
        AwsMode defaultMode,
        Func<IServiceProvider, HttpMessageHandler>? embedded = null)
    {
        services.AddOptions<AwsOptions>()
            .Bind(configuration.GetSection(AwsOptions.Section))
            .PostConfigure(o => o.Mode ??= defaultMode)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<AwsOptions>, AwsOptionsCheck>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<AwsOptions>>().Value;
            var handler = options.Mode is AwsMode.Embedded ? embedded?.Invoke(provider) : null;
            return new AwsClients(options, handler, provider.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton(provider => provider.GetRequiredService<AwsClients>().DynamoDb);
        services.AddSingleton(provider => provider.GetRequiredService<AwsClients>().Cognito);
        services.AddSingleton(provider => provider.GetRequiredService<AwsClients>().Kms);
        services.AddSingleton(provider => provider.GetRequiredService<AwsClients>().S3);
        return services;
    }
}
