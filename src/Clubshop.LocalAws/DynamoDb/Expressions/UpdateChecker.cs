using Clubshop.LocalAws.DynamoDb.Model;

namespace Clubshop.LocalAws.DynamoDb.Expressions;

/// <summary>
/// Checks a parsed update, in the service's order: reserved words, functions that do not exist, a section twice, placeholders,
/// paths that overlap or conflict, operand types.
/// </summary>
internal static class UpdateChecker
{
    /// <summary>Checks the actions and puts the placeholders' meanings into them.</summary>
    /// <exception cref="ExpressionException">The first problem.</exception>
    public static void Check(List<UpdateAction> actions, string? repeated, Placeholders placeholders)
    {
        var nodes = actions.SelectMany(All).ToList();
        foreach (var path in nodes.OfType<PathNode>()) ReservedWords.Check(path);
        foreach (var function in nodes.OfType<FunctionNode>())
        {
            if (!Functions.UpdateOperands.ContainsKey(function.Name))
                throw new ExpressionException("Invalid function name; function: " + function.Name);
        }
        if (repeated is not null)
            throw new ExpressionException($"The \"{repeated}\" section can only be used once in an update expression;");
        foreach (var path in nodes.OfType<PathNode>()) placeholders.Resolve(path);
        foreach (var value in nodes.OfType<ValueNode>()) placeholders.Resolve(value);
        PathOverlap.Check([.. actions.Select(action => action.Path)]);
        foreach (var action in actions) CheckSectionType(action);
        foreach (var node in nodes) CheckOperands(node);
    }

    private static IEnumerable<Node> All(UpdateAction action) =>
        action.Operand is null ? [action.Path] : [action.Path, .. All(action.Operand)];

    private static IEnumerable<Node> All(Node node) => node switch
    {
        FunctionNode function => [.. function.Arguments.SelectMany(All), function],
        ArithmeticNode sum => [.. All(sum.Left), .. All(sum.Right), sum],
        _ => [node],
    };

    /// <summary>ADD takes numbers and sets, DELETE sets.</summary>
    private static void CheckSectionType(UpdateAction action)
    {
        if (action is not { Section: "ADD" or "DELETE", Operand: ValueNode { Value: var value } }) return;
        if (value is SetValue || (value is NumberValue && action.Section == "ADD")) return;
        var type = value.Type switch
        {
            "S" => "STRING",
            "N" => "NUMBER",
            "B" => "BINARY",
            "BOOL" => "BOOLEAN",
            "L" => "LIST",
            "M" => "MAP",
            _ => "NULL",
        };
        throw new ExpressionException(
            $"Incorrect operand type for operator or function; operator: {action.Section}, operand type: {type}, typeSet: ALLOWED_FOR_{action.Section}_OPERAND");
    }

    private static void CheckOperands(Node node)
    {
        switch (node)
        {
            case FunctionNode { Name: "if_not_exists" } function:
                Functions.CheckOperandCount(function, Functions.UpdateOperands);
                Functions.RequirePath(function);
                break;
            case FunctionNode { Name: "list_append" } function:
                Functions.CheckOperandCount(function, Functions.UpdateOperands);
                foreach (var argument in function.Arguments)
                {
                    if (Functions.TypeOf(argument) is { } type and not "L") throw Functions.WrongType(function.Name, type);
                }
                break;
            case ArithmeticNode sum:
                foreach (var operand in new[] { sum.Left, sum.Right })
                {
                    if (Functions.TypeOf(operand) is { } type and not "N") throw Functions.WrongType(sum.Operator, type);
                }
                break;
        }
    }
}
