using System.Globalization;
using Amazon;
using Amazon.CognitoIdentityProvider;
using Amazon.DynamoDBv2;
using Amazon.KeyManagementService;
using Amazon.Pinpoint;
using Amazon.Runtime;
using Amazon.S3;
using Clubshop.Aws.Cognito;
using Clubshop.Aws.Pinpoint;
using Clubshop.Aws.Watching;

namespace Clubshop.Aws;

/// <summary>
/// The clients of the AWS SDK, built in one place: for the real region, for <see cref="AwsOptions.Endpoint"/>, or for the embedded
/// AWS behind a handler. Signing, JSON, retries and error mapping are the same in all three. Clients are made when first used, live
/// as long as this, and are safe for concurrent use.
/// </summary>
public sealed class AwsClients : IDisposable
{
    private static int _embeddedPorts;

    // A page waits for these calls: a lost connection is given up while somebody is still looking, and so are five answers that do not come (30 s in all).
    private static readonly TimeSpan Connect = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan DynamoDbTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CognitoTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan EmbeddedTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan KeysTimeout = TimeSpan.FromSeconds(5);
    // Nobody waits for this one, and giving up makes up to 100 addresses unknown.
    private static readonly TimeSpan PinpointTimeout = TimeSpan.FromSeconds(60);
    private const int DynamoDbRetries = 4;
    private const int CognitoRetries = 2;
    private static readonly TimeSpan KmsTimeout = TimeSpan.FromSeconds(5);
    private const int KmsRetries = 2;
    // Nobody waits for it; an object of the archive has some megabytes.
    private static readonly TimeSpan S3Timeout = TimeSpan.FromSeconds(60);
    private const int S3Retries = 3;

    private readonly string _region;
    private readonly Uri? _address;
    private readonly AWSCredentials? _credentials;
    private readonly HttpClient? _embedded;
    private readonly TimeProvider _time;
    private readonly Lazy<IAmazonDynamoDB> _dynamoDb;
    private readonly Lazy<IAmazonCognitoIdentityProvider> _cognito;
    private readonly Lazy<IAmazonPinpoint> _pinpoint;
    private readonly Lazy<IAmazonKeyManagementService> _kms;
    private readonly Lazy<IAmazonS3> _s3;
    private readonly Lazy<HttpClient> _sending;
    private readonly Lazy<HttpClient> _keys;

    /// <summary>Clients for these options.</summary>
    /// <param name="options">Checked by <see cref="AwsOptionsCheck"/>.</param>
    /// <param name="embedded">What answers in Embedded mode; stays the caller's to dispose.</param>
    /// <param name="time">For the verification of tokens.</param>
    /// <exception cref="ArgumentException">Embedded mode without a handler, or a handler in Aws mode.</exception>
    public AwsClients(AwsOptions options, HttpMessageHandler? embedded, TimeProvider time)
    {
        if ((options.Mode is AwsMode.Embedded) != (embedded is not null))
            throw new ArgumentException("The embedded AWS's handler goes with Aws:Mode Embedded, and only with it.", nameof(embedded));
        _region = options.RegionInEffect;
        _address = embedded is null ? options.EndpointAddress : EmbeddedAddress(Interlocked.Increment(ref _embeddedPorts));
        // The embedded AWS, in process or by itself on this machine, accepts any credentials; AWS itself gets those of the chain.
        _credentials = embedded is not null || _address is { IsLoopback: true } ? new BasicAWSCredentials("local", "local") : null;
        _embedded = embedded is null ? null : new HttpClient(embedded, disposeHandler: false) { Timeout = EmbeddedTimeout };
        _time = time;
        Calls = new(time);
        _dynamoDb = new(CreateDynamoDb);
        _cognito = new(CreateCognito);
        _pinpoint = new(CreatePinpoint);
        _kms = new(CreateKms);
        _s3 = new(CreateS3);
        _sending = new(() => new HttpClient(new RequestBegun.Handler(embedded ?? CreateWire()), disposeHandler: embedded is null) { Timeout = PinpointTimeout });
        _keys = new(() => _embedded ?? CreateKeysClient());
    }

    /// <summary>How the calls of these clients go.</summary>
    public ServiceCalls Calls { get; }

    /// <summary>DynamoDB.</summary>
    public IAmazonDynamoDB DynamoDb => _dynamoDb.Value;

    /// <summary>Cognito user pools.</summary>
    public IAmazonCognitoIdentityProvider Cognito => _cognito.Value;

    /// <summary>Pinpoint. It never repeats a request: SendMessages has no idempotency token.</summary>
    public IAmazonPinpoint Pinpoint => _pinpoint.Value;

    /// <summary>KMS: the keys under which personal fields are sealed.</summary>
    public IAmazonKeyManagementService Kms => _kms.Value;

