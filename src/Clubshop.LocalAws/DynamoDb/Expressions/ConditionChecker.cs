using Clubshop.LocalAws.DynamoDb.Model;

namespace Clubshop.LocalAws.DynamoDb.Expressions;

/// <summary>
/// Checks a parsed condition, in the service's order: functions that do not exist, functions in the wrong place, reserved words;
/// then for each comparison from left to right its placeholders, the number of its operands, operands that are the same, their types.
/// </summary>
internal static class ConditionChecker
{
    /// <summary>Checks the tree and puts the placeholders' meanings into it.</summary>
    /// <exception cref="ExpressionException">The first problem.</exception>
    public static void Check(Node root, Placeholders placeholders)
    {
        foreach (var function in All(root).OfType<FunctionNode>())
        {
            if (!Functions.ConditionOperands.ContainsKey(function.Name))
                throw new ExpressionException("Invalid function name; function: " + function.Name);
        }
        foreach (var node in All(root)) CheckPlace(node);
        if (root is FunctionNode { Name: "size" }) throw Misused("size");
        foreach (var path in All(root).OfType<PathNode>()) ReservedWords.Check(path);
        foreach (var condition in Leaves(root)) CheckLeaf(condition, placeholders);
    }

    /// <summary>The node and everything below it; arguments before their function, left before right.</summary>
    public static IEnumerable<Node> All(Node node)
    {
        foreach (var child in Children(node))
        {
            foreach (var inner in All(child)) yield return inner;
        }
        yield return node;
    }

    private static List<Node> Children(Node node) => node switch
    {
        AndNode and => [and.Left, and.Right],
        OrNode or => [or.Left, or.Right],
        NotNode not => [not.Operand],
        ComparisonNode comparison => [comparison.Left, comparison.Right],
        BetweenNode between => [between.Operand, between.Low, between.High],
        InNode candidates => [candidates.Operand, .. candidates.Candidates],
        FunctionNode function => function.Arguments,
        _ => [],
    };

    private static IEnumerable<Node> Leaves(Node node) =>
        node is AndNode or OrNode or NotNode ? Children(node).SelectMany(Leaves) : [node];

    /// <summary>Only size gives a value; the others are conditions, which size is not.</summary>
    private static void CheckPlace(Node node)
    {
        if (node is AndNode or OrNode or NotNode)
        {
            if (Children(node).OfType<FunctionNode>().Any(child => child.Name == "size")) throw Misused("size");
            return;
        }
        foreach (var child in Children(node))
        {
            if (child is FunctionNode { Name: not "size" } function) throw Misused(function.Name);
        }
    }

    private static ExpressionException Misused(string function) =>
        new("The function is not allowed to be used this way in an expression; function: " + function);

    private static void CheckLeaf(Node condition, Placeholders placeholders)
    {
        foreach (var node in All(condition))
        {
            if (node is PathNode path) placeholders.Resolve(path);
            if (node is ValueNode value) placeholders.Resolve(value);
        }
        foreach (var function in All(condition).OfType<FunctionNode>()) Functions.CheckOperandCount(function, Functions.ConditionOperands);
        foreach (var node in All(condition)) CheckDistinct(node);
        foreach (var node in All(condition)) CheckTypes(node);
    }

    private static void CheckDistinct(Node node)
    {
        var (name, operands) = node switch
        {
            ComparisonNode comparison => (comparison.Operator, (List<Node>)[comparison.Left, comparison.Right]),
            FunctionNode { Arguments.Count: 2 } function => (function.Name, function.Arguments),
            _ => ("", []),
        };
        if (operands is [PathNode first, PathNode second] && first.Same(second))
            throw new ExpressionException(
                $"The first operand must be distinct from the remaining operands for this operator or function; operator: {name}, first operand: {first.Show()}");
    }

    private static void CheckTypes(Node node)
    {
        switch (node)
        {
            case FunctionNode function:
                Functions.CheckConditionTypes(function);
                break;
            case BetweenNode between:
                foreach (var operand in new[] { between.Operand, between.Low, between.High })
                {
                    if (operand is ValueNode { Value: not (StringValue or NumberValue or BinaryValue) } value)
                        throw Functions.WrongType("BETWEEN", value.Value.Type);
                }
                if (between is { Low: ValueNode low, High: ValueNode high }) CheckBounds(low.Value, high.Value);
                break;
            case ComparisonNode { Operator: "<" or "<=" or ">" or ">=" } comparison:
                foreach (var operand in new[] { comparison.Left, comparison.Right })
                {
                    if (operand is ValueNode { Value: not (StringValue or NumberValue or BinaryValue) } value)
                        throw Functions.WrongType(comparison.Operator, value.Value.Type);
                }
                break;
        }
    }

    private static void CheckBounds(AttributeValue low, AttributeValue high)
    {
        if (low.Type != high.Type)
            throw new ExpressionException(
                "The BETWEEN operator requires same data type for lower and upper bounds; "
                + $"lower bound operand: AttributeValue: {Show(low)}, upper bound operand: AttributeValue: {Show(high)}");
        if (ValueComparer.Compare(low, high) > 0)
            throw new ExpressionException(
                "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; "
                + $"lower bound operand: AttributeValue: {Show(low)}, upper bound operand: AttributeValue: {Show(high)}");
    }

    private static string Show(AttributeValue value) => value switch
    {
        StringValue text => $"{{S:{text.Value}}}",
        NumberValue number => $"{{N:{number.Value}}}",
        BinaryValue binary => $"{{B:{Convert.ToBase64String(binary.Value.Span)}}}",
        _ => $"{{{value.Type}}}",
    };
}
