using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Registry.Api;

/// <summary>Authenticates API calls by their bearer token (RFC 6750) only.</summary>
internal sealed class ApiTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "clubshop-api";

    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();

        return await tokens.ReadAsync(header[Bearer.Length..].Trim(), Context.RequestAborted) is { } client
            ? AuthenticateResult.Success(new(client, SchemeName))
            : AuthenticateResult.Fail("The token has expired or is invalid.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var given = Request.Headers.Authorization.Count > 0;
        Response.Headers.WWWAuthenticate = given ? "Bearer error=\"invalid_token\"" : "Bearer";
        return ApiProblems.WriteAsync(Context, StatusCodes.Status401Unauthorized, "invalid-token", given
            ? "The access token has expired or is invalid. Get a new one at /api/v1/token."
            : "Send an access token: Authorization: Bearer …. Get one at /api/v1/token.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var scope = Context.GetEndpoint()?.Metadata.GetMetadata<NeedsScopeAttribute>()?.Scope;
        var name = scope is { } known ? ApiScopes.NameOf(known) : "";
        Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{name}\"";
        return ApiProblems.WriteAsync(Context, StatusCodes.Status403Forbidden, "insufficient-scope", $"This needs the scope {name}, which the access token does not have.");
    }
}
