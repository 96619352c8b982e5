using Clubshop.LocalAws.DynamoDb.Model;

namespace Clubshop.LocalAws.DynamoDb.Expressions;

/// <summary>The functions of expressions: how many operands they take, and of which types.</summary>
internal static class Functions
{
    private static readonly string[] TypeNames = ["S", "N", "B", "NULL", "SS", "BOOL", "L", "BS", "NS", "M"];

    /// <summary>Functions of conditions, with the number of their operands.</summary>
    public static IReadOnlyDictionary<string, int> ConditionOperands { get; } = new Dictionary<string, int>
    {
        ["attribute_exists"] = 1,
        ["attribute_not_exists"] = 1,
        ["attribute_type"] = 2,
        ["begins_with"] = 2,
        ["contains"] = 2,
        ["size"] = 1,
    };

    /// <summary>Functions of updates, with the number of their operands.</summary>
    public static IReadOnlyDictionary<string, int> UpdateOperands { get; } = new Dictionary<string, int>
    {
        ["if_not_exists"] = 2,
        ["list_append"] = 2,
    };

    /// <summary>Refuses a wrong number of operands.</summary>
    public static void CheckOperandCount(FunctionNode function, IReadOnlyDictionary<string, int> functions)
    {
        if (functions[function.Name] != function.Arguments.Count)
            throw new ExpressionException(
                $"Incorrect number of operands for operator or function; operator or function: {function.Name}, number of operands: {function.Arguments.Count}");
    }

    /// <summary>Refuses operands of a type that the function does not take, as far as it is known without an item.</summary>
    public static void CheckConditionTypes(FunctionNode function)
    {
        switch (function.Name)
        {
            case "attribute_exists" or "attribute_not_exists":
                RequirePath(function);
                break;
            case "begins_with":
                foreach (var argument in function.Arguments)
                {
                    if (TypeOf(argument) is { } type and not ("S" or "B")) throw WrongType(function.Name, type);
                }
                break;
            case "attribute_type":
                CheckTypeName(function);
                break;
            case "size" when TypeOf(function.Arguments[0]) is { } type and ("N" or "BOOL" or "NULL"):
                throw WrongType(function.Name, type);
        }
    }

    /// <summary>The type of an operand that does not depend on the item; null for a path.</summary>
    public static string? TypeOf(Node node) => node switch
    {
        ValueNode value => value.Value.Type,
        FunctionNode { Name: "size" } => "N",
        FunctionNode { Name: "list_append" } => "L",
        ArithmeticNode => "N",
        _ => null,
    };

    /// <summary>Refuses a first operand that is not a path.</summary>
    public static void RequirePath(FunctionNode function)
    {
        if (function.Arguments[0] is not PathNode)
            throw new ExpressionException("Operator or function requires a document path; operator or function: " + function.Name);
    }

    /// <summary>The refusal of an operand's type.</summary>
    public static ExpressionException WrongType(string function, string type) =>
        new($"Incorrect operand type for operator or function; operator or function: {function}, operand type: {type}");

    private static void CheckTypeName(FunctionNode function)
    {
        var type = TypeOf(function.Arguments[1]);
        if (type != "S") throw WrongType(function.Name, type ?? "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}");
        var name = ((StringValue)((ValueNode)function.Arguments[1]).Value).Value;
        if (!TypeNames.Contains(name))
            throw new ExpressionException($"Invalid attribute type name found; type: {name}, valid types: {{B,NULL,SS,BOOL,L,BS,N,NS,S,M}}");
    }
}
