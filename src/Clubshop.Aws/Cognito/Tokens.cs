namespace Clubshop.Aws.Cognito;

/// <summary>The tokens of one sign-in; signature, issuer, audience and lifetime are verified.</summary>
/// <param name="AccessToken">For Cognito operations of the person.</param>
/// <param name="IdToken">Says who the person is; its claims are in <paramref name="Identity"/>.</param>
/// <param name="RefreshToken">Gets new tokens; with rotation, each refresh replaces it.</param>
/// <param name="ExpiresAt">When the access token expires, UTC.</param>
/// <param name="Identity">The verified claims.</param>
public sealed record Tokens(string AccessToken, string IdToken, string RefreshToken, DateTimeOffset ExpiresAt, PoolIdentity Identity)
{
    /// <summary>Names the person's id and the expiry, never a token.</summary>
    public override string ToString() => $"Tokens {{ {Identity.Sub}, until {ExpiresAt:O} }}";
}

/// <summary>Who a verified ID token is about.</summary>
/// <param name="Sub">The id that never changes.</param>
/// <param name="UserName">The pool's user name (<c>cognito:username</c>).</param>
/// <param name="Email">The e-mail address; null when the token has none.</param>
/// <param name="Name">The display name; null when the token has none.</param>
/// <param name="Groups">The groups (<c>cognito:groups</c>); empty without any.</param>
/// <param name="SignedInAt">When the person proved themselves to Cognito (<c>auth_time</c>), UTC; unchanged by a refresh.</param>
public sealed record PoolIdentity(
    string Sub, string UserName, string? Email, string? Name, IReadOnlyList<string> Groups, DateTimeOffset SignedInAt)
{
    /// <summary>Names id and groups only: no e-mail address or name may reach a log.</summary>
    public override string ToString() => $"PoolIdentity {{ {Sub}, {string.Join(' ', Groups)} }}";
}
