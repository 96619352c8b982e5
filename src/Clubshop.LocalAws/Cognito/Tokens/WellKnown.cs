using System.Text.Json;
using System.Text.Json.Nodes;
using Clubshop.LocalAws.Cognito.Wire;
using Clubshop.LocalAws.Wire;

namespace Clubshop.LocalAws.Cognito.Tokens;

/// <summary>The public documents of a pool: its signing keys and its OpenID configuration.</summary>
internal static class WellKnown
{
    private const string Keys = "/.well-known/jwks.json";
    private const string Configuration = "/.well-known/openid-configuration";

    /// <summary>The pool id of such a path, or null for another.</summary>
    public static string? Parse(string path)
    {
        var plain = path.Split('?')[0];
        var tail = plain.EndsWith(Keys, StringComparison.Ordinal) ? Keys
            : plain.EndsWith(Configuration, StringComparison.Ordinal) ? Configuration
            : null;
        return tail is null || plain.Length < tail.Length + 2 || plain.IndexOf('/', 1) != plain.Length - tail.Length
            ? null
            : plain[1..^tail.Length];
    }

    public static async ValueTask<WireResponse> AnswerAsync(CognitoParts parts, string path)
    {
        if (Parse(path) is not { } poolId || !parts.State.Pools.TryGetValue(poolId, out var pool))
        {
            return Json(404, new JsonObject
            {
                ["code"] = "ResourceNotFoundException",
                ["message"] = "User pool does not exist.",
            });
        }

        if (path.Contains(Configuration, StringComparison.Ordinal))
        {
            var issuer = parts.Issuer.Issuer(poolId);
            return Json(200, new JsonObject
            {
                ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
                ["issuer"] = issuer,
                ["jwks_uri"] = issuer + Keys,
                ["response_types_supported"] = new JsonArray("code", "token"),
                ["scopes_supported"] = new JsonArray("openid", "email", "phone", "profile"),
                ["subject_types_supported"] = new JsonArray("public"),
            });
        }

        var keys = await parts.Issuer.KeysAsync(pool);
        return Json(200, new JsonObject { ["keys"] = new JsonArray(Key(keys.Id), Key(keys.Access)) });
    }

    private static JsonObject Key(SigningKey key) => new()
    {
        ["alg"] = "RS256",
        ["e"] = key.Exponent,
        ["kid"] = key.Id,
        ["kty"] = "RSA",
        ["n"] = key.Modulus,
        ["use"] = "sig",
    };

    private static WireResponse Json(int status, JsonObject body) => new(
        status, "application/json", new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase),
        JsonSerializer.SerializeToUtf8Bytes(body, Answer.Options));
}
