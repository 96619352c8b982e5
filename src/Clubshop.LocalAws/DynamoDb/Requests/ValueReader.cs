using Clubshop.LocalAws.DynamoDb.Model;

namespace Clubshop.LocalAws.DynamoDb.Requests;

/// <summary>Turns attribute values as they came into the type system, with the service's messages for those that are not valid.</summary>
internal static class ValueReader
{
    private const string Invalid = "One or more parameter values were invalid: ";
    private const string NotNumeric = "The parameter cannot be converted to a numeric value";
    private const string Overflow = "Number overflow. Attempting to store a number with magnitude larger than supported range";

    /// <summary>The value.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static AttributeValue Read(RawValue raw) =>
        TryRead(raw, ValueRules.Current, out var value) is { } problem ? throw DynamoDbException.Validation(problem) : value;

    /// <summary>An item or a key.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static AttributeMap ReadMap(List<KeyValuePair<string, object?>> raw, ValueRules? rules = null) =>
        TryReadMap(raw, rules ?? ValueRules.Current, out var map) is { } problem ? throw DynamoDbException.Validation(problem) : map;

    /// <summary>Null on success, else the message.</summary>
    public static string? TryRead(RawValue raw, ValueRules rules, out AttributeValue value) => TryRead(raw, rules, 0, out value);

    /// <summary>Null on success, else the message.</summary>
    public static string? TryReadMap(List<KeyValuePair<string, object?>> raw, ValueRules rules, out AttributeMap map)
    {
        map = AttributeMap.Empty;
        return raw.Exists(attribute => attribute.Key.Length == 0) ? "Empty attribute name" : TryReadMap(raw, rules, 0, out map);
    }

    /// <summary>Refuses an item that an update nested too deeply; looks at the attributes that it wrote.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static void CheckDepth(AttributeMap item, IEnumerable<string> written)
    {
        if (written.Any(name => item[name] is { } value && Depth(value) > ValueRules.Current.Depth))
            throw DynamoDbException.Validation(TooDeep);
    }

    private static int Depth(AttributeValue value) => value switch
    {
        ListValue list => 1 + list.Items.Select(Depth).DefaultIfEmpty(0).Max(),
        MapValue map => 1 + map.Members.Values.ToArray().Select(Depth).DefaultIfEmpty(0).Max(),
        _ => 0,
    };

    private static string? TryReadMap(List<KeyValuePair<string, object?>> raw, ValueRules rules, int depth, out AttributeMap map)
    {
        map = AttributeMap.Empty;
        var pairs = new KeyValuePair<string, AttributeValue>[raw.Count];
        for (var i = 0; i < pairs.Length; i++)
        {
            if (TryRead(raw[i].Value as RawValue ?? new RawValue(), rules, depth, out var value) is { } problem) return problem;
            pairs[i] = new(raw[i].Key, value);
        }
        map = AttributeMap.From(pairs);
        return null;
    }

    private static string? TryRead(RawValue raw, ValueRules rules, int depth, out AttributeValue value)
    {
        value = NullValue.Instance;
        if (raw.Members.Count == 0) return "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
        foreach (var (type, payload) in raw.Members)
        {
            if (Read(type, payload, rules, depth, out value) is { } problem) return problem;
        }
        return raw.Members.Count > 1
            ? "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes"
            : null;
    }

    private static string? Read(string type, object payload, ValueRules rules, int depth, out AttributeValue value)
    {
        value = NullValue.Instance;
        switch (type)
        {
            case "S":
                value = new StringValue((string)payload);
                return null;
            case "N":
                if (ReadNumber((string)payload, rules, out var number) is { } problem) return problem;
                value = new NumberValue(number);
                return null;
            case "B":
                value = new BinaryValue((byte[])payload);
                return null;
            case "BOOL":
                value = BooleanValue.Of((bool)payload);
                return null;
            case "NULL":
                return (bool)payload ? null : Invalid + "Null attribute value types must have the value of true";
            case "SS":
                return ReadStrings((List<object?>)payload, rules, out value);
            case "NS":
                return ReadNumbers((List<object?>)payload, rules, out value);
            case "BS":
                return ReadBinaries((List<object?>)payload, rules, out value);
            case "L":
                return ReadList((List<object?>)payload, rules, depth + 1, out value);
            default:
                if (depth + 1 > rules.Depth) return TooDeep;
                if (TryReadMap((List<KeyValuePair<string, object?>>)payload, rules, depth + 1, out var map) is { } wrong) return wrong;
                value = new MapValue(map);
                return null;
        }
    }

