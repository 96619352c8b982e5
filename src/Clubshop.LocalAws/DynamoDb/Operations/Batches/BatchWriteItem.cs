using System.Text.Json;
using Clubshop.LocalAws.DynamoDb.Items;
using Clubshop.LocalAws.DynamoDb.Model;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;
using Clubshop.LocalAws.Faults;

namespace Clubshop.LocalAws.DynamoDb.Operations.Batches;

/// <summary>BatchWriteItem: up to 25 puts and deletes of any tables, each on its own.</summary>
internal sealed class BatchWriteItem(Database database, FaultBoard faults) : Operation(database)
{
    private const int MaxWrites = 25;

    private static readonly Constraint PerTable = new(
        tables => ((List<KeyValuePair<string, object?>>)tables).TrueForAll(table => table.Value is not List<object?> { Count: 0 or > MaxWrites }),
        $"Map value must satisfy constraint: [Member must have length less than or equal to {MaxWrites}, Member must have length greater than or equal to 1]");

    /// <inheritdoc/>
    public override StructureShape Input { get; } = Shapes.Structure(
        "BatchWriteItemInput",
        ("RequestItems", new MapShape(new ListShape(Shapes.Structure(
            "WriteRequest",
            ("DeleteRequest", Shapes.Structure("DeleteRequest", ("Key", Shapes.Item.Must()))),
            ("PutRequest", Shapes.Structure("PutRequest", ("Item", Shapes.Item.Must()))))).Must()).With(PerTable).With(Shapes.TableKeys)),
        ("ReturnConsumedCapacity", Shapes.ReturnConsumedCapacity),
        ("ReturnItemCollectionMetrics", Shapes.ReturnItemCollectionMetrics));

    /// <inheritdoc/>
    public override async ValueTask ExecuteAsync(Parameters input, Utf8JsonWriter output)
    {
        var writes = new List<ItemWrite>();
        foreach (var (table, requests) in BatchAnswers.RequestItems(input, Name))
        {
            foreach (var request in ((List<object?>)requests!).OfType<Parameters>()) writes.Add(Read(table, request));
        }
        if (writes.Count > MaxWrites) throw DynamoDbException.Validation("Too many items requested for the BatchWriteItem call");

        var left = faults.Strikes(Name, FaultKind.Unprocessed) ? writes[(writes.Count / 2)..] : [];
        var done = writes[..(writes.Count - left.Count)];
        var outcomes = await Database.WriteAsync(session =>
        {
            CheckDistinct(session, writes);
            return done.ConvertAll(write => write.Evaluate(session, Usable(session, write.Table)));
        });
        Answer(output, input, outcomes, left);
    }

    private static ItemWrite Read(string table, Parameters request)
    {
        var (put, delete) = (request.Structure("PutRequest"), request.Structure("DeleteRequest"));
        if (put is not null && delete is not null)
            throw DynamoDbException.Validation(
                "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes");
        if (put is null && delete is null)
            throw DynamoDbException.Validation(
                "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
        if (delete is not null) return new ItemWrite(WriteKind.Delete, table) { Target = ValueReader.ReadMap(delete.Map("Key")!, ValueRules.Older) };
        var item = ValueReader.ReadMap(put!.Map("Item")!, ValueRules.Older);
        if (item.Size > ItemRules.MaxSize) throw DynamoDbException.Validation("Item size has exceeded the maximum allowed size");
        return new ItemWrite(WriteKind.Put, table) { Target = item };
    }

    private static void CheckDistinct(WriteSession session, List<ItemWrite> writes)
    {
        var seen = new HashSet<(int, AttributeMap)>();
        foreach (var write in writes)
        {
            var table = Usable(session, write.Table);
            ItemRules.CheckKey(table, write.Kind == WriteKind.Put ? write.Target.Only(table.Keys.Names) : write.Target);
            if (write.Kind == WriteKind.Put) ItemRules.CheckIndexKeys(table, write.Target);
            if (!seen.Add((table.Number, write.Target.Only(table.Keys.Names))))
                throw DynamoDbException.Validation("Provided list of item keys contains duplicates");
        }
    }

    private void Answer(Utf8JsonWriter output, Parameters input, List<ItemOutcome> outcomes, List<ItemWrite> left)
    {
        output.WriteStartObject();
        WriteUnprocessed(output, left);
        BatchAnswers.WriteMetrics(output, Database, input, outcomes);
        ConsumedCapacity.WriteList(
            output, input.Text("ReturnConsumedCapacity"), BatchAnswers.Capacity(outcomes, transactional: false));
        output.WriteEndObject();
    }

    private static void WriteUnprocessed(Utf8JsonWriter output, List<ItemWrite> left)
    {
        output.WriteStartObject("UnprocessedItems"u8);
        foreach (var table in left.GroupBy(write => write.Table))
        {
            output.WriteStartArray(table.Key);
            foreach (var write in table)
            {
                output.WriteStartObject();
                output.WriteStartObject(write.Kind == WriteKind.Put ? "PutRequest"u8 : "DeleteRequest"u8);
                output.WritePropertyName(write.Kind == WriteKind.Put ? "Item"u8 : "Key"u8);
                ValueJson.Write(output, write.Target);
                output.WriteEndObject();
                output.WriteEndObject();
            }
            output.WriteEndArray();
        }
        output.WriteEndObject();
    }
}
