using Amazon.Pinpoint.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;
using Endpoint = Amazon.Runtime.Endpoints.Endpoint;

namespace Amazon.Pinpoint;

/// <summary>
/// Configuration of the client: region or <c>ServiceURL</c> with <c>AuthenticationRegion</c>, retries, time-outs and
/// <c>HttpClientFactory</c>, all as AWSSDK.Core has them.
/// </summary>
public class AmazonPinpointConfig : ClientConfig
{
    private static readonly string Agent = InternalSDKUtils.BuildUserAgentString("Pinpoint", "4.0.0-standin");

    // AWSSDK.Core asks each service for its set of defaults; these are the ones the SDK documents for every service.
    private static readonly IDefaultConfiguration[] Defaults =
    [
        Mode(DefaultConfigurationMode.Standard, connect: 3.1, negotiate: 3.1),
        Mode(DefaultConfigurationMode.InRegion, connect: 1.1, negotiate: 1.1),
        Mode(DefaultConfigurationMode.CrossRegion, connect: 3.1, negotiate: 3.1),
        Mode(DefaultConfigurationMode.Mobile, connect: 30, negotiate: 30),
        Mode(DefaultConfigurationMode.Auto, connect: 1.1, negotiate: 1.1),
    ];

    /// <summary>The configuration of the environment: region, profile and retry mode as the SDK finds them.</summary>
    public AmazonPinpointConfig()
        : base(new DefaultConfigurationProvider(Defaults))
    {
        base.ServiceId = ServiceId;
        AuthenticationServiceName = "mobiletargeting";
        EndpointProvider = new PinpointEndpointProvider();
    }

    /// <summary>The service's id in AWS's models.</summary>
    public static new string ServiceId => "Pinpoint";

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => "pinpoint";

    /// <inheritdoc/>
    public override string ServiceVersion => "2016-12-01";

    /// <inheritdoc/>
    public override string UserAgent => Agent;

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var values = PinpointEndpointProvider.ParametersOf(this);
        if (parameters.AlternateEndpoint is { } other)
            values["Region"] = other.SystemName;
        return EndpointProvider.ResolveEndpoint(values);
    }

    private static DefaultConfiguration Mode(DefaultConfigurationMode name, double connect, double negotiate) => new()
    {
        Name = name,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromSeconds(connect),
        TlsNegotiationTimeout = TimeSpan.FromSeconds(negotiate),
    };
}
