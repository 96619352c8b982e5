using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Expressions;
using Clubshop.LocalAws.DynamoDb.Items;
using Clubshop.LocalAws.DynamoDb.Legacy;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations;

/// <summary>DeleteItem: the item is gone, whether or not it was there.</summary>
internal sealed class DeleteItem(Database database) : Operation(database)
{
    /// <inheritdoc/>
    public override StructureShape Input { get; } = new("DeleteItemInput", [.. WriteRequests.Common, new("Key", Shapes.Item.Must())]);

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
        var key = ValueReader.ReadMap(input.Map("Key")!);
        var expected = LegacyRequests.ReadExpected(input);
        var expressions = ExpressionSet.Read(input);

        return new ItemWrite(WriteKind.Delete, input.Text("TableName")!)
        {
            Target = key,
            Condition = ItemWrite.Of(expressions.Condition) ?? expected,
            ReturnItemOnFailure = WriteRequests.ReturnsItemOnFailure(input),
        };
    }
}
