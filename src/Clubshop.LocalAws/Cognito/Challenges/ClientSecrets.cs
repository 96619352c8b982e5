using System.Security.Cryptography;
using System.Text;
using Clubshop.LocalAws.Cognito.Pools;
using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Challenges;

/// <summary>Proof that a caller knows its app client's secret: SECRET_HASH = base64(HMAC-SHA256(secret, user name ‖ client id)).</summary>
internal static class ClientSecrets
{
    /// <summary>Refuses a missing or wrong hash. The user name is the one of this very request.</summary>
    public static void CheckHash(ClientRecord client, string? hash, params ReadOnlySpan<string> usernames)
    {
        if (client.Secret is null)
        {
            if (hash is not null)
                throw Refusals.NotAuthorized($"Client {client.Id} is not configured for secret but secret was received");
            return;
        }

        if (hash is null)
            throw Refusals.NotAuthorized($"Client {client.Id} is configured with secret but SECRET_HASH was not received");
        foreach (var username in usernames)
        {
            var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(client.Secret), Encoding.UTF8.GetBytes(username + client.Id));
            if (Codes.Same(Convert.ToBase64String(expected), hash))
                return;
        }

        throw Refusals.NotAuthorized($"SecretHash does not match for the client: {client.Id}");
    }

    /// <summary>Whether the secret itself, as newer operations take it, is the client's; a client without a secret needs none.</summary>
    public static bool Right(ClientRecord client, string? secret) =>
        client.Secret is null ? secret is null : secret is not null && Codes.Same(client.Secret, secret);
}
