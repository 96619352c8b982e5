using Clubshop.Aws;
using Clubshop.Aws.Watching;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Operations;

/// <summary>
/// Asks each service that has not answered for a while, so that health does not tell of a failure that is over, nor of an answer that is an hour
/// old: nobody may sign in for hours, and of what nobody calls the calls say nothing.
/// </summary>
internal sealed class DependencyProbe(IEnumerable<ServiceProbe> probes, AwsClients aws, IOptions<HealthOptions> options, TimeProvider time) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        // Each by itself: one that does not answer takes the longest to say so.
        Task.WhenAll(probes.Select(probe => WatchAsync(probe, stoppingToken)).ToList());

    private async Task WatchAsync(ServiceProbe probe, CancellationToken stopping)
    {
        var every = TimeSpan.FromSeconds(options.Value.ProbeSeconds);
        using var look = new PeriodicTimer(every, time);
        while (await look.WaitForNextTickAsync(stopping))
        {
            if (aws.Calls.All.FirstOrDefault(one => one.Service == probe.Service) is { FailingSince: null, AnsweredAt: { } at } && time.GetUtcNow() - at < every)
                continue;

            try
            {
                await probe.AskAsync(stopping);
            }
#pragma warning disable CA1031 // The client has counted it, which is what it was asked for.
            catch (Exception) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
            {
                // Health tells.
            }
        }
    }
}
