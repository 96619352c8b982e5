using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Expressions;
using Clubshop.LocalAws.DynamoDb.Items;
using Clubshop.LocalAws.DynamoDb.Legacy;
using Clubshop.LocalAws.DynamoDb.Model;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Items;

/// <summary>UpdateItem: changes attributes of an item, which is made when it was not there.</summary>
internal sealed class UpdateItem(Database database) : Operation(database)
{
    /// <inheritdoc/>
    public override StructureShape Input { get; } = new(
        "UpdateItemInput",
        [
            .. WriteRequests.Common,
            new("Key", Shapes.Item.Must()),
            new("AttributeUpdates", AttributeUpdates.Shape),
            new("UpdateExpression", Shapes.Text),
        ]);

    /// <inheritdoc/>
    public override async ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        var write = WriteRequests.Read(input, Read);
        var outcome = await WriteRequests.RunAsync(Database, session => Usable(session, write.Table), write);
        var attributes = input.Text("ReturnValues") switch
        {
            "ALL_OLD" => outcome.Old,
            "ALL_NEW" => outcome.Now,
            "UPDATED_OLD" => WriteRequests.Touched(write.UpdatedPaths, outcome.Old),
            "UPDATED_NEW" => WriteRequests.Touched(write.UpdatedPaths, outcome.Now),
            _ => null,
        };
        WriteRequests.Answer(output, Database, input, outcome, attributes);
    }

    private static ItemWrite Read(Parameters input)
    {
        ExpressionSet.CheckParameters(
            input, ["UpdateExpression", "ConditionExpression"], ["AttributeUpdates", "Expected", "ConditionalOperator"], isBrief: true);
        var key = ValueReader.ReadMap(input.Map("Key")!);
        var updates = AttributeUpdates.Read(input);
        var expected = LegacyRequests.ReadExpected(input);
        var expressions = ExpressionSet.Read(input);
        var paths = expressions.Update?.ConvertAll(action => action.Path)
            ?? updates?.Attributes.ConvertAll(attribute => new PathNode([new PathStep(attribute, 0)])) ?? [];

        return new ItemWrite(WriteKind.Update, input.Text("TableName")!)
        {
            Target = key,
            Condition = ItemWrite.Of(expressions.Condition) ?? expected,
            Update = expressions.Update is { } actions ? item => UpdateEvaluator.Apply(actions, item) : updates is null ? null : updates.Apply,
            OnlyRemoves = updates is { OnlyRemoves: true, Attributes.Count: > 0 },
            WrittenSize = expressions.Update is { } written ? item => WrittenSize(written, item) : null,
            Updated = [.. paths.Select(path => path.Head)],
            UpdatedPaths = paths,
            ReturnItemOnFailure = WriteRequests.ReturnsItemOnFailure(input),
        };
    }

    /// <summary>
    /// An update outside a transaction is measured by what it writes: name and value of each attribute, 3 bytes for the update, 19 for each SET or ADD (one
    /// more through a list index) and 2 for each REMOVE or DELETE (measured on AWS by the dynamodb-conformance project). An attribute that
    /// is written in part counts whole; the key and untouched attributes do not count.
    /// </summary>
    private static long WrittenSize(List<UpdateAction> actions, AttributeMap item)
    {
        long size = 3;
        var counted = new HashSet<string>();
        foreach (var action in actions)
        {
            if (action.Section is "REMOVE" or "DELETE")
            {
                size += 2;
                continue;
            }
            size += action.Path.Steps.Exists(step => step.Name is null) ? 20 : 19;
            if (counted.Add(action.Path.Head) && item[action.Path.Head] is { } value)
                size += System.Text.Encoding.UTF8.GetByteCount(action.Path.Head) + value.Size;
        }
        return size;
    }
}
