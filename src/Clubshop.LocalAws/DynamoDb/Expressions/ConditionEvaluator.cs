using Clubshop.LocalAws.DynamoDb.Model;

namespace Clubshop.LocalAws.DynamoDb.Expressions;

/// <summary>Whether an item meets a checked condition. An operand that is absent, or of another type, makes a comparison false.</summary>
internal static class ConditionEvaluator
{
    /// <summary>Whether it does. An item that does not exist is empty.</summary>
    public static bool Holds(Node condition, AttributeMap item) => condition switch
    {
        AndNode and => Holds(and.Left, item) && Holds(and.Right, item),
        OrNode or => Holds(or.Left, item) || Holds(or.Right, item),
        NotNode not => !Holds(not.Operand, item),
        ComparisonNode comparison => Compare(comparison.Operator, Value(comparison.Left, item), Value(comparison.Right, item)),
        BetweenNode between => Between(Value(between.Operand, item), Value(between.Low, item), Value(between.High, item)),
        InNode candidates => Value(candidates.Operand, item) is { } value
            && candidates.Candidates.Any(candidate => value.Equals(Value(candidate, item))),
        FunctionNode function => Call(function, item),
        _ => throw new InvalidOperationException("Not a condition."),
    };

    /// <summary><c>=</c>, <c>&lt;&gt;</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>.</summary>
    public static bool Compare(string comparator, AttributeValue? left, AttributeValue? right)
    {
        if (comparator == "<>") return left is null || right is null || !left.Equals(right);
        if (left is null || right is null) return false;
        if (comparator == "=") return left.Equals(right);
        return ValueComparer.Compare(left, right) is { } order && comparator switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    /// <summary>Low and high included.</summary>
    public static bool Between(AttributeValue? value, AttributeValue? low, AttributeValue? high) =>
        Compare(">=", value, low) && Compare("<=", value, high);

    /// <summary>Whether a string or binary begins so.</summary>
    public static bool BeginsWith(AttributeValue? value, AttributeValue? prefix) => (value, prefix) switch
    {
        (StringValue text, StringValue start) => text.Value.StartsWith(start.Value, StringComparison.Ordinal),
        (BinaryValue binary, BinaryValue start) => binary.Value.Span.StartsWith(start.Value.Span),
        _ => false,
    };

    /// <summary>Whether a string or binary has it as a part, or a set or list as an element.</summary>
    public static bool Contains(AttributeValue? value, AttributeValue? part) => (value, part) switch
    {
        (_, null) => false,
        (StringValue text, StringValue piece) => text.Value.Contains(piece.Value, StringComparison.Ordinal),
        (BinaryValue binary, BinaryValue piece) => binary.Value.Span.IndexOf(piece.Value.Span) >= 0,
        (SetValue set, _) => set.Contains(part),
        (ListValue list, _) => list.Items.Contains(part),
        _ => false,
    };

    private static AttributeValue? Value(Node operand, AttributeMap item) => operand switch
    {
        ValueNode value => value.Value,
        PathNode path => DocumentPath.Find(item, path),
        FunctionNode { Name: "size" } size => Size(Value(size.Arguments[0], item)),
        _ => throw new InvalidOperationException("Not an operand."),
    };

    private static bool Call(FunctionNode function, AttributeMap item)
    {
        var first = Value(function.Arguments[0], item);
        return function.Name switch
        {
            "attribute_exists" => first is not null,
            "attribute_not_exists" => first is null,
            "attribute_type" => first?.Type == ((StringValue)Value(function.Arguments[1], item)!).Value,
            "begins_with" => BeginsWith(first, Value(function.Arguments[1], item)),
            "contains" => Contains(first, Value(function.Arguments[1], item)),
            _ => throw new InvalidOperationException("Not a condition: " + function.Name),
        };
    }

    private static NumberValue? Size(AttributeValue? value)
    {
        int? size = value switch
        {
            StringValue text => text.Value.Length,
            BinaryValue binary => binary.Value.Length,
            SetValue set => set.Count,
            ListValue list => list.Items.Count,
            MapValue map => map.Members.Count,
            _ => null,
        };
        return size is { } known ? new NumberValue(DynamoNumber.From(known)) : null;
    }
}
