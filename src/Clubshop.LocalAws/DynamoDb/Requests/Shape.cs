using System.Text.RegularExpressions;

namespace Clubshop.LocalAws.DynamoDb.Requests;

/// <summary>
/// What a parameter may be: its type, read strictly (another type is a SerializationException), and its constraints, checked for the
/// whole request before the operation looks at it (a ValidationException that names up to ten). From the API's own model.
/// </summary>
internal abstract record Shape
{
    /// <summary>The service's name of the type, as its messages give it.</summary>
    public abstract string JavaName { get; }

    /// <summary>Constraints of the value, in the order in which they are reported.</summary>
    public IReadOnlyList<Constraint> Constraints { get; init; } = [];

    /// <summary>Must be there.</summary>
    public bool Required { get; init; }
}

/// <summary>A string.</summary>
internal sealed record TextShape : Shape
{
    public override string JavaName => "java.lang.String";
}

/// <summary>True or false.</summary>
internal sealed record FlagShape : Shape
{
    public override string JavaName => "java.lang.Boolean";
}

/// <summary>A whole number: Integer or Long.</summary>
internal sealed record NumberShape(string Kind) : Shape
{
    public override string JavaName => "java.lang." + Kind;
}

/// <summary>Bytes in Base64.</summary>
internal sealed record BlobShape : Shape
{
    public override string JavaName => "java.nio.ByteBuffer";
}

/// <summary>A list.</summary>
internal sealed record ListShape(Shape Element) : Shape
{
    public override string JavaName => $"java.util.List<{Element.JavaName}>";
}

/// <summary>A map from any names.</summary>
internal sealed record MapShape(Shape Element) : Shape
{
    public override string JavaName => $"java.util.Map<java.lang.String, {Element.JavaName}>";
}

/// <summary>A structure; members that it does not have are ignored.</summary>
internal sealed record StructureShape(string Name, params KeyValuePair<string, Shape>[] Members) : Shape
{
    private Dictionary<string, Shape>? _byName;

    public override string JavaName => "com.amazonaws.dynamodb.v20120810." + Name;

    public Shape? Member(string name) => (_byName ??= Members.ToDictionary()).GetValueOrDefault(name);
}

/// <summary>An attribute value, read without judging it: <see cref="RawValue"/>.</summary>
internal sealed record ValueShape : Shape
{
    public override string JavaName => "com.amazonaws.dynamodb.v20120810.AttributeValue";
}

/// <summary>One constraint: the message that the service gives when the value does not hold to it.</summary>
/// <param name="Holds">Whether the value does.</param>
/// <param name="Message">What the value "failed to satisfy".</param>
/// <param name="IsBare">The newer form of the service's message: the member as the API spells it, without its value.</param>
internal sealed record Constraint(Func<object, bool> Holds, string Message, bool IsBare = false)
{
    /// <summary>
    /// Reported before and instead of all others, in these words; null for an ordinary constraint. <c>{0}</c> is the member.
    /// </summary>
    public string? Alone { get; init; }

    /// <summary>Told only when nothing else is wrong.</summary>
    public bool IsLast { get; init; }
}

/// <summary>Short forms for the operations' input shapes.</summary>
internal static partial class Shapes
{
    public static ValueShape Value { get; } = new();

    public static MapShape Item { get; } = new(new ValueShape());

    public static TextShape Text { get; } = new();

    public static FlagShape Flag { get; } = new();

    public static NumberShape Integer { get; } = new("Integer");

    public static NumberShape Long { get; } = new("Long");

    public static MapShape Names { get; } = new(new TextShape());

    /// <summary>A table's name or ARN, as the operations on items take it.</summary>
    public static TextShape TableName { get; } = Text
        .With(new(value => ((string)value).Length >= 1, "Member must have length greater than or equal to 1")
        {
            Alone = "Value at '{0}' failed to satisfy constraint: Member must have length greater than or equal to 1",
        })
        .With(new(value => ((string)value).Length <= 255 || IsArn(value), "Member must have length less than or equal to 255"))
        .With(new(
            value => ((string)value).Length == 0 || NamePattern().IsMatch((string)value) || IsArn(value),
            "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"))
        .Must();

