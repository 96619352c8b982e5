using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Expressions;
using Clubshop.LocalAws.DynamoDb.Items;
using Clubshop.LocalAws.DynamoDb.Model;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Items;

/// <summary>What PutItem, UpdateItem and DeleteItem have in common: parameters, condition, answer.</summary>
internal static class WriteRequests
{
    /// <summary>The ReturnValues parameter; an unknown value is reported first, in its own words ("UPDATE_NEW" is the service's spelling).</summary>
    private static TextShape ReturnValues { get; } = Shapes.Text.With(
        new(
            value => (string)value is "ALL_NEW" or "UPDATED_OLD" or "ALL_OLD" or "NONE" or "UPDATED_NEW",
            "Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]")
        {
            Alone = "Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]",
        });

    /// <summary>Members that all three have.</summary>
    public static KeyValuePair<string, Shape>[] Common { get; } =
    [
        new("ReturnConsumedCapacity", Shapes.ReturnConsumedCapacity),
        new("TableName", Shapes.TableName),
        new("Expected", Shapes.Expected),
        new("ConditionalOperator", Shapes.ConditionalOperator),
        new("ConditionExpression", Shapes.Text),
        new("ExpressionAttributeNames", Shapes.Names),
        new("ExpressionAttributeValues", Shapes.Item),
        new("ReturnValues", ReturnValues),
        new("ReturnItemCollectionMetrics", Shapes.ReturnItemCollectionMetrics),
        new("ReturnValuesOnConditionCheckFailure", Shapes.ReturnValuesOnConditionCheckFailure),
    ];

    /// <summary>
    /// Reads the request. What is wrong regardless of the table is reported in the form of the service's constraint messages.
    /// </summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    public static ItemWrite Read(Parameters input, Func<Parameters, ItemWrite> read)
    {
        try
        {
            return read(input);
        }
        catch (DynamoDbException refusal) when (refusal.Code == "ValidationException")
        {
            throw DynamoDbException.Validation("1 validation error detected: " + refusal.Text);
        }
    }

    /// <summary>A failed condition is to return the item.</summary>
    public static bool ReturnsItemOnFailure(Parameters input) => input.Text("ReturnValuesOnConditionCheckFailure") == "ALL_OLD";

    /// <summary>Evaluates the one write and completes when it is durable.</summary>
    public static ValueTask<ItemOutcome> RunAsync(Database database, Func<WriteSession, TableDescriptor> table, ItemWrite write) =>
        database.WriteAsync(session => write.Evaluate(session, table(session)));

    /// <summary>Writes the answer of a write.</summary>
    public static void Answer(
        Utf8JsonWriter output, Database database, Parameters input, ItemOutcome outcome, AttributeMap? attributes)
    {
        output.WriteStartObject();
        if (attributes is not null)
        {
            output.WritePropertyName("Attributes"u8);
            ValueJson.Write(output, attributes);
        }
        var table = outcome.Table;
        if (input.Text("ReturnConsumedCapacity") is "TOTAL" or "INDEXES")
            new ConsumedCapacity(table.Name)
                .AddWrite(table, outcome.Old, outcome.Now, transactional: false)
                .WriteProperty(output, input.Text("ReturnConsumedCapacity"));
        if (input.Text("ReturnItemCollectionMetrics") == "SIZE" && CollectionMetrics.Has(table) && (outcome.Now ?? outcome.Old) is { } item)
        {
            output.WritePropertyName("ItemCollectionMetrics"u8);
            CollectionMetrics.Write(output, database, table, item);
        }
        output.WriteEndObject();
    }

    /// <summary>The attributes at the start of the update's paths, cut to the paths: what UPDATED_OLD and UPDATED_NEW return.</summary>
    public static AttributeMap? Touched(IReadOnlyList<PathNode> paths, AttributeMap? item)
    {
        if (item is null) return null;
        var cut = new Projector(paths).Apply(item);
        return cut.Count > 0 ? cut : null;
    }
}
