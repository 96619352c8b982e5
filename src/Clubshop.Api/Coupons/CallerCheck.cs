using System.Text;
using Clubshop.Api.Http;

namespace Clubshop.Api.Coupons;

/// <summary>Finds out who calls: a customer by the bearer token, a shop's API client by Basic. Null means that the refusal was answered.</summary>
internal sealed class CallerCheck(CustomerTokens tokens, ShopClients clients, Callers callers)
{
    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";
    private const int LongestToken = 16 * 1024;

    /// <summary>The <c>sub</c> of the customer.</summary>
    public async Task<string?> CustomerAsync(HttpContext http)
    {
        if (await IsRefusedOftenAsync(http))
            return null;
        var header = http.Request.Headers.Authorization.ToString();
        var token = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : "";
        var sub = token.Length is > 0 and <= LongestToken ? await tokens.CustomerOfAsync(token, http.RequestAborted) : null;
        if (sub is null)
        {
            if (token.Length > 0)
                callers.Refusals.Take(Callers.AddressOf(http));
            http.Response.Headers.WWWAuthenticate = token.Length == 0 ? "Bearer" : "Bearer error=\"invalid_token\"";
            await Problems.WriteAsync(http, StatusCodes.Status401Unauthorized, "invalid-token", token.Length == 0
                ? "Send the customer's access token: Authorization: Bearer …."
                : "This is no access token of the customer pool for the app, it has expired or was revoked, or the customer is disabled.");
            return null;
        }

        if (Callers.IsTooMany(http, callers.Customers.Take(sub), out var answered))
        {
            await answered;
            return null;
        }

        return sub;
    }

    /// <summary>The client, which has the scope.</summary>
    public async Task<ShopClient?> ShopAsync(HttpContext http)
    {
        if (await IsRefusedOftenAsync(http))
            return null;
        var (id, secret) = BasicOf(http.Request.Headers.Authorization.ToString());
        if (await clients.AuthenticateAsync(id, secret) is not { } client)
        {
            if (id.Length > 0)
                callers.Refusals.Take(Callers.AddressOf(http));
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"Clubshop\", charset=\"UTF-8\"";
            await Problems.WriteAsync(http, StatusCodes.Status401Unauthorized, "invalid-client", id.Length == 0
                ? "Send the id and the secret of an API client: Authorization: Basic …."
                : "The client does not exist or was revoked, or this is not its secret.");
            return null;
        }

        if (Callers.IsTooMany(http, callers.Clients.Take(client.Id), out var answered))
        {
            await answered;
            return null;
        }

        if (client.MayRedeem)
            return client;
        await Problems.WriteAsync(http, StatusCodes.Status403Forbidden, "insufficient-scope", $"This needs the scope {ShopClients.Scope}, which the client does not have.");
        return null;
    }

    private async Task<bool> IsRefusedOftenAsync(HttpContext http)
    {
        if (!callers.Refusals.IsEmpty(Callers.AddressOf(http)))
            return false;
        Callers.IsTooMany(http, TimeSpan.FromSeconds(1), out var answered);
        await answered;
        return true;
    }

    private static (string Id, string Secret) BasicOf(string header)
    {
        if (!header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) || header.Length > 1024)
            return ("", "");
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[Basic.Length..].Trim(), bytes, out var length))
            return ("", "");
        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return parts.Length == 2 ? (parts[0], parts[1]) : ("", "");
    }
}