    /// <summary>What a map from table names asks of its keys.</summary>
    public static Constraint TableKeys { get; } = new(
        tables => ((List<KeyValuePair<string, object?>>)tables).TrueForAll(table =>
            IsArn(table.Key) || (table.Key.Length is >= 3 and <= 255 && NamePattern().IsMatch(table.Key))),
        "Map keys must satisfy constraint: [Member must have length less than or equal to 255, Member must have length greater than or equal to 3, "
        + "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]")
    {
        IsLast = true,
    };

    public static TextShape IndexName { get; } = Text.Pattern(NamePattern(), "[a-zA-Z0-9_.-]+").Length(3, 255);

    public static TextShape ReturnConsumedCapacity { get; } = Text.OneOf("INDEXES", "TOTAL", "NONE");

    public static TextShape ReturnItemCollectionMetrics { get; } = Text.OneOf("SIZE", "NONE");

    public static TextShape ConditionalOperator { get; } = Text.OneOf("OR", "AND");

    public static TextShape ComparisonOperator { get; } = Text.OneOf(
        "IN", "NULL", "BETWEEN", "LT", "NOT_CONTAINS", "EQ", "GT", "NOT_NULL", "NE", "LE", "BEGINS_WITH", "GE", "CONTAINS");

    public static TextShape ReturnValuesOnConditionCheckFailure { get; } = Text.OneOf("ALL_OLD", "NONE");

    public static MapShape Expected { get; } = new(Structure(
        "ExpectedAttributeValue",
        ("AttributeValueList", new ListShape(Value)),
        ("ComparisonOperator", ComparisonOperator),
        ("Exists", Flag),
        ("Value", Value)));

    public static MapShape Conditions { get; } = new(Structure(
        "Condition", ("AttributeValueList", new ListShape(Value)), ("ComparisonOperator", ComparisonOperator with { Required = true })));

    public static StructureShape Structure(string name, params (string Name, Shape Shape)[] members) =>
        new(name, [.. members.Select(member => KeyValuePair.Create(member.Name, member.Shape))]);

    public static T With<T>(this T shape, Constraint constraint)
        where T : Shape => (T)(shape with { Constraints = [.. shape.Constraints, constraint] });

    public static T Must<T>(this T shape)
        where T : Shape => (T)(shape with { Required = true });

    public static T Length<T>(this T shape, int least, int most)
        where T : Shape
    {
        var result = shape.With(new(value => Count(value) >= least, $"Member must have length greater than or equal to {least}"));
        return most == int.MaxValue ? result : result.With(new(value => Count(value) <= most, $"Member must have length less than or equal to {most}"));
    }

    public static TextShape Pattern(this TextShape shape, Regex pattern, string shown) =>
        shape.With(new(value => pattern.IsMatch((string)value), "Member must satisfy regular expression pattern: " + shown));

    public static TextShape OneOf(this TextShape shape, params string[] values) =>
        shape.With(new(value => values.Contains((string)value), $"Member must satisfy enum value set: [{string.Join(", ", values)}]"));

    public static NumberShape AtLeast(this NumberShape shape, long least) =>
        shape.With(new(value => (long)value >= least, $"Member must have value greater than or equal to {least}"));

    public static NumberShape AtMost(this NumberShape shape, long most) =>
        shape.With(new(value => (long)value <= most, $"Member must have value less than or equal to {most}"));

    [GeneratedRegex("^[a-zA-Z0-9_.-]+\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    public static partial Regex NamePattern();

    /// <summary>Constraints in the newer form of the service's message.</summary>
    public static T Bare<T>(this T shape)
        where T : Shape => (T)(shape with { Constraints = [.. shape.Constraints.Select(constraint => constraint with { IsBare = true })] });

    private static bool IsArn(object value) => ((string)value).StartsWith("arn:", StringComparison.Ordinal);

    private static int Count(object value) => value switch
    {
        string text => text.Length,
        List<object?> list => list.Count,
        List<KeyValuePair<string, object?>> map => map.Count,
        _ => 0,
    };
}
