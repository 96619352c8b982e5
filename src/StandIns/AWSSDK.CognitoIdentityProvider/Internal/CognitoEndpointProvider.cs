using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Endpoint = Amazon.Runtime.Endpoints.Endpoint;

namespace Amazon.CognitoIdentityProvider.Internal;

/// <summary>Where a call goes: <c>ServiceURL</c> when set, else the region's public address.</summary>
internal sealed class CognitoEndpointProvider : IEndpointProvider
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
            throw new AmazonClientException("Dual-stack endpoints of Cognito are not known to this client.");
        var suffix = RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix;
        return new Endpoint($"https://cognito-idp{(parameters["UseFIPS"] is true ? "-fips" : "")}.{region}.{suffix}");
    }
}

/// <summary>Puts the endpoint of the client's configuration on the request.</summary>
internal sealed class CognitoEndpointResolver : BaseEndpointResolver
{
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) =>
        CognitoEndpointProvider.ParametersOf(requestContext.ClientConfig);
}

/// <summary>Public operations go unsigned, the others with Signature Version 4.</summary>
internal sealed class CognitoAuthResolver : BaseAuthResolverHandler
{
    protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) =>
        Operations.IsPublic((AmazonCognitoIdentityProviderRequest)executionContext.RequestContext.OriginalRequest)
            ? AuthSchemeOption.DEFAULT_NOAUTH
            : AuthSchemeOption.DEFAULT_SIGV4;
}
