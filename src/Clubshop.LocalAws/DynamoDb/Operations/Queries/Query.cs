using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Expressions;
using Clubshop.LocalAws.DynamoDb.Items;
using Clubshop.LocalAws.DynamoDb.Legacy;
using Clubshop.LocalAws.DynamoDb.Model;
using Clubshop.LocalAws.DynamoDb.Operations.Tables;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Queries;

/// <summary>Query: items of one partition of a table or index, in the order of the sort key.</summary>
internal sealed class Query(Database database) : Operation(database)
{
    /// <inheritdoc/>
    public override StructureShape Input { get; } = new(
        "QueryInput",
        [
            .. PageRequests.Common,
            new("Limit", Shapes.Integer.AtLeast(1).Bare()),
            new("KeyConditions", Shapes.Conditions),
            new("QueryFilter", Shapes.Conditions),
            new("KeyConditionExpression", Shapes.Text),
            new("ScanIndexForward", Shapes.Flag),
        ]);

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        ExpressionSet.CheckParameters(
            input,
            ["ProjectionExpression", "FilterExpression", "KeyConditionExpression"],
            ["AttributesToGet", "QueryFilter", "ConditionalOperator", "KeyConditions"]);
        var oldFilter = LegacyRequests.ReadFilter(input, "QueryFilter");
        var projection = ReadRequests.AttributesToGet(input);
        var start = PageRequests.StartKey(input, ValueRules.Current);
        if (!input.Has("KeyConditions") && !input.Has("KeyConditionExpression"))
            throw DynamoDbException.Validation("Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
        var expressions = ExpressionSet.Read(input);
        projection = expressions.Projection ?? projection;
        var conditions = expressions.KeyCondition is { } keys ? KeyCondition.From(keys) : LegacyRequests.ReadKeyConditions(input);
        if (expressions.KeyCondition is null && conditions.Count is not (1 or 2)) throw DynamoDbException.Validation("Conditions can be of length 1 or 2 only");
        PageRequests.CheckSelect(input, isQuery: true);

        if (input.Has("IndexName")) Database.CatchUp(TableNames.Bare(input.Text("TableName")!));
        var page = Database.Read((Input: input, start, conditions, expressions, oldFilter, projection), static (data, asked) =>
        {
            var table = Usable(data, asked.Input.Text("TableName")!);
            var index = PageRequests.FindIndex(asked.Input, table);
            var keys = index?.Descriptor.Keys ?? table.Descriptor.Keys;
            if (asked.conditions.Count > keys.Names.Count && asked.expressions.KeyCondition is not null)
                throw DynamoDbException.Validation(
                    $"The number of query conditions ({asked.conditions.Count}) exceeds the number of key attributes defined in the schema ({keys.Names.Count})");
            var range = Range(table.Descriptor, keys, asked.conditions);
            if (asked.expressions.Filter is { } filter) CheckFilter(filter, keys);
            foreach (var condition in asked.oldFilter) RefuseKey(keys, condition.Attribute, "QueryFilter");
            var needsTable = PageRequests.NeedsTable(asked.Input, index, asked.projection);
            var forward = asked.Input.Flag("ScanIndexForward") ?? true;
            if (asked.start is { } start)
            {
                var bytes = PageRequests.StartBytes(table.Descriptor, index, start);
                if (!range.Has(bytes))
                    throw DynamoDbException.Validation(
                        asked.conditions.Find(condition => condition.Attribute == keys.Partition)!.Values[0].Equals(start[keys.Partition])
                            ? "The provided starting key does not match the range key predicate"
                            : "The provided starting key is outside query boundaries based on provided conditions");
                range = range.From(bytes, forward);
            }
            return PageRequests.Read(asked.Input, table, index, range, forward, needsTable);
        });
        PageRequests.Answer(
            output, input, page, ItemWrite.Of(expressions.Filter) ?? LegacyCondition.Together(oldFilter, input.Text("ConditionalOperator")), projection);
        return default;
    }

    private static ItemRange Range(TableDescriptor table, KeySchema keys, List<KeyCondition> conditions)
    {
        var partitions = keys.Partitions.Select(name => conditions.Find(condition => condition.Attribute == name)
            ?? throw DynamoDbException.Validation("Query condition missed key schema element: " + name)).ToList();
        var others = conditions.FindAll(condition => !keys.Partitions.Contains(condition.Attribute));
        if (others.Count > 0 && keys.Sort is null) throw DynamoDbException.Validation("Query key condition not supported");
        if (others.Exists(condition => !keys.Has(condition.Attribute)))
            throw DynamoDbException.Validation("Query condition missed key schema element: " + keys.Sorts.First(name => !others.Exists(one => one.Attribute == name)));
        var sorts = keys.Sorts.Select(name => others.Find(condition => condition.Attribute == name)).ToList();
        CheckPrefix(keys, sorts);
        if (partitions.Exists(partition => partition.Operator != "EQ")) throw DynamoDbException.Validation("Query key condition not supported");
        foreach (var condition in conditions)
        {
            if (condition.Values.Any(value => value.Type != table.TypeOf(condition.Attribute)))
                throw DynamoDbException.Validation(
                    "One or more parameter values were invalid: Condition parameter type does not match schema type");
            if (condition.Values[0] is StringValue { Value.Length: 0 } or BinaryValue { Value.Length: 0 })
                throw DynamoDbException.Validation(
                    "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty "
                    + $"{(condition.Values[0] is StringValue ? "string" : "binary")} value. Key: {condition.Attribute}");
        }
        return ItemRange.Of(partitions.ConvertAll(partition => partition.Values[0]), [.. sorts.OfType<KeyCondition>()]);
    }

    /// <summary>Of a sort key of several attributes the conditions stand on the first ones, and all but the last are equality.</summary>
    private static void CheckPrefix(KeySchema keys, List<KeyCondition?> sorts)
    {
        var last = sorts.FindLastIndex(condition => condition is not null);
        var wrong = Enumerable.Range(0, Math.Max(0, last)).Where(i => sorts[i]?.Operator != "EQ").Select(i => keys.Sorts[i]).ToList();
        if (wrong.Count > 0)
            throw DynamoDbException.Validation(
                $"RANGE key attributes {string.Join(", ", wrong)} must have equality conditions specified in the query "
                + $"because a condition is present on key attribute {keys.Sorts[last]}");
    }

    private static void CheckFilter(Node filter, KeySchema keys)
    {
        foreach (var path in ConditionChecker.All(filter).OfType<PathNode>()) RefuseKey(keys, path.Head, "Filter Expression");
    }

    private static void RefuseKey(KeySchema keys, string attribute, string parameter)
    {
        if (keys.Has(attribute))
            throw DynamoDbException.Validation($"{parameter} can only contain non-primary key attributes: Primary key attribute: {attribute}");
    }
}
