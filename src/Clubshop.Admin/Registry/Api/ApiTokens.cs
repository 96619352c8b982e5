using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Clubshop.Admin.Registry.Api;

/// <summary>
/// Access tokens of the API: client, scopes and expiry, encrypted with the data protection keys that all instances share. Tokens are not stored; the
/// client is looked up at each call, so revoking it ends its tokens.
/// </summary>
public sealed class ApiTokens(IDataProtectionProvider protection, ApiClients clients, TimeProvider time)
{
    /// <summary>The lifetime of a token.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    // Tolerated difference between the clocks of two instances.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    internal const string ScopeClaim = "scope";
    internal const string ClubClaim = "club";

    private readonly IDataProtector _protector = protection.CreateProtector("Clubshop.Admin.Registry.Api.Token");

    /// <summary>Issues a token of a client for some of its scopes.</summary>
    public string Issue(ApiClient client, IReadOnlyList<ApiScope> scopes) =>
        _protector.Protect(JsonSerializer.Serialize(new Content(client.Id, scopes, time.GetUtcNow() + Lifetime)));

    /// <summary>The principal of a token; null if it is invalid or expired, or its client was revoked.</summary>
    public async Task<ClaimsPrincipal?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        Content content;
        try
        {
            content = JsonSerializer.Deserialize<Content>(_protector.Unprotect(token))!;
        }
        catch (CryptographicException)
        {
            return null;
        }

        if (content.Until <= time.GetUtcNow() || await clients.FindAsync(content.Client, content.Until - Lifetime + Skew, cancellationToken) is not { } client)
            return null;

        List<Claim> claims = [new(ClaimTypes.NameIdentifier, client.Id), new(ClaimTypes.Name, client.Name)];
        claims.AddRange(content.Scopes.Where(client.Scopes.Contains).Select(scope => new Claim(ScopeClaim, ApiScopes.NameOf(scope))));
        claims.AddRange(client.Clubs.Select(club => new Claim(ClubClaim, club)));
        return new(new ClaimsIdentity(claims, ApiTokenHandler.SchemeName));
    }

    private sealed record Content(string Client, IReadOnlyList<ApiScope> Scopes, DateTimeOffset Until);
}
