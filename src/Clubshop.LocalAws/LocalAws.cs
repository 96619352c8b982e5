using Clubshop.LocalAws.Cognito;
using Clubshop.LocalAws.Cognito.Tokens;
using Clubshop.LocalAws.Durability;
using Clubshop.LocalAws.DynamoDb;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Host;
using Clubshop.LocalAws.Kms;
using Clubshop.LocalAws.Memcached;
using Clubshop.LocalAws.Outbox;
using Clubshop.LocalAws.Pinpoint;
using Clubshop.LocalAws.S3;
using Clubshop.LocalAws.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Clubshop.LocalAws;

/// <summary>
/// The embedded AWS: services that answer the requests of any AWS SDK, in process through <see cref="CreateHandler"/> or over HTTP
/// through <see cref="Map"/>. What was acknowledged survives <c>kill -9</c>.
/// </summary>
public sealed class LocalAws : IAsyncDisposable
{
    private readonly StateFolder _folder;
    private readonly List<ILocalService> _services = [];
    private readonly List<IStateLog> _logs = [];

    private readonly FaultGate _gate;

    private LocalAws(StateFolder folder, MemcachedServer? memcached, TimeProvider time, ILogger logger)
    {
        (_folder, Memcached) = (folder, memcached);
        Faults = memcached?.Faults ?? new FaultBoard(time);
        _gate = new FaultGate(Faults, time, logger);
    }

    /// <summary>The region that ids, ARNs and issuers name: Mumbai.</summary>
    public const string Region = "ap-south-1";

    /// <summary>The switches for things to go wrong; all off.</summary>
    public FaultBoard Faults { get; }

    /// <summary>The cache beside it; null without one.</summary>
    public MemcachedServer? Memcached { get; }

    /// <summary>The user pools, for the demo accounts.</summary>
    public CognitoService Cognito => _services.OfType<CognitoService>().First();

    /// <summary>Everything that was "sent".</summary>
    public MessageOutbox Outbox { get; } = new();

    /// <summary>Pinpoint, for how often each address was sent something.</summary>
    public PinpointService Pinpoint => _services.OfType<PinpointService>().First();

    /// <summary>DynamoDB, for what is asked of it directly: the benchmark, the faults.</summary>
    public DynamoDbService DynamoDb => _services.OfType<DynamoDbService>().First();

    /// <summary>Opens the services on their folder, applying what it holds; 100,000 items take about a second.</summary>
    /// <exception cref="StateFolderInUseException">Another process has the folder.</exception>
    /// <exception cref="InvalidDataException">A log is damaged before its end.</exception>
    public static async Task<LocalAws> OpenAsync(
        LocalAwsOptions options, TimeProvider time, ILoggerFactory logging, CancellationToken cancellationToken)
    {
        var aws = new LocalAws(StateFolder.Open(options.Directory), options.Memcached, options.FaultTime ?? time, logging.CreateLogger<LocalAws>());
        try
        {
            if (options.Faults is { } faults) aws.Faults.Set(faults);
            // Reading the logs takes time, and the caller may be about to answer a first page.
            await Task.Run(() => aws.OpenServices(options, time, logging), cancellationToken);
            return aws;
        }
        catch
        {
            await aws.DisposeAsync();
            throw;
        }
    }

    /// <summary>A handler for the SDK's HTTP client: requests are answered here, no socket involved.</summary>
    public HttpMessageHandler CreateHandler() => new InProcessHandler(this);

    /// <summary>Answers every POST, GET, PUT, HEAD, DELETE and OPTIONS under the builder, as the AWS endpoint would.</summary>
    /// <param name="endpoints">Where.</param>
    /// <param name="access">Who may call it; null for only this machine's programs.</param>
    public void Map(IEndpointRouteBuilder endpoints, EndpointAccess? access = null) => endpoints.Map(
        "/{**path}", (HttpContext context) => HttpFront.AnswerAsync(this, access ?? EndpointAccess.ThisMachine, context));

    /// <summary>Answers a request: the service that claims it does, or it is refused by name.</summary>
    public ValueTask<WireResponse> AnswerAsync(WireRequest request, CancellationToken cancellationToken)
    {
        foreach (var service in _services)
        {
            if (service.Claims(request)) return _gate.AnswerAsync(service, request, cancellationToken);
        }
        return ValueTask.FromResult(UnknownService.Answer(request));
    }

    /// <summary>Writes what is waiting, closes the logs and gives the folder up.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.OfType<IAsyncDisposable>()) await service.DisposeAsync();
        foreach (var log in _logs) await log.DisposeAsync();
        _services.Clear();
        _logs.Clear();
        _folder.Dispose();
    }

    /// <summary>The services of the embedded AWS. A further one is opened here, on a log of its own in the folder.</summary>
    private void OpenServices(LocalAwsOptions options, TimeProvider time, ILoggerFactory logging)
    {
        // The largest log beside the others.
        var dynamoDb = Task.Run(() => DynamoDbService.Open(_folder, time, logging.CreateLogger<DynamoDbService>(), options.DynamoDb, Faults));
        try
        {
            OpenOthers(options, time, logging);
        }
        finally
        {
            // Its own failure is told rather than one of another service; and what it opened is closed with the rest. It is asked first.
            _services.Insert(0, dynamoDb.GetAwaiter().GetResult());
        }
    }

    private void OpenOthers(LocalAwsOptions options, TimeProvider time, ILoggerFactory logging)
    {
        Outbox.Attach(OpenLog("outbox", Outbox, logging));
        var cognito = new CognitoService(Region, time, Outbox, options.NewSigningKey ?? PoolKeys.NewKey, Faults);
        cognito.Attach(OpenLog("cognito", cognito, logging));
        _services.Add(cognito);

        var pinpoint = new PinpointService(Region, time, Outbox, Faults);
        pinpoint.Attach(OpenLog("pinpoint", pinpoint, logging));
        _services.Add(pinpoint);

        var kms = new KmsService(Region, time);
        kms.Attach(OpenLog("kms", kms, logging));
        _services.Add(kms);

        _services.Add(new S3Service(Region, _folder.FilesOf("s3"), time));
    }

    private IStateLog OpenLog(string name, IReplayable state, ILoggerFactory logging)
    {
        var log = _folder.OpenLog(name, state, logging.CreateLogger<StateLog>());
        _logs.Add(log);
        return log;
    }
}

/// <summary>How the embedded AWS is opened.</summary>
public sealed record LocalAwsOptions
{
    /// <summary>The folder of its state; null keeps all in memory.</summary>
    public string? Directory { get; init; }

    /// <summary>
    /// The cache that belongs to it and shares its faults; null for none. Started earlier, because a client may need its port long
    /// before the logs are read; the caller that started it disposes of it.
    /// </summary>
    public MemcachedServer? Memcached { get; init; }

    /// <summary>What goes wrong from the start on; null for nothing.</summary>
    public FaultPlan? Faults { get; init; }

    /// <summary>The clock of delays and lags, where it is not that of the services: tests whose clock stands.</summary>
    public TimeProvider? FaultTime { get; init; }

    /// <summary>
    /// Makes a private key that a pool signs its tokens with (RSA of 2,048 bits, PKCS#1, base64); null for a new one each time, which takes
    /// a few tenths of a second of processor time.
    /// </summary>
    public Func<string>? NewSigningKey { get; init; }

    /// <summary>How DynamoDB behaves where AWS takes its time.</summary>
    public DynamoDbOptions DynamoDb { get; init; } = new();
}
