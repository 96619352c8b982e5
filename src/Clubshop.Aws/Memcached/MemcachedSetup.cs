using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Clubshop.Aws.Memcached;

/// <summary>Registers memcached.</summary>
public static class MemcachedSetup
{
    /// <summary>
    /// Adds <see cref="MemcachedCluster"/>, with <see cref="MemcachedOptions"/> from the section <c>Cache</c>, checked at start.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configuration">The application's configuration.</param>
    /// <param name="otherwise">
    /// Gives the nodes where <c>Cache:Nodes</c> is empty, such as the embedded memcached's; asked when the cluster is first wanted.
    /// Without it, <c>Cache:Nodes</c> is required.
    /// </param>
    public static IServiceCollection AddMemcached(
        this IServiceCollection services,
        IConfiguration configuration,
        Func<IServiceProvider, IReadOnlyList<string>>? otherwise = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(MemcachedOptions.Section);
        services.AddOptions<MemcachedOptions>()
            .Bind(section)
            .PostConfigure(options =>
            {
                if (section[nameof(MemcachedOptions.Nodes)] is { Length: > 0 } list)
                    options.Nodes = list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            })
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<MemcachedOptions>>(new MemcachedOptionsCheck(nodesRequired: otherwise is null));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<MemcachedOptions>>().Value;
            if (options.Nodes.Count == 0 && otherwise is not null)
                options.Nodes = otherwise(provider);
            return new MemcachedCluster(
                options,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<MemcachedCluster>>());
        });
        return services;
    }
}
