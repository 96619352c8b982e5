using System.Diagnostics;
using System.Text;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.SignIn.Limits;

namespace Clubshop.Admin.Registry.Api;

/// <summary>
/// <c>POST /api/v1/token</c>: the client credentials grant of OAuth 2.0 (RFC 6749 section 4.4), the secret in the form or in an
/// <c>Authorization: Basic</c> header. Refusals carry <c>error</c> as that RFC names it, within a problem as everywhere else.
/// </summary>
/// <remarks>
/// A correct secret is never limited: with 256 random bits it cannot be guessed anyway. Only wrong secrets are limited, by client and address, so
/// that a program with an outdated secret does not lock out others behind the same address.
/// </remarks>
internal sealed class TokenEndpoint(ApiClients clients, ApiTokens tokens, ApiLimits limits)
{
    // Parameters that RFC 6749 (section 3.2) forbids to repeat.
    private static readonly string[] Repeated = ["grant_type", "client_id", "client_secret", "scope"];

    public async Task RunAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType || http.Request.ContentLength is null or > ApiRunner.MaxBody)
        {
            await RefuseAsync(
                http, StatusCodes.Status400BadRequest, "invalid_request",
                "Send grant_type, client_id and client_secret as application/x-www-form-urlencoded, with a Content-Length.");
            return;
        }

        if (await FormAsync(http) is not { } form || Repeated.Any(name => form[name].Count > 1) || form["grant_type"].ToString().Length == 0)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "invalid_request", "The form cannot be read, has no grant_type, or repeats a field.");
            return;
        }

        if (form["grant_type"] != "client_credentials")
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "unsupported_grant_type", "The only grant_type is client_credentials.");
            return;
        }

        var (id, secret) = CredentialsOf(http, form);
        var client = await clients.AuthenticateAsync(id, secret, http.RequestAborted);
        if (client is null)
        {
            var known = await clients.FindAsync(id, seenAt: DateTimeOffset.MinValue, http.RequestAborted);
            var counted = $"{known?.Id} {NetworkAddress.Of(Visitor.Of(http))}";
            if (limits.Failures.RetryAfter(counted) is var retryAfter && retryAfter > TimeSpan.Zero)
            {
                await ApiRunner.RefuseTooManyAsync(http, retryAfter, "Too many wrong secrets of this client were sent from this address.");
                return;
            }

            // Another instance may have just created the client or its secret, so look it up before counting a failure.
            client = await clients.AuthenticateNowAsync(id, secret, http.RequestAborted);
            if (client is null)
                await limits.Failures.TakeAsync(counted, CancellationToken.None); // whoever hangs up is counted too
        }

        if (client is null)
        {
            http.Response.Headers.WWWAuthenticate = "Basic";
            await RefuseAsync(http, StatusCodes.Status401Unauthorized, "invalid_client", "The client does not exist or was revoked, or this is not its secret.");
            return;
        }

        var names = form["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var asked = names.Select(ApiScopes.Parse).OfType<ApiScope>().ToHashSet();
        if (asked.Count < names.Distinct(StringComparer.Ordinal).Count() || !asked.IsSubsetOf(client.Scopes))
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "invalid_scope", $"This client has the scopes {ApiScopes.Text(client.Scopes)}.");
            return;
        }

        IReadOnlyList<ApiScope> scopes = asked.Count == 0 ? client.Scopes : [.. asked.Order()];
        await new ApiAnswer(StatusCodes.Status200OK, new TokenAnswer
        {
            AccessToken = tokens.Issue(client, scopes),
            ExpiresIn = (int)ApiTokens.Lifetime.TotalSeconds,
            Scope = ApiScopes.Text(scopes),
        }).WriteAsync(http);
    }

    private static async Task<IFormCollection?> FormAsync(HttpContext http)
    {
        try
        {
            return await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (InvalidDataException)
        {
            return null; // too many fields, or truncated
        }
    }

    private static (string Id, string Secret) CredentialsOf(HttpContext http, IFormCollection form)
    {
        const string basic = "Basic ";
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(basic, StringComparison.OrdinalIgnoreCase))
            return (form["client_id"].ToString(), form["client_secret"].ToString());

        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[basic.Length..].Trim(), bytes, out var length))
            return ("", "");

        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return parts.Length == 2 ? (Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts[1])) : ("", "");
    }

    private static Task RefuseAsync(HttpContext http, int status, string error, string detail) => new ApiAnswer(status, new
    {
        type = "urn:clubshop:problem:" + error.Replace('_', '-'),
        title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
        status,
        detail,
        code = error.Replace('_', '-'),
        error,
        error_description = detail,
        traceId = Activity.Current?.TraceId.ToString(),
    }).WriteAsync(http);
}
