using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Expressions;
using Clubshop.LocalAws.DynamoDb.Items;
using Clubshop.LocalAws.DynamoDb.Model;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Operations.Batches;

/// <summary>TransactGetItems: up to 100 items as they are at one moment.</summary>
internal sealed class TransactGetItems(Database database) : Operation(database)
{
    private const int MaxBytes = 4 << 20;

    /// <inheritdoc/>
    public override StructureShape Input { get; } = Shapes.Structure(
        "TransactGetItemsInput",
        ("TransactItems", new ListShape(Shapes.Structure(
            "TransactGetItem",
            ("Get", Shapes.Structure(
                "Get",
                ("Key", Shapes.Item.Must()),
                ("TableName", Shapes.TableName),
                ("ExpressionAttributeNames", Shapes.Names),
                ("ProjectionExpression", Shapes.Text)).Must()))).Length(1, 100).Must()),
        ("ReturnConsumedCapacity", Shapes.ReturnConsumedCapacity));

    /// <inheritdoc/>
    public override ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        var gets = input.Structures("TransactItems")!.ConvertAll(action => Read(action.Structure("Get")!));
        var found = Database.Read(gets, static (data, asked) => Find(data, asked));
        if (found.Sum(one => (long)(one.Item?.Size ?? 0)) > MaxBytes)
            throw DynamoDbException.Validation("Aggregated size of all items in the transaction has exceeded the maximum size limit of 4194304 bytes");

        output.WriteStartObject();
        output.WriteStartArray("Responses"u8);
        for (var i = 0; i < found.Count; i++)
        {
            output.WriteStartObject();
            if (found[i].Item is { } item)
            {
                output.WritePropertyName("Item"u8);
                ValueJson.Write(output, gets[i].Projection is { } projection ? projection.Apply(item.Attributes) : item.Attributes);
            }
            output.WriteEndObject();
        }
        output.WriteEndArray();
        ConsumedCapacity.WriteList(output, input.Text("ReturnConsumedCapacity"), Capacity(found), transactionReads: true);
        output.WriteEndObject();
        return default;
    }

    private static GetAction Read(Parameters input)
    {
        ExpressionSet.CheckParameters(input, ["ProjectionExpression"], []);
        return new GetAction(input.Text("TableName")!, ValueReader.ReadMap(input.Map("Key")!, ValueRules.Older), ExpressionSet.Read(input).Projection);
    }

    private static List<(TableDescriptor Table, StoredItem? Item)> Find(Database data, List<GetAction> gets)
    {
        var tables = gets.ConvertAll(get => Usable(data, get.Table));
        var reasons = new List<CancellationReason>();
        var seen = new HashSet<(int, AttributeMap)>();
        for (var i = 0; i < gets.Count; i++)
        {
            try
            {
                ItemRules.CheckKey(tables[i].Descriptor, gets[i].Key);
                reasons.Add(CancellationReason.None);
            }
            catch (DynamoDbException problem)
            {
                reasons.Add(new CancellationReason("ValidationError", problem.Text));
                continue;
            }
            if (!seen.Add((tables[i].Descriptor.Number, gets[i].Key)))
                throw DynamoDbException.Validation("Transaction request cannot include multiple operations on one item");
        }
        if (reasons.Exists(reason => reason.Code != "None")) throw DynamoDbException.TransactionCanceled(reasons);
        return [.. gets.Select((get, i) => (tables[i].Descriptor, tables[i].Find(KeyCodec.KeyOf(tables[i].Descriptor.Keys, get.Key))))];
    }

    private static List<ConsumedCapacity> Capacity(List<(TableDescriptor Table, StoredItem? Item)> found) =>
    [
        .. found.GroupBy(one => one.Table.Name).Select(table => new ConsumedCapacity(table.Key).AddTable(
            table.Sum(one => 2 * ConsumedCapacity.ReadUnits(one.Item?.Size ?? 0, consistent: true)))),
    ];

    private sealed record GetAction(string Table, AttributeMap Key, Projector? Projection);
}
