using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Clubshop.Admin.Registry.Api;

/// <summary>
/// The API's tokens: client, scopes and end, sealed with the keys of data protection, which all instances share. Nothing is stored; the client
/// is looked up at each call, so that revoking it ends its tokens.
/// </summary>
public sealed class ApiTokens(IDataProtectionProvider protection, ApiClients clients, TimeProvider time)
{
    /// <summary>How long a token lasts.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    // An instance's clock may be ahead of another's by this much.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    internal const string ScopeClaim = "scope";

    private readonly IDataProtector _protector = protection.CreateProtector("Clubshop.Admin.Registry.Api.Token");

    /// <summary>A token of the client for these of its scopes.</summary>
    public string Issue(ApiClient client, IReadOnlyList<ApiScope> scopes) =>
        _protector.Protect(JsonSerializer.Serialize(new Content(client.Id, scopes, time.GetUtcNow() + Lifetime)));

    /// <summary>Who holds the token; null when it is none of ours, has ended, or its client was revoked.</summary>
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
        return new(new ClaimsIdentity(claims, ApiTokenHandler.SchemeName));
    }

    private sealed record Content(string Client, IReadOnlyList<ApiScope> Scopes, DateTimeOffset Until);
}
