using Clubshop.LocalAws.DynamoDb.Expressions;
using Clubshop.LocalAws.DynamoDb.Model;

namespace Clubshop.LocalAws.DynamoDb.Legacy;

/// <summary>One condition of the older parameters: an attribute, an operator by name, its operands.</summary>
/// <param name="Attribute">The attribute, top level only.</param>
/// <param name="Operator">EQ, NE, LE, LT, GE, GT, NULL, NOT_NULL, CONTAINS, NOT_CONTAINS, BEGINS_WITH, IN or BETWEEN.</param>
/// <param name="Values">The operands.</param>
internal sealed record LegacyCondition(string Attribute, string Operator, IReadOnlyList<AttributeValue> Values)
{
    /// <summary>Whether the item meets it.</summary>
    public bool Holds(AttributeMap item)
    {
        var value = item[Attribute];
        return Operator switch
        {
            "NULL" => value is null,
            "NOT_NULL" => value is not null,
            "EQ" => ConditionEvaluator.Compare("=", value, Values[0]),
            "NE" => ConditionEvaluator.Compare("<>", value, Values[0]),
            "LT" => ConditionEvaluator.Compare("<", value, Values[0]),
            "LE" => ConditionEvaluator.Compare("<=", value, Values[0]),
            "GT" => ConditionEvaluator.Compare(">", value, Values[0]),
            "GE" => ConditionEvaluator.Compare(">=", value, Values[0]),
            "BETWEEN" => ConditionEvaluator.Between(value, Values[0], Values[1]),
            "IN" => value is not null && Values.Contains(value),
            "BEGINS_WITH" => ConditionEvaluator.BeginsWith(value, Values[0]),
            "CONTAINS" => ConditionEvaluator.Contains(value, Values[0]),
            // Absent, or of a type that cannot contain it, is not "does not contain".
            _ => CanContain(value, Values[0]) && !ConditionEvaluator.Contains(value, Values[0]),
        };
    }

    /// <summary>All of them, or with OR any of them.</summary>
    public static Func<AttributeMap, bool>? Together(IReadOnlyList<LegacyCondition> conditions, string? conditionalOperator)
    {
        if (conditions.Count == 0) return null;
        return conditionalOperator == "OR"
            ? item => conditions.Any(condition => condition.Holds(item))
            : item => conditions.All(condition => condition.Holds(item));
    }

    private static bool CanContain(AttributeValue? value, AttributeValue part) => value switch
    {
        StringValue => part is StringValue,
        BinaryValue => part is BinaryValue,
        SetValue set => set.ElementType == part.Type,
        ListValue => true,
        _ => false,
    };
}
