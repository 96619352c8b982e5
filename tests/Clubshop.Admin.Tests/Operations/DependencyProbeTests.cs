using Amazon.KeyManagementService.Model;
using Clubshop.Admin.Operations;
using Clubshop.Admin.Tests.Testing;
using Clubshop.Aws;
using Clubshop.Aws.Watching;
using Clubshop.LocalAws.Faults;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Tests.Operations;

/// <summary>Health of services that nobody calls.</summary>
public sealed class DependencyProbeTests : IAsyncLifetime, IDisposable
{
    private readonly ManualTime _time = new();
    private LocalAws.LocalAws _aws = null!;
    private AwsClients _clients = null!;
    private DependencyProbe _probe = null!;
    private int _asked;

    public async Task InitializeAsync()
    {
        _aws = await TestFaults.OpenAsync(TimeProvider.System, faults: false);
        _clients = new(new AwsOptions { Mode = AwsMode.Embedded }, _aws.CreateHandler(), _time);
        _probe = new([new("KMS", AskAsync)], _clients, Options.Create(new HealthOptions()), _time);
        await _probe.StartAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _probe.StopAsync(CancellationToken.None);
        await _aws.DisposeAsync();
    }

    public void Dispose()
    {
        _probe.Dispose();
        _clients.Dispose();
    }

    [Fact]
    public async Task Service_ThatFailsAndComesBackWhileNobodyCallsIt_IsKnownBothTimes()
    {
        _aws.Faults.Set(new() { Rules = [new() { Kind = FaultKind.ConnectionReset, Service = "kms" }] });
        for (var failures = 1; failures <= Readiness.Failures; failures++)
            await UntilAsync(health => health.Failures >= failures && health.FailingSince is not null);

        _aws.Faults.Clear();
        await UntilAsync(health => health is { FailingSince: null, Failures: 0, AnsweredAt: not null });
    }

    [Fact]
    public async Task Service_ThatOthersCall_IsNotAsked()
    {
        for (var seconds = 0; seconds < 60; seconds += 5)
        {
            await _clients.Kms.ListKeysAsync(new ListKeysRequest());
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal(0, Volatile.Read(ref _asked));
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        await _clients.Kms.ListKeysAsync(new ListKeysRequest(), cancellationToken);
        Interlocked.Increment(ref _asked);
    }

    private async Task UntilAsync(Func<ServiceHealth, bool> reached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!_clients.Calls.All.Any(reached))
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            await look.WaitForNextTickAsync(patience.Token);
        }
    }
}
