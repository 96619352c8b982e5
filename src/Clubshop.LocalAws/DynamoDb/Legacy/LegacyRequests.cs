using Clubshop.LocalAws.DynamoDb.Expressions;
using Clubshop.LocalAws.DynamoDb.Model;
using Clubshop.LocalAws.DynamoDb.Requests;

namespace Clubshop.LocalAws.DynamoDb.Legacy;

/// <summary>Reads Expected, KeyConditions, QueryFilter and ScanFilter, with the service's checks in its order.</summary>
internal static class LegacyRequests
{
    private const string Invalid = "One or more parameter values were invalid: ";

    private static readonly string[] Indexable = ["EQ", "LT", "LE", "GT", "GE", "BETWEEN", "BEGINS_WITH"];

    /// <summary>QueryFilter, ScanFilter or KeyConditions; empty when not given.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static List<LegacyCondition> ReadConditions(Parameters input, string parameter)
    {
        var conditions = new List<LegacyCondition>();
        foreach (var (attribute, raw) in input.Map(parameter) ?? [])
        {
            var condition = (Parameters)raw!;
            var name = condition.Text("ComparisonOperator")!;
            var values = ReadList(condition);
            CheckCount(name, values.Count);
            CheckTypes(name, values);
            conditions.Add(new(attribute, name, values));
        }
        return conditions;
    }

    /// <summary>KeyConditions as conditions on keys.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static List<KeyCondition> ReadKeyConditions(Parameters input) => ReadConditions(input, "KeyConditions")
        .ConvertAll(condition => Indexable.Contains(condition.Operator)
            ? new KeyCondition(condition.Attribute, condition.Operator, condition.Values)
            : throw DynamoDbException.Validation("Attempted conditional constraint is not an indexable operation"));

    /// <summary>Expected; null when not given.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static Func<AttributeMap, bool>? ReadExpected(Parameters input)
    {
        var conditions = (input.Map("Expected") ?? []).ConvertAll(pair => ReadExpected(pair.Key, (Parameters)pair.Value!));
        CheckOperator(input, conditions.Count);
        return LegacyCondition.Together(conditions, input.Text("ConditionalOperator"));
    }

    /// <summary>A filter of Query or Scan; null when not given.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static List<LegacyCondition> ReadFilter(Parameters input, string parameter)
    {
        var conditions = ReadConditions(input, parameter);
        CheckOperator(input, conditions.Count);
        return conditions;
    }

    private static void CheckOperator(Parameters input, int conditions)
    {
        if (!input.Has("ConditionalOperator")) return;
        if (conditions == 0) throw DynamoDbException.Validation(Invalid + "ConditionalOperator cannot be used without Filter or Expected");
        if (conditions == 1)
            throw DynamoDbException.Validation(Invalid + "ConditionalOperator can only be used when Filter or Expected has two or more elements");
    }

    private static LegacyCondition ReadExpected(string attribute, Parameters condition)
    {
        if (condition.Has("AttributeValueList") && condition.Has("Value"))
            throw DynamoDbException.Validation(Invalid + "Value and AttributeValueList cannot be used together for Attribute: " + attribute);
        if (condition.Text("ComparisonOperator") is { } name) return ReadComparison(attribute, condition, name);
        if (condition.Has("AttributeValueList"))
            throw DynamoDbException.Validation(
                Invalid + "AttributeValueList can only be used with a ComparisonOperator for Attribute: " + attribute);

        var exists = condition.Flag("Exists");
        var given = condition.Value("Value");
        if (exists != false && given is null)
            throw DynamoDbException.Validation(
                $"{Invalid}Value must be provided when Exists is {(exists is null ? "null" : "true")} for Attribute: {attribute}");
        if (exists == false && given is not null)
            throw DynamoDbException.Validation(Invalid + "Value cannot be used when Exists is false for Attribute: " + attribute);
        return given is null ? new(attribute, "NULL", []) : new(attribute, "EQ", [ValueReader.Read(given)]);
    }

    private static LegacyCondition ReadComparison(string attribute, Parameters condition, string name)
    {
        if (condition.Has("Exists"))
            throw DynamoDbException.Validation(Invalid + "Exists and ComparisonOperator cannot be used together for Attribute: " + attribute);
        if (name is not ("NULL" or "NOT_NULL") && !condition.Has("AttributeValueList") && !condition.Has("Value"))
            throw DynamoDbException.Validation(
                $"{Invalid}Value or AttributeValueList must be used with ComparisonOperator: {name} for Attribute: {attribute}");
        List<AttributeValue> values = condition.Value("Value") is { } one ? [ValueReader.Read(one)] : ReadList(condition);
        CheckCount(name, values.Count);
        CheckTypes(name, values);
        return new(attribute, name, values);
    }

    private static List<AttributeValue> ReadList(Parameters condition) =>
        condition.List("AttributeValueList")?.ConvertAll(raw => ValueReader.Read(raw as RawValue ?? new RawValue())) ?? [];

    private static void CheckCount(string name, int count)
    {
        var right = name switch
        {
            "NULL" or "NOT_NULL" => count == 0,
            "BETWEEN" => count == 2,
            "IN" => count > 0,
            _ => count == 1,
        };
        if (!right) throw DynamoDbException.Validation($"{Invalid}Invalid number of argument(s) for the {name} ComparisonOperator");
    }

    private static void CheckTypes(string name, List<AttributeValue> values)
    {
        if (values.Exists(value => value.Type != values[0].Type))
            throw DynamoDbException.Validation(Invalid + "AttributeValues inside AttributeValueList must be of same type");
        foreach (var value in values)
        {
            var right = name switch
            {
                "EQ" or "NE" or "NULL" or "NOT_NULL" => true,
                "BEGINS_WITH" => value.Type is "S" or "B",
                "CONTAINS" or "NOT_CONTAINS" or "IN" => value.Type is "S" or "N" or "B" or "BOOL" or "NULL",
                _ => value.Type is "S" or "N" or "B",
            };
            if (!right)
                throw DynamoDbException.Validation($"{Invalid}ComparisonOperator {name} is not valid for {value.Type} AttributeValue type");
        }
        if (name == "BETWEEN" && ValueComparer.Compare(values[0], values[1]) > 0)
            throw DynamoDbException.Validation(
                "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound");
    }
}
