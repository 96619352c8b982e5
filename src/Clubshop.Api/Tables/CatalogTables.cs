using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Clubshop.Api.Cache;

namespace Clubshop.Api.Tables;

/// <summary>Reads records and the owners of slugs from DynamoDB, where the cache does not have them (docs/cache-contract.md). One read at a time for a key is the caller's to see to.</summary>
internal sealed class CatalogTables(IAmazonDynamoDB dynamo, TableNames names, ReadGate gate, TimeProvider time)
{
    private static readonly string[] Prefixes = ["CLUB#", "SHOP#", "CATEGORY#", "OFFER#"];

    /// <summary>A record; null if there is none.</summary>
    /// <exception cref="BusyException">DynamoDB cannot be asked now.</exception>
    public async Task<CatalogRecord?> RecordAsync(RecordKind kind, string id)
    {
        var item = await ItemAsync(kind, Prefixes[(int)kind] + id, "META");
        return item is null ? null : RecordOf(kind, id, item, time.GetUtcNow());
    }

    /// <summary>The id of the record that has a slug; null if none has.</summary>
    /// <exception cref="BusyException">DynamoDB cannot be asked now.</exception>
    public async Task<string?> OwnerOfAsync(RecordKind kind, string slug) =>
        await ItemAsync(kind, "U#SLUG#" + slug, "U") is { } item && Text(item, "owner") is { } owner && RecordKinds.IsId(owner) ? owner : null;

    /// <summary>When an offer holds, shown or not, and the clubs it is limited to (its shop's where it has none); null if there is no such offer.</summary>
    /// <exception cref="BusyException">DynamoDB cannot be asked now.</exception>
    public async Task<(DateTimeOffset? Starts, DateTimeOffset? Ends, IReadOnlyList<string> Clubs)?> WindowAsync(string id)
    {
        if (await ItemAsync(RecordKind.Offer, Prefixes[(int)RecordKind.Offer] + id, "META") is not { } offer)
            return null;
        var clubs = Set(offer, "clubIds");
        if (clubs.Count == 0 && Text(offer, "shopId") is { } shop && await ItemAsync(RecordKind.Shop, Prefixes[(int)RecordKind.Shop] + shop, "META") is { } item)
            clubs = Set(item, "clubIds");
        return (Time(offer, "starts"), Time(offer, "ends"), clubs);
    }

    /// <summary>The record that an item holds; not shown if it is not published, or is about to be purged.</summary>
    internal static CatalogRecord RecordOf(RecordKind kind, string id, Dictionary<string, AttributeValue> item, DateTimeOffset now)
    {
        var version = Number(item, "v") is { } number ? (long)number : 1;
        var hidden = new CatalogRecord { Kind = kind, Id = id, Version = version };
        if (!IsShown(item, now) || Text(item, kind is RecordKind.Offer ? "title" : "name") is not { } name || Text(item, "slug") is not { } slug)
            return hidden;
        var starts = Time(item, "starts");
        if (kind is RecordKind.Offer && (starts is null || !RecordKinds.IsId(Text(item, "shopId"))))
            return hidden;
        return hidden with
        {
            Shown = true,
            Name = name,
            Slug = slug,
            Code = Text(item, "code"),
            Description = Text(item, "description"),
            Website = Text(item, "website"),
            City = Text(item, "city"),
            Parent = Text(item, "parentId"),
            Clubs = Set(item, "clubIds"),
            Categories = Set(item, "categoryIds"),
            Shop = Text(item, "shopId"),
            Benefit = Text(item, "benefit"),
            Value = Number(item, "value"),
            Starts = starts ?? default,
            Ends = Time(item, "ends"),
            Terms = Text(item, "terms"),
            LandingPage = Text(item, "landingPage"),
            NameHi = Text(item, "titleHi"),
            DescriptionHi = Text(item, "descriptionHi"),
            TermsHi = Text(item, "termsHi"),
            Picture = PicturePath.Of(Text(item, "picture")),
        };
    }

    internal static bool IsShown(Dictionary<string, AttributeValue> item, DateTimeOffset now) =>
        Text(item, "status") == "published" && !(Number(item, "purgeAt") <= now.ToUnixTimeSeconds());

    internal static string? Text(Dictionary<string, AttributeValue> item, string name) =>
        item.TryGetValue(name, out var value) && !string.IsNullOrEmpty(value.S) ? value.S : null;

    internal static IReadOnlyList<string> Set(Dictionary<string, AttributeValue> item, string name) => item.TryGetValue(name, out var value) ? value.SS ?? [] : [];

    internal static DateTimeOffset? Time(Dictionary<string, AttributeValue> item, string name) =>
        DateTimeOffset.TryParse(Text(item, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    private static decimal? Number(Dictionary<string, AttributeValue> item, string name) =>
        item.TryGetValue(name, out var value) && decimal.TryParse(value.N, NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) ? number : null;

    private async Task<Dictionary<string, AttributeValue>?> ItemAsync(RecordKind kind, string pk, string sk)
    {
        var request = new GetItemRequest { TableName = names.Of(kind), Key = new() { ["pk"] = new(pk), ["sk"] = new(sk) }, ConsistentRead = true };
        var response = await gate.ReadAsync(cancel => dynamo.GetItemAsync(request, cancel));
        return response.Item is { Count: > 0 } item ? item : null;
    }
}