    /// <summary>S3: the archive and the backups. Addressed by path at an <see cref="AwsOptions.Endpoint"/>, which has no host per bucket.</summary>
    public IAmazonS3 S3 => _s3.Value;

    /// <summary>Verifies the pool's tokens; keys come from where these clients go. Dispose it with its owner.</summary>
    public TokenVerifier CreateTokenVerifier(UserPoolOptions pool) => new(At(pool), _keys.Value, _time);

    /// <summary>Signs people in to the pool.</summary>
    public SignInFlow CreateSignInFlow(UserPoolOptions pool, TokenVerifier tokens) => new(Cognito, pool, tokens, _time);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_dynamoDb.IsValueCreated)
            _dynamoDb.Value.Dispose();
        if (_cognito.IsValueCreated)
            _cognito.Value.Dispose();
        if (_pinpoint.IsValueCreated)
            _pinpoint.Value.Dispose();
        if (_sending.IsValueCreated)
            _sending.Value.Dispose();
        if (_kms.IsValueCreated)
            _kms.Value.Dispose();
        if (_s3.IsValueCreated)
            _s3.Value.Dispose();
        if (_keys.IsValueCreated)
            _keys.Value.Dispose();
        _embedded?.Dispose();
    }

    // It exists in no DNS (RFC 6761), so nothing can reach the network by mistake. Each has a port of its own, because the SDK counts what may be
    // spent on retries per address, for the whole process: an embedded AWS that throttles must not use up what is another one's.
    private static Uri EmbeddedAddress(int number) => new(string.Create(CultureInfo.InvariantCulture, $"http://local.aws.invalid:{1 + ((uint)number % 65_535)}"));

    private UserPoolOptions At(UserPoolOptions pool) =>
        _address is null ? pool : pool with { KeysAddress = new Uri(_address, $"/{pool.PoolId}/.well-known/jwks.json") };

    private MeasuredDynamoDb CreateDynamoDb()
    {
        var config = Configure(new AmazonDynamoDBConfig(), DynamoDbTimeout, DynamoDbRetries);
        return Calls.Watch(_credentials is null ? new MeasuredDynamoDb(config) : new MeasuredDynamoDb(_credentials, config), "DynamoDB");
    }

    private AmazonCognitoIdentityProviderClient CreateCognito()
    {
        var config = Configure(new AmazonCognitoIdentityProviderConfig(), CognitoTimeout, CognitoRetries);
        return Calls.Watch(
            _credentials is null ? new AmazonCognitoIdentityProviderClient(config) : new AmazonCognitoIdentityProviderClient(_credentials, config), "Cognito");
    }

    private AmazonPinpointClient CreatePinpoint()
    {
        var config = Configure(new AmazonPinpointConfig(), PinpointTimeout, retries: 0);
        // The SDK repeats what broke on a connection apart from its retries (aws-sdk-net pull request 4281): up to 10 times, sent or not.
        config.MaxStaleConnectionRetries = 0;
        config.HttpClientFactory = new OneClient(_sending.Value);
        return Calls.Watch(_credentials is null ? new AmazonPinpointClient(config) : new AmazonPinpointClient(_credentials, config), "Pinpoint");
    }

    private AmazonKeyManagementServiceClient CreateKms()
    {
        var config = Configure(new AmazonKeyManagementServiceConfig(), KmsTimeout, KmsRetries);
        return Calls.Watch(_credentials is null ? new AmazonKeyManagementServiceClient(config) : new AmazonKeyManagementServiceClient(_credentials, config), "KMS");
    }

    private AmazonS3Client CreateS3()
    {
        var config = Configure(new AmazonS3Config { ForcePathStyle = _address is not null }, S3Timeout, S3Retries);
        return _credentials is null ? new AmazonS3Client(config) : new AmazonS3Client(_credentials, config);
    }

    private static HttpClient CreateKeysClient() => new(CreateWire(), disposeHandler: true) { Timeout = KeysTimeout };

    private static SocketsHttpHandler CreateWire() => new()
    {
        ConnectTimeout = Connect,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // so that a changed DNS answer is noticed
    };

    private TConfig Configure<TConfig>(TConfig config, TimeSpan timeout, int retries)
        where TConfig : ClientConfig
    {
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = retries;
        config.Timeout = timeout;
        config.ConnectTimeout = Connect;
        if (_address is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(_region);
        }
        else
        {
            config.ServiceURL = _address.AbsoluteUri;
            config.AuthenticationRegion = _region;
        }

        if (_embedded is not null)
            config.HttpClientFactory = new OneClient(_embedded);
        return config;
    }

    // The same HttpClient for every call, never disposed by the SDK.
    private sealed class OneClient(HttpClient client) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => client;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
