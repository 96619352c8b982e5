using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Expressions;
using Clubshop.LocalAws.DynamoDb.Items;
using Clubshop.LocalAws.DynamoDb.Model;
using Clubshop.LocalAws.DynamoDb.Operations.Queries;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Items;

/// <summary>GetItem: one item by its key.</summary>
internal sealed class GetItem(Database database) : Operation(database)
{
    /// <inheritdoc/>
    public override StructureShape Input { get; } = Shapes.Structure(
        "GetItemInput",
        ("TableName", Shapes.TableName),
        ("Key", Shapes.Item.Must()),
        ("AttributesToGet", new ListShape(Shapes.Text).Length(1, 255)),
        ("ConsistentRead", Shapes.Flag),
        ("ExpressionAttributeNames", Shapes.Names),
        ("ProjectionExpression", Shapes.Text),
        ("ReturnConsumedCapacity", Shapes.ReturnConsumedCapacity));

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        ExpressionSet.CheckParameters(input, ["ProjectionExpression"], ["AttributesToGet"]);
        var key = ValueReader.ReadMap(input.Map("Key")!);
        var projection = ReadRequests.AttributesToGet(input);
        projection = ExpressionSet.Read(input).Projection ?? projection;

        var (table, item) = Database.Read((Name: input.Text("TableName")!, Key: key), static (data, asked) =>
        {
            var table = Usable(data, asked.Name);
            ItemRules.CheckKey(table.Descriptor, asked.Key);
            return (table.Descriptor, table.Find(KeyCodec.KeyOf(table.Descriptor.Keys, asked.Key)));
        });

        output.WriteStartObject();
        if (item is not null)
        {
            output.WritePropertyName("Item"u8);
            ValueJson.Write(output, projection is null ? item.Attributes : projection.Apply(item.Attributes));
        }
        new ConsumedCapacity(table.Name)
            .AddTable(ConsumedCapacity.ReadUnits(item?.Size ?? 0, input.Flag("ConsistentRead") ?? false))
            .WriteProperty(output, input.Text("ReturnConsumedCapacity"));
        output.WriteEndObject();
        return default;
    }
}
