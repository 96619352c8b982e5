using Clubshop.Admin.Notifications;
using Clubshop.Admin.Notifications.SmsTemplates;
using Clubshop.Admin.Ops;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Storage.Sealing;
using Clubshop.Aws;
using Clubshop.LocalAws;
using Clubshop.LocalAws.Cognito;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Host;
using Clubshop.LocalAws.Memcached;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using EmbeddedServices = Clubshop.LocalAws.LocalAws;

namespace Clubshop.Admin.Embedded;

/// <summary>
/// Starts the embedded AWS in the background: creates what the portal needs through AWS calls, opens the gate for the portal's own calls, and
/// then seeds an empty store.
/// </summary>
internal sealed partial class EmbeddedAws(
    IOptions<EmbeddedOptions> options,
    IOptions<AwsOptions> aws,
    IOptions<StaffOptions> staff,
    IOptions<SealingOptions> sealing,
    TableNames tables,
    StartGate gate,
    MemcachedServer memcached,
    IServiceProvider services,
    IServer server,
    IHostApplicationLifetime lifetime,
    IHostEnvironment environment,
    TimeProvider time,
    ILoggerFactory logging) : BackgroundService, IAsyncDisposable
{
    private readonly ILogger _logger = logging.CreateLogger<EmbeddedAws>();
    private EmbeddedServices? _services;
    private LoopbackEndpoint? _endpoint;

    /// <summary>The embedded services; null until they are open.</summary>
    public EmbeddedServices? Services => gate.IsOpen ? _services : null;

    /// <summary>The embedded services, once they are open.</summary>
    public async Task<EmbeddedServices> WhenOpenAsync(CancellationToken cancellationToken)
    {
        await gate.WhenOpenAsync(cancellationToken);
        return _services!;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        base.Dispose();
        if (_endpoint is not null)
            await _endpoint.DisposeAsync();
        if (_services is not null)
            await _services.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // lets the host start listening
        try
        {
            await OpenAsync(stoppingToken);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            gate.Fail(failure);
            LogFailed(_logger, failure.Message);
            Environment.ExitCode = 1;
            throw; // stops the host
        }

        try
        {
            await services.GetRequiredService<FieldSealer>().ReadyAsync(stoppingToken);
            // Resolved only now: its dependencies could not be read before the gate was open.
            await services.GetRequiredService<DemoCatalog>().SeedAsync(Seed, stoppingToken);
            if (Seed.Demo)
                await services.GetRequiredService<Seeds>().OnceAsync("assignments", () => AssignAsync(stoppingToken), stoppingToken);
            if (Seed.Demo)
                await services.GetRequiredService<Seeds>().OnceAsync("texts", () => services.GetRequiredService<DemoSmsTemplates>().SeedAsync(stoppingToken), stoppingToken);
            await services.GetRequiredService<Seeds>().OnceAsync("customers", () => PlaceCustomersAsync(stoppingToken), stoppingToken);
            await services.GetRequiredService<Seeds>().OnceAsync(
                "registry", () => services.GetRequiredService<RegistrySeed>().SeedAsync(DemoCustomers.InRegistry(Seed, time.GetUtcNow()), DemoCustomers.RegistrySeed, stoppingToken), stoppingToken);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            LogSeedFailed(_logger, failure); // the portal works without it; the next start continues seeding
        }
    }

    private Task AssignAsync(CancellationToken cancellationToken) =>
        new DemoStaff(services.GetRequiredService<Amazon.CognitoIdentityProvider.IAmazonCognitoIdentityProvider>()).AssignAsync(
            FixedIds.StaffPoolId, services.GetRequiredService<WriteUnit>(), services.GetRequiredService<StaffStore>(), time, cancellationToken);

    // Inserted directly, because no AWS operation creates statuses such as COMPROMISED or dates in the past.
    private Task<int> PlaceCustomersAsync(CancellationToken cancellationToken) => _services!.Cognito.PlaceAsync(
        FixedIds.CustomerPoolId, DemoCustomers.First(DemoCustomers.CountFor(Seed), time.GetUtcNow()).Select(Placed), cancellationToken);

    private static PlacedUser Placed(DemoCustomer customer) => new()
    {
        Username = customer.Username,
        Sub = customer.Sub,
        Status = customer.Status,
        Enabled = customer.Enabled,
        Attributes = customer.Attributes,
        Groups = customer.Groups,
        TotpSecret = customer.TotpSecret,
        Factors = customer.Factors,
        CreatedAt = customer.CreatedAt,
        ModifiedAt = customer.ModifiedAt,
    };

    private SeedSize Seed => SeedSize.TryParse(options.Value.Seed, out var size) ? size : new(true, 0);

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var folder = options.Value.ResolveFolder();
        _services = await EmbeddedServices.OpenAsync(
            new LocalAwsOptions { Directory = folder, Faults = FaultText.Parse(options.Value.Faults), Memcached = memcached }, time, logging, cancellationToken);

        // Separate clients, because the portal's own clients wait at the gate.
        var handler = _services.CreateHandler();
        using var clients = new AwsClients(aws.Value, handler, time);
        var pools = new StaffPoolSetup(clients.Cognito, staff.Value).CreateMissingAsync(cancellationToken);
        await new TableSetup(clients.DynamoDb, tables, time, services.GetServices<Table>()).CreateMissingAsync(cancellationToken);
        gate.OpenTables(handler);
        await new SealingKey(clients.Kms, sealing).CreateMissingAsync(cancellationToken);
        var pool = await pools;
        await new Seeds(new TableReader(clients.DynamoDb, tables, time, services.GetRequiredService<PageTokens>()), new UnauditedWriter(clients.DynamoDb, tables, time))
            .OnceAsync("accounts", () => new DemoStaff(clients.Cognito).CreateAsync(pool, cancellationToken), cancellationToken);
        gate.Open(handler);
        await ListenAsync(cancellationToken);
        lifetime.ApplicationStarted.Register(Announce);
        LogOpen(_logger, folder, (int)time.GetElapsedTime(started).TotalMilliseconds, memcached.Address);
    }

    // Other programs of this machine reach the same services; the portal itself stays within the process.
    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        if (!environment.IsDevelopment() || !options.Value.Listen)
            return;
        try
        {
            _endpoint = await LoopbackEndpoint.StartAsync(_services!, options.Value.Port, cancellationToken);
        }
        catch (IOException taken)
        {
            throw new InvalidOperationException($"LocalAws:Port: {taken.Message} Set it to another port, or to 0 for a free port.", taken);
        }

        LogListening(_logger, _endpoint.Address, memcached.Address);
    }

    private void Announce()
    {
        if (options.Value.HasLocalPages && server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address)
            LogReady(_logger, address);
    }

    [LoggerMessage(1401, LogLevel.Information, "Clubshop Admin is at {Address}; demo accounts, their codes and the outbox are at {Address}/local")]
    private static partial void LogReady(ILogger logger, string address);

    [LoggerMessage(1402, LogLevel.Information, "The embedded AWS was ready after {Milliseconds} ms; its state is in {Folder}, its memcached at {Memcached}")]
    private static partial void LogOpen(ILogger logger, string folder, int milliseconds, string memcached);

    [LoggerMessage(1405, LogLevel.Information, "For other programs of this machine, the embedded AWS is at {Address} (Aws:Endpoint) and its memcached at {Memcached} (Cache:Nodes:0)")]
    private static partial void LogListening(ILogger logger, string address, string memcached);

    [LoggerMessage(1403, LogLevel.Error, "Seeding did not finish; the next start continues it")]
    private static partial void LogSeedFailed(ILogger logger, Exception failure);

    [LoggerMessage(1404, LogLevel.Critical, "The embedded AWS did not start: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);
}
