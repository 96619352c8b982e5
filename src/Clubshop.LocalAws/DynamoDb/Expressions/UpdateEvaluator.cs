using Clubshop.LocalAws.DynamoDb.Model;

namespace Clubshop.LocalAws.DynamoDb.Expressions;

/// <summary>
/// Applies the checked actions of an update. Every right side is read from the item as it was; then SET, ADD and DELETE are applied, and
/// REMOVE last and from the end, so that all indexes of one update refer to the list as it was.
/// </summary>
internal static class UpdateEvaluator
{
    private const string WrongType = "An operand in the update expression has an incorrect data type";

    /// <summary>The item after the update.</summary>
    /// <exception cref="DynamoDbException">ValidationException: something in the item does not fit the update.</exception>
    public static AttributeMap Apply(IReadOnlyList<UpdateAction> actions, AttributeMap item)
    {
        var values = actions.Select(action => action.Operand is null ? null : Value(action.Operand, item)).ToList();
        var result = item;
        foreach (var index in Enumerable.Range(0, actions.Count).Where(i => actions[i].Section != "REMOVE").OrderBy(i => LastIndex(actions[i])))
        {
            var (action, value) = (actions[index], values[index]!);
            result = DocumentPath.Change(result, action.Path, old => action.Section switch
            {
                "ADD" => Add(old, value),
                "DELETE" => Delete(old, value),
                _ => value,
            });
        }
        foreach (var action in actions.Where(action => action.Section == "REMOVE").OrderByDescending(LastIndex))
            result = DocumentPath.Change(result, action.Path, _ => null);
        return result;
    }

    /// <summary>ADD: a sum, a union, or the value itself if there was none.</summary>
    public static AttributeValue Add(AttributeValue? old, AttributeValue value) => (old, value) switch
    {
        (null, _) => value,
        (NumberValue left, NumberValue right) => Sum(left, right, subtract: false),
        (SetValue left, SetValue right) when left.Type == right.Type => left.Union(right),
        _ => throw DynamoDbException.Validation(WrongType),
    };

    /// <summary>DELETE: a set without the elements; null when nothing is left.</summary>
    public static AttributeValue? Delete(AttributeValue? old, AttributeValue value) => (old, value) switch
    {
        (null, _) => null,
        (SetValue left, SetValue right) when left.Type == right.Type => left.Except(right),
        _ => throw DynamoDbException.Validation(WrongType),
    };

    private static int LastIndex(UpdateAction action) => action.Path.Steps[^1] is { Name: null, Index: var index } ? index : 0;

    private static AttributeValue Value(Node node, AttributeMap item)
    {
        switch (node)
        {
            case ValueNode value:
                return value.Value;
            case PathNode path:
                return DocumentPath.Find(item, path)
                    ?? throw DynamoDbException.Validation("The provided expression refers to an attribute that does not exist in the item");
            case ArithmeticNode sum:
                return Value(sum.Left, item) is NumberValue left && Value(sum.Right, item) is NumberValue right
                    ? Sum(left, right, sum.Operator == "-")
                    : throw DynamoDbException.Validation(WrongType);
            case FunctionNode { Name: "if_not_exists" } function:
                return DocumentPath.Find(item, (PathNode)function.Arguments[0]) ?? Value(function.Arguments[1], item);
            case FunctionNode { Name: "list_append" } function:
                return Value(function.Arguments[0], item) is ListValue first && Value(function.Arguments[1], item) is ListValue second
                    ? new ListValue([.. first.Items, .. second.Items])
                    : throw DynamoDbException.Validation(WrongType);
            default:
                throw new InvalidOperationException("Not an operand of an update.");
        }
    }

    private static NumberValue Sum(NumberValue left, NumberValue right, bool subtract) =>
        DynamoNumber.TryAdd(left.Value, right.Value, subtract, out var sum) is { } problem
            ? throw DynamoDbException.Validation(problem)
            : new NumberValue(sum);
}
