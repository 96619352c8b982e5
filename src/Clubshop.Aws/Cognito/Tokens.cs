namespace Clubshop.Aws.Cognito;

/// <summary>What one sign-in is given by Cognito, its signatures, issuer, audience and life verified.</summary>
/// <param name="AccessToken">For Cognito's own operations.</param>
/// <param name="IdToken">Says who the person is; its claims are in <paramref name="Identity"/>.</param>
/// <param name="RefreshToken">Gets new ones; with rotation on, a new one replaces it at each refresh.</param>
/// <param name="ExpiresAt">When the access token ends, UTC.</param>
/// <param name="Identity">The verified claims.</param>
public sealed record Tokens(string AccessToken, string IdToken, string RefreshToken, DateTimeOffset ExpiresAt, PoolIdentity Identity)
{
    /// <summary>Names the person's id and the end, never a token.</summary>
    public override string ToString() => $"Tokens {{ {Identity.Sub}, until {ExpiresAt:O} }}";
}

/// <summary>Who a verified ID token is about.</summary>
/// <param name="Sub">The id that never changes.</param>
/// <param name="UserName">The pool's name of the person (<c>cognito:username</c>).</param>
/// <param name="Email">The e-mail address, or null when the pool gave none.</param>
/// <param name="Name">The display name, or null.</param>
/// <param name="Groups">The groups (<c>cognito:groups</c>); empty without any.</param>
/// <param name="SignedInAt">When the person proved themselves to Cognito (<c>auth_time</c>), UTC; a refresh leaves it.</param>
public sealed record PoolIdentity(
    string Sub, string UserName, string? Email, string? Name, IReadOnlyList<string> Groups, DateTimeOffset SignedInAt)
{
    /// <summary>Names the id and the groups; no contact reaches a log.</summary>
    public override string ToString() => $"PoolIdentity {{ {Sub}, {string.Join(' ', Groups)} }}";
}
