using System.Text.Json;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Catalog.Fields;

/// <summary>How a field's value stands in the JSON of the administrators' API: what its document says of the member.</summary>
/// <param name="Type"><c>string</c>, <c>number</c> or <c>array</c> (of ids).</param>
/// <param name="Says">What stands in it, in a few words.</param>
internal sealed record JsonShape(string Type, string Says)
{
    /// <summary>The format of the text, as OpenAPI names it; null for none.</summary>
    public string? Format { get; init; }

    /// <summary>The texts it may be; empty where any is.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Characters that it may have, as people count them; null where nothing is said.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Whether it can be null.</summary>
    public bool Nullable { get; init; }
}

/// <summary>Reads values of JSON that somebody sent.</summary>
internal static class JsonValues
{
    /// <summary>The problem's code where a value has another type than its member.</summary>
    public const string WrongType = "wrong-type";

    /// <summary>The text; empty for null. Null where it is no text, or half a character.</summary>
    public static string? Text(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return "";

        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // a surrogate without its other half
        }
    }

    /// <summary>The problem of a value of another type.</summary>
    /// <param name="field">The property's C# name.</param>
    /// <param name="wanted">What was wanted: "a text".</param>
    public static Problem Wrong(string field, string wanted) => new(WrongType, $"Give {wanted}.", field);
}
