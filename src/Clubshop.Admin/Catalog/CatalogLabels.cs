using System.Globalization;
using System.Text.Json;
using Clubshop.Admin.Audit;

namespace Clubshop.Admin.Catalog;

/// <summary>How attributes of the catalog read in the audit log.</summary>
public static class CatalogLabels
{
    /// <summary>The labels of a kind's attributes, taken from the form's.</summary>
    /// <param name="fields">The fields of the form.</param>
    /// <param name="attributes">Which attribute holds which property, and how its value reads; null for as it stands.</param>
    public static IReadOnlyDictionary<string, AuditLabel> Of<T>(
        IReadOnlyList<Field<T>> fields, params (string Attribute, string Property, Func<JsonElement, string>? Format)[] attributes)
        where T : class =>
        attributes.ToDictionary(
            one => one.Attribute,
            one => new AuditLabel(fields.Single(field => field.Name == one.Property).Label, one.Format),
            StringComparer.Ordinal);

    /// <summary>A status, as the pill reads: "Published".</summary>
    public static string Status(JsonElement value) =>
        Text(value) is { Length: > 0 } text ? CultureInfo.InvariantCulture.TextInfo.ToTitleCase(text) : "";

    /// <summary>One id, or a list of them, by name; one that is gone, by its id.</summary>
    public static Func<JsonElement, string> Names(Func<string, string?> nameOf) => value => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Text).Select(id => nameOf(id) ?? id)),
        _ => Text(value) is { Length: > 0 } id ? nameOf(id) ?? id : "",
    };

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() ?? "",
        JsonValueKind.Undefined or JsonValueKind.Null => "",
        _ => value.ToString(),
    };
}
