using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Expressions;
using Clubshop.LocalAws.DynamoDb.Items;
using Clubshop.LocalAws.DynamoDb.Legacy;
using Clubshop.LocalAws.DynamoDb.Model;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Items;

/// <summary>What PutItem and DeleteItem have in common: an item is written or removed as a whole, on a condition, and the old one is returned on request.</summary>
/// <param name="database">The tables.</param>
/// <param name="kind">Which of the two.</param>
/// <param name="target">The member that names the item: the item itself, or its key.</param>
internal abstract class WholeItemWrite(Database database, WriteKind kind, string target) : Operation(database)
{
    /// <inheritdoc/>
    public override StructureShape Input { get; } = new($"{kind}ItemInput", [.. WriteRequests.Common, new(target, Shapes.Item.Must())]);

    /// <inheritdoc/>
    public override async ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        if (input.Text("ReturnValues") is not (null or "NONE" or "ALL_OLD"))
            throw DynamoDbException.Validation((OlderReading.IsDeep(input) ? "" : "1 validation error detected: ") + "ReturnValues can only be ALL_OLD or NONE");
        var write = WriteRequests.Read(input, Read);
        var outcome = await WriteRequests.RunAsync(Database, session => Usable(session, write.Table), write);
        WriteRequests.Answer(output, Database, input, outcome, input.Text("ReturnValues") == "ALL_OLD" ? outcome.Old : null);
    }

    /// <summary>Refuses what the operation cannot take, before the rest of the request is looked at.</summary>
    /// <exception cref="DynamoDbException">ValidationException.</exception>
    protected virtual void Check(AttributeMap target)
    {
    }

    private ItemWrite Read(Parameters input)
    {
        ExpressionSet.CheckParameters(input, ["ConditionExpression"], ["Expected", "ConditionalOperator"], isBrief: true);
        var named = ValueReader.ReadMap(input.Map(target)!);
        Check(named);
        var expected = LegacyRequests.ReadExpected(input);
        var expressions = ExpressionSet.Read(input);

        return new ItemWrite(kind, input.Text("TableName")!)
        {
            Target = named,
            Condition = ItemWrite.Of(expressions.Condition) ?? expected,
            ReturnItemOnFailure = WriteRequests.ReturnsItemOnFailure(input),
        };
    }
}
