namespace Clubshop.Aws.Cognito;

/// <summary>One user pool and the app client that signs people in to it.</summary>
/// <param name="Region">The pool's region, such as <c>ap-south-1</c>.</param>
/// <param name="PoolId">Such as <c>ap-south-1_Ab1Cd2Ef3</c>.</param>
/// <param name="ClientId">The app client's id.</param>
/// <param name="ClientSecret">The app client's secret, or null for a client without one.</param>
public sealed record UserPoolOptions(string Region, string PoolId, string ClientId, string? ClientSecret = null)
{
    /// <summary>The issuer of the tokens.</summary>
    public string Issuer { get; init; } = $"https://cognito-idp.{Region}.amazonaws.com/{PoolId}";

    /// <summary>Address of the pool's signing keys (JWKS); its host differs from the issuer's when an endpoint is set.</summary>
    public Uri KeysAddress { get; init; } = new($"https://cognito-idp.{Region}.amazonaws.com/{PoolId}/.well-known/jwks.json");

    /// <summary>The part of the pool's id that SRP signs: what follows the underscore.</summary>
    public string PoolName => PoolId[(PoolId.IndexOf('_', StringComparison.Ordinal) + 1)..];

    /// <summary>Names the pool and the client, never the secret.</summary>
    public override string ToString() => $"UserPoolOptions {{ {PoolId}, {ClientId} }}";
}
