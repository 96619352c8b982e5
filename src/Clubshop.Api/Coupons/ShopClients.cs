using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Clubshop.Api.Tables;

namespace Clubshop.Api.Coupons;

/// <summary>An API client, as the portal keeps it (<c>ops api-client create</c>), for what this server asks of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="MayRedeem">Whether it has the scope <c>coupons.redeem</c>.</param>
/// <param name="Clubs">The clubs to whose offers it is restricted; empty for none.</param>
/// <param name="Secrets">The SHA-256 of its secrets in hexadecimal, and until when each works (UTC; null for as long as the client).</param>
internal sealed record ShopClient(string Id, bool MayRedeem, IReadOnlyList<string> Clubs, IReadOnlyList<(byte[] Hash, DateTimeOffset? Until)> Secrets);

/// <summary>
/// Checks the id and the secret that a shop's server sends with each call. A client that was revoked, or whose secret was replaced, stops working here
/// within <see cref="MaxAge"/>; a secret that is not known is looked up, so that a new one works at once.
/// </summary>
internal sealed class ShopClients(IAmazonDynamoDB dynamo, TableNames names, ReadGate gate, TimeProvider time)
{
    /// <summary>How long what was read is believed.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(10);

    /// <summary>The scope that redeeming needs.</summary>
    public const string Scope = "coupons.redeem";

    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<string, (ShopClient Client, long ReadAt)> _known = new(StringComparer.Ordinal);

    /// <summary>The client of this id and secret; null if either is wrong, or it was revoked.</summary>
    /// <exception cref="BusyException">It cannot be said now.</exception>
    public async Task<ShopClient?> AuthenticateAsync(string id, string secret)
    {
        if (!Cache.RecordKinds.IsId(id) || secret.Length is 0 or > 200)
            return null;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        if (_known.TryGetValue(id, out var known) && time.GetElapsedTime(known.ReadAt) < MaxAge && Has(known.Client, hash))
            return known.Client;
        var readAt = time.GetTimestamp();
        var client = await ReadAsync(id);
        if (client is null)
            _known.TryRemove(id, out _);
        else if (_known.Count < MostKept || _known.ContainsKey(id))
            _known[id] = (client, readAt);
        return client is not null && Has(client, hash) ? client : null;
    }

    private bool Has(ShopClient client, byte[] hash)
    {
        var now = time.GetUtcNow();
        // All are compared, so that the time says nothing about which one it was.
        var has = false;
        foreach (var (kept, until) in client.Secrets)
            has |= (until is null || now < until) && CryptographicOperations.FixedTimeEquals(kept, hash);
        return has;
    }

    private async Task<ShopClient?> ReadAsync(string id)
    {
        var request = new GetItemRequest { TableName = names.System, Key = new() { ["pk"] = new("APICLIENTS"), ["sk"] = new(id) }, ConsistentRead = true };
        var response = await gate.ReadAsync(cancel => dynamo.GetItemAsync(request, cancel));
        if (response.Item is not { Count: > 0 } item || CatalogTables.Text(item, "revokedAt") is not null)
            return null;
        List<(byte[], DateTimeOffset?)> secrets = [];
        foreach (var kept in item.TryGetValue("_secrets", out var list) ? list.L ?? [] : [])
        {
            if (SecretOf(kept.S) is { } secret)
                secrets.Add(secret);
        }

        return new(id, CatalogTables.Set(item, "scopes").Contains(Scope, StringComparer.Ordinal), CatalogTables.Set(item, "clubs"), secrets);
    }

    // {"Hash":"…","CreatedAt":"…","Until":"…"}
    private static (byte[], DateTimeOffset?)? SecretOf(string? json)
    {
        try
        {
            using var document = JsonDocument.Parse(json ?? "");
            var until = document.RootElement.TryGetProperty("Until", out var end) && end.ValueKind is JsonValueKind.String
                ? DateTimeOffset.Parse(end.GetString()!, CultureInfo.InvariantCulture)
                : (DateTimeOffset?)null;
            return (Convert.FromHexString(document.RootElement.GetProperty("Hash").GetString()!), until);
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            return null; // a secret that cannot be read opens nothing
        }
    }
}
