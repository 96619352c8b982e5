using System.Globalization;
using System.Text.Json.Nodes;

namespace Clubshop.LocalAws.Tests.DynamoDb;

/// <summary>Attribute values in one spelling each: numbers without what says nothing, sets and maps in order.</summary>
internal static class Canonical
{
    public static string Map(JsonNode map) =>
        "{" + string.Join(',', map.AsObject().OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}={Value(member.Value!)}")) + "}";

    private static string Value(JsonNode value)
    {
        var (type, payload) = Assert.Single(value.AsObject());
        return type + ":" + type switch
        {
            "N" => Number((string)payload!),
            "NS" => Sorted(payload!, Number),
            "SS" or "BS" => Sorted(payload!, text => text),
            "L" => "[" + string.Join(',', payload!.AsArray().Select(item => Value(item!))) + "]",
            "M" => Map(payload!),
            _ => payload!.ToJsonString(),
        };
    }

    private static string Sorted(JsonNode set, Func<string, string> text) =>
        string.Join('|', set.AsArray().Select(item => text((string)item!)).Order(StringComparer.Ordinal));

    private static string Number(string text)
    {
        var parts = text.ToUpperInvariant().Split('E');
        var exponent = parts.Length > 1 ? int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        var isNegative = parts[0].StartsWith('-');
        var halves = parts[0].TrimStart('-', '+').Split('.');
        var digits = (halves[0] + (halves.Length > 1 ? halves[1] : "")).TrimStart('0');
        exponent -= halves.Length > 1 ? halves[1].Length : 0;
        var significant = digits.TrimEnd('0');
        if (significant.Length == 0) return "0";
        return $"{(isNegative ? "-" : "")}{significant}e{(exponent + digits.Length - significant.Length).ToString(CultureInfo.InvariantCulture)}";
    }
}
