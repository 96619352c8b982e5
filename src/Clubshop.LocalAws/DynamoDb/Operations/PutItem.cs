using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Expressions;
using Clubshop.LocalAws.DynamoDb.Items;
using Clubshop.LocalAws.DynamoDb.Legacy;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations;

/// <summary>PutItem: the item takes the place of the one with its key.</summary>
internal sealed class PutItem(Database database) : Operation(database)
{
    /// <inheritdoc/>
    public override StructureShape Input { get; } = new("PutItemInput", [.. WriteRequests.Common, new("Item", Shapes.Item.Must())]);

    /// <inheritdoc/>
    public override async ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        WriteRequests.CheckReturnValues(input);
        var write = WriteRequests.Read(input, Read);
        var outcome = await WriteRequests.RunAsync(Database, session => Usable(session, write.Table), write);
        WriteRequests.Answer(output, Database, input, outcome, input.Text("ReturnValues") == "ALL_OLD" ? outcome.Old : null);
    }

    private static ItemWrite Read(Parameters input)
    {
        ExpressionSet.CheckParameters(input, ["ConditionExpression"], ["Expected", "ConditionalOperator"], isBrief: true);
        var item = ValueReader.ReadMap(input.Map("Item")!);
        if (item.Size > ItemRules.MaxSize) throw DynamoDbException.Validation("Item size has exceeded the maximum allowed size");
        var expected = LegacyRequests.ReadExpected(input);
        var expressions = ExpressionSet.Read(input);

        return new ItemWrite(WriteKind.Put, input.Text("TableName")!)
        {
            Target = item,
            Condition = ItemWrite.Of(expressions.Condition) ?? expected,
            ReturnItemOnFailure = WriteRequests.ReturnsItemOnFailure(input),
        };
    }
}