    private static string TooDeep =>
        "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit";

    private static string? ReadList(List<object?> payload, ValueRules rules, int depth, out AttributeValue value)
    {
        value = NullValue.Instance;
        if (depth > rules.Depth) return TooDeep;
        var items = new AttributeValue[payload.Count];
        for (var i = 0; i < items.Length; i++)
        {
            if (TryRead(payload[i] as RawValue ?? new RawValue(), rules, depth, out items[i]) is { } problem) return problem;
        }
        value = new ListValue(items);
        return null;
    }

    private static string? ReadStrings(List<object?> payload, ValueRules rules, out AttributeValue value)
    {
        value = NullValue.Instance;
        if (payload.Count == 0) return Invalid + "An string set  may not be empty";
        var items = payload.Select(item => (string?)item ?? "").ToArray();
        if (items.ToHashSet().Count != items.Length)
        {
            var shown = rules.IsOlder ? items : [.. UpToRepeat(items, string.CompareOrdinal).Select(item => $"\"{item}\"")];
            return Invalid + $"Input collection [{string.Join(", ", shown)}] contains duplicates.";
        }
        value = new StringSetValue(items);
        return null;
    }

    private static string? ReadNumbers(List<object?> payload, ValueRules rules, out AttributeValue value)
    {
        value = NullValue.Instance;
        if (payload.Count == 0) return Invalid + "An number set  may not be empty";
        var items = new DynamoNumber[payload.Count];
        for (var i = 0; i < items.Length; i++)
        {
            if (ReadNumber((string?)payload[i] ?? "", rules, out items[i]) is { } problem) return problem;
        }
        if (items.ToHashSet().Count != items.Length)
            return rules.IsOlder ? "Input collection contains duplicates" : Invalid + "Input collection contains duplicates.";
        value = new NumberSetValue(items);
        return null;
    }

    private static string? ReadBinaries(List<object?> payload, ValueRules rules, out AttributeValue value)
    {
        value = NullValue.Instance;
        if (payload.Count == 0) return Invalid + "Binary sets should not be empty";
        var items = payload.Select(item => new BinaryValue((byte[]?)item ?? [])).ToArray();
        if (items.ToHashSet().Count != items.Length)
        {
            var shown = rules.IsOlder
                ? string.Join(", ", items.Select(item => Convert.ToBase64String(item.Value.Span)))
                : string.Join(",", UpToRepeat(items, (left, right) => left.Value.Span.SequenceCompareTo(right.Value.Span))
                    .Select(item => $"\"{Convert.ToBase64String(item.Value.Span)}\""));
            return Invalid + $"Input collection [{shown}]of type BS contains duplicates.";
        }
        value = new BinarySetValue(items);
        return null;
    }

    private static string? ReadNumber(string text, ValueRules rules, out DynamoNumber number)
    {
        var problem = DynamoNumber.TryParse(text, out number);
        if (!rules.IsOlder) return problem;
        // The older layer reads numbers as Java's BigDecimal does, whose exponent wraps around.
        if (problem == Overflow && text.EndsWith("e2147483647", StringComparison.OrdinalIgnoreCase))
            return "Number underflow. Attempting to store a number with magnitude smaller than supported range";
        return text.Length == 0 ? NotNumeric : problem;
    }

    /// <summary>A set as the newer layer returns it: sorted up to the first member that came before, then the rest as sent.</summary>
    private static List<T> UpToRepeat<T>(T[] items, Comparison<T> order)
    {
        var seen = new HashSet<T>();
        var first = Array.FindIndex(items, item => !seen.Add(item));
        var shown = items.Take(first).ToList();
        shown.Sort(order);
        shown.AddRange(items.Skip(first));
        return shown;
    }
}

/// <summary>
/// How an operation reads values. The service has two layers of checks, which word some problems differently (distinguished on AWS by the
/// dynamodb-conformance project): the newer one in PutItem, UpdateItem, DeleteItem, GetItem, BatchGetItem and Query, the older one in the rest.
/// </summary>
/// <param name="IsOlder">The older layer's words.</param>
/// <param name="Depth">The depth to which lists and maps may be nested.</param>
internal sealed record ValueRules(bool IsOlder, int Depth)
{
    /// <summary>The newer layer.</summary>
    public static ValueRules Current { get; } = new(false, 31);

    /// <summary>The older layer.</summary>
    public static ValueRules Older { get; } = new(true, 31);

    /// <summary>The older layer on values of expressions in a transaction, of which only the item that comes of them is held to the limit.</summary>
    public static ValueRules OlderExpression { get; } = new(true, 32);
}
