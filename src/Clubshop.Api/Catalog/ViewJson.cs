using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Clubshop.Api.Cache;
using Clubshop.Api.Http;

namespace Clubshop.Api.Catalog;

/// <summary>Writes records as the API's documents; what is empty is left out, but for the arrays.</summary>
internal static class ViewJson
{
    // An answer is never put into a page as it is, and letters of Indian scripts take a third as UTF-8.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The document of a shown record.</summary>
    public static byte[] Of(CatalogRecord record, CatalogRecord? shop)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("id", record.Id);
            json.WriteString("slug", record.Slug);
            json.WriteString(record.Kind is RecordKind.Offer ? "title" : "name", record.Name);
            Text(json, "code", record.Code);
            Text(json, "description", record.Description);
            if (record.Kind is RecordKind.Offer)
                Offer(json, record, shop!);
            if (record.Kind is RecordKind.Club or RecordKind.Shop)
            {
                Text(json, "website", record.Website);
                Text(json, "city", record.City);
                Text(json, "picture", record.Picture);
            }

            Text(json, "parent", record.Parent);
            if (record.Kind is RecordKind.Shop)
                Ids(json, "clubs", record.Clubs);
            if (record.Kind is RecordKind.Shop or RecordKind.Offer)
                Ids(json, "categories", record.Categories);
            json.WriteNumber("version", record.Version);
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void Offer(Utf8JsonWriter json, CatalogRecord offer, CatalogRecord shop)
    {
        Text(json, "benefit", offer.Benefit);
        if (offer.Value is { } value)
            json.WriteNumber("value", value);
        json.WriteString("starts", TimeJson.Text(offer.Starts));
        if (offer.Ends is { } ends)
            json.WriteString("ends", TimeJson.Text(ends));
        Text(json, "terms", offer.Terms);
        Text(json, "landingPage", offer.LandingPage ?? shop.Website);
        Text(json, "titleHi", offer.NameHi);
        Text(json, "descriptionHi", offer.DescriptionHi);
        Text(json, "termsHi", offer.TermsHi);
        Text(json, "picture", offer.Picture ?? shop.Picture);
        json.WriteStartObject("shop");
        json.WriteString("id", shop.Id);
        json.WriteString("slug", shop.Slug);
        json.WriteString("name", shop.Name);
        json.WriteEndObject();
        Ids(json, "clubs", offer.Clubs.Count > 0 ? offer.Clubs : shop.Clubs);
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            json.WriteString(name, value);
    }

    private static void Ids(Utf8JsonWriter json, string name, IReadOnlyList<string> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids)
            json.WriteStringValue(id);
        json.WriteEndArray();
    }
}
