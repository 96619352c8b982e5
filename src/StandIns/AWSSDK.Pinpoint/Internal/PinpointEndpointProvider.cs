using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Endpoint = Amazon.Runtime.Endpoints.Endpoint;

namespace Amazon.Pinpoint.Internal;

/// <summary>Where a call goes: <c>ServiceURL</c> when set, else the region's public address.</summary>
internal sealed class PinpointEndpointProvider : IEndpointProvider
{
    public static EndpointParameters ParametersOf(IClientConfig config) => new()
    {
        ["Region"] = config.RegionEndpoint?.SystemName ?? config.AuthenticationRegion,
        ["Endpoint"] = config.ServiceURL,
        ["UseFIPS"] = config.UseFIPSEndpoint,
        ["UseDualStack"] = config.UseDualstackEndpoint,
    };

    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        if (parameters["Endpoint"] is string { Length: > 0 } custom)
            return new Endpoint(custom);
        if (parameters["Region"] is not string { Length: > 0 } region)
            throw new AmazonClientException("No RegionEndpoint or ServiceURL configured");
        if (parameters["UseDualStack"] is true)
            throw new AmazonClientException("Dual-stack endpoints of Pinpoint are not known to this client.");
        var suffix = RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix;
        return new Endpoint($"https://pinpoint{(parameters["UseFIPS"] is true ? "-fips" : "")}.{region}.{suffix}");
    }
}

/// <summary>Puts the endpoint of the client's configuration on the request.</summary>
internal sealed class PinpointEndpointResolver : BaseEndpointResolver
{
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
        PinpointEndpointProvider.ParametersOf(requestContext.ClientConfig);
}

/// <summary>Every operation goes with Signature Version 4.</summary>
internal sealed class PinpointAuthResolver : BaseAuthResolverHandler
{
    protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) =>
        AuthSchemeOption.DEFAULT_SIGV4;
}
