using Clubshop.LocalAws.DynamoDb.Model;

namespace Clubshop.LocalAws.DynamoDb.Requests;

/// <summary>Turns attribute values as they came into the type system, with the service's messages for those that are not valid.</summary>
internal static class ValueReader
{
    private const string Invalid = "One or more parameter values were invalid: ";
    private const int MaxDepth = 32;

    /// <summary>The value.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static AttributeValue Read(RawValue raw) =>
        TryRead(raw, out var value) is { } problem ? throw DynamoDbException.Validation(problem) : value;

    /// <summary>An item or a key.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static AttributeMap ReadMap(List<KeyValuePair<string, object?>> raw) =>
        TryReadMap(raw, 0, out var map) is { } problem ? throw DynamoDbException.Validation(problem) : map;

    /// <summary>Null on success, else the message.</summary>
    public static string? TryRead(RawValue raw, out AttributeValue value) => TryRead(raw, 0, out value);

    /// <summary>Null on success, else the message.</summary>
    public static string? TryReadMap(List<KeyValuePair<string, object?>> raw, out AttributeMap map) => TryReadMap(raw, 0, out map);

    private static string? TryReadMap(List<KeyValuePair<string, object?>> raw, int depth, out AttributeMap map)
    {
        map = AttributeMap.Empty;
        var pairs = new KeyValuePair<string, AttributeValue>[raw.Count];
        for (var i = 0; i < pairs.Length; i++)
        {
            if (TryRead(raw[i].Value as RawValue ?? new RawValue(), depth, out var value) is { } problem) return problem;
            pairs[i] = new(raw[i].Key, value);
        }
        map = AttributeMap.From(pairs);
        return null;
    }

    private static string? TryRead(RawValue raw, int depth, out AttributeValue value)
    {
        value = NullValue.Instance;
        if (raw.Members.Count == 0) return "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
        foreach (var (type, payload) in raw.Members)
        {
            if (Read(type, payload, depth, out value) is { } problem) return problem;
        }
        return raw.Members.Count > 1
            ? "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes"
            : null;
    }

    private static string? Read(string type, object payload, int depth, out AttributeValue value)
    {
        value = NullValue.Instance;
        switch (type)
        {
            case "S":
                value = new StringValue((string)payload);
                return null;
            case "N":
                if (DynamoNumber.TryParse((string)payload, out var number) is { } problem) return problem;
                value = new NumberValue(number);
                return null;
            case "B":
                value = new BinaryValue((byte[])payload);
                return null;
            case "BOOL":
                value = BooleanValue.Of((bool)payload);
                return null;
            case "NULL":
                // The service took to accepting false here, and stores true.
                return null;
            case "SS":
                return ReadStrings((List<object?>)payload, out value);
            case "NS":
                return ReadNumbers((List<object?>)payload, out value);
            case "BS":
                return ReadBinaries((List<object?>)payload, out value);
            case "L":
                return ReadList((List<object?>)payload, depth + 1, out value);
            default:
                if (depth + 1 > MaxDepth) return TooDeep;
                if (TryReadMap((List<KeyValuePair<string, object?>>)payload, depth + 1, out var map) is { } wrong) return wrong;
                value = new MapValue(map);
                return null;
        }
    }

    private static string TooDeep =>
        "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit";

    private static string? ReadList(List<object?> payload, int depth, out AttributeValue value)
    {
        value = NullValue.Instance;
        if (depth > MaxDepth) return TooDeep;
        var items = new AttributeValue[payload.Count];
        for (var i = 0; i < items.Length; i++)
        {
            if (TryRead(payload[i] as RawValue ?? new RawValue(), depth, out items[i]) is { } problem) return problem;
        }
        value = new ListValue(items);
        return null;
    }

    private static string? ReadStrings(List<object?> payload, out AttributeValue value)
    {
        value = NullValue.Instance;
        if (payload.Count == 0) return Invalid + "An string set  may not be empty";
        var items = payload.Select(item => (string?)item ?? "").ToArray();
        if (items.Contains("")) return Invalid + "An string set may not have a empty string as a member";
        if (items.ToHashSet().Count != items.Length) return Invalid + $"Input collection [{string.Join(", ", items)}] contains duplicates.";
        value = new StringSetValue(items);
        return null;
    }

    private static string? ReadNumbers(List<object?> payload, out AttributeValue value)
    {
        value = NullValue.Instance;
        if (payload.Count == 0) return Invalid + "An number set  may not be empty";
        var items = new DynamoNumber[payload.Count];
        for (var i = 0; i < items.Length; i++)
        {
            if (DynamoNumber.TryParse((string?)payload[i] ?? "", out items[i]) is { } problem) return problem;
        }
        if (items.ToHashSet().Count != items.Length) return "Input collection contains duplicates";
        value = new NumberSetValue(items);
        return null;
    }

    private static string? ReadBinaries(List<object?> payload, out AttributeValue value)
    {
        value = NullValue.Instance;
        if (payload.Count == 0) return Invalid + "Binary sets should not be empty";
        var items = payload.Select(item => new BinaryValue((byte[]?)item ?? [])).ToArray();
        if (items.Any(item => item.Size == 0)) return Invalid + "Binary sets may not contain null or empty values";
        if (items.ToHashSet().Count != items.Length)
        {
            var shown = string.Join(", ", items.Select(item => Convert.ToBase64String(item.Value.Span)));
            return Invalid + $"Input collection [{shown}]of type BS contains duplicates.";
        }
        value = new BinarySetValue(items);
        return null;
    }
}
