using System.Globalization;
using System.Text.Json.Nodes;

namespace Clubshop.Api.Tests.Testing;

/// <summary>Records in the form of the contract.</summary>
public static class Records
{
    /// <summary>An id: the number in its last digits.</summary>
    public static string Id(int number) => number.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>A time as the contract writes it.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static JsonObject Club(int id, long version = 1) => Of("club", id, version, $"Club {id}");

    public static JsonObject Shop(int id, params int[] clubs)
    {
        var shop = Of("shop", id, 1, $"Shop {id}");
        shop["website"] = $"https://shop{id}.example/";
        if (clubs.Length > 0)
            shop["clubs"] = new JsonArray([.. clubs.Select(club => (JsonNode)Id(club))]);
        return shop;
    }

    public static JsonObject Category(int id) => Of("category", id, 1, $"Category {id}");

    public static JsonObject Offer(int id, int shop, DateTimeOffset? starts = null, DateTimeOffset? ends = null, int[]? clubs = null, int[]? categories = null)
    {
        var offer = Of("offer", id, 1, $"Offer {id}");
        offer["shop"] = Id(shop);
        offer["benefit"] = "amountoff";
        offer["value"] = 1500;
        offer["starts"] = Time(starts ?? DateTimeOffset.UnixEpoch.AddYears(50));
        if (ends is { } end)
            offer["ends"] = Time(end);
        if (clubs is not null)
            offer["clubs"] = new JsonArray([.. clubs.Select(club => (JsonNode)Id(club))]);
        if (categories is not null)
            offer["categories"] = new JsonArray([.. categories.Select(category => (JsonNode)Id(category))]);
        return offer;
    }

    /// <summary>What stays of a record that is not shown.</summary>
    public static JsonObject Mark(string kind, int id, long version) =>
        new() { ["schema"] = 1, ["type"] = "record", ["kind"] = kind, ["id"] = Id(id), ["version"] = version, ["writtenAt"] = "2026-11-21T07:44:17.001Z", ["shown"] = false };

    /// <summary>Another version of a record.</summary>
    public static JsonObject With(this JsonObject record, string name, JsonNode? value, long? version = null)
    {
        var other = (JsonObject)record.DeepClone();
        other[name] = value;
        if (version is { } number)
            other["version"] = number;
        return other;
    }

    private static JsonObject Of(string kind, int id, long version, string name) => new()
    {
        ["schema"] = 1,
        ["type"] = "record",
        ["kind"] = kind,
        ["id"] = Id(id),
        ["version"] = version,
        ["writtenAt"] = "2026-11-21T07:44:16.123Z",
        ["shown"] = true,
        ["name"] = name,
        ["slug"] = $"{kind}-{id}",
    };
}
