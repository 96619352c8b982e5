using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Clubshop.Api.Health;

/// <summary>How the server stops: section <c>Stop</c> of the configuration.</summary>
public sealed class StopOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Stop";

    /// <summary>
    /// <c>Stop:Drain</c>: how long it goes on answering after it was asked to stop, while <c>/health/ready</c> already says no; up to 2 minutes. As long
    /// as the load balancer takes to notice; in Development nothing.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:02:00")]
    public TimeSpan? Drain { get; set; }
}

/// <summary>Keeps answering for a moment after the stop was asked for. What is under way then is finished by the host.</summary>
internal sealed class Draining(IOptions<StopOptions> options, IHostEnvironment environment, IHostApplicationLifetime lifetime, TimeProvider time) : IHostedLifecycleService
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        var drain = options.Value.Drain ?? (environment.IsDevelopment() ? TimeSpan.Zero : Usual);
        if (lifetime.ApplicationStopping.IsCancellationRequested && drain > TimeSpan.Zero)
            await Task.Delay(drain, time, cancellationToken).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
