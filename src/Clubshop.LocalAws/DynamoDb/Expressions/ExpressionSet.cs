using Clubshop.LocalAws.DynamoDb.Model;
using Clubshop.LocalAws.DynamoDb.Requests;

namespace Clubshop.LocalAws.DynamoDb.Expressions;

/// <summary>All expressions of a request (or of one action in it), parsed and checked with their placeholders.</summary>
internal sealed class ExpressionSet
{
    /// <summary>Names of parameters that hold expressions, in the order in which they are checked and named.</summary>
    private static readonly string[] Order =
        ["UpdateExpression", "ConditionExpression", "KeyConditionExpression", "FilterExpression", "ProjectionExpression"];

    /// <summary>The update's actions.</summary>
    public List<UpdateAction>? Update { get; private set; }

    /// <summary>The condition.</summary>
    public Node? Condition { get; private set; }

    /// <summary>The key condition.</summary>
    public Node? KeyCondition { get; private set; }

    /// <summary>The filter.</summary>
    public Node? Filter { get; private set; }

    /// <summary>The projection.</summary>
    public Projector? Projection { get; private set; }

    /// <summary>Refuses expressions beside the older parameters, and placeholders without expressions.</summary>
    /// <param name="input">The request.</param>
    /// <param name="expressions">The operation's expression parameters.</param>
    /// <param name="legacy">The operation's older parameters that do the same.</param>
    /// <param name="isBrief">Whether the message about values without an expression leaves out the names of the missing ones.</param>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static void CheckParameters(Parameters input, string[] expressions, string[] legacy, bool isBrief = false)
    {
        var given = expressions.Where(input.Has).ToList();
        if (given.Count > 0)
        {
            // The service accepts this mixture: keys by the older parameter, the rest by expressions.
            var old = legacy.Where(name => input.Has(name) && (name != "KeyConditions" || input.Has("KeyConditionExpression"))).ToList();
            if (old.Count > 0)
                throw DynamoDbException.Validation(
                    "Can not use both expression and non-expression parameters in the same request: "
                    + $"Non-expression parameters: {{{string.Join(", ", old)}}} Expression parameters: {{{string.Join(", ", given)}}}");
        }
        if (input.Has("ExpressionAttributeNames") && given.Count == 0)
            throw DynamoDbException.Validation("ExpressionAttributeNames can only be specified when using expressions");
        var withValues = expressions.Where(name => name != "ProjectionExpression").ToList();
        if (withValues.Count > 0 && input.Has("ExpressionAttributeValues") && !withValues.Exists(input.Has))
            throw DynamoDbException.Validation(
                "ExpressionAttributeValues can only be specified when using expressions"
                + (isBrief ? "" : $": {string.Join(" and ", withValues)} {(withValues.Count > 1 ? "are" : "is")} null"));
    }

    /// <summary>Parses and checks every expression that was given.</summary>
    /// <exception cref="DynamoDbException">ValidationException: the first thing wrong.</exception>
    public static ExpressionSet Read(Parameters input, ValueRules? rules = null)
    {
        var placeholders = new Placeholders(ReadNames(input), ReadValues(input, rules ?? ValueRules.Current));
        var set = new ExpressionSet();
        foreach (var name in Order)
        {
            if (input.Text(name) is not { } text) continue;
            try
            {
                set.Read(name, text, placeholders);
            }
            catch (ExpressionException problem)
            {
                throw DynamoDbException.Validation($"Invalid {name}: {problem.Message}");
            }
        }
        RefuseUnused("ExpressionAttributeNames", placeholders.UnusedNames);
        RefuseUnused("ExpressionAttributeValues", placeholders.UnusedValues);
        return set;
    }

    private void Read(string name, string text, Placeholders placeholders)
    {
        switch (name)
        {
            case "UpdateExpression":
                var (actions, repeated) = UpdateParser.Parse(text);
                UpdateChecker.Check(actions, repeated, placeholders);
                Update = actions;
                break;
            case "ProjectionExpression":
                var paths = ProjectionParser.Parse(text);
                foreach (var path in paths) ReservedWords.Check(path);
                foreach (var path in paths) placeholders.Resolve(path);
                PathOverlap.Check(paths);
                Projection = new Projector(paths);
                break;
            default:
                var condition = ConditionParser.Parse(text, takesRedundant: name == "KeyConditionExpression");
                ConditionChecker.Check(condition, placeholders);
                if (name == "ConditionExpression") Condition = condition;
                else if (name == "FilterExpression") Filter = condition;
                else KeyCondition = condition;
                break;
        }
    }

    private static Dictionary<string, string>? ReadNames(Parameters input)
    {
        if (input.Map("ExpressionAttributeNames") is not { } map) return null;
        if (map.Count == 0) throw DynamoDbException.Validation("ExpressionAttributeNames must not be empty");
        var names = new Dictionary<string, string>();
        foreach (var (key, value) in map)
        {
            RequirePlaceholder("ExpressionAttributeNames", key, '#');
            if (value is not string { Length: > 0 } name)
                throw DynamoDbException.Validation($"ExpressionAttributeNames contains invalid value: Empty attribute name for key {key}");
            names[key] = name;
        }
        return names;
    }

    private static Dictionary<string, AttributeValue>? ReadValues(Parameters input, ValueRules rules)
    {
        if (input.Map("ExpressionAttributeValues") is not { } map) return null;
        if (map.Count == 0) throw DynamoDbException.Validation("ExpressionAttributeValues must not be empty");
        foreach (var (key, _) in map) RequirePlaceholder("ExpressionAttributeValues", key, ':');
        var values = new Dictionary<string, AttributeValue>();
        foreach (var (key, raw) in map)
        {
            if (ValueReader.TryRead(raw as RawValue ?? new RawValue(), rules, out var value) is { } problem)
                throw DynamoDbException.Validation(
                    rules.IsOlder ? $"ExpressionAttributeValues contains invalid value: {problem} for key {key}" : problem);
            values[key] = value;
        }
        return values;
    }

    private static void RequirePlaceholder(string parameter, string key, char mark)
    {
        var valid = key.Length > 1 && key[0] == mark && key.AsSpan(1).IndexOfAnyExceptInRange('0', 'z') < 0
            && key.Skip(1).All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
        if (!valid) throw DynamoDbException.Validation($"{parameter} contains invalid key: Syntax error; key: \"{key}\"");
    }

    private static void RefuseUnused(string parameter, IEnumerable<string> unused)
    {
        var keys = string.Join(", ", unused);
        if (keys.Length > 0)
            throw DynamoDbException.Validation($"Value provided in {parameter} unused in expressions: keys: {{{keys}}}");
    }
}
