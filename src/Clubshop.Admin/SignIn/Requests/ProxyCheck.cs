using Clubshop.Aws;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn.Requests;

/// <summary>
/// Warns at start, in <c>Aws</c> mode, when no proxy is configured: behind a load balancer the portal would then take every visitor for the
/// balancer and every request for plain HTTP.
/// </summary>
internal sealed partial class ProxyCheck(IConfiguration configuration, IOptions<AwsOptions> aws, ILogger<ProxyCheck> logger) : IHostedService
{
    /// <summary>The configuration key of the proxies whose forwarded headers are trusted.</summary>
    public const string Key = "Proxies";

    /// <summary>The configured proxies: addresses and networks, as a list or separated by commas.</summary>
    public static string[] Of(IConfiguration configuration) =>
        configuration[Key] is { Length: > 0 } list
            ? list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : configuration.GetSection(Key).Get<string[]>() ?? [];

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (aws.Value.Mode == AwsMode.Aws && Of(configuration).Length == 0)
            LogNone();

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 1115, Level = LogLevel.Warning, Message =
        "Proxies is not set: behind a load balancer all visitors count as one address, and pages are refused as plain http. Set Proxies to the balancer's addresses or networks")]
    private partial void LogNone();
}
