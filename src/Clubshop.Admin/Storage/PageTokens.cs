using System.Security.Cryptography;
using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using Microsoft.AspNetCore.DataProtection;

namespace Clubshop.Admin.Storage;

/// <summary>Page tokens that can be part of an address: sealed, because they contain keys, and bound to their query.</summary>
public sealed class PageTokens(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Clubshop.Admin.Storage.PageTokens");

    internal string Seal(ItemQuery query, Dictionary<string, AttributeValue> lastKey) =>
        _protector.CreateProtector(query.ToString()).Protect(JsonSerializer.Serialize(lastKey.ToDictionary(pair => pair.Key, pair => pair.Value.S, StringComparer.Ordinal)));

    /// <summary>The key behind a token; null when the token is not ours, or belongs to another query.</summary>
    internal Dictionary<string, AttributeValue>? Open(ItemQuery query, string token)
    {
        try
        {
            var keys = JsonSerializer.Deserialize<Dictionary<string, string>>(_protector.CreateProtector(query.ToString()).Unprotect(token));
            return keys?.ToDictionary(pair => pair.Key, pair => new AttributeValue { S = pair.Value }, StringComparer.Ordinal);
        }
        catch (CryptographicException)
        {
            return null; // forged, or sealed before the keys of this installation were replaced
        }
    }
}
