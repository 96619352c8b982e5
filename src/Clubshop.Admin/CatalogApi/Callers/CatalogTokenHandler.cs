using System.Security.Claims;
using System.Text.Encodings.Web;
using Clubshop.Admin.Registry.Api;
using Clubshop.Admin.Staff;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.CatalogApi.Callers;

/// <summary>
/// Authenticates calls of the administrators' API by their bearer token (RFC 6750) only: an access token of the API, or one that Cognito gave a
/// member of staff. The two are told apart by their form: Cognito's are JWTs, of three parts.
/// </summary>
internal sealed class CatalogTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiTokens tokens, StaffTokens staff)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "clubshop-catalog-api";

    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();

        var (token, address) = (header[Bearer.Length..].Trim(), Context.Connection.RemoteIpAddress?.ToString());
        return token.AsSpan().Count('.') == 2 ? await StaffAsync(token, address) : await ProgramAsync(token, address);
    }

    private async Task<AuthenticateResult> StaffAsync(string token, string? address)
    {
        if (await staff.ReadAsync(token, Context.RequestAborted) is not { } person)
            return Refused();

        var actor = person with { Address = address, Protocol = CatalogCaller.Protocol };
        List<Claim> claims = [new(ClaimTypes.NameIdentifier, actor.Id), new(ClaimTypes.Name, actor.Name)];
        if (actor.Has(Permission.SeeCatalog))
            claims.AddRange([Scope(ApiScope.CatalogRead), Scope(ApiScope.CatalogWrite)]);
        return Success(actor, claims);
    }

    private async Task<AuthenticateResult> ProgramAsync(string token, string? address)
    {
        if (await tokens.ReadAsync(token, Context.RequestAborted) is not { } client)
            return Refused();

        // A client without any scope of the catalog is known, and may do nothing here.
        return CatalogCaller.ProgramOf(client, address) is { } actor
            ? Success(actor, client.Claims)
            : AuthenticateResult.Success(new(new(new ClaimsIdentity(client.Claims, SchemeName)), SchemeName));
    }

    private AuthenticateResult Success(Actor actor, IEnumerable<Claim> claims)
    {
        CatalogCaller.Set(Context, actor);
        return AuthenticateResult.Success(new(new(new ClaimsIdentity(claims, SchemeName)), SchemeName));
    }

    private static AuthenticateResult Refused() => AuthenticateResult.Fail("The token has expired or is invalid.");

    private static Claim Scope(ApiScope scope) => new(ApiTokens.ScopeClaim, ApiScopes.NameOf(scope));

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var given = Request.Headers.Authorization.Count > 0;
        Response.Headers.WWWAuthenticate = given ? "Bearer error=\"invalid_token\"" : "Bearer";
        return ApiProblems.WriteAsync(Context, StatusCodes.Status401Unauthorized, "invalid-token", given
            ? "The access token has expired or is invalid, or its sign-in was not one with an authenticator. Get a new one."
            : "Send an access token, of staff or of an API client: Authorization: Bearer ….");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var scope = Context.GetEndpoint()?.Metadata.GetMetadata<NeedsCatalogAttribute>()?.Scope ?? ApiScope.CatalogRead;
        var name = ApiScopes.NameOf(scope);
        Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{name}\"";
        return ApiProblems.WriteAsync(
            Context, StatusCodes.Status403Forbidden, "insufficient-scope", $"This needs the scope {name} of an API client, or a role of staff. This access token has neither.");
    }
}
