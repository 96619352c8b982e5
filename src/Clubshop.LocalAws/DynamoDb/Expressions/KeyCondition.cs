using Clubshop.LocalAws.DynamoDb.Model;

namespace Clubshop.LocalAws.DynamoDb.Expressions;

/// <summary>One condition on a key attribute.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="Operator">EQ, LT, LE, GT, GE, BETWEEN, BEGINS_WITH, or one that a query does not accept.</param>
/// <param name="Values">Its operands.</param>
internal sealed record KeyCondition(string Attribute, string Operator, IReadOnlyList<AttributeValue> Values)
{
    private const string Invalid = "Invalid condition in KeyConditionExpression: ";

    /// <summary>The conditions of a checked KeyConditionExpression.</summary>
    /// <exception cref="DynamoDbException">ValidationException: the expression is not a condition on keys.</exception>
    public static List<KeyCondition> From(Node node)
    {
        var conditions = new List<KeyCondition>();
        Collect(node, conditions);
        return conditions;
    }

    private static void Collect(Node node, List<KeyCondition> conditions)
    {
        switch (node)
        {
            case AndNode and:
                Collect(and.Left, conditions);
                Collect(and.Right, conditions);
                break;
            case OrNode:
                throw Wrong("Invalid operator used in KeyConditionExpression: OR");
            case NotNode:
                throw Wrong("Invalid operator used in KeyConditionExpression: NOT");
            case InNode:
                throw Wrong("Invalid operator used in KeyConditionExpression: IN");
            case ComparisonNode { Operator: "<>" }:
                throw Wrong("Invalid operator used in KeyConditionExpression: <>");
            case FunctionNode { Name: not "begins_with" } function:
                throw Wrong("Invalid operator used in KeyConditionExpression: " + function.Name);
            case FunctionNode function:
                Add(conditions, "BEGINS_WITH", "begins_with", function.Arguments);
                break;
            case BetweenNode between:
                Add(conditions, "BETWEEN", "BETWEEN", [between.Operand, between.Low, between.High]);
                break;
            case ComparisonNode comparison:
                AddComparison(conditions, comparison);
                break;
        }
    }

    private static void AddComparison(List<KeyCondition> conditions, ComparisonNode comparison)
    {
        var turned = comparison.Right is PathNode && comparison.Left is not PathNode;
        var name = comparison.Operator switch
        {
            "=" => "EQ",
            "<" => turned ? "GT" : "LT",
            "<=" => turned ? "GE" : "LE",
            ">" => turned ? "LT" : "GT",
            _ => turned ? "LE" : "GE",
        };
        Add(conditions, name, null, turned ? [comparison.Right, comparison.Left] : [comparison.Left, comparison.Right]);
    }

    private static void Add(List<KeyCondition> conditions, string name, string? needsPathFirst, List<Node> operands)
    {
        if (operands.Any(operand => operand is FunctionNode)) throw Wrong("KeyConditionExpressions cannot contain nested operations");
        if (needsPathFirst is not null && operands[0] is not PathNode)
            throw Wrong($"{Invalid}{needsPathFirst} operator must have the key attribute as its first operand");
        var paths = operands.OfType<PathNode>().ToList();
        if (paths.Count > 1) throw Wrong(Invalid + "Multiple attribute names used in one condition");
        if (paths.Count == 0) throw Wrong(Invalid + "No key attribute specified");
        if (paths[0].Steps.Count > 1) throw Wrong("KeyConditionExpressions cannot have conditions on nested attributes");
        if (conditions.Exists(condition => condition.Attribute == paths[0].Head))
            throw Wrong("Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key");
        conditions.Add(new(paths[0].Head, name, [.. operands.Skip(1).Select(operand => ((ValueNode)operand).Value)]));
    }

    private static DynamoDbException Wrong(string message) => DynamoDbException.Validation(message);
}
