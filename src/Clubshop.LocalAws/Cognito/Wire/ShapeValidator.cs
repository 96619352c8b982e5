using System.Globalization;
using System.Text.Json;

namespace Clubshop.LocalAws.Cognito.Wire;

/// <summary>
/// Checks a request against its shape before the operation runs, with the service's own words: JSON of the wrong type is a
/// SerializationException, everything else one InvalidParameterException that lists all violations.
/// </summary>
internal static class ShapeValidator
{
    public static void Check(Shape shape, JsonElement request)
    {
        if (request.ValueKind != JsonValueKind.Object)
            throw WrongType("Start of structure or map found where not expected.");
        List<string>? violations = null;
        Structure(shape, request, "", ref violations);
        if (violations is null)
            return;
        var head = violations.Count == 1 ? "1 validation error detected: " : $"{violations.Count} validation errors detected: ";
        throw Refusals.InvalidParameter(head + string.Join("; ", violations));
    }

    private static void Structure(Shape shape, JsonElement value, string path, ref List<string>? violations)
    {
        foreach (var member in shape.Members!)
        {
            var at = path + char.ToLowerInvariant(member.Name[0]) + member.Name[1..];
            if (!value.TryGetProperty(member.Name, out var found) || found.ValueKind == JsonValueKind.Null)
            {
                if (member.Required)
                    Add(ref violations, $"Value null at '{at}' failed to satisfy constraint: Member must not be null");
                continue;
            }

            Value(ShapeTable.ByName(member.Shape), found, at, ref violations);
        }
    }

    private static void Value(Shape shape, JsonElement value, string at, ref List<string>? violations)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Text:
                Text(shape, Expect(value, JsonValueKind.String).GetString()!, at, ref violations);
                break;
            case ShapeKind.Enumeration:
                var name = Expect(value, JsonValueKind.String).GetString()!;
                if (!shape.Names!.Contains(name, StringComparer.Ordinal))
                    Add(ref violations, Fails($"'{name}' ", at, $"Member must satisfy enum value set: [{string.Join(", ", shape.Names!)}]"));
                break;
            case ShapeKind.Whole:
                Whole(shape, value, at, ref violations);
                break;
            case ShapeKind.Flag:
                if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                    throw WrongType($"{value.ValueKind} can not be converted to Boolean");
                break;
            case ShapeKind.List:
                Expect(value, JsonValueKind.Array);
                Size(shape, value.GetArrayLength(), at, ref violations);
                var position = 0;
                foreach (var item in value.EnumerateArray())
                    Value(ShapeTable.ByName(shape.Item!), item, $"{at}.{++position}.member", ref violations);
                break;
            case ShapeKind.Map:
                foreach (var entry in Expect(value, JsonValueKind.Object).EnumerateObject())
                {
                    if (entry.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
                        throw WrongType($"{entry.Value.ValueKind} can not be converted to String");
                }

                break;
            case ShapeKind.Structure:
                Structure(shape, Expect(value, JsonValueKind.Object), at + ".", ref violations);
                break;
            default:
                break;
        }
    }

    private static void Text(Shape shape, string text, string at, ref List<string>? violations)
    {
        var shown = shape.Secret ? "" : $"'{text}' ";
        if (shape.Matches is { } pattern && !pattern.IsMatch(text))
            Add(ref violations, Fails(shown, at, "Member must satisfy regular expression pattern: " + shape.Pattern));
        if (shape.Max is { } max && text.Length > max)
            Add(ref violations, Fails(shown, at, $"Member must have length less than or equal to {max}"));
        if (shape.Min is { } min && text.Length < min)
            Add(ref violations, Fails(shown, at, $"Member must have length greater than or equal to {min}"));
    }

    private static void Whole(Shape shape, JsonElement value, string at, ref List<string>? violations)
    {
        if (value.ValueKind != JsonValueKind.Number)
            throw WrongType($"{value.ValueKind} can not be converted to Integer");
        if (!value.TryGetInt64(out var number))
            throw WrongType("Number is not an Integer");
        var shown = $"'{number.ToString(CultureInfo.InvariantCulture)}' ";
        if (shape.Max is { } max && number > max)
            Add(ref violations, Fails(shown, at, $"Member must have value less than or equal to {max}"));
        if (shape.Min is { } min && number < min)
            Add(ref violations, Fails(shown, at, $"Member must have value greater than or equal to {min}"));
    }

    private static void Size(Shape shape, int count, string at, ref List<string>? violations)
    {
        if (shape.Max is { } max && count > max)
            Add(ref violations, Fails("'[…]' ", at, $"Member must have length less than or equal to {max}"));
        if (shape.Min is { } min && count < min)
            Add(ref violations, Fails("'[]' ", at, $"Member must have length greater than or equal to {min}"));
    }

    private static string Fails(string shown, string at, string rule) => $"Value {shown}at '{at}' failed to satisfy constraint: {rule}";

    private static void Add(ref List<string>? violations, string violation) => (violations ??= []).Add(violation);

    private static JsonElement Expect(JsonElement value, JsonValueKind kind) =>
        value.ValueKind == kind ? value : throw WrongType($"{value.ValueKind} can not be converted to {kind}");

    private static CognitoException WrongType(string message) => new("SerializationException", message);
}
